"""Rows into tables that were made for them, in one transaction, with no order asked of what refers to what."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, inspect, text

from portal.core.db import begin_write
from portal.operations.archive.columns import Columns, as_table, own_tables, rows_of
from portal.operations.archive.container import Damaged, Member
from portal.operations.archive.reading import Head, lines_of

AT_ONCE = 1000
FOREIGN_KEYS = text(
    "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)
SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :column)")


@contextmanager
def ready_for(engine: Engine, head: Head) -> Iterator[Connection]:
    """A transaction in which rows may come in any order; at its end everything that one row says of another is true, or
    nothing has come. Raises Damaged."""
    begin_write()
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            _sqlite_keys(connection, "OFF")
        with connection.begin():
            _same_tables(connection, head)
            for name in head.tables:  # what a migration has put there stands in the archive, as it was last
                connection.execute(delete(as_table(name, head.tables[name])))
            keys = [] if sqlite else _without_foreign_keys(connection)
            yield connection
            if sqlite:
                _no_orphans(connection)
            for statement in keys:
                connection.exec_driver_sql(statement)
            if not sqlite:
                _set_sequences(connection, head.tables)
        if sqlite:
            _sqlite_keys(connection, "ON")


def put(connection: Connection, name: str, columns: Columns, member: Member) -> int:
    rows = rows_of(lines_of(member), columns)
    statement, count = insert(as_table(name, columns)), 0
    for some in _batches(rows):
        connection.execute(statement, some)
        count += len(some)
    return count


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _same_tables(connection: Connection, head: Head) -> None:
    here = set(own_tables(connection))
    if here != set(head.tables):
        raise Damaged(f"the archive's tables are not those of its revision {head.revision}: {sorted(here ^ set(head.tables))}")


def _sqlite_keys(connection: Connection, on: str) -> None:
    """Outside a transaction, where alone SQLite heeds it."""
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={on}")  # type: ignore[union-attr]


def _no_orphans(connection: Connection) -> None:
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost:
        raise Damaged(f"{len(lost)} rows refer to rows that are not in the archive, the first in {lost[0][0]}")


def _without_foreign_keys(connection: Connection) -> list[str]:
    """Takes them off, and returns what puts them on again and compares every row."""
    known = connection.execute(FOREIGN_KEYS).fetchall()
    for owner, name, _definition in known:
        connection.exec_driver_sql(f"ALTER TABLE {owner} DROP CONSTRAINT {name}")
    return [f"ALTER TABLE {owner} ADD CONSTRAINT {name} {definition}" for owner, name, definition in known]


def _set_sequences(connection: Connection, tables: dict[str, Columns]) -> None:
    """The next row of each table gets the number after the highest."""
    for name, columns in tables.items():
        keys = inspect(connection).get_pk_constraint(name)["constrained_columns"]
        for key in [key for key, kind in columns if key in keys and kind == "whole"]:
            sequence = connection.scalar(SEQUENCE, {"table": f'"{name}"', "column": key})
            if sequence:
                connection.exec_driver_sql(f"""SELECT setval('{sequence}', (SELECT coalesce(max("{key}"), 0) + 1 FROM "{name}"), false)""")  # noqa: S608
