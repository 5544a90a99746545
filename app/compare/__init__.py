"""Pure comparison of trees: alignment, words, changes, significance, merge. No Qt, no database, no files."""
