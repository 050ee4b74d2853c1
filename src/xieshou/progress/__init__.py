"""How far each promise has come."""
