"""Writes of the progress app."""
