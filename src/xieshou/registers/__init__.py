"""Registers from Excel: needs, papers, groups, communities and plans, one row each, by the way of mass entry."""
