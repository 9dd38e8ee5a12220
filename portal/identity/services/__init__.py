"""What may happen to people and their bodies, by step of the work."""
