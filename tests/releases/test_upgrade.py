"""The database of every release that was tagged comes to the newest schema with its content intact, on both engines."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import URL as POSTGRES
from tests.releases.dump import KEY, counts

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/sqlite.db.gz"))
WITHOUT_KEY = {"0.1.0"}  # its dumps were made with a key that was thrown away
ENGINE = os.environ.get("PORTAL_TEST_DATABASE", "sqlite")
NAME = f"portal_upgrade_{os.getpid()}"


def test_a_dump_of_every_release_is_kept():
    assert RELEASES


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def release(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def restored(release: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a portal whose database is that of the release."""
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path / 'data' / 'portal.db'}"
    if ENGINE == "sqlite":
        (tmp_path / "data" / "portal.db").write_bytes(_read(release / "sqlite.db.gz"))
    else:
        url = _restore_postgresql(release)
    key = "" if release.name in WITHOUT_KEY else KEY
    folders = {"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys")}
    yield {**folders, "PORTAL_DATABASE_URL": url, "DEMO": "0", "PORTAL_FIELD_KEY": key}
    if ENGINE != "sqlite":
        _server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


@pytest.mark.database
def test_a_released_database_is_upgraded_with_everything_in_it(release: Path, restored: dict[str, str]):
    before = json.loads((release / "rows.json").read_text())
    assert before["violations_violation"] > 40, "the demo of every release had 40 reports that were sent, and drafts"
    prepare = ["db", "upgrade"] if release.name in WITHOUT_KEY else ["operations", "prepare"]
    for command in (prepare, ["db", "check"], ["audit", "verify"]):
        done = _flask(restored, *command)
        assert done.returncode == 0, done.stderr
    after = _rows(restored["PORTAL_DATABASE_URL"])
    assert {name: after.get(name, 0) for name in before if after.get(name, 0) < before[name]} == {}


def test_what_was_sealed_is_not_served_without_its_key(release: Path, restored: dict[str, str]):
    """Release 0.1.0 knew no table of keys: one of its sealed texts is tried."""
    refused = _flask(restored | {"PORTAL_FIELD_KEY": "A" * 43 + "="}, "operations", "prepare")
    assert refused.returncode != 0 and "does not open with the keys at hand" in refused.stderr and "Nothing was written" in refused.stderr


def _flask(env: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command], env={**os.environ, **env}, capture_output=True, text=True, timeout=120
    )


def _rows(url: str) -> dict[str, int]:
    if url.startswith("sqlite"):
        return counts(sqlite3.connect(url.removeprefix("sqlite:///")))
    with psycopg.connect(url.replace("+psycopg", "")) as server:
        names = [row[0] for row in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {name: server.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _restore_postgresql(release: Path) -> str:
    _server(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    address = POSTGRES.rsplit("/", 1)[0] + f"/{NAME}"
    with psycopg.connect(address) as made:
        made.execute(_read(release / "postgresql.sql.gz").decode())
    return address.replace("postgresql://", "postgresql+psycopg://")


def _server(*statements: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())
