"""What the clauses of an agreement promise in numbers, and how far that has come."""
