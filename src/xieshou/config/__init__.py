"""Wiring only: settings, urls, wsgi and the command line."""
