"""Fills a database for measuring: straight into the tables, for 100,000 forms would take a day."""

import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert, text

import config
from bench.words import Writer
from portal.core import clock, search
from portal.core.db import begin_write, db
from portal.core.reference import new_reference
from portal.core.search.folding import fold
from portal.country import queries as country
from portal.factory import create_app
from portal.identity.models import Membership, Office, OfficeName, Organisation, OrganisationName, Person
from portal.identity.services import passwords
from portal.library.models import Document, DocumentText, Provision, Version
from portal.library.vocabulary.facts import order_of
from portal.operations import catalogues
from portal.operations.demo.bodies import add_election
from portal.violations.models import Step, Violation
from portal.violations.services import finding, stepping

BATCH = 1000
PASSWORD = "bench-Pass-2026 long"  # noqa: S105
KINDS = ("law", "regulation", "board_decision", "procedure", "circular")
STATES = ("received", "taken_up", "under_verification", "needs_information", "concluded", "closed", "not_taken_up")
STATE_WEIGHTS = (8, 6, 10, 4, 12, 50, 10)
GOVERNORATE_WEIGHTS = (3, 9, 4, 5, 4, 4, 1, 4, 25, 4, 3, 5, 3, 4, 3, 5, 2, 2, 10)


def bodies() -> None:
    """Two organisations, one national office, one person in each."""
    begin_write()
    now = clock.now() - timedelta(days=400)
    password = passwords.hash_password(PASSWORD)
    db.session.execute(insert(Office), [{"id": 1, "kind": "national"}])
    db.session.execute(insert(OfficeName), [{"office_id": 1, "language": "ar", "origin": "written", "text": "المكتب الوطني"}])
    db.session.execute(
        insert(Organisation),
        [
            {"id": n, "reference": new_reference("O", 2026), "kind": "organisation", "state": "accepted", "applied_at": now, "decided_at": now}
            for n in (1, 2)
        ],
    )
    names = {n: f"منظمة القياس {n}" for n in (1, 2)}
    db.session.execute(
        insert(OrganisationName),
        [{"organisation_id": n, "language": "ar", "origin": "written", "text": text, "folded": fold(text)} for n, text in names.items()],
    )
    people = [(1, "cso", 1, None, "cso_member"), (2, "officer", None, 1, "case_officer"), (3, "other", 2, None, "cso_member")]
    db.session.execute(
        insert(Person),
        [{"id": n, "name": name, "user_name": name, "password_hash": password, "language": "ar", "demo": False, "made_at": now} for n, name, *_ in people],
    )
    db.session.execute(
        insert(Membership),
        [{"person_id": n, "organisation_id": o, "office_id": f, "role": r, "from_at": now} for n, _name, o, f, r in people],
    )
    db.session.commit()


def documents(count: int, say: Callable[[str], None]) -> None:
    writer = Writer(1)
    for start in range(1, count + 1, BATCH):
        begin_write()
        batch = [_document(writer, number, count) for number in range(start, min(start + BATCH, count + 1))]
        _insert(Document, (row["document"] for row in batch))
        _insert(Version, (row["version"] for row in batch))
        _insert(DocumentText, (row["text"] for row in batch))
        _insert(Provision, (provision for row in batch for provision in row["provisions"]))
        for row in batch:
            texts = [search.Row(p["key"], "ar", p["label"], p["body"]) for p in row["provisions"]]
            search.index("document", row["document"]["id"], texts, row["day"], {"ar": row["text"]["title"]})
        db.session.commit()
        if start % 20_000 == 1:
            say(f"  {start + len(batch) - 1} documents")
    search.tidy()
    db.session.commit()


