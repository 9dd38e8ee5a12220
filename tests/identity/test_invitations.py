"""How people come to belong to a body, and leave it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import Membership, OneTimeKey, Person, SignIn
from portal.identity.services import inviting
from portal.identity.services import people as membership
from portal.identity.vocabulary import Role
from tests.identity.letters import last_link, mails
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.tongues import SORANI_ONLY
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
NEW = "زورق أبيض عند الضفة"


def invite(browser: Visitor, email: str = "dina@nahrain.example", **typed: Any) -> Any:
    browser.get("/identity/people/new")
    return browser.submit(name="دينا كريم", email=email, **typed)


def accept(visitor: Visit, link: str, user_name: str = "dina") -> Any:
    guest = visitor()
    guest.get(link)
    return guest.submit(user_name=user_name, password=NEW, again=NEW)


def test_an_invited_person_reads_the_mail_chooses_a_password_and_works(visitor: Visit, arrange: Any) -> None:
    page = invite(visitor("cso_admin"), language="ckb")
    assert page.path == "/ar/identity/people/" and "dina@nahrain.example" in page
    to, subject, text = mails(arrange)[-1]
    assert to == "dina@nahrain.example" and SORANI_ONLY.search(subject) and "ڕێکخراوی نەهرەین" in text
    link = last_link(arrange)
    assert link.startswith("/ckb/invitation/")
    assert accept(visitor, link).path == "/ckb/sign-in"
    assert sign_in(visitor(), "dina", NEW).path == "/ar/"
    assert is_in(visitor("cso_admin"))


def test_a_link_opens_once(visitor: Visit, arrange: Any) -> None:
    invite(visitor("cso_admin"))
    link = last_link(arrange)
    accept(visitor, link)
    assert visitor().get(link).status == 410


def test_looking_at_the_link_does_not_use_it_up(visitor: Visit, arrange: Any) -> None:
    """Mail filters open every link before the person does."""
    invite(visitor("cso_admin"))
    link = last_link(arrange)
    for method in ("GET", "HEAD", "GET"):
        visitor().answer(method, link)
    assert accept(visitor, link).path == "/ar/sign-in"


@pytest.mark.parametrize("change", [{"ends_at": clock.now() - timedelta(minutes=1)}, {"revoked_at": clock.now()}])
def test_an_expired_or_revoked_link_is_dead(visitor: Visit, arrange: Any, change: dict[str, Any]) -> None:
    invite(visitor("cso_admin"))
    link = last_link(arrange)
    arrange(lambda: db.session.execute(update(OneTimeKey).values(**change)))
    assert visitor().get(link).status == 410


def test_a_link_that_dies_while_the_form_is_open_makes_no_account(visitor: Visit, arrange: Any) -> None:
    invite(visitor("cso_admin"))
    guest = visitor()
    guest.get(last_link(arrange))
    arrange(lambda: db.session.execute(update(OneTimeKey).values(revoked_at=clock.now())))
    assert guest.submit(user_name="dina", password=NEW, again=NEW).status == 410
    assert arrange(lambda: db.session.scalar(select(Person.id).where(Person.user_name == "dina"))) is None


def test_the_token_stands_nowhere_in_the_database_but_in_the_mail(visitor: Visit, arrange: Any) -> None:
    invite(visitor("cso_admin"))
    token = last_link(arrange).rsplit("/", 1)[-1]
    hashes = arrange(lambda: list(db.session.scalars(select(OneTimeKey.token_hash))))
    assert hashes == [queries.token_hash(token)]


def test_a_forged_host_does_not_travel_in_the_mail(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_admin", examined=False)
    data = {"name": "دينا كريم", "email": "dina@nahrain.example", "roles_held": "cso_member", "language": "ar", "csrf_token": browser._token()}
    forged = browser.answer("POST", "/ar/identity/people/new", data=data, headers={"Host": "evil.example"})
    assert forged.status == 400
    browser.answer("POST", "/ar/identity/people/new", data=data, headers={"X-Forwarded-Host": "evil.example"})
    assert mails(arrange) and "evil.example" not in mails(arrange)[-1][2]


def test_sending_again_kills_the_link_of_before(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_admin")
    invite(browser)
    old = last_link(arrange)
    browser.submit("form[action$='/sending']")
    assert visitor().get(old).status == 410
    assert visitor().get(last_link(arrange)).status == 200


def test_a_revoked_invitation_leaves_the_list(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_admin")
    invite(browser)
    page = browser.submit("form[action$='/revocation']")
    assert "dina@nahrain.example" not in page
    assert visitor().get(last_link(arrange)).status == 410


def test_the_same_invitation_twice_is_one(visitor: Visit, arrange: Any) -> None:
    browser = visitor("cso_admin", lang="en")
    invite(browser)
    page = invite(browser, email="Dina@Nahrain.example")
    assert page.status == 422 and "email" in page.errors
    assert len(mails(arrange)) == 1


def test_one_of_ones_own_people_is_not_invited_again(visitor: Visit) -> None:
    assert "email" in invite(visitor("cso_admin"), email="cso_member@example.org").errors


def test_whether_somebody_belongs_elsewhere_only_that_person_learns(visitor: Visit, arrange: Any) -> None:
    page = invite(visitor("cso_admin"), email="other_member@example.org")
    assert page.status == 200
    guest = visitor(lang="en")
    guest.get("/en" + last_link(arrange)[3:])
    page = guest.submit(password=NEW, again=NEW)
    assert page.status == 422 and any("another organisation or office" in notice for notice in page.notices)


def test_somebody_who_left_comes_back_with_the_old_user_name(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(lambda: membership.remove(people["other_admin"].actor, queries.member("other_member", people["other_admin"].actor)))
    invite(visitor("cso_admin"), email="other_member@example.org")
    guest = visitor()
    page = guest.get(last_link(arrange))
    assert "other_member" in page and not page.all("input[name=user_name]")
    guest.submit(password=NEW, again=NEW)
    assert sign_in(visitor(), "other_member", NEW).path == "/ar/"


def test_a_taken_user_name_a_common_password_and_a_typing_mistake_are_named(visitor: Visit, arrange: Any) -> None:
    invite(visitor("cso_admin"))
    guest = visitor(lang="en")
    guest.get("/en" + last_link(arrange)[3:])
    assert "user_name" in guest.submit(user_name="cso_admin", password=NEW, again=NEW).errors
    assert "password" in guest.submit(user_name="dina", password="password1234", again="password1234").errors
    assert "again" in guest.submit(user_name="dina", password=NEW, again=NEW + "x").errors
    assert "user_name" in guest.submit(user_name="دينا", password=NEW, again=NEW).errors
    assert guest.page is not None and guest.page.one("input[name=name]").get("value") == "دينا كريم"


def test_nobody_joins_a_suspended_organisation(people: People, session: Any) -> None:
    organisation = people["suspended_admin"].organisation_id
    row = inviting.invite(people["commission_admin"].actor, "علي", "ali@halted.example", "ar", Role.CSO_MEMBER, organisation_id=organisation)
    with pytest.raises(Refusal) as refused:
        inviting.accept(row, "علي", "ali.halted", NEW)
    assert refused.value.message is vocabulary.SUSPENDED_BODY


def test_a_person_without_email_gets_a_code_that_is_shown_on_one_page_and_works_once(visitor: Visit) -> None:
    browser = visitor("cso_admin")
    page = invite(browser, email="", user_name="volunteer.one")
    assert page.path == "/ar/identity/people/volunteer.one"
    code = page.all(".notice[data-tone=good] .code")[0].text
    assert "10" not in code and len(code) == 11
    browser.get("/identity/people/")
    assert code not in browser.get("/identity/people/volunteer.one").source
    guest = visitor()
    guest.get("/code")
    page = guest.submit(account="volunteer.one", code=code.lower().replace("-", " "), password=NEW, again=NEW)
    assert page.path == "/ar/sign-in"
    assert sign_in(visitor(), "volunteer.one", NEW).path == "/ar/"
    guest.get("/code")
    assert guest.submit(account="volunteer.one", code=code, password=NEW + "!", again=NEW + "!").status == 422


def test_a_refused_password_uses_neither_the_code_nor_the_tries_up(visitor: Visit) -> None:
    code = invite(visitor("cso_admin"), email="", user_name="volunteer.one").all(".notice[data-tone=good] .code")[0].text
    guest = visitor()
    guest.get("/code")
    for _ in range(7):
        page = guest.submit(account="volunteer.one", code=code, password="password1234", again="password1234")
        assert "password" in page.errors
    assert guest.submit(account="volunteer.one", code=code, password=NEW, again=NEW).path == "/ar/sign-in"


def test_guessing_codes_is_limited(visitor: Visit) -> None:
    invite(visitor("cso_admin"), email="", user_name="volunteer.one")
    guest = visitor()
    guest.get("/code")
    statuses = [guest.submit(account="volunteer.one", code="ABCDE-FGHJ2", password=NEW, again=NEW).status for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_neither_address_nor_user_name_is_no_invitation(visitor: Visit) -> None:
    assert "user_name" in invite(visitor("cso_admin"), email="").errors


def test_removing_somebody_ends_sign_ins_at_once_and_dates_the_membership(visitor: Visit, people: People, arrange: Any) -> None:
    member = visitor("cso_member")
    assert is_in(member)
    browser = visitor("cso_admin")
    browser.get("/identity/people/cso_member")
    page = browser.submit("form[action$='/removal']")
    assert page.path == "/ar/identity/people/"
    assert not is_in(member)
    ended = arrange(lambda: db.session.scalar(select(Membership.to_at).where(Membership.person_id == people["cso_member"].person_id)))
    assert ended is not None


def test_nobody_removes_or_changes_oneself(visitor: Visit) -> None:
    browser = visitor("cso_admin")
    page = browser.get("/identity/people/cso_admin")
    assert not page.all("form[action$='/removal']")
    assert browser.post("/identity/people/cso_admin/removal").status == 409
    assert browser.post("/identity/people/cso_admin/role", roles_held="cso_member").status == 422


def test_of_two_who_remove_each_other_one_stays(people: People, session: Any) -> None:
    admin, member = people["cso_admin"].actor, people["cso_member"].actor
    membership.set_roles(admin, queries.member("cso_member", admin), {Role.CSO_ADMIN})
    second = queries.signed_in(_new_sign_in(session, people["cso_member"]), clock.now())
    assert second is not None and second.actor.person_id == member.person_id
    theirs, mine = queries.member("cso_admin", second.actor), queries.member("cso_member", admin)
    assert theirs and mine
    membership.remove(second.actor, theirs)
    with pytest.raises(Refusal):
        membership.remove(admin, mine)


def _new_sign_in(session: Any, person: Somebody) -> str:
    session.add(SignIn(token_hash=queries.token_hash("second"), person_id=person.person_id, browser="", network="", made_at=clock.now(), seen_at=clock.now()))
    session.flush()
    return "second"


def test_a_new_role_holds_from_the_next_sign_in(visitor: Visit) -> None:
    member, browser = visitor("cso_member"), visitor("cso_admin")
    browser.get("/identity/people/cso_member")
    browser.submit("form[action$='/role']", roles_held=["cso_member", "cso_admin"])
    assert not is_in(member)
    again = visitor()
    sign_in(again, "cso_member")
    assert again.get("/identity/people/").status == 200


@pytest.mark.parametrize("who", ["cso_member", "other_admin", "suspended_admin", "commission_admin", "auditor"])
def test_another_organisations_people_do_not_exist(visitor: Visit, who: str) -> None:
    browser = visitor(who, examined=False)
    assert browser.answer("GET", "/ar/identity/people/cso_member").status == 404
    assert browser.post("/identity/people/cso_member/removal").status == 404
