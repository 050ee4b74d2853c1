"""Pages of importing and pasting."""
