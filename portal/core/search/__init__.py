"""Finds and marks words in Arabic, Sorani and Latin script; one interface over SQLite and PostgreSQL."""

from portal.core.search.engine import Hit, Hits, find, index, index_many, remove, tidy
from portal.core.search.folding import fold
from portal.core.search.marking import excerpt, mark
from portal.core.search.rows import Document, Row
from portal.core.search.spelling import use_spelling
from portal.core.search.tables import create_tables, drop_tables, is_search_table
from portal.core.search.words import Word, words

__all__ = [
    "Document", "Hit", "Hits", "Row", "Word",
    "create_tables", "drop_tables", "is_search_table", "use_spelling",
    "excerpt", "find", "fold", "index", "index_many", "mark", "remove", "tidy", "words",
]  # fmt: skip
