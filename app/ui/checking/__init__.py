"""Is this file the approved copy? A window that says so, and shows where it is not."""
