"""Dimensions of help that a county adds to those of the catalogue."""
