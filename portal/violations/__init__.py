"""Reports of violations, from filing to the answered case."""
