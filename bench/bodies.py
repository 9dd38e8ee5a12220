"""`python -m bench.bodies`: pages about organisations, people, observers, profiles, agreements and elections, with few
organisations and with 2,000 of 20,000 people; measured as in bench.audit."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from bench import scale
from bench.audit import Cost, _client, _cost, _table
from portal.core import clock
from portal.core.access import SYSTEM
from portal.core.db import begin_read, begin_write, db
from portal.core.reference import new_reference
from portal.directory.models import Profile, ProfileConsent
from portal.elections import services as elections
from portal.identity.models import Observer, Organisation, Signature
from portal.identity.services.agreements import drafting

SMALL, LARGE, OBSERVERS_EACH = 20, 2_000, 10
LINES = 1_000
TEXTS = {code: ("Code of conduct", "1. Impartiality.\n\n2. Secrecy.") for code in ("ar", "ckb", "en")}


def main() -> None:
    say, results = scale.teller(), {}
    for organisations in (SMALL, LARGE):
        folder = Path(tempfile.mkdtemp(prefix="portal-bodies-"))
        try:
            results[organisations] = _measured(scale.make(folder, LINES, organisations, organisations * 10, say), organisations)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(_table(results[SMALL], results[LARGE], SMALL, LARGE).replace(" lines", " organisations"))


def _measured(app: Flask, organisations: int) -> dict[str, Cost]:
    with app.app_context():
        begin_write()
        _fill(organisations)
        db.session.commit()
    clients = {who: _client(app, who) for who in (scale.CHIEF, scale.FIRST_MEMBER)}
    with app.app_context():
        begin_read()
        reference, engine = db.session.get_one(Organisation, 2).reference, db.engine
    return {name: _cost(clients[who], path, engine) for name, (who, path) in _pages(reference).items()}


def _fill(organisations: int) -> None:
    """Every organisation shows its profile and half of them have signed; the first has the roster of all observers."""
    now = clock.now()
    version = drafting.begin_version(SYSTEM, "code_of_conduct")  # type: ignore[arg-type]
    drafting.change_version(SYSTEM, version, TEXTS, "ar", version.lock_version)
    drafting.publish_version(SYSTEM, version, clock.today() + timedelta(days=14), version.lock_version)
    every = range(1, organisations + 1)
    db.session.execute(insert(Profile), [{"organisation_id": n, "changed_at": now, "website": "https://example.org", "lock_version": 0} for n in every])
    consents = [{"organisation_id": n, "field": field, "level": "organisations", "by_id": scale.FIRST_MEMBER, "at": now} for n in every for field in FIELDS]
    db.session.execute(insert(ProfileConsent), consents)
    signed = {"version_id": version.id, "person_id": scale.FIRST_MEMBER, "name": "x", "position": "x", "language": "ar", "hash": version.hash, "signed_at": now}
    db.session.execute(insert(Signature), [{**signed, "organisation_id": n, "reference": new_reference("S", 2026)} for n in every if n % 2])
    db.session.execute(insert(Observer), list(_observers(organisations * OBSERVERS_EACH)))
    days = [{"kind": "general", "day": clock.today() + timedelta(days=20), "opens": "07:00", "closes": "18:00"}]
    elections.create(SYSTEM, key="bench-2026", kind="council_of_representatives", names={"ar": "انتخابات القياس"}, voting_days=days)


FIELDS = ("listed", "website")


def _observers(count: int) -> Iterator[dict[str, Any]]:
    now = clock.now()
    for number in range(count):
        yield {
            "organisation_id": 1, "code": f"OBS-{number:05}", "governorate": ("BSR", "NIN", "BGD", "DHK")[number % 4], "sex": ("female", "male")[number % 2],
            "training": "basic", "made_at": now, "made_by_id": scale.FIRST_MEMBER, "updated_at": now,
        }  # fmt: skip


def _pages(reference: str) -> dict[str, tuple[int, str]]:
    chief, member = scale.CHIEF, scale.FIRST_MEMBER
    return {
        "organisations": (chief, "identity/organisations/"), "one organisation": (chief, f"identity/organisations/{reference}"),
        "staff": (chief, "identity/staff/"), "signatures": (chief, "identity/agreements/code_of_conduct/1/signatures"),
        "agreements": (member, "identity/agreements/"), "people": (member, "identity/people/"), "observers": (member, "identity/observers/"),
        "observers, narrowed": (member, "identity/observers/?governorate=NIN&sex=male"), "directory": (member, "directory/"),
        "directory, a name": (member, "directory/?q=Measuring+Organisation+7"), "coalitions": (member, "identity/coalitions/"),
        "calendar": (member, "elections/calendar"), "elections": (chief, "elections/all"), "my data": (member, "identity/data"),
        "my account": (member, "identity/account"), "desk of an administrator": (member, ""), "desk of the commission": (chief, ""),
    }  # fmt: skip


if __name__ == "__main__":
    main()
