"""派遣: who was sent where, from when to when."""
