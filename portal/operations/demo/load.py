"""Fills a new database with the demo, through the features' own services, in the order in which things happened."""

from collections.abc import Callable
from datetime import timedelta

from portal.core import clock
from portal.core.db import begin_write, db
from portal.identity.services import passwords
from portal.identity.vocabulary import ROLES, Role
from portal.notifications import services as notifications
from portal.operations.demo import applications, bodies, documents, reports, violations
from portal.operations.demo.content import read

PASSWORD = "demo-Pass-2026"  # noqa: S105 - published: the demo serves loopback only
UNREAD_DAYS = 3


def accounts() -> list[tuple[str, str]]:
    """E-mail address and role of the accounts that are printed at the start."""
    rows = [row for row in read("people.yaml")["people"] if row["demo_account"]]
    return [(row["email"], str(ROLES[Role(row["role"])])) for row in rows]


def fill(say: Callable[[str], None]) -> None:
    """One transaction: either the whole demo is there, or nothing of it."""
    begin_write()
    bodies.add_election()
    offices, organisations = bodies.add_offices(), bodies.add_organisations()
    people = bodies.add_people(offices, organisations, passwords.hash_password(PASSWORD))
    bodies.settle_organisations(organisations, people)
    documents.prepare()
    kinds = {
        "applications": applications.events(people, organisations), "documents": documents.events(people), "violation reports": violations.events(people),
        "observation reports": reports.events(people),
    }  # fmt: skip
    now = clock.now()
    for happening in sorted((one for several in kinds.values() for one in several), key=lambda one: one.at):
        with clock.at(min(happening.at, now)):
            happening.do()
    notifications.mark_old_read(now - timedelta(days=UNREAD_DAYS))
    db.session.commit()
    say(f"Demo: {len(organisations)} organisations, {len(people)} people, " + ", ".join(f"{len(some)} events of {kind}" for kind, some in kinds.items()))
