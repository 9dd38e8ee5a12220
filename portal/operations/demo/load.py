"""Fills a new database with the demo, through the features' own services, in the order in which things happened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from portal.audit import services as audit
from portal.core import clock
from portal.core.db import begin_write, db
from portal.core.jobs import Job
from portal.country import queries as country
from portal.identity.services import passwords
from portal.identity.vocabulary import ROLES
from portal.notifications import services as notifications
from portal.operations.demo import agreements, applications, bodies, directory, documents, observers, reports, violations
from portal.operations.demo.content import read

PASSWORD = "demo-Pass-2026"  # noqa: S105 - published: the demo serves loopback only
UNREAD_DAYS = 3


def accounts() -> list[tuple[str, str]]:
    """E-mail address, and role and office, of the accounts that are printed at the start."""
    offices = {row["key"]: row for row in read("offices.yaml")["offices"]}
    rows = [row for row in read("people.yaml")["people"] if row["demo_account"]]
    return [(row["email"], ", ".join([*(str(ROLES[role]) for role in bodies.roles_of(row)), *_office(offices.get(row["office"]))])) for row in rows]


def _office(row: dict[str, Any] | None) -> list[str]:
    if row is None:
        return []
    place = country.governorate(row["governorate"]) if row["kind"] == "governorate" else None
    return [place.name("en") if place else row["names"]["en"]]


def fill(say: Callable[[str], None]) -> None:
    """One transaction: either the whole demo is there, or nothing of it."""
    begin_write()
    bodies.add_election()
    offices, organisations = bodies.add_offices(), bodies.add_organisations()
    people = bodies.add_people(offices, organisations, passwords.hash_password(PASSWORD))
    bodies.settle_organisations(organisations, people)
    number = observers.add(people)
    directory.add_contacts(offices)
    bodies.prepare_coming_election(people["admin"])
    documents.prepare()
    kinds = {"documents": documents.events(people), "violation reports": violations.events(people), "observation reports": reports.events(people)}
    kinds |= {"applications": applications.events(people, organisations), "agreements": agreements.events(people), "profiles": directory.events(people)}
    now = clock.now()
    for happening in sorted((one for several in kinds.values() for one in several), key=lambda one: one.at):
        with clock.at(min(happening.at, now)):
            audit.seal_day()
            happening.do()
    audit.seal_day()
    _an_address_that_refuses(organisations["nahrain"].id)
    notifications.mark_old_read(now - timedelta(days=UNREAD_DAYS))
    db.session.execute(update(Job).where(Job.due_at < now).values(due_at=now, made_at=now))  # what past days left is done today
    db.session.commit()
    events = ", ".join(f"{len(some)} events of {kind}" for kind, some in kinds.items())
    say(f"Demo: {len(organisations)} organisations, {len(people)} people, {number} observers, {events}")


def _an_address_that_refuses(organisation_id: int) -> None:
    """An invitation with a slip of the pen, as its administrator and nobody else finds it."""
    to = "zahra@nahrain.exmaple"
    notifications.write_mail(to, "ar", "دعوة إلى بوابة الشراكة الانتخابية", "دعوة لعضو جديد.\n", key="demo-refused", organisation_id=organisation_id)
    notifications.note_refusal("demo-refused", f"550 5.1.2 <{to}>: Recipient address rejected: Domain not found")
