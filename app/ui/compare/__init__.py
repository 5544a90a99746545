"""Two texts side by side: what changed between versions, drafts and files."""
