"""School years and terms, by county."""
