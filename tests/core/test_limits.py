"""Limits: counted once for all processes, refused in plain words, and generous on an election day."""

import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.core import clock, limits
from portal.core.db import begin_write, db
from portal.core.limits import DECLARED, HOUR, Limit, Per, TooManyError
from portal.country import queries as country
from portal.violations import services
from tests.people import Somebody
from tests.violations import making
from tests.visiting import Visitor

DAILY_BREAD = Limit("tested-person", "things done", Per.PERSON, 3, HOUR)
OF_ALL = Limit("tested-organisation", "things done", Per.ORGANISATION, 5, HOUR)


@pytest.fixture
def allow(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    return lambda **numbers: monkeypatch.setitem(app.config, "LIMITS", {name.replace("_", "-"): number for name, number in numbers.items()})


def test_a_person_is_stopped_at_the_own_number_and_colleagues_at_the_organisations(session: Any, people: dict[str, Somebody]) -> None:
    member, admin, other = (people[key].actor for key in ("cso_member", "cso_admin", "other_member"))
    for _ in range(3):
        limits.count(member, DAILY_BREAD, OF_ALL)
    with pytest.raises(TooManyError):
        limits.count(member, DAILY_BREAD, OF_ALL)
    for _ in range(2):
        limits.count(admin, DAILY_BREAD, OF_ALL)
    with pytest.raises(TooManyError):
        limits.count(admin, DAILY_BREAD, OF_ALL)
    limits.count(other, DAILY_BREAD, OF_ALL)


def test_who_is_refused_waits_until_so_much_of_the_window_has_passed(session: Any, people: dict[str, Somebody]) -> None:
    member, begin = people["cso_member"].actor, clock.now()
    for minutes in (0, 20, 40):
        with clock.at(begin + timedelta(minutes=minutes)):
            limits.count(member, DAILY_BREAD)
    with clock.at(begin + timedelta(minutes=50)), pytest.raises(TooManyError) as refused:
        limits.count(member, DAILY_BREAD)
    assert (refused.value.status, refused.value.seconds) == (429, 600)
    with clock.at(begin + timedelta(minutes=50)), pytest.raises(TooManyError) as refused:
        limits.count(member, DAILY_BREAD, amount=2)
    assert refused.value.seconds == 1800
    with clock.at(begin + timedelta(minutes=61)):
        limits.count(member, DAILY_BREAD)


def test_what_is_refused_counts_nothing_and_the_portal_itself_is_not_limited(session: Any, people: dict[str, Somebody]) -> None:
    from portal.core.access import SYSTEM

    member = people["cso_member"].actor
    for _ in range(9):
        limits.count(SYSTEM, DAILY_BREAD)
    limits.count(member, DAILY_BREAD, amount=2)
    for _ in range(5):
        with pytest.raises(TooManyError):
            limits.count(member, DAILY_BREAD, OF_ALL, amount=2)
    limits.count(member, DAILY_BREAD, OF_ALL)


def test_a_count_costs_two_statements_however_many_limits_it_is_about(session: Any, people: dict[str, Somebody]) -> None:
    from tests.visiting import _statements

    _statements.clear()
    limits.count(people["cso_member"].actor, DAILY_BREAD, OF_ALL)
    locks = [statement for statement in _statements if "advisory" in statement]
    assert len(_statements) - len(locks) <= 2 + 1, _statements  # SQLite's rows come one by one where ids are wanted


def test_two_who_come_at_the_same_moment_are_not_both_the_last(app: Flask, people: dict[str, Somebody]) -> None:
    """Twelve transactions in parallel, as processes would: exactly three are counted."""
    gate = threading.Barrier(12)

    def come(_number: int) -> bool:
        with app.app_context():
            gate.wait(10)
            begin_write()
            try:
                limits.count(people["cso_member"].actor, DAILY_BREAD, OF_ALL)
                db.session.commit()
            except TooManyError:
                db.session.rollback()
                return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(come, range(12))) == 3


def test_five_hundred_observers_of_one_organisation_file_within_the_hour() -> None:
    """What an election day brings is far below what is refused."""
    assert DECLARED["violations-organisation"].most >= 500 * 10 and DECLARED["violations-person"].most >= 50
    assert DECLARED["uploads-organisation"].most >= 500 * 20 and DECLARED["megabytes-organisation"].most >= 500 * 20 * 5
    assert DECLARED["sign-in-address"].most >= 300


def test_a_refused_report_is_answered_with_words_a_time_and_what_was_typed(
    visitor: Callable[..., Visitor], arrange: Any, people: dict[str, Somebody], allow: Callable[..., None]
) -> None:
    arrange(making.make_election)
    category = making.details()["category"]
    group = country.category(category).group
    allow(violation_drafts_person=1)
    browser = visitor("cso_member", lang="en")
    assert browser.post(f"/violations/new?group={group}", category=category).status == 303
    refused = browser.post(f"/violations/new?group={group}", category=category)
    assert refused.status == 429 and 3500 < int(refused.headers["Retry-After"]) <= 3600
    assert "Too many attempts. Try again in 60 minutes." in refused.text
    assert refused.one("input[name=category][checked]").get("value") == category


def test_a_refused_upload_is_not_read_and_what_was_typed_beside_it_stays(
    visitor: Callable[..., Visitor], arrange: Any, people: dict[str, Somebody], allow: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange(making.make_election)
    reference = arrange(lambda: making.make_report(people["cso_member"].actor).reference)
    allow(uploads_person=1)
    browser = visitor("cso_member", lang="en")

    def add(words: str) -> Any:
        two = [(io.BytesIO(making.photo()), "one.jpg")]
        return browser.post(f"/violations/{reference}/additions", text=words, files=two)

    assert add("The first photograph of the fence.").status == 303
    monkeypatch.setattr("portal.core.files.taking.receive", lambda *_: pytest.fail("read"))
    refused = add("The second photograph of the fence.")
    assert refused.status == 429 and "The second photograph of the fence." in refused.text and refused.headers["Retry-After"]


def test_an_operator_sets_other_numbers_and_reads_them(app: Flask, allow: Callable[..., None]) -> None:
    allow(violations_person=7)
    told = app.test_cli_runner().invoke(args=["operations", "limits"])
    assert "| `violations-person` | violation reports sent | person | 7 | 1 hour |" in told.output
    allow(no_such_limit=7)
    assert app.test_cli_runner().invoke(args=["operations", "limits"]).exit_code == 1


def test_sending_is_counted_once_however_often_the_button_is_pressed(session: Any, people: dict[str, Somebody], allow: Callable[..., None]) -> None:
    making.make_election()
    allow(violations_person=1)
    actor = people["cso_member"].actor
    report = making.make_report(actor)
    services.send(actor, report)
    with pytest.raises(TooManyError):
        making.make_report(actor)
