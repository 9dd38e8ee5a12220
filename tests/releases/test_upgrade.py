"""The database of every release that was tagged comes to the newest schema with its content intact, on both engines."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from portal.core.search.folding import fold
from portal.operations.archive.columns import as_table, columns_of
from tests.browsing import free_port
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
    (tmp_path / "data").mkdir(mode=0o700)
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
    before, content = json.loads((release / "rows.json").read_text()), _content(restored["PORTAL_DATABASE_URL"])
    assert before["violations_violation"] > 40, "the demo of every release had 40 reports that were sent, and drafts"
    prepare = ["db", "upgrade"] if release.name in WITHOUT_KEY else ["operations", "prepare"]
    for command in (prepare, ["db", "check"]):
        _run(restored, *command)
    after = _rows(restored["PORTAL_DATABASE_URL"])
    assert {name: after.get(name, 0) for name in before if name not in GONE and after.get(name, 0) < before[name]} == {}
    assert _lost(content, restored["PORTAL_DATABASE_URL"]) == {}
    assert _faults(restored) == set(), "hashes that a migration computed are those that the release would have kept"
    assert all(folded == fold(text) for text, folded in _names(restored["PORTAL_DATABASE_URL"])), "names are compared as they would be written today"


@pytest.mark.long
@pytest.mark.database
def test_a_backup_of_a_released_database_comes_back_in_this_release(release: Path, restored: dict[str, str], tmp_path: Path):
    """Taken after the new code came and before its migrations ran, as by somebody in a hurry; the files are not kept with the dumps."""
    content = _content(restored["PORTAL_DATABASE_URL"])
    assert "Migrations wait" in _run(restored, "operations", "backup", str(tmp_path / "old.tar"), code=1)
    (tmp_path / "new").mkdir(mode=0o700)
    elsewhere = {**restored, "PORTAL_DATA_DIR": str(tmp_path / "new"), "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'portal.db'}"}
    _run(elsewhere, "operations", "restore", str(tmp_path / "old.tar"))
    assert _lost(content, elsewhere["PORTAL_DATABASE_URL"]) == {}
    assert _faults(elsewhere) == set()


def _names(url: str) -> list[tuple[str, str]]:
    with sqlalchemy.create_engine(url).connect() as connection:
        found = [(row.text, row.folded) for row in connection.execute(sqlalchemy.text("SELECT text, folded FROM identity_organisation_name"))]
    assert found
    return found


def _run(portal: dict[str, str], *command: str, code: int = 0) -> str:
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    done = subprocess.run(flask, env={**os.environ, "PORT": str(free_port()), **portal}, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def _faults(portal: dict[str, str]) -> set[str]:
    """Checks that found one, but for what the dumps of releases do not hold: files, and the key of the protected names."""
    told = map(json.loads, _run(portal, "operations", "check", "--json", code=1).splitlines())
    faults = [line for line in told if line["level"] == "fault" and not line["words"].startswith(("Protected names", "What is sealed in this database"))]
    return {f"{line['check']}: {line['words']}" for line in faults if line["check"] != "files"}


# Columns whose values a migration has changed on purpose, with the reason.
REWRITTEN: dict[tuple[str, str], str] = {
    ("identity_one_time_key", "role"): "several roles in `roles` now",
    **{("identity_organisation", name): "told in identity_application_message now" for name in ("difficulty", "difficulty_language", "difficulty_at")},
}
# Tables that are gone, with what became of their rows.
GONE = {"identity_attempt": "counted with all other attempts in core_attempt, under the names of the limits of today"}
Content = dict[str, tuple[list[tuple[str, str]], Counter[str]]]


def _content(url: str) -> Content:
    """Every row of every table, in the columns that the release had."""
    with sqlalchemy.create_engine(url).connect() as connection:
        names = sqlalchemy.inspect(connection).get_table_names()
        own = [name for name in names if not name.startswith(("search_", "sqlite_", "alembic_"))]
        assert len(own) > 40
        return {name: _rows_in(connection, name, columns_of(connection, name)) for name in own}


def _rows_in(connection: sqlalchemy.Connection, name: str, columns: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], Counter[str]]:
    kept = [(key, kind) for key, kind in columns if (name, key) not in REWRITTEN]
    return kept, Counter(repr(tuple(row)) for row in connection.execute(sqlalchemy.select(as_table(name, kept))))


def _lost(before: Content, url: str) -> dict[str, list[str]]:
    """Rows of before that are not there any more as they were."""
    with sqlalchemy.create_engine(url).connect() as connection:
        lost = {name: rows - _rows_in(connection, name, columns)[1] for name, (columns, rows) in before.items() if name not in GONE}
    return {name: list(rows)[:3] for name, rows in lost.items() if rows}


def test_what_was_sealed_is_not_served_without_its_key(release: Path, restored: dict[str, str]):
    """Release 0.1.0 knew no table of keys: one of its sealed texts is tried."""
    refused = _run(restored | {"PORTAL_FIELD_KEY": "A" * 43 + "="}, "operations", "prepare", code=1)
    assert "does not open with the keys at hand" in refused and "Nothing was written" in refused


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
