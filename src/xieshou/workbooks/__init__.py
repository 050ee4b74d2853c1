"""A stranger's workbook: rewritten without what acts, filled, copied for each school; what its formulas come to."""
