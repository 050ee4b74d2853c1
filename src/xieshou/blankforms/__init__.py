"""An empty form never seen before is understood and filled in its own layout; no Django, no database."""
