"""A new password by a mailed link."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from portal.core import clock
from portal.core.db import db
from portal.identity.models import OneTimeKey, Person
from tests.identity.letters import last_link, mails
from tests.identity.test_signing_in import is_in, sign_in
from tests.tongues import SORANI_ONLY
from tests.visiting import Page, Visitor

Visit = Callable[..., Visitor]
NEW = "زورق أبيض عند الضفة"


def ask(browser: Visitor, account: str) -> Page:
    browser.get("/password/forgotten")
    return browser.submit(account=account)


def test_the_link_comes_by_mail_in_the_persons_language_and_sets_a_password(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    arrange(lambda: db.session.execute(update(Person).where(Person.user_name == "cso_member").values(language="ckb")))
    ask(visitor(), "cso_member@example.org")
    run_jobs()
    to, subject, _text = mails(arrange)[-1]
    assert to == "cso_member@example.org" and SORANI_ONLY.search(subject)
    guest = visitor()
    guest.get(last_link(arrange))
    assert guest.submit(password=NEW, again=NEW).path == "/ckb/sign-in"
    assert sign_in(visitor(), "cso_member", NEW).path == "/ar/"


def test_everybody_gets_the_same_answer(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    known, unknown = ask(visitor(), "cso_member"), ask(visitor(), "nobody@example.org")
    assert (known.status, known.path, known.text) == (unknown.status, unknown.path, unknown.text)
    run_jobs()
    assert [to for to, _subject, _text in mails(arrange)] == ["cso_member@example.org"]


def test_the_answer_takes_the_same_statements_for_everybody(visitor: Visit) -> None:
    shapes = []
    for account in ("cso_member", "nobody@example.org"):
        browser = visitor()
        data = {"account": account, "csrf_token": browser._token()}
        shapes.append([s.split("(")[0] for s in browser.answer("POST", "/ar/password/forgotten", data=data).statements])
    assert shapes[0] == shapes[1]


def test_a_new_link_kills_the_one_before_and_each_works_once(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    links = []
    for _ in range(2):
        ask(visitor(), "cso_member")
        run_jobs()
        links.append(last_link(arrange))
    assert visitor().get(links[0]).status == 410
    guest = visitor()
    guest.get(links[1])
    guest.submit(password=NEW, again=NEW)
    assert visitor().get(links[1]).status == 410


def test_the_link_ends_after_two_hours(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    ask(visitor(), "cso_member")
    run_jobs()
    arrange(lambda: db.session.execute(update(OneTimeKey).values(ends_at=clock.now() - timedelta(seconds=1))))
    assert visitor().get(last_link(arrange)).status == 410


def test_whoever_was_signed_in_is_out_afterwards(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    before = visitor("cso_member")
    ask(visitor(), "cso_member")
    run_jobs()
    guest = visitor()
    guest.get(last_link(arrange))
    guest.submit(password=NEW, again=NEW)
    assert not is_in(before)


def test_people_without_email_or_body_get_no_mail(visitor: Visit, people: Any, run_jobs: Any, arrange: Any) -> None:
    arrange(lambda: db.session.execute(update(Person).where(Person.user_name == "cso_member").values(email=None)))
    arrange(lambda: db.session.execute(update(Person).where(Person.user_name == "cso_admin").values(closed_at=clock.now())))
    ask(visitor(), "cso_member")
    ask(visitor(), "cso_admin")
    run_jobs()
    assert mails(arrange) == []


def test_nobodys_mailbox_is_flooded(visitor: Visit) -> None:
    browser = visitor(lang="en")
    assert [ask(browser, "cso_member").status for _ in range(4)] == [200, 200, 200, 429]
    assert browser.page is not None and any("Try again in" in notice for notice in browser.page.notices)


def test_a_common_password_is_refused_and_the_link_stays_alive(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    ask(visitor(), "cso_member")
    run_jobs()
    guest = visitor()
    guest.get(last_link(arrange))
    assert "password" in guest.submit(password="password1234", again="password1234").errors
    assert guest.submit(password=NEW, again=NEW).path == "/ar/sign-in"


def test_the_link_of_an_invitation_sets_no_password_and_the_other_way_round(visitor: Visit, run_jobs: Any, arrange: Any) -> None:
    ask(visitor(), "cso_member")
    run_jobs()
    token = last_link(arrange).rsplit("/", 1)[-1]
    assert visitor().get(f"/invitation/{token}").status == 410
