"""`python -m bench.scale FOLDER`: a portal of the size that the issue names, for looking at pages and for measuring.

2,000 organisations, 20,000 people, a whole chain of 1,000,000 audit lines, with what stands beside them: failed sign-ins, heads
of days, work that waits. PORTAL_DATABASE_URL names another (empty) database than SQLite in FOLDER/data. The people `cso`
(an administrator), `auditor` and `chief` (the commission's administrator) sign in with the password of bench.seed."""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Index, insert, text

import config
from bench.seed import PASSWORD
from portal.audit.models import Head, Line, Turned
from portal.audit.services import canonical, digest
from portal.audit.services.recording import START
from portal.core import clock
from portal.core.db import begin_write, db
from portal.core.jobs import Job
from portal.core.reference import new_reference
from portal.core.register import registers
from portal.core.search.folding import fold
from portal.factory import create_app
from portal.identity.models import Membership, Office, OfficeName, Organisation, OrganisationName, Person
from portal.identity.services import passwords
from portal.operations import catalogues

BATCH = 20_000
DAYS = 400
CHIEF, AUDITOR, OFFICERS, FIRST_MEMBER = 1, 2, range(3, 51), 51
COMMON = ("identity.signed_in", "identity.signed_out", "violations.draft_saved")
RARE = ("identity.suspended", "violations.names_opened", "violations.original_opened", "identity.exported", "library.published")
Say = Callable[[str], None]


def make(folder: Path, lines: int, organisations: int, people: int, say: Say, url: str = "") -> Flask:
    """A migrated database with all of it; gives the app."""
    environment = {"PORTAL_DATA_DIR": str(folder / "data"), "PORTAL_KEY_DIR": str(folder / "keys"), "PORTAL_DATABASE_URL": url, "PORTAL_LOG_LEVEL": "ERROR"}
    app = create_app(config.read({**environment, "DEMO": "0"}))
    with app.app_context():
        begin_write()
        catalogues.compile_stale(app.config["TRANSLATIONS"])
        upgrade(directory=str(app.config["MIGRATIONS"]))
        begin_write()
        bodies(organisations, people)
        say(f"{organisations:,} organisations and {people:,} people")
        add_lines(lines, organisations, people, say)
        beside(lines)
        db.session.execute(text("ANALYZE"))
        db.session.commit()
    return app


def bodies(organisations: int, people: int) -> None:
    """The first person of each organisation is its administrator; `cso` is that of the first one."""
    now = clock.now() - timedelta(days=DAYS)
    _insert(Office, [{"id": 1, "kind": "national"}])
    _insert(OfficeName, [{"office_id": 1, "language": "ar", "origin": "written", "text": "المكتب الوطني"}])
    every = range(1, organisations + 1)
    facts = {"kind": "organisation", "state": "accepted", "applied_at": now, "decided_at": now}
    _insert(Organisation, [{"id": n, "reference": new_reference("O", 2026), **facts} for n in every])
    names = {"ar": "منظمة القياس", "ckb": "ڕێکخراوی پێوانە", "en": "Measuring Organisation"}
    spelt = [(n, code, f"{word} {n}") for n in every for code, word in names.items()]
    _insert(OrganisationName, [{"organisation_id": n, "language": code, "origin": "written", "text": text, "folded": fold(text)} for n, code, text in spelt])
    login = {CHIEF: "chief", AUDITOR: "auditor", FIRST_MEMBER: "cso"}
    password, everybody = passwords.hash_password(PASSWORD), range(1, people + 1)
    known = {"language": "ar", "demo": False, "made_at": now}
    _insert(
        Person,
        [
            {"id": n, "name": f"سعاد كريم {n}", "user_name": login.get(n, f"p{n}"), "password_hash": password if n in login else None, **known}
            for n in everybody
        ],
    )
    _insert(Membership, [_membership(n, organisations, now) for n in everybody])
    db.session.commit()


def _membership(person: int, organisations: int, since: datetime) -> dict[str, Any]:
    body, role = {"organisation_id": None, "office_id": 1}, {CHIEF: "commission_admin", AUDITOR: "auditor"}.get(person, "case_officer")
    if person >= FIRST_MEMBER:
        body = {"organisation_id": organisation_of(person, organisations), "office_id": None}
        role = "cso_admin" if person - FIRST_MEMBER < organisations else "cso_member"
    return {"person_id": person, "role": role, "from_at": since, **body}


def organisation_of(person: int, organisations: int) -> int:
    return (person - FIRST_MEMBER) % organisations + 1


