"""Times, references, protected texts, jobs and paging: small things that everything stands on."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from portal.core import clock, crypto, jobs
from portal.core.db import db, page_by_key
from portal.core.jobs import Job
from portal.core.reference import ALPHABET, new_reference, normal_reference
from portal.core.text import LARGEST_ID, LARGEST_KEY, clean_html, file_name, whole_number


def test_a_moment_without_a_zone_is_refused(session):
    session.add(Job(name="x", payload={}, made_at=datetime(2026, 11, 22, 9, 0), due_at=clock.now()))  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_a_moment_comes_back_in_utc(session):
    at = datetime(2026, 11, 22, 9, 40, tzinfo=clock.BAGHDAD)
    session.add(Job(name="x", payload={"words": "نص"}, made_at=at, due_at=at))
    session.flush()
    session.expire_all()
    found = session.scalar(select(Job))
    assert found.made_at == at and found.made_at.tzinfo == UTC and found.payload == {"words": "نص"}


def test_a_reference_is_understood_as_people_speak_it():
    reference = new_reference("V", 2026)
    assert normal_reference(reference) == reference
    assert normal_reference(f" {reference.lower().replace('-', ' ')} ") == reference


@pytest.mark.parametrize("typed", [None, "", "²", "٣", "-1", "+1", "1_0", " 1", str(2**63), "9" * 5000])
def test_what_is_no_plain_number_up_to_the_databases_largest_is_none(typed):
    assert whole_number(typed, LARGEST_KEY) is None and whole_number("0") == 0
    assert whole_number(str(2**63 - 1), LARGEST_KEY) == LARGEST_KEY and whole_number(str(2**31 - 1)) == LARGEST_ID
    assert whole_number(str(2**31)) is None


@given(st.integers(min_value=0, max_value=7), st.sampled_from(ALPHABET))
def test_a_reference_with_one_wrong_character_is_noticed(place, other):
    reference = new_reference("V", 2026)
    head, body = reference[:7], reference[7:].replace("-", "")
    if body[place] == other:
        return
    wrong = body[:place] + other + body[place + 1 :]
    assert normal_reference(head + wrong) != f"{head}{wrong[:4]}-{wrong[4:]}"


def test_a_protected_text_opens_only_with_its_key(session, app):
    sealed = crypto.seal_text("الشاهدة: سعاد كريم")
    assert "سعاد" not in sealed and crypto.open_text(sealed) == "الشاهدة: سعاد كريم"
    app.config["FIELD_KEY"] = "A" * 43 + "="
    try:
        with pytest.raises(InvalidTag):
            crypto.open_text(sealed)
    finally:
        app.config["FIELD_KEY"] = ""


def test_a_failing_job_is_kept_and_tried_again_later(app, arrange, run_jobs):
    def fail(_payload):
        raise OSError("whatever somebody wrote")

    jobs.HANDLERS["test.fail"] = fail
    arrange(lambda: jobs.enqueue("test.fail", number=1))
    assert run_jobs() >= 1
    with app.app_context():
        kept = db.session.scalar(select(Job).where(Job.name == "test.fail"))
        assert kept.state == "waiting" and kept.attempts == 1 and kept.error.startswith("OSError in ") and "somebody" not in kept.error
        assert kept.due_at > clock.now()
    del jobs.HANDLERS["test.fail"]


def test_a_job_of_a_change_that_was_rolled_back_never_runs(app, run_jobs):
    with app.app_context():
        jobs.enqueue("test.never")
        db.session.rollback()
        assert db.session.scalar(select(Job).where(Job.name == "test.never")) is None


def test_a_daily_job_is_planned_once_a_day(session, monkeypatch):
    monkeypatch.setattr(jobs, "DAILY", {"test.daily"})
    begun = clock.now()

    def planned() -> int:
        return session.query(Job).filter_by(name="test.daily").count()

    jobs.plan_daily()
    jobs.plan_daily()
    assert planned() == 1
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(hours=25))
    jobs.plan_daily()
    assert planned() == 2


def test_a_list_pages_by_key_without_gaps_or_repeats(session):
    now = clock.now()
    session.add_all(Job(name=f"n{number}", payload={}, made_at=now, due_at=now) for number in range(45))
    session.flush()
    seen, key = [], None
    while True:
        page = page_by_key(select(Job), Job.id, key, size=20)
        seen += [row.name for row in page.rows]
        if page.next_key is None:
            break
        key = page.next_key
    assert seen == [f"n{number}" for number in reversed(range(45))]


@pytest.mark.parametrize("key", ["", "x", "1;drop", "9" * 30, "٣"])
def test_a_spoiled_page_key_shows_the_first_page(session, key):
    assert page_by_key(select(Job), Job.id, key).first


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//x>alert(1)</SCRIPT>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>', '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        "<p style='background:url(//x)' onclick=alert(1)>نص</p>", "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<script>unclosed alert(1)",
    ],
)  # fmt: skip
def test_nothing_that_runs_survives_cleaning(hostile):
    cleaned = clean_html(f"<p>قبل</p>{hostile}")
    assert "<p>قبل</p>" in cleaned
    for word in ("<script", "onerror", "onload", "onclick", "javascript:", "data:", "style", "<svg", "<iframe", "alert(1)</"):
        assert word not in cleaned.lower()


def test_structure_survives_cleaning():
    source = '<h2>المادة (1)</h2><p>نص <strong>مهم</strong></p><table><tbody><tr><th scope="col">أ</th></tr></tbody></table><a href="https://ihec.iq">رابط</a>'
    assert clean_html(source) == source


@given(st.text())
def test_any_file_name_becomes_one_that_is_safe_to_show(name):
    kept = file_name(name)
    assert kept and "/" not in kept and "\\" not in kept and kept.isprintable() and not kept.startswith(".")
