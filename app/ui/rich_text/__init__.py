"""Editing of rich text: the project's blocks in a Qt document and back. Imports models and Qt only."""
