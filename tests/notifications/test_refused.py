"""An address that refuses mails is shown to who can mend it."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.audit.models import Line
from portal.core.db import db
from portal.notifications import services
from portal.notifications.models import Mail
from tests.notifications.post import Office
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def refuse(post: Office, run_jobs: Any, arrange: Any, to: str, **facts: Any) -> None:
    post.answers[to] = f"550 5.1.1 <{to}> unknown here"
    arrange(lambda: services.write_mail(to, "ar", "دعوة", "رابط سري\n", **facts))
    run_jobs()


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_the_administrator_of_the_organisation_reads_address_and_reason(
    post: Office, visitor: Visit, people: People, run_jobs: Any, arrange: Any, lang: str
) -> None:
    member = people["cso_member"]
    refuse(post, run_jobs, arrange, member.email, person_id=member.person_id)
    browser = visitor("cso_admin", lang=lang)
    page = browser.get("/notifications/")
    assert member.email in page
    page = browser.get(page.all("ul.items a")[0].get("href"))
    assert page.path == f"/{lang}/notifications/refused"
    assert member.email in page and "unknown here" in page and "رابط سري" not in page


def test_nobody_else_reads_it(post: Office, visitor: Visit, people: People, run_jobs: Any, arrange: Any) -> None:
    member = people["cso_member"]
    refuse(post, run_jobs, arrange, member.email, person_id=member.person_id)
    number = arrange(lambda: db.session.query(Mail.id).scalar())
    for who in ("other_admin", "other_member", "commission_admin", "case_officer", "auditor"):
        browser = visitor(who)
        assert member.email not in browser.get("/notifications/refused")
        assert browser.post("/notifications/refused", again=number).status == 404
    assert member.email in visitor("cso_member").get("/notifications/refused")


def test_what_belongs_to_no_organisation_the_commission_mends(post: Office, visitor: Visit, people: People, run_jobs: Any, arrange: Any) -> None:
    refuse(post, run_jobs, arrange, "new@example.org")
    assert "new@example.org" in visitor("commission_admin").get("/notifications/refused")
    assert "new@example.org" not in visitor("cso_admin").get("/notifications/refused")


def test_once_the_mailbox_is_mended_the_mail_goes_out(post: Office, visitor: Visit, people: People, run_jobs: Any, arrange: Any) -> None:
    refuse(post, run_jobs, arrange, "new@example.org", organisation_id=people["cso_admin"].actor.organisation_id)
    post.answers.clear()
    browser = visitor("cso_admin", lang="en")
    browser.get("/notifications/refused")
    page = browser.submit(button="Send again new@example.org")
    assert "new@example.org" not in page
    run_jobs()
    assert post.told == ["رابط سري"]
    assert arrange(lambda: db.session.query(Line.action).all()) == [("notifications.sent_again",)]


def test_what_was_seen_to_goes_off_the_list_and_its_text_goes_too(post: Office, visitor: Visit, people: People, run_jobs: Any, arrange: Any) -> None:
    refuse(post, run_jobs, arrange, "new@example.org")
    browser = visitor("commission_admin", lang="en")
    browser.get("/notifications/refused")
    assert "No address refuses our mails" in browser.submit(button="Take off the list new@example.org")
    assert arrange(lambda: db.session.query(Mail.body).all()) == [("",)]
