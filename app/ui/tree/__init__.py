"""The strategy as a tree at the window's left. Imports models and Qt only."""
