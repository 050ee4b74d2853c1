"""Excel and pasted text become records."""
