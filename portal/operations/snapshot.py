"""The database as it stood at one moment, while others go on writing: nobody waits for who reads here."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, inspect, select, table, text

from portal.core.db import begin_read
from portal.operations.archive.columns import Columns, as_table, columns_of, own_tables, ways_to_write, written

PIECE = 2 * 1024 * 1024
AT_ONCE = 500
SEARCHABLE = text("SELECT c.name, count(*) FROM search_collection c JOIN search_owner o ON o.collection = c.number GROUP BY c.name")


@dataclass(frozen=True)
class Snapshot:
    connection: Connection
    revision: str
    tables: dict[str, Columns]
    searchable: dict[str, int]

    def pieces(self, name: str) -> Iterator[tuple[int, bytes]]:
        """A table's rows in the order of its key: how many, and as compressed lines, some megabytes at a time."""
        columns = self.tables[name]
        ways, lines, size = ways_to_write(columns), [], 0
        for row in self._rows(name, columns):
            lines.append(written(row, ways))
            size += len(lines[-1])
            if size > PIECE:
                yield len(lines), _compressed(lines)
                lines, size = [], 0
        if lines:
            yield len(lines), _compressed(lines)

    def some_of(self, name: str, keys: tuple[str, ...]) -> Iterator[list[Any]]:
        """Only these columns of a table."""
        kinds = dict(self.tables[name])
        yield from map(list, self._rows(name, [(key, kinds[key]) for key in keys], keys[:1]))

    def _rows(self, name: str, columns: Columns, by: tuple[str, ...] = ()) -> Iterator[Any]:
        known = as_table(name, columns)
        key = by or inspect(self.connection).get_pk_constraint(name)["constrained_columns"]
        statement = select(known).order_by(*(known.c[part] for part in key))
        yield from self.connection.execute(statement, execution_options={"stream_results": True, "yield_per": AT_ONCE})


@contextmanager
def taken(engine: Engine) -> Iterator[Snapshot]:
    """SQLite keeps what a reader began with in its journal; PostgreSQL does so for a repeatable read."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}
    begin_read()
    with engine.connect().execution_options(**options) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise LookupError("The database has no tables yet: there is nothing to keep.")
        tables = {name: columns_of(connection, name) for name in own_tables(connection)}
        searchable = {str(name): int(number) for name, number in connection.execute(SEARCHABLE)}
        yield Snapshot(connection, revision, tables, searchable)
        connection.rollback()


def number_of_rows(connection: Connection, name: str) -> int:
    return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def _compressed(lines: list[str]) -> bytes:
    return gzip.compress(("\n".join(lines) + "\n").encode(), 6, mtime=0)
