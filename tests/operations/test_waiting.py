"""An officer sees what waits and why, and nothing of what it says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import clock, jobs
from portal.core.db import db
from portal.core.jobs import HANDLERS, Job
from portal.core.register import registers
from portal.core.worker import Heart, Worker
from portal.notifications import services
from tests.notifications.post import post_office
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
SECRETS = ("dina@nahrain.example", "رابط سري", "token-0815")


@pytest.fixture
def stalled(app: Any, arrange: Any, run_jobs: Any) -> None:
    """Three mails before a server that hangs up."""
    with post_office() as post:
        post.away = True
        app.config["PORTAL_MAIL_URL"] = post.address
        arrange(lambda: [services.write_mail(SECRETS[0], "ar", SECRETS[2], SECRETS[1]) for _ in range(3)])
        run_jobs()
        app.config["PORTAL_MAIL_URL"] = ""


@pytest.mark.parametrize("lang", ["ar", "ckb", "en"])
def test_what_waits_is_told_with_its_reason_and_without_its_content(visitor: Visit, stalled: None, lang: str) -> None:
    page = visitor("commission_admin", lang=lang).get("/operations/waiting")
    assert len(page.all("tbody tr")) == 3 and not any(secret in page.source for secret in SECRETS)
    assert (lang == "en") == ("The mail server did not answer." in page)
    assert all("SMTPServerDisconnected" in details.text_content() for details in page.all("tbody details"))
    assert len(page.statements) <= 6


def test_trying_one_moves_the_whole_line_and_leaves_a_line_of_audit(
    visitor: Visit, stalled: None, people: dict[str, Somebody], run_jobs: Any, arrange: Any
) -> None:
    browser = visitor("commission_admin", lang="en")
    browser.get("/operations/waiting")
    browser.submit(button=f"Try now {arrange(lambda: db.session.scalar(select(Job.id).limit(1)))}")
    assert run_jobs() == 3
    assert "All mails are sent" in browser.get("/operations/waiting")
    line = arrange(lambda: db.session.execute(select(Line.action, Line.actor_id)).one())
    assert line == ("operations.tried_now", people["commission_admin"].person_id)


def test_what_was_given_up_can_be_tried_once_more(visitor: Visit, run_jobs: Any, arrange: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HANDLERS, "identity.export", lambda payload: 1 / payload["export"])
    arrange(lambda: jobs.enqueue("identity.export", export=0))
    for _time in range(8):
        run_jobs()
        arrange(lambda: [setattr(job, "due_at", clock.now()) for job in db.session.scalars(select(Job).where(Job.state == "waiting"))] and None)
    browser = visitor("commission_admin", lang="en")
    assert "Nothing waits" in browser.get("/operations/waiting")
    page = browser.follow("Given up")
    assert "Writing a copy of records" in page and "ZeroDivisionError" in page
    monkeypatch.setitem(HANDLERS, "identity.export", lambda payload: None)
    browser.submit(button=page.one("tbody button").text_content())
    run_jobs()
    assert "Nothing was given up" in browser.get("/operations/waiting?show=failed")


def test_a_silent_worker_is_told_and_one_that_lives_is_not(visitor: Visit, arrange: Any) -> None:
    browser = visitor("commission_admin", lang="en")
    assert "It was never seen." in browser.get("/operations/waiting")
    arrange(lambda: Heart().beat())
    assert "silent" not in browser.get("/operations/waiting")
    arrange(lambda: [setattr(worker, "seen_at", clock.now() - timedelta(minutes=6)) for worker in db.session.scalars(select(Worker))] and None)
    assert "The worker is silent" in browser.get("/operations/waiting")


def test_the_list_pages_on_in_the_order_of_the_next_try(visitor: Visit, arrange: Any) -> None:
    arrange(lambda: [jobs.enqueue("core.sweep_files", n=number) for number in range(65)] and None)
    browser, seen = visitor("commission_admin", lang="en"), []
    page = browser.get("/operations/waiting")
    while True:
        seen += [int(button.get("value")) for button in page.all("tbody button")]
        if not page.all(".pager a[rel=next]"):
            break
        page = browser.follow("Next page")
    assert len(seen) == 65 and seen == sorted(seen)


def test_only_the_commissions_administrators_come_here(visitor: Visit, arrange: Any) -> None:
    arrange(lambda: jobs.enqueue("core.sweep_files"))
    for who in ("cso_admin", "case_officer", "auditor", "publishing_officer"):
        browser = visitor(who, examined=False)
        assert browser.get("/operations/waiting").status == browser.post("/operations/waiting", job=1).status == 403


def test_every_kind_of_background_work_has_words(app: Any) -> None:
    nameless = sorted(name for name in HANDLERS if name not in registers.jobs and not name.startswith("test."))
    assert not nameless, f"name them in JOBS of the feature's vocabulary (or of portal/operations/vocabulary.py): {nameless}"
