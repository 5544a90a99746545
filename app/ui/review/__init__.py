"""Reviewing in the window: comments, suggestions, checks, copies out and back. Imports models, services and Qt only."""
