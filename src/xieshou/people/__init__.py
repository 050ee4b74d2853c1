"""Staff: names as written, posts and subjects; pupils and guardians, behind a purpose."""
