"""Who may see which rows: the condition compiled into every query, and the one way to write."""
