"""Files of observers, read and written: rows and words, without the database."""
