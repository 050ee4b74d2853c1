"""Forms of plans, one file a page or a family of pages."""
