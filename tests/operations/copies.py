"""Portals beside the one of the test: elsewhere, empty, on the engine that is asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text

from portal.core.db import begin_read, db
from portal.operations.archive.columns import as_table, columns_of, own_tables
from tests.browsing import free_port
from tests.postgres import URL as POSTGRES

ENGINE = os.environ.get("PORTAL_TEST_DATABASE", "sqlite")
MADE_BY_A_RESTORE = {"audit_line", "core_job"}


@contextmanager
def elsewhere(app: Flask, engine: str = ENGINE, **settings: Any) -> Iterator[Flask]:
    """An empty portal with the same keys."""
    folder = Path(tempfile.mkdtemp(prefix="portal_elsewhere_", dir=Path(app.config["DATA"]).parent))
    (folder / "data").mkdir(mode=0o700)
    name = f"portal_elsewhere_{os.getpid()}_{folder.name[-6:]}".lower()
    url = f"sqlite:///{folder / 'data' / 'portal.db'}" if engine == "sqlite" else POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    if engine != "sqlite":
        _server(f'CREATE DATABASE "{name}"')
    url = url.replace("postgresql://", "postgresql+psycopg://")
    own = {"DATA": folder / "data", "SQLALCHEMY_DATABASE_URI": url, "PORTAL_DATABASE_URL": url, "PORT": str(free_port()), **settings}
    other = app.extensions["make"]({**app.config, **own})
    try:
        yield other
    finally:
        with other.app_context():
            db.session.remove()
            db.engine.dispose()
        shutil.rmtree(folder)
        if engine != "sqlite":
            _server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _server(statement: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(statement)  # type: ignore[arg-type]


def run(app: Flask, *arguments: str, typed: str = "", code: int = 0) -> str:
    outcome: Result = app.test_cli_runner().invoke(args=["operations", *arguments], input=typed)
    assert outcome.exit_code == code, (outcome.output, outcome.exception)
    return str(outcome.output)


def content(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as both engines give it; columns by name, for an engine that migrated may hold them in another order."""
    with app.app_context():
        begin_read()
        with db.engine.connect() as connection:
            kept = {name: sorted(columns_of(connection, name)) for name in own_tables(connection) if name not in MADE_BY_A_RESTORE}
            return {name: sorted(map(_plain, connection.execute(select(as_table(name, columns))))) for name, columns in kept.items()}


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(repr(sorted(value.items())) if isinstance(value, dict) else repr(value) for value in row)


def change(app: Flask, statement: str, **values: Any) -> Any:
    """Past every service, as somebody with a hand in the database would."""
    with app.app_context():
        begun = db.session.execute(text(statement), values)
        found = begun.scalar() if begun.returns_rows else begun.rowcount  # type: ignore[attr-defined]
        db.session.commit()
        return found


def take_guards_off(app: Flask, table: str) -> None:
    """Triggers that keep rows from being changed: whoever has a hand in the database can do so, too."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
            for (name,) in db.session.execute(text(guards), {"table": table}).all():
                db.session.execute(text(f'DROP TRIGGER "{name}"'))
        db.session.commit()
