"""What a desk costs the database when everything waits at once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from portal.audit import services as audit
from portal.core import clock
from portal.core.db import db
from portal.identity.models import Membership, Organisation, SignIn
from portal.identity.vocabulary import Role
from portal.library import services as library
from tests.home.making import fill
from tests.identity.agreements import published as published_agreement
from tests.identity.making import applied, make_calls
from tests.library.making import draft, published

MOST = 10
EVERY_ROLE = (Role.PUBLISHING_OFFICER, Role.CASE_OFFICER, Role.COMMISSION_ADMIN, Role.AUDITOR)


def _fill(people: Any) -> None:
    admin, officer = people["commission_admin"].actor, people["publishing_officer"].actor
    fill(people)
    make_calls(people)
    published_agreement(admin)
    applied("waiting".ljust(24, "x"))
    for number in range(3):
        draft(officer, number=f"{number + 500}")
        library.begin_correction(officer, published(officer, number=f"{number + 900}", ckb=True))
    for role in EVERY_ROLE[:2] + EVERY_ROLE[3:]:
        db.session.add(Membership(person_id=admin.person_id, office_id=admin.office_id, role=role, from_at=clock.now()))
    db.session.execute(update(Organisation).values(valid_until=clock.today() + timedelta(days=7)))
    audit.seal_day()
    db.session.execute(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=6)))  # so that this visit is noted


@pytest.mark.parametrize("who", ["cso_admin", "other_admin", "publishing_officer", "case_officer", "commission_admin"])
def test_a_desk_on_which_everything_waits_costs_ten_statements_at_most(who: str, visitor: Any, people: Any, arrange: Any) -> None:
    """The commission's administrator holds every role here."""
    arrange(_fill, people)
    page = visitor(who, lang="ckb").get("/ckb/")
    assert any(statement.startswith("UPDATE identity_sign_in") for statement in page.statements)
    assert len(page.statements) <= MOST
