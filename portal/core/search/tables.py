"""The tables of the search, which no model describes; migrations call `create_tables` and `drop_tables`.

`search_owner.first` is the id of the owner's first row. SQLite keeps the tokens of its rows too, because FTS5 without
content must be told word by word what to forget.

On PostgreSQL the `filler` makes every row so long that its vector is moved out (TOAST) and what stays is short: the
rows of a frequent word then stand on a tenth of the pages. The planner does not know what reading a vector back costs
and would rather read all of them; `search_ids` therefore always asks the index."""

from sqlalchemy import BigInteger, Connection, LargeBinary, String, column, table
from sqlalchemy.dialects.postgresql import TSVECTOR

COMMON = (
    "CREATE TABLE search_collection (number INTEGER PRIMARY KEY, name VARCHAR(32) NOT NULL UNIQUE)",
    "CREATE TABLE search_owner (collection INTEGER NOT NULL REFERENCES search_collection, owner_id BIGINT NOT NULL,"
    " first BIGINT, tokens {bytes}, PRIMARY KEY (collection, owner_id))",
)
SQLITE = (
    "CREATE TABLE search_row (id INTEGER PRIMARY KEY, owner_id BIGINT NOT NULL, part VARCHAR(200) NOT NULL, language VARCHAR(8) NOT NULL)",
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', columnsize=0, tokenize=\"ascii tokenchars '_'\")",
)
POSTGRESQL = (
    "CREATE TABLE search_row (id BIGINT PRIMARY KEY, owner_id BIGINT NOT NULL, part VARCHAR(200) NOT NULL,"
    " language VARCHAR(8) NOT NULL, words TSVECTOR NOT NULL, filler TEXT NOT NULL DEFAULT repeat(' ', 2100))"
    " WITH (toast_tuple_target = 128)",
    "ALTER TABLE search_row ALTER COLUMN words SET STATISTICS 1000",
    "CREATE INDEX search_row_words ON search_row USING gin (words) WITH (fastupdate = off)",
    "CREATE FUNCTION search_ids(wanted tsquery, spoken varchar[], most integer) RETURNS SETOF bigint"
    " LANGUAGE sql STABLE ROWS 5000 SET enable_seqscan = off SET enable_indexscan = off AS"
    " 'SELECT id FROM search_row WHERE words @@ wanted AND (spoken IS NULL OR language = ANY(spoken)) LIMIT most'",
)

collections = table("search_collection", column("number"), column("name"))
owners = table(
    "search_owner",
    column("collection"),
    column("owner_id"),
    column("first", BigInteger()),
    column("tokens", LargeBinary()),
)
rows = table(
    "search_row",
    column("id", BigInteger()),
    column("owner_id", BigInteger()),
    column("part", String()),
    column("language", String()),
    column("words", TSVECTOR()),
)


def create_tables(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    for statement in COMMON + (SQLITE if sqlite else POSTGRESQL):
        connection.exec_driver_sql(statement.replace("{bytes}", "BLOB" if sqlite else "BYTEA"))


def drop_tables(connection: Connection) -> None:
    own = "TABLE search_words" if connection.dialect.name == "sqlite" else "FUNCTION search_ids"
    for thing in (own, "TABLE search_row", "TABLE search_owner", "TABLE search_collection"):
        connection.exec_driver_sql(f"DROP {thing}")


def is_search_table(name: str) -> bool:
    """For migrations: these tables belong to no model, so autogeneration must pass them by."""
    return name.startswith("search_")
