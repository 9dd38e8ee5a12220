"""An e-mail address counts only when its person, signed in, has confirmed it by the link that went to it."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.audit.models import Beside, Line
from portal.core.db import db
from portal.identity.models import Person
from portal.notifications.models import Mail
from tests.identity.test_signing_in import sign_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
NEW = "noor@new.example"


def mails_to(arrange: Any, address: str) -> list[str]:
    return list(arrange(lambda: list(db.session.scalars(select(Mail.body).where(Mail.to == address).order_by(Mail.id)))))


def link_to(arrange: Any, address: str) -> str:
    found = re.search(r"/identity/account/address/\S+", mails_to(arrange, address)[-1])
    assert found is not None
    return found[0]


def address_of(arrange: Any, somebody: Somebody) -> str | None:
    return arrange(lambda: db.session.get_one(Person, somebody.person_id).email)  # type: ignore[no-any-return]


def test_a_new_address_counts_when_it_is_confirmed_and_the_old_one_is_told(visitor: Visit, arrange: Any, people: People, run_jobs: Any) -> None:
    own, browser = people["cso_member"], visitor("cso_member", lang="en")
    browser.get("/identity/account")
    assert "address-email" in browser.submit("form[action$='/account/address']", address__email="nobody").errors
    browser.get("/identity/account")
    assert "A link was sent" in browser.submit("form[action$='/account/address']", address__email="Noor@New.example").text
    assert address_of(arrange, own) == own.email and len(mails_to(arrange, own.email)) == 1
    link = link_to(arrange, NEW)
    for other in ("cso_admin", "other_member"):
        assert visitor(other).get(link).status == 410
    assert NEW in browser.get(link).text and address_of(arrange, own) == own.email, "a link that a mail scanner opens changes nothing"
    page = browser.submit("form[action*='/account/address/']")
    assert page.path == "/en/identity/account" and NEW in page.text and address_of(arrange, own) == NEW
    assert len(mails_to(arrange, own.email)) == 2 and browser.get(link).status == 410
    assert sign_in(visitor(), NEW).path == "/ar/"
    arrange(_chain_holds_no_address)


def _chain_holds_no_address() -> None:
    lines = db.session.scalars(select(Line).where(Line.action.in_(("identity.address_asked", "identity.address_changed")))).all()
    assert len(lines) == 2 and not any("example" in line.text for line in lines)
    assert all(NEW in beside.data.values() for beside in db.session.scalars(select(Beside).where(Beside.line_id.in_([line.id for line in lines]))))


def test_an_administrator_corrects_an_address_and_gets_nothing_by_it(visitor: Visit, arrange: Any, people: People) -> None:
    admin, member = visitor("cso_admin", lang="en"), people["cso_member"]
    admin.get("/identity/people/cso_member")
    assert "A link was sent" in admin.submit("#form-address-address", address__email=NEW).text
    link = link_to(arrange, NEW)
    assert admin.get(link).status == 410 and "/sign-in" in visitor().get(link).path
    browser = visitor("cso_member", lang="en")
    browser.get(link)
    browser.submit("form[action*='/account/address/']")
    assert address_of(arrange, member) == NEW
    assert visitor("cso_admin").post("/identity/people/other_member/address", address__email=NEW).status == 404


def test_an_address_of_another_account_is_told_to_its_reader_only(visitor: Visit, arrange: Any, people: People) -> None:
    taken, browser = people["other_member"].email, visitor("cso_member", lang="en")
    browser.get("/identity/account")
    assert "A link was sent" in browser.submit("form[action$='/account/address']", address__email=taken).text
    browser.get(link_to(arrange, taken))
    assert browser.submit("form[action*='/account/address/']").status == 409
    assert address_of(arrange, people["cso_member"]) == people["cso_member"].email
