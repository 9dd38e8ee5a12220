"""How many statements a list costs, and that it stays so whatever the number of its rows."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from portal.core import clock
from portal.core.access import SYSTEM
from portal.core.db import db
from portal.identity.models import SignIn
from portal.identity.services import founding, inviting
from portal.identity.vocabulary import Role
from portal.library import services as library
from portal.library.queries import listing
from portal.notifications import services as notifications
from tests.identity.making import accepted, applied
from tests.library.making import draft as document_draft
from tests.library.making import published as published_document
from tests.people import Somebody
from tests.reports.making import draft as report_draft
from tests.reports.making import published as published_report
from tests.violations.making import make_election, make_report

People = dict[str, Somebody]
LIST = 6
LISTS = {
    "/violations/": "case_officer",
    "/violations/?show=closed": "cso_member",
    "/violations/shared": "other_member",
    "/library/": "cso_member",
    "/library/?q=قانون": "cso_member",
    "/library/desk/": "publishing_officer",
    "/reports/": "other_member",
    "/reports/?q=البصرة": "other_member",
    "/reports/own": "cso_member",
    "/identity/people/": "cso_admin",
    "/identity/staff/": "commission_admin",
    "/identity/organisations/": "commission_admin",
    "/notifications/": "cso_member",
    "/audit/": "auditor",
    "/audit/turned-away": "auditor",
}
DESKS = ("cso_member", "case_officer", "commission_admin", "publishing_officer")


def fill(people: People, numbers: range) -> None:
    member, other, officer, admin = (people[key].actor for key in ("cso_member", "other_member", "publishing_officer", "commission_admin"))
    for number in numbers:
        make_report(member, visibility="summary", summary="ملخص", summary_language="ar")
        published_document(officer, number=f"{number + 1}", ckb=True)
        document_draft(officer, number=f"{number + 500}")
        library.begin_correction(officer, published_document(officer, number=f"{number + 900}"))
        published_report(member)
        report_draft(member)
        for name, where in (("m", {"organisation_id": member.organisation_id}), ("o", {"office_id": admin.office_id})):
            role = Role.CSO_MEMBER if name == "m" else Role.AUDITOR
            founding.found_person(SYSTEM, "سعاد", f"{name}{number}", f"{name}{number}@example.org", "ar", role, **where)
            inviting.invite(people["cso_admin"].actor if name == "m" else admin, "دينا", f"i{name}{number}@example.org", "ar", role, **where)
        for state in ("waiting", "accepted"):
            made, _secret = applied(f"{state}-{number:03}".ljust(24, "x"), f"192.0.2.{number}", email=f"{state}{number}@example.org")
            if state == "accepted":
                accepted(admin, made)
        notifications.tell([member.person_id, other.person_id], "identity.reinstated", "suspension", f"own-{number}", mail=False)


def counts(visitor: Callable[..., Any]) -> dict[str, int]:
    asked = [*LISTS.items(), *(("/ar/", who) for who in DESKS)]
    return {f"{path} {who}": len(visitor(who, examined=False).get(path).statements) for path, who in asked}


@pytest.fixture
def before_and_after(app: Flask, people: People, arrange: Any, visitor: Callable[..., Any]) -> tuple[dict[str, int], dict[str, int]]:
    """With three rows of each kind, and with thirty."""
    arrange(make_election)
    arrange(fill, people, range(3))
    arrange(just_seen)
    few = counts(visitor)
    arrange(fill, people, range(3, 30))
    arrange(just_seen)
    return few, counts(visitor)


def just_seen() -> None:
    """That somebody is here is noted every five minutes, and the library asks once a minute which filters find something,
    whatever page it is."""
    db.session.execute(update(SignIn).values(seen_at=clock.now()))
    listing.in_use.cache_clear()


def test_a_list_costs_six_statements_at_most_and_no_more_with_thirty_rows_than_with_three(before_and_after: Any) -> None:
    few, many = before_and_after
    assert {page: (few[page], many[page]) for page in many if many[page] > few[page]} == {}
    lists = [f"{path} {who}" for path, who in LISTS.items()]
    assert {page: many[page] for page in lists if many[page] > LIST} == {}
    assert max(many.values()) <= 10
