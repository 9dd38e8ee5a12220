"""What an operator runs: start, demo data, checks."""
