"""Pages of the foundation: signing in, accounts, schools, staff, terms, photos."""
