"""`python -m tests.releases.dump 0.1.0`: keeps the demo's database of a release, from both engines, for the migration tests.

Run once when a release is tagged. Compressed: SQLite's file as it is (its word index cannot be written as SQL), PostgreSQL's
as plain SQL; a file of row counts stands beside them."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.postgres import URL as POSTGRES

HERE = Path(__file__).parent
NAME = "portal_release_dump"
KEY = "dGhlIGtleSBvZiB0aGUgZGVtbyBpbiB0aGUgZHVtcHM="  # of sample data only, so that a later release can read what was sealed


def main(version: str) -> None:
    folder = HERE / version
    folder.mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp())
    try:
        _prepare(work / "sqlite", "")
        source = sqlite3.connect(work / "sqlite" / "data" / "portal.db")
        source.execute("VACUUM INTO ?", (str(work / "whole.db"),))
        _write(folder / "sqlite.db.gz", (work / "whole.db").read_bytes())
        (folder / "rows.json").write_text(json.dumps(counts(source), indent=1) + "\n")
        _write(folder / "postgresql.sql.gz", _postgresql(work).encode())
    finally:
        shutil.rmtree(work)


def counts(source: sqlite3.Connection) -> dict[str, int]:
    """Rows by table, but for those of the search engine itself."""
    tables = [row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    kept = [name for name in tables if not name.startswith(("search_words", "sqlite_"))]
    return {name: source.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}


def _prepare(folder: Path, url: str) -> None:
    env = {
        **os.environ, "PORTAL_DATA_DIR": str(folder / "data"), "PORTAL_KEY_DIR": str(folder / "keys"), "PORTAL_DATABASE_URL": url, "DEMO": "1",
        "PORTAL_FIELD_KEY": KEY,
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "operations", "prepare"], env=env, check=True)


def _postgresql(work: Path) -> str:
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME}")
    address = POSTGRES.rsplit("/", 1)[0] + f"/{NAME}"
    try:
        _prepare(work / "postgresql", address.replace("postgresql://", "postgresql+psycopg://"))
        dumped = subprocess.run(
            ["pg_dump", "--inserts", "--rows-per-insert=200", "--no-owner", "--no-privileges", address], capture_output=True, check=True, text=True
        )
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    return "\n".join(line for line in dumped.stdout.splitlines() if not line.startswith(("\\", "--")))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
