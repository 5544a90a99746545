"""Merging the draft with another copy of its library: what collides is decided side by side."""
