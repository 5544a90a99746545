"""Engross: drafts, versions, compares and approves the formal strategies of local councils."""
