"""What may happen to reports, by step of the work."""
