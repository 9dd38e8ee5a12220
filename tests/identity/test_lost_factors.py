"""Phone or key is lost: an administrator helps, and the very last one is helped on the machine."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.core.db import db
from portal.identity import queries
from portal.notifications.models import Mail
from tests.identity.second_factors import password_given, with_app
from tests.identity.test_signing_in import is_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def test_an_administrator_resets_what_a_colleague_has_lost_and_the_colleague_is_told(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(with_app, people["cso_member"].actor)
    colleague, admin = visitor("cso_member"), visitor("cso_admin", lang="en")
    admin.get("/identity/people/cso_member")
    page = admin.submit("form[action$='/factors']")
    assert any("has been reset" in notice for notice in page.notices)
    assert not is_in(colleague)
    assert password_given(visitor(), "cso_member").path == "/ar/"
    mails = arrange(lambda: db.session.scalars(select(Mail.subject).where(Mail.to == "cso_member@example.org")).all())
    assert any("أعيد ضبط" in subject for subject in mails)


def test_nobody_resets_the_own_factor(visitor: Visit, people: People, arrange: Any) -> None:
    arrange(with_app, people["commission_admin"].actor)
    browser = visitor("commission_admin")
    assert browser.post("/identity/staff/commission_admin/factors").status == 409
    assert arrange(lambda: len(queries.factors_of(people["commission_admin"].person_id))) == 1


def test_the_very_last_administrator_is_helped_on_the_machine(app: Flask, people: People, arrange: Any) -> None:
    arrange(with_app, people["commission_admin"].actor)
    done = app.test_cli_runner().invoke(args=["identity", "reset-factor", "commission_admin"])
    assert done.exit_code == 0, done.output
    assert arrange(lambda: queries.factors_of(people["commission_admin"].person_id)) == []
    again = app.test_cli_runner().invoke(args=["identity", "reset-factor", "commission_admin"])
    assert again.exit_code == 1 and "no second factor" in again.output
    assert app.test_cli_runner().invoke(args=["identity", "reset-factor", "nobody"]).exit_code == 1
