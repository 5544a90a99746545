"""What a user can do, one module per activity; the only writers. No Qt."""
