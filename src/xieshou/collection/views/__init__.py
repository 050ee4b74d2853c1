"""Pages of requests and of what a school owes."""
