"""携手: county-wide urban–rural school pairing, from need to report."""
