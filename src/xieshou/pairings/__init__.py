"""Needs, pairings, communities and agreements."""
