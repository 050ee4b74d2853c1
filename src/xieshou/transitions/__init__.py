"""What becomes of schools, and the turn of a school year: shown before, done in one step."""
