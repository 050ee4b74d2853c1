"""Staff: names as written, posts and subjects."""
