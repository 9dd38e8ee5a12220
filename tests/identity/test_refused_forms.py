"""Forms that can be sent no more, and an invitation whose mistakes are all said at once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update

from portal.core import clock
from portal.core.crypto import MARK
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import SignIn, Waiting
from portal.identity.services import deciding
from tests.identity.letters import last_link
from tests.identity.second_factors import code_now, with_app
from tests.identity.test_invitations import NEW, invite
from tests.people import PASSWORD, Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def test_what_cannot_be_sent_any_more_is_shown_for_copying_and_not_offered_for_sending(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["cso_member"].actor)
    browser = visitor("cso_member", lang="en")
    browser.get("/reports/new")
    admin = people["commission_admin"].actor
    arrange(lambda: deciding.suspend(admin, queries.organisation("O-2026-nahrain", admin), "نشرت نتائج", "ar"))
    browser.submit("main form[method=post]", title="تقريرنا عن يوم الاقتراع")
    browser.submit(account="cso_member", password=PASSWORD)
    page = browser.submit(code=code_now(secret))
    assert page.status == 403 and page.h1 == "This is closed while your organisation is suspended"
    assert "تقريرنا عن يوم الاقتراع" in page and not page.all("main form")
    assert browser.follow("To the reason of the suspension").path == "/en/identity/suspended"


def test_what_was_sent_to_a_closed_address_stands_on_the_page_that_refuses_it(visitor: Visit) -> None:
    page = visitor("suspended_member", lang="en").post("/reports/new", title="تقريرنا عن يوم الاقتراع")
    assert page.status == 403 and "تقريرنا عن يوم الاقتراع" in page


def test_all_mistakes_of_an_accepted_invitation_are_said_at_once(visitor: Visit, arrange: Any) -> None:
    invite(visitor("cso_admin"))
    guest = visitor(lang="en")
    guest.get(last_link(arrange).replace("/ar/", "/en/"))
    page = guest.submit(name="", user_name="1", password=NEW, again="another one")
    assert page.status == 422 and set(page.errors) == {"name", "user_name", "again"}
    page = guest.submit(name="دينا كريم", user_name="cso_member", password=NEW, again=NEW)
    assert set(page.errors) == {"user_name", "password"} and "Type the new password again in both fields" in page
    assert guest.submit(user_name="dina", password=NEW, again=NEW).path == "/en/sign-in"


def test_a_form_sent_after_the_sign_in_ended_survives_the_second_step(visitor: Visit, people: People, arrange: Any) -> None:
    secret, _codes = arrange(with_app, people["commission_admin"].actor)
    browser = visitor("commission_admin", lang="en")
    browser.get("/identity/organisations/O-2026-nahrain")
    arrange(lambda: db.session.execute(update(SignIn).values(ended_at=clock.now())))
    browser.submit("form[action$='/suspension']", suspend__text="نشرت نتائج قبل إعلانها")
    page = browser.submit(account="commission_admin", password=PASSWORD)
    assert page.path == "/en/sign-in/second" and "What you typed is kept" in page
    stored = arrange(lambda: db.session.scalars(select(Waiting.kept)).one())
    assert MARK.match(stored) and "نشرت" not in stored
    page = browser.submit(code=code_now(secret))
    assert "نشرت نتائج قبل إعلانها" in page and page.h1 == "You can send what you typed now"
    assert "Suspended" in browser.submit(button="Send it now")
