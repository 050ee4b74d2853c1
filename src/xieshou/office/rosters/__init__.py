"""The lists a county stands on: schools, staff, terms and accounts."""
