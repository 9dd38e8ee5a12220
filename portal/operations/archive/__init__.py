"""The one format of backups, restores and moves: a tar that any `tar` opens, with a hash for everything in it."""
