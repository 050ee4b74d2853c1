"""What real summaries and plans say, entered as single records of invented schools, comes out again as links."""
