"""期初数: sums from before the system, shown apart and never mixed into a total of records."""
