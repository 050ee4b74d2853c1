"""Policy documents, steering groups, needs, pairings, communities and agreements."""
