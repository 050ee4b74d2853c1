"""Pages of pairs and their papers, one file a page or a family of pages."""
