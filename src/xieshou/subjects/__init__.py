"""Whom and when a report is about, the bonds it speaks of, and how its figures open."""
