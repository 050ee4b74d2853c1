"""Who may come in: signing in, one's own account, and the accounts of a school or a county."""
