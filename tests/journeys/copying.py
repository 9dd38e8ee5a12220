"""A backup of the portal while people work on it, and another portal that it is brought back into."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, text

from tests import postgres
from tests.browsing import TOP, PortalServer, free_port


class Copy:
    """The other portal: the database that it has now."""

    def __init__(self, url: str) -> None:
        self.url = url

    def one(self, question: str, **values: Any) -> tuple[Any, ...]:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            (found,) = connection.execute(text(question), values).all()
        engine.dispose()
        return tuple(found)


class Backup:
    """Taken when it is made; the portal goes on serving."""

    def __init__(self, portal: PortalServer, folder: Path) -> None:
        self.portal, self.folder, self.file = portal, folder, folder / "portal.tar"
        _operations(portal.environment, "backup", str(self.file))

    @contextmanager
    def elsewhere(self) -> Iterator[Copy]:
        """Brought back into an empty portal with the same keys, on PostgreSQL where it answers, and found clean."""
        data, keys = self.folder / "elsewhere", self.folder / "keys"
        data.mkdir(mode=0o700)
        shutil.copytree(self.portal.environment["PORTAL_KEY_DIR"], keys)
        with _empty_database(data) as url:
            own = {"PORTAL_DATA_DIR": str(data), "PORTAL_KEY_DIR": str(keys), "PORTAL_DATABASE_URL": url, "PORT": str(free_port())}
            environment = {**self.portal.environment, **own}
            _operations(environment, "restore", str(self.file))
            checked = _operations(environment, "check")
            assert "The audit chain holds" in checked and "receipts of violation reports were compared" in checked, checked
            yield Copy(url)


@contextmanager
def _empty_database(data: Path) -> Iterator[str]:
    if postgres.main():
        yield f"sqlite:///{data / 'portal.db'}"
        return
    name = f"portal_journey_{os.getpid()}"
    with psycopg.connect(postgres.URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield postgres.URL.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://") + f"/{name}"
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _operations(environment: dict[str, str], *arguments: str) -> str:
    """A command as an operator runs it; it ends with 0 or the test fails."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "operations", *arguments]
    done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
