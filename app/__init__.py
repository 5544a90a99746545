"""Engross: drafts, versions, compares and approves the formal strategies of local councils."""

__version__ = "0.1.0"
