"""Named accounts, roles inside an organisation, and what ends when somebody leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.audit.models import Line
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.files import StoredFile
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.jobs import archiving
from portal.identity.models import Device, Export, Membership, OneTimeKey, SignIn
from portal.identity.services import exporting, inviting, keys
from portal.identity.services import people as membership
from portal.identity.vocabulary import KeyKind, Role
from portal.notifications.models import Notice
from tests.identity.letters import last_link, mails
from tests.identity.test_invitations import NEW, invite
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def roles_of(person_id: int) -> set[str]:
    return set(db.session.scalars(select(Membership.role).where(Membership.person_id == person_id, Membership.to_at.is_(None))))


def remove(people: People, who: str = "cso_member") -> None:
    admin = people["cso_admin"].actor
    member = queries.member(who, admin)
    assert member is not None
    membership.remove(admin, member)


def test_somebody_is_invited_with_several_roles_and_holds_them(visitor: Visit, arrange: Any) -> None:
    invite(visitor("cso_admin"), roles_held=["cso_member", "cso_case_holder"])
    text = mails(arrange)[-1][2]
    assert "عضو" in text and "مسؤول البلاغات" in text
    guest = visitor()
    page = guest.get(last_link(arrange))
    assert "مسؤول البلاغات" in page
    guest.submit(user_name="dina", password=NEW, again=NEW)
    person_id = arrange(lambda: queries.known_as("dina"))
    assert arrange(roles_of, person_id) == {"cso_member", "cso_case_holder"}


def test_without_any_role_nobody_is_invited(visitor: Visit) -> None:
    assert "roles_held" in invite(visitor("cso_admin"), roles_held=[]).errors


@pytest.mark.parametrize("name", ["نور", "Admin Office", "مكتب النهرين", "تیمی چاودێری", "حساب المنظمة", "N 7"])
def test_an_account_has_the_name_of_one_person(visitor: Visit, people: People, session: Any, name: str) -> None:
    admin = people["cso_admin"].actor
    with pytest.raises(Refusal) as refused:
        inviting.add_without_email(admin, name, "nur.hasan", "ar", Role.CSO_MEMBER, organisation_id=admin.organisation_id)
    assert refused.value.message is vocabulary.NAME_OF_A_PERSON


def test_the_form_says_why_a_name_is_refused_and_a_user_name_of_many_is(visitor: Visit) -> None:
    browser = visitor("cso_admin", lang="en")
    browser.get("/identity/people/new")
    page = browser.submit(name="Office", email="office@nahrain.example")
    assert "never shared" in page.errors["name"]
    page = browser.submit(name="Dina Karim", email="", user_name="observers")
    assert "could be anybody's" in page.errors["user_name"]


def test_the_list_shows_when_each_was_last_here(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: db.session.execute(SignIn.__table__.delete().where(SignIn.person_id == people["cso_member"].person_id)))
    page = visitor("cso_admin", lang="en").get("/identity/people/")
    assert len(page.all("td[data-label='Last here'] time")) == 2 and "never" in page and len(page.statements) <= 7


def test_an_organisation_without_case_holder_is_told_so_and_its_administrator_becomes_one(visitor: Visit, people: People, arrange: Any) -> None:
    second = arrange(lambda: membership.set_roles(people["other_admin"].actor, queries.member("other_member", people["other_admin"].actor), {Role.CSO_ADMIN}))
    browser = visitor("other_admin", lang="en")
    assert second and "Your organisation has no case-holder" in browser.get("/identity/people/")
    page = browser.submit("form[action$='/cases']")
    assert "no case-holder" not in page and "You are a case-holder now" in page.notices[0]
    assert arrange(roles_of, people["other_admin"].person_id) == {"cso_admin", "cso_case_holder"}
    told = arrange(lambda: [(row.person_id, row.kind) for row in db.session.scalars(select(Notice))])
    assert told == [(people["other_member"].person_id, "identity.cases_taken")]
    assert is_in(browser) and arrange(lambda: db.session.scalar(select(func.count()).where(Line.action == "identity.cases_taken"))) == 1


def test_a_case_holder_administers_nobody_and_a_member_takes_no_role(visitor: Visit, people: People, session: Any) -> None:
    for who in ("cso_case_holder", "cso_member"):
        with pytest.raises(Refusal):
            membership.take_cases(people[who].actor)


def test_pages_of_people_are_closed_to_case_holders(visitor: Visit) -> None:
    assert visitor("cso_case_holder").get("/identity/people/").status == 403
    assert visitor("cso_case_holder").post("/identity/people/cases").status == 403


def test_the_first_administrator_is_case_holder_too(people: People, session: Any) -> None:
    admin = people["cso_admin"].actor
    row = inviting.invite(admin, "دينا كريم", "dina@nahrain.example", "ar", vocabulary.FIRST_ROLES, organisation_id=admin.organisation_id)
    person = inviting.accept(row, "دينا كريم", "dina", NEW)
    assert roles_of(person.id) == {"cso_admin", "cso_case_holder"}


def test_who_leaves_is_out_at_once_everywhere(people: People, session: Any) -> None:
    leaving = people["cso_member"]
    session.add(Device(person_id=leaving.person_id, token_hash="d" * 64, made_at=clock.now()))
    keys.make(KeyKind.PASSWORD, person_id=leaving.person_id)
    keys.make_code(leaving.person_id, None)
    halted = Actor(**{**vars(leaving.actor), "suspended": True})
    exporting.ask_for_organisation(halted)
    ready = Export(organisation_id=leaving.organisation_id, asked_by_id=leaving.person_id, asked_at=clock.now())
    session.add(ready)
    session.flush()
    archiving.write(ready.id)
    session.add(Notice(person_id=leaving.person_id, kind="x", subject_kind="x", subject_ref="x", params={}, made_at=clock.now()))
    remove(people)
    assert session.scalar(select(func.count()).where(SignIn.person_id == leaving.person_id, SignIn.ended_at.is_(None))) == 0
    assert session.scalar(select(func.count()).where(Device.person_id == leaving.person_id)) == 0
    alive = (OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None))
    assert session.scalar(select(func.count()).where(OneTimeKey.person_id == leaving.person_id, *alive)) == 0
    assert session.scalar(select(func.count()).where(Export.asked_by_id == leaving.person_id)) == 0
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0
    assert session.scalar(select(func.count()).where(Notice.person_id == leaving.person_id)) == 0
    assert queries.mail_addresses([leaving.person_id]) == {} and queries.signed_in(leaving.token, clock.now()) is None


def test_an_export_that_was_asked_for_is_not_written_for_who_left_meanwhile(people: People, session: Any) -> None:
    leaving = people["other_member"]
    made = Export(organisation_id=people["cso_member"].organisation_id, asked_by_id=leaving.person_id, asked_at=clock.now())
    session.add(made)
    session.flush()
    archiving.write(made.id)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Export)) == 0


def test_who_goes_to_another_organisation_takes_no_access_along(visitor: Visit, people: People, arrange: Any) -> None:
    before = visitor("cso_member")
    assert is_in(before)
    arrange(remove, people)
    invite(visitor("other_admin"), email="cso_member@example.org")
    guest = visitor()
    guest.get(last_link(arrange))
    guest.submit(password=NEW, again=NEW)
    assert not is_in(before), "a sign-in of before opens nothing of the new organisation"
    again = visitor()
    assert sign_in(again, "cso_member", NEW).path == "/ar/"
    assert again.get("/identity/account").status == 200 and "زاكروس" in again.get("/identity/account")
    now = (Membership.to_at.is_(None), Membership.person_id == people["cso_member"].person_id)
    bodies = arrange(lambda: set(db.session.scalars(select(Membership.organisation_id).where(*now))))
    assert len(bodies) == 1
