"""Word and Markdown files to trees. No Qt, no database."""
