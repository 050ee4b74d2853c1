"""One sort of rows a file."""
