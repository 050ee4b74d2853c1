"""Mass entry: a table of records of any length is staged, checked whole, written in chunks, and taken back."""
