"""Policy documents: what plans, agreements and reports rest on."""
