"""Photos and files: cleaned, kept, and served by a view."""
