"""Who ought to help how many: a county's rule by class of school, and how the pairs stand against it."""
