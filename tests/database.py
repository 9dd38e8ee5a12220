"""One database a test worker: migrated once, put back before every test, swapped for the demo's on demand."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psycopg

from tests.postgres import URL as POSTGRES


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
    """Databases made from templates; between two tests on the same template only rows are deleted, which is faster."""

    def __init__(self, name: str, close: Callable[[], None]) -> None:
        self.name, self.close, self.present = name, close, ""
        self.url = POSTGRES.replace("postgresql://", "postgresql+psycopg://").rsplit("/", 1)[0] + f"/{name}"
        self.names: set[str] = set()
        self._drop_orphans()
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')

    def keep(self, name: str) -> None:
        self.close()
        kept = f"{self.name}_{name}"
        self._run(f'DROP DATABASE IF EXISTS "{kept}" WITH (FORCE)', f'CREATE DATABASE "{kept}" TEMPLATE "{self.name}"')
        self.names.add(name)
        self.present = name

    def bring(self, name: str) -> None:
        if name == "empty" == self.present:
            self._empty()
            return
        self.close()
        self._run(
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.name}_{name}"',
        )
        self.present = name

    def kept(self, name: str) -> bool:
        return name in self.names

    def remove(self) -> None:
        self.close()
        self._run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in [self.name, *(f"{self.name}_{kept}" for kept in self.names)]))

    def _empty(self) -> None:
        """As a replica, so that neither foreign keys nor a guard of the audit chain stands in the way."""
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'").fetchall()
            deletes = ";".join(f'DELETE FROM "{table}"' for (table,) in tables)
            connection.execute(f"SET session_replication_role = replica;{deletes}")  # type: ignore[arg-type]

    def _drop_orphans(self) -> None:
        """Databases of test runs that were killed: the process in their name is gone."""
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'portal_test_%'").fetchall()
        self._run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for (name,) in names if not alive(name)))

    def _run(self, *statements: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]
