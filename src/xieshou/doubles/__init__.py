"""One event recorded twice and found later."""
