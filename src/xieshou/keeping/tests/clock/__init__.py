"""A clock that a test may set, for a running installation and every process that it starts."""
