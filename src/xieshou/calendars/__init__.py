"""Everything that plans have set down for a month, and the same in a phone's calendar by a secret address."""
