"""Runs the migrations on the portal's own engine; called through `flask db` and `flask operations prepare`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import JSON, Connection

from portal.core.crypto import Sealed
from portal.core.db import PartialDate, UtcDateTime, begin_write, db
from portal.core.search import is_search_table


def of_a_model(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name is not None and is_search_table(name))


def written(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """How our own column types stand in a migration."""
    if kind != "type":
        return False
    if isinstance(thing, UtcDateTime | PartialDate):
        return f"types.{type(thing).__name__}()"
    if isinstance(thing, Sealed):
        return "sa.Text()"
    return "types.Json" if isinstance(thing, JSON) else False


def migrate() -> None:
    begin_write()
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=db.metadata, include_object=of_a_model, render_item=written,
            render_as_batch=True, compare_type=True, transaction_per_migration=True,
        )  # fmt: skip
        with _tables_made_anew(connection), context.begin_transaction():
            context.run_migrations()


@contextmanager
def _tables_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by writing a new one in its place, which no reference may stand against meanwhile; afterwards
    all of them are checked. The setting only counts outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    file = connection.connection.dbapi_connection
    assert file is not None
    file.execute("PRAGMA foreign_keys=OFF")
    yield
    broken = file.execute("PRAGMA foreign_key_check").fetchall()
    file.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise SystemExit(f"The migration left rows that refer to nothing: {broken[:5]}")


migrate()
