"""The database itself: its pages, what its rows say of each other, its tables."""

from collections.abc import Iterator

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, inspect

from portal.core.db import begin_read, db
from portal.core.register import Finding
from portal.operations.archive.columns import is_own, own_tables
from portal.operations.snapshot import number_of_rows

MOST_TOLD = 5


def integrity() -> Iterator[Finding]:
    begin_read()
    with db.engine.connect() as connection:
        faults = list(_sqlite(connection) if db.engine.dialect.name == "sqlite" else _orphans(connection))
        yield from faults[:MOST_TOLD]
        rows = sum(number_of_rows(connection, name) for name in own_tables(connection))
    if not faults:
        yield Finding.ok(f"The database ({db.engine.dialect.name}) is sound: {rows:,} rows were read, and each row that another names is there.")


def _sqlite(connection: Connection) -> Iterator[Finding]:
    for (words,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
        if words != "ok":
            yield Finding.fault(f"The database file is damaged: {words}.")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding.fault(f"Row {row[1]} of {row[0]} names a row of {row[2]} that is not there.")


def _orphans(connection: Connection) -> Iterator[Finding]:
    """PostgreSQL holds these by itself; rows that were brought past it are found here."""
    look = inspect(connection)
    for name in own_tables(connection):
        for key in look.get_foreign_keys(name):
            [own], [other] = key["constrained_columns"], key["referred_columns"]
            lost = connection.exec_driver_sql(
                f'SELECT c."{own}" FROM "{name}" c LEFT JOIN "{key["referred_table"]}" p ON p."{other}" = c."{own}"'  # noqa: S608 - names of our own tables
                f' WHERE c."{own}" IS NOT NULL AND p."{other}" IS NULL LIMIT 1'
            ).scalar()
            if lost is not None:
                yield Finding.fault(f"A row of {name} names row {lost} of {key['referred_table']}, which is not there.")


def schema() -> Iterator[Finding]:
    begin_read()
    options = {"include_object": _of_a_model, "compare_type": True}
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        here, newest = context.get_current_revision(), ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head()
        if here != newest:
            yield Finding.fault(f"The tables are those of revision {here}, this release needs {newest}: run `flask operations prepare`.")
            return
        differences = compare_metadata(context, db.metadata)
    if differences:
        yield Finding.fault(f"The tables differ from those of this release in {len(differences)} places: {str(differences[0])[:200]}")
    else:
        yield Finding.ok(f"The tables are those of this release (revision {here}).")


def _of_a_model(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return kind != "table" or (name is not None and is_own(name))
