"""Who did what, when: a chain that cannot be edited unseen."""
