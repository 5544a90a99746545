"""What the pictures of a strategy show, and the same pictures drawn as vectors for every format."""
