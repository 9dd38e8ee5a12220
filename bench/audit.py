"""`python -m bench.audit`: the audit's pages and those of the outbox, with few lines and with a million, on one engine.

One process; what a page costs is its processor time (for PostgreSQL also the time that it waits for), so that other work on
the machine does not show. --database names an empty PostgreSQL for each size, with {lines} in its name; it is made."""

import argparse
import resource
import secrets
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import event, select

from bench import scale
from portal.audit import services
from portal.audit.models import Line
from portal.core import clock
from portal.core.db import begin_read, begin_write, db
from portal.identity.models import Organisation, SignIn
from portal.identity.queries import token_hash

ROUNDS = 15


@dataclass(frozen=True)
class Cost:
    """Median of the rounds in milliseconds, statements, and bytes on the wire without headers."""

    ms: float
    statements: int
    weight: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.audit", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--database", default="", help="postgresql+psycopg://…/portal_{lines}; empty: SQLite")
    asked = parser.parse_args()
    say, results = scale.teller(), {}
    for lines in (asked.small, asked.large):
        folder = Path(tempfile.mkdtemp(prefix="portal-scale-"))
        try:
            results[lines] = _measured(folder, lines, _made(asked.database.format(lines=lines)), say)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(_table(results[asked.small], results[asked.large], asked.small, asked.large))


def _made(url: str) -> str:
    if url:
        server, _slash, name = url.replace("+psycopg", "").rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
    return url


def _measured(folder: Path, lines: int, url: str, say: scale.Say) -> dict[str, Cost]:
    app = scale.make(folder, lines, max(lines // 500, 20), max(lines // 50, 200), say, url)
    clients = {who: _client(app, who) for who in (scale.CHIEF, scale.AUDITOR, scale.FIRST_MEMBER)}
    with app.app_context():
        begin_read()
        pages = _pages(lines)
        engine = db.engine
    costs = {name: _cost(clients[who], path, engine) for name, (who, path) in pages.items()}
    say(f"{lines:,} lines: {_verified(app)}")
    with app.app_context():
        db.engine.dispose()
    return costs


def _client(app: Flask, person: int) -> Any:
    token = secrets.token_urlsafe(32)
    with app.app_context():
        begin_write()
        now = clock.now()
        db.session.add(SignIn(token_hash=token_hash(token), person_id=person, browser="", network="", made_at=now, seen_at=now))
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


def _pages(lines: int) -> dict[str, tuple[int, str]]:
    """Also the unkind ones: two conditions that many lines meet and hardly one meets both."""
    middle = clock.today() - timedelta(days=200)
    since = f"since-day={middle.day}&since-month={middle.month}&since-year={middle.year}"
    until = since.replace("since", "until")
    reference = db.session.scalar(select(Organisation.reference).where(Organisation.id == 2))
    record = db.session.scalar(select(Line.subject_id).where(Line.subject_kind == "violation").order_by(Line.id.desc()).limit(1))
    officer, auditor = f"p{scale.OFFICERS[0]}", scale.AUDITOR
    found: dict[str, tuple[int, str]] = {
        f"audit, {words}": (auditor, f"audit/{query}")
        for words, query in {
            "all": "", "deep in the list": f"?after={lines // 2}", "a frequent action": "?action=identity.signed_in",
            "a rare action": "?action=identity.suspended",
            "an officer": f"?actor={officer}", "a kind": "?kind=violation", "a record": f"?kind=violation&record={record}",
            "an organisation": f"?organisation={reference}", "one day": f"?{since}&{until}", "from a day on, deep": f"?{since}&after={lines * 3 // 4}",
            "an officer and a rare action": f"?actor={officer}&action=identity.suspended",
            "an organisation and an action it never met": f"?organisation={reference}&action=audit.exported",
            "a frequent action on one day": f"?action=identity.signed_in&{since}&{until}",
        }.items()
    }  # fmt: skip
    return found | {
        "one line": (auditor, f"audit/{lines // 2}"), "a record's life": (auditor, f"audit/records/violation/{record}"),
        "turned away": (auditor, "audit/turned-away"), "own records": (scale.FIRST_MEMBER, "audit/own"),
        "own records, an action": (scale.FIRST_MEMBER, "audit/own?action=violations.names_opened"),
        "seal of the record": (scale.FIRST_MEMBER, "audit/seal"), "what waits": (scale.CHIEF, "operations/waiting"),
        "given up": (scale.CHIEF, "operations/waiting?show=failed"), "desk of an administrator": (scale.FIRST_MEMBER, ""),
    }  # fmt: skip


def _cost(client: Any, path: str, engine: Any) -> Cost:
    asked: list[float] = []
    statements = 0

    def count(*_all: Any) -> None:
        nonlocal statements
        statements += 1

    event.listen(engine, "before_cursor_execute", count)
    waits = engine.dialect.name == "postgresql"
    for round_ in range(ROUNDS + 2):
        statements, begin = 0, time.perf_counter() if waits else time.process_time()
        answer = client.get(f"/ar/{path}", headers={"Accept-Encoding": "gzip"})
        taken = (time.perf_counter() if waits else time.process_time()) - begin
        assert answer.status_code == 200, (path, answer.status_code)
        if round_ > 1:
            asked.append(taken * 1000)
    event.remove(engine, "before_cursor_execute", count)
    return Cost(statistics.median(asked), statements, len(answer.data))


def _verified(app: Flask) -> str:
    with app.app_context():
        begin_read()
        begin = time.process_time(), time.perf_counter()
        number, fault = services.verify()
        db.session.rollback()
    assert fault is None, fault
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"verify walked {number:,} in {time.process_time() - begin[0]:.1f} s of processor time ({time.perf_counter() - begin[1]:.1f} s), peak {memory:.0f} MB"
    )


def _table(few: dict[str, Cost], many: dict[str, Cost], small: int, large: int) -> str:
    rows = [f"| page | ms, {small:,} lines | ms, {large:,} | growth | statements | bytes of the page |", "|---|---|---|---|---|---|"]
    for name, cost in many.items():
        first = few[name]
        same = f"{cost.statements}" if cost.statements == first.statements else f"{first.statements} → {cost.statements}"
        rows.append(f"| {name} | {first.ms:.1f} | {cost.ms:.1f} | {cost.ms / first.ms:.2f} | {same} | {cost.weight:,} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
