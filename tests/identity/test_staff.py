"""The commission's people: invited with role and office."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.core.db import db
from portal.identity.models import Membership, Person
from tests.identity.letters import last_link
from tests.identity.test_invitations import accept
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def test_commission_staff_are_invited_with_role_and_office(visitor: Visit, people: People, arrange: Any) -> None:
    browser = visitor("commission_admin")
    browser.get("/identity/staff/new")
    page = browser.submit(name="ليث سامي", email="laith@commission.example", role="case_officer", office=str(people["basra_officer"].actor.office_id))
    assert page.path == "/ar/identity/staff/"
    accept(visitor, last_link(arrange), "laith")
    office = arrange(lambda: db.session.scalar(select(Membership.office_id).join(Person, Person.id == Membership.person_id).where(Person.user_name == "laith")))
    assert office == people["basra_officer"].actor.office_id


def test_a_governorate_office_has_case_officers_only(visitor: Visit, people: People) -> None:
    browser = visitor("commission_admin")
    browser.get("/identity/staff/new")
    page = browser.submit(name="ليث سامي", email="laith@commission.example", role="auditor", office=str(people["basra_officer"].actor.office_id))
    assert "office" in page.errors


def test_an_officer_may_hold_several_roles(visitor: Visit, people: People) -> None:
    browser = visitor("commission_admin")
    browser.get("/identity/staff/case_officer")
    page = browser.submit("form[action$='/role']", roles_held=["case_officer", "publishing_officer"])
    assert page.path == "/ar/identity/staff/case_officer"
    assert len(page.all("input[name=roles_held][checked]")) == 2


def test_a_role_of_the_other_kind_of_body_cannot_be_smuggled_in(visitor: Visit) -> None:
    browser = visitor("cso_admin")
    page = browser.post("/identity/people/cso_member/role", roles_held="commission_admin")
    assert page.status == 422


def test_people_and_staff_are_listed_in_few_statements(visitor: Visit) -> None:
    assert len(visitor("cso_admin").get("/identity/people/").statements) <= 6
    assert len(visitor("commission_admin").get("/identity/staff/").statements) <= 6
