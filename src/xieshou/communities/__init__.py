"""Communities of schools: founding one, changing its members from a day, ending it."""
