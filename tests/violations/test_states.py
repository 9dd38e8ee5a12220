"""The table of states: every change that stands in it is possible, every other is refused."""

from typing import Any

import pytest

from portal.core.refusal import Refusal
from portal.violations import services
from portal.violations.models import Step, Violation
from portal.violations.vocabulary import CHANGES, EXPECT, STATES, TONES, Side, State, Verb, changes_from, telling
from tests.people import Somebody
from tests.violations.making import make_report, upload

OFFICERS_VERBS = [verb for verb, change in CHANGES.items() if change.side == Side.OFFICERS]
SENT = [state for state in State if state != State.DRAFT]
EXPECTED = {
    "received": {"take_up", "not_take_up"},
    "taken_up": {"not_take_up", "verify", "ask", "refer", "conclude"},
    "not_taken_up": {"close", "reopen"},
    "under_verification": {"ask", "refer", "conclude"},
    "needs_information": {"verify", "refer", "conclude"},
    "referred": {"verify", "ask", "conclude"},
    "concluded": {"close", "reopen"},
    "closed": {"reopen"},
    "reopened": {"take_up", "not_take_up", "verify", "ask", "refer", "conclude"},
    "withdrawn": set(),
}


def report_in(state: State, people: dict[str, Somebody], session: Any) -> Violation:
    report = make_report(people["cso_member"].actor)
    report.state = state
    session.flush()
    return report


def test_every_state_has_its_word_its_mark_and_what_to_expect() -> None:
    assert set(STATES) == set(TONES) == set(EXPECT) == set(State)


def test_the_table_offers_officers_exactly_these_changes() -> None:
    offered = {state.value: {verb.value for verb in changes_from(state, Side.OFFICERS)} for state in SENT}
    assert offered == EXPECTED


@pytest.mark.parametrize("verb", OFFICERS_VERBS)
@pytest.mark.parametrize("state", SENT)
def test_officers_change_states_along_the_table_only(desk: Any, people: dict[str, Somebody], state: State, verb: Verb) -> None:
    report = report_in(state, people, desk)
    officer = people["case_officer"].actor
    given = {"reason": "سبب", "language": "ar", "outcome": "confirmed", "referred_to": "مجلس القضاء"}
    if verb.value in EXPECTED[state]:
        services.change(officer, report, verb, **given)
        assert report.state == CHANGES[verb].to
        return
    with pytest.raises(Refusal) as refused:
        services.change(officer, report, verb, **given)
    assert refused.value.message == telling.NOT_NOW and report.state == state


@pytest.mark.parametrize("verb", [verb for verb in OFFICERS_VERBS if CHANGES[verb].reason])
def test_a_change_that_needs_a_reason_is_refused_without_one(desk: Any, people: dict[str, Somebody], verb: Verb) -> None:
    state = next(state for state in SENT if verb.value in EXPECTED[state])
    report = report_in(state, people, desk)
    with pytest.raises(Refusal) as refused:
        services.change(people["case_officer"].actor, report, verb, outcome="confirmed", referred_to="x")
    assert refused.value.field == "reason" and report.state == state


def test_a_conclusion_needs_a_result_and_a_referral_an_addressee(desk: Any, people: dict[str, Somebody]) -> None:
    report = report_in(State.TAKEN_UP, people, desk)
    officer = people["case_officer"].actor
    for verb, field in ((Verb.CONCLUDE, "outcome"), (Verb.REFER, "referred_to")):
        with pytest.raises(Refusal) as refused:
            services.change(officer, report, verb, reason="سبب", language="ar")
        assert refused.value.field == field


@pytest.mark.parametrize("state", SENT)
def test_the_organisation_withdraws_while_the_report_is_open(desk: Any, people: dict[str, Somebody], state: State) -> None:
    report = report_in(state, people, desk)
    member = people["cso_member"].actor
    if Verb.WITHDRAW in changes_from(state, Side.ORGANISATION):
        services.withdraw(member, report, "سبب", "ar")
        assert report.state == State.WITHDRAWN
        return
    with pytest.raises(Refusal):
        services.withdraw(member, report, "سبب", "ar")


def test_nobody_changes_states_from_the_wrong_side(desk: Any, people: dict[str, Somebody]) -> None:
    report = report_in(State.RECEIVED, people, desk)
    for somebody, verb in (("cso_member", Verb.TAKE_UP), ("case_officer", Verb.WITHDRAW), ("nineveh_officer", Verb.TAKE_UP)):
        with pytest.raises(Refusal) as refused:
            services.change(people[somebody].actor, report, verb, reason="سبب", language="ar")
        assert refused.value.status == 403
    with pytest.raises(Refusal):
        services.withdraw(people["other_member"].actor, report, "سبب", "ar")


def test_the_same_change_sent_twice_is_one_step(desk: Any, people: dict[str, Somebody]) -> None:
    report = report_in(State.RECEIVED, people, desk)
    for _ in range(2):
        services.change(people["case_officer"].actor, report, Verb.TAKE_UP, once="key")
    assert desk.query(Step).filter_by(verb="take_up").count() == 1


def test_an_answer_of_the_organisation_ends_the_wait_for_information(desk: Any, people: dict[str, Somebody]) -> None:
    report = report_in(State.NEEDS_INFORMATION, people, desk)
    services.add(people["cso_member"].actor, report, "نحو عشرين متراً", "ar")
    assert report.state == State.UNDER_VERIFICATION and report.unanswered


@pytest.mark.parametrize("state", [state for state in SENT if state not in (State.WITHDRAWN, State.NEEDS_INFORMATION)])
def test_the_organisation_may_tell_more_in_every_state(desk: Any, people: dict[str, Somebody], state: State) -> None:
    report = report_in(state, people, desk)
    services.add(people["cso_member"].actor, report, "معلومة جديدة", "ar")
    assert report.state == state and report.unanswered


def test_nothing_is_added_to_what_was_withdrawn(desk: Any, people: dict[str, Somebody]) -> None:
    report = report_in(State.WITHDRAWN, people, desk)
    with pytest.raises(Refusal):
        services.add(people["cso_member"].actor, report, "معلومة", "ar", [upload(b"x")])


def test_reopening_takes_the_old_result_away(desk: Any, people: dict[str, Somebody]) -> None:
    report = report_in(State.TAKEN_UP, people, desk)
    officer = people["case_officer"].actor
    services.change(officer, report, Verb.CONCLUDE, outcome="unverifiable", reason="لا أدلة", language="ar")
    services.change(officer, report, Verb.REOPEN, reason="دليل جديد", language="ar")
    assert report.outcome is None
