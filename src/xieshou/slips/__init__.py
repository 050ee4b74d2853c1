"""Somebody without an account says one word on one record."""
