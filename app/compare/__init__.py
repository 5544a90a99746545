"""Pure comparison of trees: alignment, words, changes, significance, three-way merge. No Qt, no database, no files."""
