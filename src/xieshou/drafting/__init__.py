"""Writing plans: from the offered wording or last year's, row by row, promise by promise."""
