"""Landing page and desk, gathered from the features' queries."""
