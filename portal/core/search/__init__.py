"""Finds and marks words in Arabic, Sorani and Latin script; one interface over SQLite and PostgreSQL."""

from portal.core.search.engine import Hit, Hits, find, index, remove, tidy
from portal.core.search.folding import fold
from portal.core.search.marking import excerpt, mark
from portal.core.search.rows import Row
from portal.core.search.spelling import use_spelling
from portal.core.search.tables import create_tables, drop_tables, is_search_table
from portal.core.search.words import Word, words

__all__ = [
    "Hit", "Hits", "Row", "Word",
    "create_tables", "drop_tables", "excerpt", "find", "fold", "index", "is_search_table", "mark", "remove", "tidy",
    "use_spelling", "words",
]  # fmt: skip
