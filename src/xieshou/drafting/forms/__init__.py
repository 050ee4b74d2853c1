"""Forms of plans, by page."""
