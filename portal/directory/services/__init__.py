"""What may happen in the directory."""
