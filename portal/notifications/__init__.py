"""What a person is told: on the page and by e-mail."""
