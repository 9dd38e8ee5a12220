"""`python -m bench.backup`: a backup while eight observers file without a pause; it comes back elsewhere, and everything that
was acknowledged before it began is in it."""

import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from sqlalchemy import insert, select, update

import config
from bench import filing, seed, servers
from bench.client import Line, WrongAnswerError
from portal.audit import services as audit
from portal.audit.models import Line as AuditLine
from portal.core import clock
from portal.core.db import begin_write, db
from portal.factory import create_app
from portal.library.models import Version
from portal.library.services.proving import content_hash
from portal.operations.archive.reading import Archive
from portal.violations.models import Violation
from portal.violations.services.receipts import receipt_of, received
from tests.postgres import URL as POSTGRES

CONNECTIONS, BEFORE_SECONDS, BATCH = 8, 15, 5000
NAME = f"portal_bench_backup_{os.getpid()}"
Acknowledged = list[tuple[str, float, float]]  # reference, when it was acknowledged, how long that took


def main() -> None:
    asked = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    data, environment = folder / "data", {"PORTAL_KEY_DIR": str(folder / "keys"), "DEMO": "0", "PORTAL_LOG_LEVEL": "ERROR"}
    try:
        seed.fill(data, environment, asked.rows, print)
        _prove(data, environment, asked.lines)
        with servers.running(data, environment):
            filed, times = asyncio.run(_file_while(lambda: _flask({**environment, "PORTAL_DATA_DIR": str(data)}, "backup", str(folder / "b.tar"))))
        _tell(filed, times, folder / "b.tar", data)
        _bring_back(folder, environment, filed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.backup", description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000, help="documents, and violation reports")
    parser.add_argument("--lines", type=int, default=1_000_000, help="audit lines")
    return parser.parse_args()


def _prove(data: Path, environment: dict[str, str], lines: int) -> None:
    """The hashes that services would have kept, and a long chain."""
    app = create_app(config.read({**environment, "PORTAL_DATA_DIR": str(data)}))
    with app.app_context():
        begin_write()
        kept = [{"id": row.id, "receipt": receipt_of(row)} for row in received()]
        db.session.execute(update(Violation), kept)
        versions = db.session.scalars(select(Version)).all()
        db.session.execute(update(Version), [{"id": row.id, "content_hash": content_hash(row)} for row in versions])
        first, previous = db.session.execute(select(AuditLine.id, AuditLine.hash).order_by(AuditLine.id.desc()).limit(1)).one()
        for start in range(first + 1, first + lines + 1, BATCH):
            rows = []
            for number in range(start, min(start + BATCH, first + lines + 1)):
                rows.append(_line(number, previous))
                previous = rows[-1]["hash"]
            db.session.execute(insert(AuditLine), rows)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def _line(number: int, previous: str) -> dict[str, Any]:
    at = clock.now() - timedelta(days=30)
    body = {
        "n": number, "at": at.isoformat(timespec="microseconds"), "actor": 1, "actor_kind": "person", "action": "violations.draft_saved",
        "subject": ["violation", str(number)], "organisation": 1, "before": None, "after": {"part": "what"}, "beside": None, "previous": previous,
    }  # fmt: skip
    written = audit.canonical(body)
    own = {"id": number, "at": at, "actor_id": 1, "action": body["action"], "subject_kind": "violation", "subject_id": str(number)}
    return {**own, "organisation_id": 1, "text": written, "hash": audit.digest(written)}


async def _file_while(work: Callable[[], str]) -> tuple[Acknowledged, tuple[float, float]]:
    """Files before, during and after `work`, and tells when that began and ended."""
    portal, _bare = filing.scripts(servers.Reader("cso"))
    filed: Acknowledged = []
    refused: list[float] = []
    ended = asyncio.Event()

    async def repeat() -> None:
        line = Line(servers.PORTAL_PORT)
        while not ended.is_set():
            begun = time.time()
            try:
                answer = await portal(line.ask)
            except WrongAnswerError:
                refused.append(time.time())
                continue
            found = filing.REFERENCE.search(urlsplit(answer.location).path)
            assert found is not None
            filed.append((found[1], time.time(), time.time() - begun))
        line.close()

    observers = [asyncio.create_task(repeat()) for _ in range(CONNECTIONS)]
    await asyncio.sleep(BEFORE_SECONDS)
    begun = time.time()
    await asyncio.to_thread(work)
    times = (begun, time.time())
    await asyncio.sleep(1)
    ended.set()
    await asyncio.gather(*observers)
    print(f"refused as busy: {sum(at < begun for at in refused)} before, {sum(at >= begun for at in refused)} meanwhile")
    return filed, times


def _tell(filed: Acknowledged, times: tuple[float, float], backup: Path, data: Path) -> None:
    before = sorted(took for _reference, at, took in filed if at < times[0])
    during = sorted(took for _reference, at, took in filed if times[0] <= at <= times[1] + 0.5)
    database, kept = (data / "portal.db").stat().st_size / 1e6, backup.stat().st_size / 1e6
    print(f"backup: {times[1] - times[0]:.1f} s, {kept:.0f} MB of a database of {database:.0f} MB and its files")
    for name, took in (("before", before), ("meanwhile", during)):
        print(f"filing {name}: {len(took)} reports, p50 {took[len(took) // 2]:.2f} s, p95 {took[int(len(took) * 0.95)]:.2f} s, longest {took[-1]:.2f} s")


def _bring_back(folder: Path, environment: dict[str, str], filed: Acknowledged) -> None:
    with Archive(folder / "b.tar").opened() as (head, _rest):
        taken = datetime.fromisoformat(head.taken_at).timestamp()
    acknowledged = {reference for reference, at, _took in filed if at <= taken}
    for name, url in (("SQLite", f"sqlite:///{folder / 'sqlite' / 'portal.db'}"), ("PostgreSQL", POSTGRES.rsplit("/", 1)[0] + f"/{NAME}")):
        (folder / name.lower()).mkdir(mode=0o700)
        with _database(url):
            own = {**environment, "PORTAL_DATA_DIR": str(folder / name.lower()), "PORTAL_DATABASE_URL": url.replace("postgresql://", "postgresql+psycopg://")}
            begun = time.time()
            _flask(own, "restore", str(folder / "b.tar"))
            restored = time.time()
            told = [json.loads(line) for line in _flask(own, "check", "--json").splitlines()]
            print(f"{name}: restored in {restored - begun:.1f} s, checked in {time.time() - restored:.1f} s, {_faults(told)} faults")
            lost = acknowledged - set(_references(url))
            print(f"{name}: {len(acknowledged)} reports were acknowledged before the backup began, {len(lost)} of them are lost")
            if lost or _faults(told):
                raise SystemExit(1)


def _faults(told: list[dict[str, str]]) -> int:
    return sum(line["level"] == "fault" for line in told)


def _references(url: str) -> Iterator[str]:
    wanted = "SELECT reference FROM violations_violation WHERE received_at IS NOT NULL"
    if url.startswith("sqlite"):
        yield from (row[0] for row in sqlite3.connect(url.removeprefix("sqlite:///")).execute(wanted))
        return
    with psycopg.connect(url) as server:
        yield from (row[0] for row in server.execute(wanted))


@contextmanager
def _database(url: str) -> Iterator[None]:
    if url.startswith("sqlite"):
        yield
        return
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            yield
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _flask(environment: dict[str, str], *command: str) -> str:
    env = {**os.environ, "PORT": "8109", **environment}
    done = subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "operations", *command], env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    main()
