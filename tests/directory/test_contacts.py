"""Hot-lines are open to all; liaison officers to the signed-in; both are kept by commission administrators."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.audit.models import Line
from portal.core.db import db
from portal.directory.models import Contact
from tests.directory.making import make_contacts
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]


def test_a_stranger_finds_the_hot_lines_from_the_sign_in_page_and_no_names(visitor: Visit, people: dict[str, Somebody], arrange: Any) -> None:
    arrange(make_contacts, people)
    guest = visitor(lang="en")
    guest.get("/sign-in")
    page = guest.follow("Hot-lines of the commission")
    assert "+964 770 000 0001" in page and "Day and night" in page and "Text messages (SMS)" in page
    assert "Amal Yaseen" not in page and "+964 770 000 0005" not in page


def test_everybody_signed_in_finds_the_liaison_officers_the_suspended_too(visitor: Visit, people: dict[str, Somebody], arrange: Any) -> None:
    arrange(make_contacts, people)
    for reader in ("cso_member", "auditor", "suspended_member"):
        browser = visitor(reader, lang="en")
        browser.get("/en/" if reader != "suspended_member" else "/identity/suspended")
        page = browser.follow("Contacts and hot-lines")
        assert "Amal Yaseen" in page and "liaison@commission.example" in page and "Basra Office" in page and "Change" not in page


def test_an_administrator_enters_changes_and_removes_a_contact(visitor: Visit, arrange: Any) -> None:
    admin = visitor("commission_admin", lang="en")
    admin.get("/directory/contacts")
    admin.follow("Enter a hot-line")
    assert set(admin.submit().errors) == {"text_ar", "text_ckb", "text_en"}
    typed = {"text_ar": "خط البصرة", "text_ckb": "هێڵی بەسرە", "text_en": "Basra line", "hours_en": "Always"}
    assert set(admin.submit(**typed).errors) == {"phone"}
    assert "Basra line" in admin.submit(**typed, phone="122", channels=["text_relay"])
    admin.follow("Change: Basra line")
    assert "Basra hot-line" in admin.submit(form="#form-hotline", text_en="Basra hot-line")
    admin.follow("Change: Basra hot-line")
    assert "Basra hot-line" not in admin.submit(form="form[action$='/removal']")
    assert arrange(lambda: db.session.scalar(select(Contact.id))) is None
    actions = arrange(lambda: list(db.session.scalars(select(Line.action).where(Line.subject_kind == "contact").order_by(Line.id))))
    assert actions == ["directory.contact_entered", "directory.contact_changed", "directory.contact_removed"]
    assert visitor("case_officer").get("/directory/contacts/new/officer").status == 404
