"""Elections, their deadlines, and who may change them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.elections import policy, queries, services
from portal.notifications.models import Notice
from tests.elections.making import make


def _deadline(people: Any, code: str = "CMP_POLL") -> Any:
    return queries.deadline("sample-2026", code, people["commission_admin"].actor)


def test_a_new_election_becomes_the_current_one_and_the_other_a_past_one(session: Any, people: Any) -> None:
    first, second = make(), make("sample-2027")
    assert queries.current_slug() == "sample-2027"
    assert (first.state, second.state) == ("past", "current")
    assert queries.others(second.id, "ckb") == [("sample-2026", "هەڵبژاردنی ئەنجومەنی نوێنەران", "ckb")]


def test_entering_the_same_election_twice_enters_it_once(session: Any, people: Any) -> None:
    assert make().id == make().id


def test_the_nearest_deadline_is_one_that_is_not_over(session: Any, people: Any) -> None:
    make()
    found = queries.next_dates(clock.now(), "ckb", people["commission_admin"].actor)
    assert [(row.kind, row.code) for row in found] == [("deadline", "CMP_POLL"), ("deadline", "OBS_APPLY"), ("ends", "campaign")]
    assert found[0].who == "دەنگدەر و کاندید"


def test_an_organisation_counts_down_only_the_time_limits_in_which_it_may_act(session: Any, people: Any) -> None:
    make()
    found = queries.next_dates(clock.now(), "ar", people["cso_admin"].actor)
    assert [(row.kind, row.code) for row in found] == [("deadline", "OBS_APPLY"), ("ends", "campaign"), ("voting", "special")]


def test_deadlines_that_run_from_an_event_stand_last(session: Any, people: Any) -> None:
    found = queries.limits_of(queries.election(make().slug, people["auditor"].actor), "en")
    assert [limit.code for limit in found] == ["OVER", "CMP_POLL", "OBS_APPLY", "BOC_REPLY"]


def test_only_a_commission_administrator_changes_deadlines(people: Any) -> None:
    assert [key for key, somebody in people.items() if policy.may_change_deadlines(somebody.actor)] == ["commission_admin"]


def test_a_changed_deadline_is_audited_and_told(session: Any, people: Any) -> None:
    make()
    ends = clock.now() + timedelta(days=3)
    services.change_deadline(people["commission_admin"].actor, _deadline(people), ends, seen=0)
    assert _deadline(people).ends_at == ends
    assert db.session.scalars(select(Line.action).order_by(Line.id.desc())).first() == "elections.deadline_changed"
    told = set(db.session.scalars(select(Notice.person_id)))
    assert {people["cso_member"].person_id, people["case_officer"].person_id} <= told


def test_two_editors_of_a_deadline_are_noticed(session: Any, people: Any) -> None:
    make()
    actor, now = people["commission_admin"].actor, clock.now()
    services.change_deadline(actor, _deadline(people), now + timedelta(days=3), seen=0)
    with pytest.raises(Refusal):
        services.change_deadline(actor, _deadline(people), now + timedelta(days=4), seen=0)
    services.change_deadline(actor, _deadline(people), now + timedelta(days=3), seen=0)


def test_a_deadline_does_not_end_before_it_begins(session: Any, people: Any) -> None:
    make()
    with pytest.raises(Refusal) as told:
        services.change_deadline(people["commission_admin"].actor, _deadline(people), clock.now() - timedelta(days=5), seen=0)
    assert told.value.field == "ends_on"
