"""Fills a new database with the demo, through the features' own services."""

from collections.abc import Callable

from portal.core.db import begin_write, db
from portal.identity.services import passwords
from portal.identity.vocabulary import ROLES, Role
from portal.operations.demo import bodies, documents, reports, violations
from portal.operations.demo.content import read

PASSWORD = "demo-Pass-2026"  # noqa: S105 - published: the demo serves loopback only


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
    say(f"Demo: {len(organisations)} organisations, {len(people)} people")
    say(f"Demo: {documents.add(people)} documents")
    say(f"Demo: {violations.add(people)} violation reports")
    say(f"Demo: {reports.add(people)} observation reports")
    db.session.commit()
