"""The document as it will be, in the window."""
