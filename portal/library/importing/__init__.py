"""Documents from files: what a folder lists, and what text a file holds. No database, no web."""
