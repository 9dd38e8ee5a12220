"""Bringing an archive back: the ground is made free, rows and files come, the rest is made of them, all of it is compared."""
