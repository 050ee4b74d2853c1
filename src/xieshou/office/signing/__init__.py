"""Signing in, signing out and one's own account."""
