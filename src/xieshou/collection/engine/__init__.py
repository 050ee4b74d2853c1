"""Reading and filling a form never seen before; no Django, no database."""