def add_lines(count: int, organisations: int, people: int, say: Say) -> None:
    """The chain, straight into its table; the indexes are built afterwards."""
    indexes: list[Index] = sorted(Line.__table__.indexes, key=lambda index: str(index.name))  # type: ignore[attr-defined]
    for index in indexes:
        index.drop(db.session.connection())
    begin = time.monotonic()
    for batch in _batches(_chain(count, organisations, people)):
        begin_write()
        _copy(batch)
        db.session.commit()
        if batch[-1]["id"] % 200_000 == 0:
            say(f"{batch[-1]['id']:,} audit lines, {time.monotonic() - begin:.0f} s")
    begin_write()
    for index in indexes:
        index.create(db.session.connection())
    db.session.commit()
    say(f"{count:,} audit lines with their indexes, {time.monotonic() - begin:.0f} s")


def _chain(count: int, organisations: int, people: int) -> Iterator[dict[str, Any]]:
    chance, previous = random.Random(4), START  # noqa: S311
    actions = [action for action in registers.actions if action not in COMMON]
    start, step = clock.now() - timedelta(days=DAYS), timedelta(days=DAYS) / count
    for number in range(1, count + 1):
        person = chance.choice(OFFICERS) if number % 10 == 0 else chance.randrange(FIRST_MEMBER, people + 1)
        action = chance.choice(COMMON) if number % 4 else chance.choice(RARE) if number % 5000 == 0 else chance.choice(actions)
        kind, subject = ("person", str(person)) if action.startswith("identity.") else ("violation", f"V-2026-{number % (count // 8 + 1):07d}")
        at, organisation = start + step * number, organisation_of(person, organisations) if person >= FIRST_MEMBER else chance.randrange(1, organisations + 1)
        body = {
            "n": number, "at": at.isoformat(timespec="microseconds"), "actor": person, "actor_kind": "person", "action": action,
            "subject": [kind, subject], "organisation": organisation, "before": None, "after": {"state": "received"} if number % 3 == 0 else None,
            "beside": None, "previous": previous,
        }  # fmt: skip
        line = canonical(body)
        previous = digest(line)
        yield {
            "id": number, "at": at, "actor_id": person, "action": action, "subject_kind": kind, "subject_id": subject,
            "organisation_id": organisation, "text": line, "hash": previous,
        }  # fmt: skip


def _copy(rows: list[dict[str, Any]]) -> None:
    """PostgreSQL's COPY; SQLite takes many rows of one statement as quickly."""
    if db.engine.dialect.name != "postgresql":
        _insert(Line, rows)
        return
    cursor: Any = db.session.connection().connection.cursor()
    with cursor.copy(f"COPY audit_line ({', '.join(rows[0])}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list(row.values()))


def beside(lines: int) -> None:
    """A hundredth as many failed sign-ins and pieces of waiting work, and a head for each day."""
    begin_write()
    now = clock.now()
    few = range(1, lines // 100 + 1)
    facts = {"action": "identity.sign_in_failed", "network": "192.0.2.7"}
    _insert(Turned, [{"id": n, "at": now - timedelta(minutes=n), "person_id": FIRST_MEMBER if n % 50 == 0 else None, **facts} for n in few])
    _insert(Job, [_job(n, now) for n in few])
    every = lines // DAYS or 1
    kept = db.session.execute(text("SELECT id, hash FROM audit_line WHERE id % :every = 0 ORDER BY id DESC LIMIT 390"), {"every": every}).all()
    today = clock.today()
    _insert(Head, [{"day": today - timedelta(days=place), "line": row[0], "hash": row[1], "at": now - timedelta(days=place)} for place, row in enumerate(kept)])
    db.session.commit()


def _job(number: int, now: datetime) -> dict[str, Any]:
    state = "done" if number % 2 else "waiting" if number % 4 else "failed"
    due = now + timedelta(minutes=number) if state == "waiting" else None
    facts = {
        "name": "notifications.send",
        "payload": {"mail": number},
        "made_at": now - timedelta(minutes=number),
        "attempts": 3,
        "stalled": state == "waiting",
    }
    done = {"done_at": now if state == "done" else None, "reason": None if state == "done" else "unreachable", "error": None}
    return {"id": number, "state": state, "due_at": due, **facts, **done}


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    db.session.execute(insert(model), list(rows))


def teller() -> Say:
    begin = time.monotonic()
    return lambda words: print(f"[{time.monotonic() - begin:5.0f} s] {words}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.scale", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is made; data/ and keys/ stand in it afterwards")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--database", default="", help="as PORTAL_DATABASE_URL; empty: SQLite in the folder")
    asked = parser.parse_args()
    make(asked.folder, asked.lines, asked.organisations, asked.people, teller(), asked.database)
    print(json.dumps({"PORTAL_DATA_DIR": str(asked.folder / "data"), "PORTAL_KEY_DIR": str(asked.folder / "keys"), "PORTAL_DATABASE_URL": asked.database}))


if __name__ == "__main__":
    main()
