"""Two organisations become one: previewed, confirmed by typing the reference, everything moves, and the old address leads on."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit import services as audit
from portal.audit.models import Line
from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import CoalitionMember, Membership, Organisation
from portal.identity.services import founding, merging
from portal.identity.vocabulary import joining as words
from tests.identity.making import accepted, applied, make_calls
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.reports.making import draft as report_draft
from tests.violations.making import make_election, make_report
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def fill(people: People) -> None:
    make_election()
    make_report(people["other_member"].actor)
    make_report(people["other_member"].actor)
    report_draft(people["other_member"].actor)
    make_calls(people)


def test_a_merger_is_previewed_confirmed_and_moves_people_and_records(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(fill, people)
    member, office = visitor("other_member"), visitor("commission_admin", lang="en")
    office.get("/identity/organisations/O-2026-zagros")
    office.follow("Merge into another organisation")
    page = office.submit("main form[method=get]", into="Nahrain Election")
    for moved in ("2 people with an account", "2 violation reports", "1 observation report", "1 membership in a network or coalition"):
        assert moved in page, moved
    assert "typed" in office.submit(typed="O-2026-nahrain").errors
    done = office.submit(typed="o-2026-zagros")
    assert done.path == "/en/identity/organisations/O-2026-nahrain" and "have been merged" in done
    assert office.get("/identity/organisations/O-2026-zagros").path == "/en/identity/organisations/O-2026-nahrain"
    assert not is_in(member)
    assert sign_in(visitor(), "other_member").path == "/ar/"
    assert len(visitor("cso_case_holder").get("/violations/").all("main table tbody tr, main ul.items li")) >= 2
    for who in ("cso_admin", "other_admin"):
        assert arrange(lambda who=who: _told(people[who].person_id)), who
    assert arrange(lambda: [bond.current for bond in queries.members_of(people["cso_admin"].organisation_id)]) == [False]


def test_an_organisation_reads_what_happened_to_those_that_became_it_and_nobody_elses_lines(visitor: Visit, arrange: Any, people: People) -> None:
    """The second goes into the first, which goes into a third: its lines are read there, with the names of its own people."""

    def merge_twice() -> None:
        fill(people)
        office = people["commission_admin"].actor
        third = accepted(office, applied("third".ljust(24, "x"))[0])
        for gone, stays in (("O-2026-zagros", "O-2026-nahrain"), ("O-2026-nahrain", third.reference)):
            record, into = (queries.organisation(reference, office) for reference in (gone, stays))
            merging.merge(office, record, into, gone)
        audit.record(people["suspended_admin"].actor, "identity.signed_in", "person", 1, organisation_id=people["suspended_admin"].organisation_id)

    arrange(merge_twice)
    browser = visitor("cso_admin", lang="en")
    sign_in(browser, "cso_admin")
    page = browser.get("/audit/own?action=violations.sent")
    assert len(page.all("tbody tr")) == 2 and all(people["other_member"].name in row.text_content() for row in page.all("tbody tr"))
    assert len(page.statements) <= 8
    assert not browser.get("/audit/own?action=identity.signed_in&record=1").all("tbody tr")


def _told(person_id: int) -> bool:
    from portal.notifications.models import Notice

    return db.session.scalar(select(Notice.id).where(Notice.person_id == person_id, Notice.kind == "identity.merged")) is not None


def test_days_that_were_served_stay_dated_and_both_get_a_line(people: People, session: Any) -> None:
    admin, gone, stays = people["commission_admin"].actor, people["other_admin"].organisation_id, people["cso_admin"].organisation_id
    record, into = queries.organisation("O-2026-zagros", admin), queries.organisation("O-2026-nahrain", admin)
    merging.merge(admin, record, into, "O-2026-zagros")
    served = session.execute(select(Membership.organisation_id, Membership.to_at).where(Membership.person_id == people["other_admin"].person_id)).all()
    assert [(row.organisation_id, row.to_at is None) for row in served] == [(gone, False), (stays, True)]
    assert set(session.scalars(select(Line.organisation_id).where(Line.action == "identity.merged"))) == {gone, stays}
    assert session.get_one(Organisation, gone).merged_into_id == stays


@pytest.mark.parametrize(
    ("gone", "into", "refusal"),
    [("zagros", "zagros", "SAME_BODY"), ("zagros", "halted", "NOT_MERGEABLE"), ("halted", "zagros", "NOT_MERGEABLE")],
)
def test_what_cannot_become_one_is_refused(people: People, session: Any, gone: str, into: str, refusal: str) -> None:
    admin = people["commission_admin"].actor
    records = [queries.organisation(f"O-2026-{key}", admin) for key in (gone, into)]
    with pytest.raises(Refusal) as refused:
        merging.merge(admin, records[0], records[1], f"O-2026-{gone}")
    assert refused.value.message is getattr(words, refusal)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("plain", [False, True])
def test_two_are_not_merged_when_one_belongs_to_the_other_through_a_third(people: People, session: Any, plain: bool, swapped: bool) -> None:
    """nahrain is a member of the third, which is one of zagros: merged, they would be a member of themselves."""
    admin = people["commission_admin"].actor
    nahrain, zagros = (queries.organisation(f"O-2026-{key}", admin) for key in ("nahrain", "zagros"))
    third = founding.found_organisation(admin, "network", {"ar": "شبكة الوسط"}, clock.now())
    nahrain.organisation.kind, zagros.organisation.kind = "organisation" if plain else "network", "network"
    bonds = [CoalitionMember(coalition_id=third.id, organisation_id=nahrain.organisation.id, from_at=clock.now())]
    bonds += [CoalitionMember(coalition_id=zagros.organisation.id, organisation_id=one, from_at=clock.now()) for one in (third.id, nahrain.organisation.id)]
    session.add_all(bonds)
    session.flush()
    gone, into = (zagros, nahrain) if swapped else (nahrain, zagros)
    with pytest.raises(Refusal) as refused:
        merging.merge(admin, gone, into, gone.organisation.reference)
    assert refused.value.message is words.CIRCLE and gone.organisation.state == "accepted"
    bonds[0].to_at = clock.now()
    session.flush()
    merging.merge(admin, gone, into, gone.organisation.reference)
    assert [bond.current for bond in queries.members_of(into.organisation.id) if bond.organisation_id == into.organisation.id] == []
