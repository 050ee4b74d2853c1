"""台账: signed facts posted by difference; the only bridge between records and figures."""
