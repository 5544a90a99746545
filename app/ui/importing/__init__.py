"""Looking over what was read from a document before it becomes a strategy."""
