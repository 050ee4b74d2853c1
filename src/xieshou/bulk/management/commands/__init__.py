"""Commands of mass entry."""
