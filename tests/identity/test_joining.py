"""Networks and coalitions: asked, confirmed, declined, ended by the coalition or by the member that leaves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.core import clock
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.services import joining
from portal.identity.vocabulary import joining as words
from tests.identity.making import make_calls
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def make_coalition(people: People) -> None:
    queries.own_organisation(people["cso_admin"].actor).kind = "coalition"


def test_a_coalition_asks_by_a_part_of_the_name_and_the_member_confirms(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(make_coalition, people)
    coalition, member = visitor("cso_admin", lang="en"), visitor("other_admin", lang="en")
    coalition.get("/identity/coalitions/")
    page = coalition.submit("form#form-call", member="zagros", from_on__day="1", from_on__month="2", from_on__year="2026")
    assert "Has not answered yet" in page
    assert "Zagros" not in coalition.get("/identity/coalitions/").one("h1").text
    assert "/en/identity/coalitions/" in member.get("/en/").links
    member.get("/identity/coalitions/")
    member.submit("form[action$='/confirmation']")
    page = coalition.get("/identity/coalitions/")
    assert "1 February 2026" in page and "Has not answered yet" not in page
    assert len(page.statements) <= 10


def test_who_declines_is_no_member(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(make_calls, people)
    page = visitor("cso_admin")
    page.get("/identity/coalitions/")
    page.submit("form[action$='/decline']")
    assert arrange(lambda: [bond.reference for bond in queries.members_of(people["other_admin"].organisation_id)]) == []
    assert "رفضت" in visitor("other_admin").get("/identity/coalitions/")


def test_a_membership_is_ended_on_a_day_by_the_coalition_or_left_by_the_member(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(make_calls, people)
    ends = clock.today() + timedelta(days=10)
    coalition = visitor("cso_admin", lang="en")
    coalition.get("/identity/coalitions/")
    typed = {"O-2026-zagros-to_on__day": str(ends.day), "O-2026-zagros-to_on__month": str(ends.month), "O-2026-zagros-to_on__year": str(ends.year)}
    assert "The membership has been ended." in coalition.submit("form[action$='/O-2026-zagros/end']", **typed)
    member = visitor("other_admin", lang="en")
    member.get("/identity/coalitions/")
    assert "Your organisation has left." in member.submit("form[action$='/leaving']")
    assert arrange(lambda: [bond.current for bond in queries.members_of(people["cso_admin"].organisation_id)]) == [False]
    assert member.post("/identity/coalitions/O-2026-nahrain/leaving").status == 404


def test_nobody_answers_for_another_or_twice(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(make_calls, people)
    own_id = people["cso_admin"].organisation_id
    handle = arrange(lambda: queries.calls_to(own_id)[0].call.handle)
    assert visitor("other_admin", examined=False).post(f"/identity/coalitions/calls/{handle}/confirmation").status == 403
    assert visitor("cso_member", examined=False).post(f"/identity/coalitions/calls/{handle}/confirmation").status == 404
    own = visitor("cso_admin", examined=False)
    assert "a member of itself" in visitor("cso_admin", lang="en", examined=False).post(f"/identity/coalitions/calls/{handle}/confirmation")
    arrange(lambda: [joining.end(people["other_admin"].actor, bond) for bond in queries.members_of(own_id)] and None)
    assert [own.post(f"/identity/coalitions/calls/{handle}/{step}").status for step in ("confirmation", "decline", "withdrawal")] == [303, 409, 403]


@pytest.mark.parametrize(
    ("typed", "days", "refusal"),
    [
        ("O-2026-nahrain", None, "NOT_ITSELF"),
        ("O-2026-zagros", None, "NAMED_ALREADY"),
        ("O-2026-halted", -1, "ENDS_BEFORE"),
        ("nobody of this name", None, "NO_MATCH"),
        ("Observ", None, "SEVERAL_MATCH"),
    ],
)
def test_what_is_no_membership_is_refused(people: People, session: Any, typed: str, days: int | None, refusal: str) -> None:
    make_calls(people)
    actor, today = people["cso_admin"].actor, clock.today()
    with pytest.raises(Refusal) as refused:
        joining.ask(actor, queries.own_organisation(actor), typed, today, today + timedelta(days=days) if days else None)
    assert refused.value.message is getattr(words, refusal)


def test_only_networks_and_coalitions_have_members(people: People, session: Any) -> None:
    actor = people["cso_admin"].actor
    with pytest.raises(Refusal) as refused:
        joining.ask(actor, queries.own_organisation(actor), "O-2026-zagros", clock.today(), None)
    assert refused.value.message is words.NO_UMBRELLA


def bind(people: People, member: str, coalition: str) -> Any:
    return joining.name(queries.own_organisation(people[coalition].actor), people[member].organisation_id, clock.today(), None, people[coalition].actor, True)


def test_a_membership_that_begins_tomorrow_is_refused_at_its_day(people: People, session: Any) -> None:
    make_coalition(people)
    actor = people["cso_admin"].actor
    with pytest.raises(Refusal) as refused:
        joining.ask(actor, queries.own_organisation(actor), "O-2026-zagros", clock.today() + timedelta(days=1), None)
    assert refused.value.message is words.STARTS_LATER and refused.value.field == "from_on"


def test_nobody_becomes_a_member_of_itself_through_others(people: People, session: Any) -> None:
    for who in ("cso_admin", "other_admin", "suspended_admin"):
        queries.own_organisation(people[who].actor).kind = "network"
    joining.confirm(people["cso_admin"].actor, bind(people, "cso_admin", "other_admin"))
    with pytest.raises(Refusal) as refused:
        bind(people, "other_admin", "cso_admin")
    assert refused.value.message is words.CIRCLE
    waiting = bind(people, "suspended_admin", "cso_admin")
    joining.confirm(people["other_admin"].actor, bind(people, "other_admin", "suspended_admin"))
    with pytest.raises(Refusal) as refused:
        joining.confirm(people["suspended_admin"].actor, waiting)
    assert refused.value.message is words.CIRCLE
