"""Steering groups: who leads the work of a county, a school or a pair, and when."""
