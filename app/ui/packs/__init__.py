"""The Pack page: an agenda's items and papers, put in order and made into one file."""
