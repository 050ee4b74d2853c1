"""Pasted 接龙, chat text and tables become draft records with doubts shown."""
