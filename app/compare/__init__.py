"""Comparing as pure functions of trees: align, words, significance, changes. Imports models only."""
