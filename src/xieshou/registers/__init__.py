"""Registers from Excel: needs, papers, steering groups and communities, one row each, by the way of mass entry."""