def _document(writer: Writer, number: int, count: int) -> dict[str, Any]:
    day = day_of(number, count)
    at = datetime.combine(day, datetime.min.time(), clock.BAGHDAD)
    title = f"نظام رقم ({number % 200 + 1}) لسنة {day.year} بشأن {writer.text(5)}"
    provisions = [
        {
            "text_id": number, "key": f"article-{place}", "kind": "article", "level": 1, "place": place, "page": 0,
            "label": f"المادة ({place})", "heading": "", "body": writer.paragraph(number if place == 1 else 1, 60),
        }
        for place in range(1, 5)
    ]  # fmt: skip
    document = {
        "id": number, "slug": f"regulation-{number}-{day.year}", "jurisdiction": "federal", "kind": KINDS[number % 5],
        "number": str(number), "year": day.year, "state": "in_force", "passed_on": day.isoformat(), "publication": "published",
        "languages": ",ar,", "order_key": 0, "current_version_id": number,
        "published_at": at, "made_at": at, "changed_at": at, "lock_version": 1, "sample": True,
    }  # fmt: skip
    document["order_key"] = order_of(Document(**document), number)
    version = {"id": number, "document_id": number, "number": 1, "made_at": at, "published_at": at}
    text = {
        "id": number, "version_id": number, "language": "ar", "origin": "written", "title": title, "summary": writer.text(20), "source": "",
        "authentic": True, "pages": 1, "changed_at": at, "lock_version": 1,
    }  # fmt: skip
    return {"document": document, "version": version, "text": text, "provisions": provisions, "day": day}


def reports_of_violations(count: int, say: Callable[[str], None]) -> None:
    writer, chance = Writer(2), random.Random(3)  # noqa: S311
    begin = clock.now() - timedelta(days=60)
    governorates = [row.code for row in country.governorates()]
    categories = country.categories()
    for start in range(1, count + 1, BATCH):
        begin_write()
        batch = []
        for number in range(start, min(start + BATCH, count + 1)):
            at = begin + timedelta(seconds=60 * 86400 * number // count)
            batch.append(_violation(writer, chance, number, at, governorates, categories))
        _insert(Violation, batch)
        _insert(Step, (_step(row) for row in batch))
        for row in batch:
            finding.index(Violation(**row))
        db.session.commit()
        if start % 20_000 == 1:
            say(f"  {start + len(batch) - 1} violation reports")
    search.tidy()
    db.session.commit()


def _violation(
    writer: Writer, chance: random.Random, number: int, at: datetime, governorates: list[str], categories: Any
) -> dict[str, Any]:
    category = categories[min(int(chance.paretovariate(0.6)) - 1, len(categories) - 1)]
    arrival = stepping.arrival_of(at)
    row = {
        "id": number, "reference": new_reference("V", 2026), "election_id": 1, "organisation_id": 1 + number % 2,
        "filed_by_id": 1 if number % 2 == 0 else 3, "category": category.code, "category_group": category.group,
        "severity": category.severity, "phase": "campaign", "title": writer.text(5), "narrative": writer.paragraph(number, 40),
        "language": "ar", "governorate": chance.choices(governorates, GOVERNORATE_WEIGHTS)[0], "timing": "occurred",
        "happened_on": clock.local(at).date(), "precision": "day", "source": "observer", "about_staff": number % 200 == 0,
        "visibility": "commission", "state": chance.choices(STATES, STATE_WEIGHTS)[0], "unanswered": number % 9 == 0,
        "made_at": at, "received_at": at, "updated_at": at, "arrival": arrival,
    }  # fmt: skip
    return {**row, "turn": stepping.turn_of(Violation(**row))}


def _step(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "violation_id": row["id"], "verb": "send", "from_state": "draft", "to_state": "received", "by_id": row["filed_by_id"], "at": row["made_at"],
    }  # fmt: skip


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    db.session.execute(insert(model), list(rows))


def day_of(number: int, count: int) -> date:
    return clock.today() - timedelta(days=9000) + timedelta(days=9000 * number // count)


def fill(data: Path, environment: dict[str, str], rows: int, say: Callable[[str], None]) -> None:
    """A migrated database of `rows` documents and `rows` violation reports in `data`."""
    app = create_app(config.read({**environment, "PORTAL_DATA_DIR": str(data)}))
    with app.app_context():
        begin_write()
        catalogues.compile_stale(app.config["TRANSLATIONS"])
        upgrade(directory=str(app.config["MIGRATIONS"]))
        bodies()
        add_election()
        documents(rows, say)
        reports_of_violations(rows, say)
        begin_write()
        db.session.execute(text("CREATE TABLE bench_bare (id INTEGER PRIMARY KEY, text TEXT, file TEXT)"))
        db.session.execute(text("ANALYZE"))
        db.session.commit()
