"""What attackers try, against a real server of several processes."""
