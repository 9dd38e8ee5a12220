"""One database a test worker: migrated once, put back before every test, swapped for the demo's on demand."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import psycopg

from tests.postgres import URL as POSTGRES

MOST_KEPT_AS_ROWS = 200_000


class Place(Protocol):
    url: str

    def keep(self, name: str) -> None: ...

    def bring(self, name: str) -> None: ...

    def kept(self, name: str) -> bool: ...

    def remove(self) -> None: ...


def make_place(folder: Path, worker: str, close: Callable[[], None]) -> Place:
    """`close` lets go of every connection; PORTAL_TEST_DATABASE chooses sqlite (default) or postgresql."""
    engine = os.environ.get("PORTAL_TEST_DATABASE", "sqlite")
    if engine == "postgresql":
        return PostgresPlace(f"portal_test_{worker}", close)
    if engine == "sqlite":
        return SqlitePlace(folder, close)
    raise SystemExit(f"PORTAL_TEST_DATABASE={engine}: sqlite or postgresql")


def alive(name: str) -> bool:
    """Whether the process whose id stands in `name` (…_<worker>_<pid>…) still runs."""
    number = next((part for part in name.split("_") if part.isdigit()), None)
    return number is None or Path(f"/proc/{number}").exists()


class SqlitePlace:
    """Copies of one file; in memory where Linux offers a folder for that."""

    def __init__(self, folder: Path, close: Callable[[], None]) -> None:
        self.folder, self.close = folder, close
        self.live = folder / "live.db"
        self.url = f"sqlite:///{self.live}"

    def keep(self, name: str) -> None:
        self.close()
        shutil.copyfile(self.live, self.folder / f"{name}.db")

    def bring(self, name: str) -> None:
        self.close()
        for rest in ("-wal", "-shm"):
            self.live.with_name(self.live.name + rest).unlink(missing_ok=True)
        shutil.copyfile(self.folder / f"{name}.db", self.live)

    def kept(self, name: str) -> bool:
        return (self.folder / f"{name}.db").exists()

    def remove(self) -> None:
        self.close()


class PostgresPlace:
    """Small states are kept as rows and written back, which is fast; the demo is kept as a database to copy."""

    def __init__(self, name: str, close: Callable[[], None]) -> None:
        self.name, self.close = name, close
        self.url = POSTGRES.replace("postgresql://", "postgresql+psycopg://").rsplit("/", 1)[0] + f"/{name}"
        self.states: dict[str, dict[str, str]] = {}
        self.copies: set[str] = set()
        self._drop_orphans()
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')

    def keep(self, name: str) -> None:
        self.close()
        with self._connect() as connection:
            counted = {table: self._rows(connection, table) for table in self._tables(connection)}
        if sum(len(rows) for rows in counted.values()) <= MOST_KEPT_AS_ROWS:
            self.states[name] = {table: rows for table, rows in counted.items() if rows}
            return
        self._copy(self.name, f"{self.name}_{name}")
        self.copies.add(name)

    def bring(self, name: str) -> None:
        self.close()
        if name in self.copies:
            self._copy(f"{self.name}_{name}", self.name)
            return
        with self._connect() as connection:
            # As a replica, so that neither the order of foreign keys nor a guard of the audit chain stands in the way.
            deletes = ";".join(f'DELETE FROM "{table}"' for table in self._tables(connection))
            connection.execute(f"SET session_replication_role = replica;{deletes}")  # type: ignore[arg-type]
            for table, rows in self.states[name].items():
                insert = f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", %s::json)'
                connection.execute(insert, (rows,))  # type: ignore[arg-type]

    def kept(self, name: str) -> bool:
        return name in self.states or name in self.copies

    def remove(self) -> None:
        self.close()
        names = [self.name, *(f"{self.name}_{kept}" for kept in self.copies)]
        self._run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names))

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url.replace("+psycopg", ""))

    def _tables(self, connection: psycopg.Connection[Any]) -> list[str]:
        own = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        return [table for (table,) in connection.execute(own)]

    def _rows(self, connection: psycopg.Connection[Any], table: str) -> str:
        found = connection.execute(f'SELECT json_agg(kept)::text FROM "{table}" kept').fetchone()  # type: ignore[arg-type]
        return str(found[0]) if found and found[0] else ""

    def _copy(self, source: str, target: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)', f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _drop_orphans(self) -> None:
        """Databases of test runs that were killed: the process in their name is gone."""
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'portal_test_%'").fetchall()
        self._run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for (name,) in names if not alive(name)))

    def _run(self, *statements: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]
