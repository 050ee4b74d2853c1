"""Forms of pairs and their papers, by page."""
