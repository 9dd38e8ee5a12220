"""Until when an acceptance lasts, the reminders before that day, what is closed afterwards, and the renewal."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.models import Organisation, Registration
from portal.identity.services import lasting
from portal.identity.vocabulary import lasting as words
from portal.notifications.models import Notice
from tests.identity.making import accepted, applied, make_renewal
from tests.identity.test_applying import PDF
from tests.identity.test_signing_in import sign_in
from tests.people import Somebody
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]
TODAY = date(2026, 3, 1)


def until(*ends: str | None) -> date:
    return lasting.last_day([Registration(expires_on=end) for end in ends], TODAY)


def test_an_acceptance_lasts_until_the_first_registration_ends_and_three_years_at_most() -> None:
    assert until("2027-06-30", "2028-01-01") == date(2027, 6, 30)
    assert until("2035-01-01") == until(None) == until() == date(2029, 3, 1)
    assert lasting.last_day([], date(2028, 2, 29)) == date(2031, 2, 28)


def test_accepting_sets_the_last_day(people: People, session: Any) -> None:
    ends = (clock.today() + timedelta(days=400)).isoformat()
    made, _secret = applied(registrations=({"authority": "federal", "number": "F", "issued_on": None, "expires_on": ends},))
    assert accepted(people["commission_admin"].actor, made).valid_until == date.fromisoformat(ends)


def ends_in(organisation_id: int, days: int) -> None:
    db.session.get_one(Organisation, organisation_id).valid_until = clock.today() + timedelta(days=days)
    db.session.flush()


def test_administrators_are_reminded_three_times_and_no_more(people: People, session: Any) -> None:
    ends_in(people["cso_admin"].organisation_id, 61)
    told = []
    for day in range(70):
        with clock.at(clock.now() + timedelta(days=day)):
            lasting.remind()
        expiring = select(Notice.person_id).where(Notice.kind == "identity.expiring")
        told.append(len(session.scalars(expiring.where(Notice.person_id == people["cso_admin"].person_id)).all()))
    assert [day for day in range(1, 70) if told[day] > told[day - 1]] == [1, 31, 54]
    assert people["cso_member"].person_id not in set(session.scalars(select(Notice.person_id).where(Notice.kind == "identity.expiring")))


def test_who_was_accepted_before_acceptances_ended_gets_an_end_that_shuts_nobody_out(people: People, session: Any) -> None:
    lasting.remind()
    ends = set(session.scalars(select(Organisation.valid_until)))
    assert None not in ends and min(ends) >= clock.today() + timedelta(days=90)


def test_after_the_last_day_people_read_their_own_and_nothing_else_until_it_is_renewed(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(ends_in, people["cso_admin"].organisation_id, 0)
    member = visitor("cso_member")
    assert member.get("/").path == "/ar/" and member.get("/library/").status == 200
    arrange(ends_in, people["cso_admin"].organisation_id, -1)
    page = visitor()
    assert sign_in(page, "cso_member").path == "/ar/identity/term"
    assert "انتهى قبول منظمتكم" in member.get("/") and member.get("/library/").status == 403
    assert member.get("/violations/").status == 200 and member.get("/identity/term/renewal").status == 403
    assert "انتهت مدة القبول" in visitor("commission_admin").get("/identity/organisations/")


def test_the_administrator_renews_and_the_commission_decides(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(ends_in, people["cso_admin"].organisation_id, 20)
    desk = visitor("cso_admin")
    assert "/ar/identity/term" in desk.get("/").links
    desk.follow("تجديد القبول") if "تجديد القبول" in desk.get("/identity/term") else None
    ends = clock.today() + timedelta(days=700)
    typed: dict[str, Any] = {"federal_number": "F-9", "federal_expires__day": str(ends.day), "federal_expires__month": str(ends.month)}
    typed |= {"federal_expires__year": str(ends.year), "federal_document": (io.BytesIO(PDF), "جديدة.pdf")}
    page = desk.submit(**typed, contact_name="علي كاظم", phone="+964 770 000 0000", about="نراقب منذ 2014.", governorates=["BSR"])
    assert page.path == "/ar/identity/term" and page.status == 200
    office = visitor("commission_admin")
    path = "/identity/organisations/O-2026-nahrain/renewal"
    assert "جديدة.pdf" in office.get(path)
    for who in ("cso_admin", "auditor", "case_officer"):
        assert visitor(who, examined=False).get(f"{path}/documents/federal").status == 404
    assert office.answer("GET", f"/ar{path}/documents/federal").response.data == PDF
    office.get(path)
    office.submit("form[action$='/acceptance']")
    assert arrange(lambda: db.session.get_one(Organisation, people["cso_admin"].organisation_id).valid_until) == ends
    assert "نراقب منذ 2014." in office.get("/identity/organisations/O-2026-nahrain")
    assert office.get(path).status == 200 and "/ar/identity/term" not in desk.get("/").links


def test_a_file_that_comes_beside_a_mistake_is_asked_for_again(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(ends_in, people["cso_admin"].organisation_id, 20)
    desk = visitor("cso_admin", lang="en")
    desk.get("/identity/term/renewal")
    page = desk.submit(federal_number="F-9", federal_document=(io.BytesIO(PDF), "new.pdf"), contact_name="", phone="+964 770 000 0000", about="Since 2014.")
    assert "contact_name" in page.errors and "new.pdf" in page.errors["federal_document"]
    data = {"csrf_token": desk._token(), "switch_language": "ar", "federal_document": (io.BytesIO(PDF), "new.pdf")}
    assert "new.pdf" in desk.send("/ar/identity/term/renewal", data).errors["federal_document"]


def test_a_rejected_renewal_tells_why_and_may_be_asked_again(visitor: Visit, arrange: Any, people: People) -> None:
    arrange(lambda: make_renewal(people["cso_admin"].actor) and None)
    office = visitor("commission_admin")
    office.get("/identity/organisations/O-2026-nahrain/renewal")
    office.submit("form[action$='/rejection']", reject__text="الوثيقة غير مقروءة.")
    page = visitor("cso_admin").get("/identity/term")
    assert "الوثيقة غير مقروءة." in page and "/ar/identity/term/renewal" in page.links


@pytest.mark.parametrize(("days", "refusal"), [(61, "TOO_EARLY"), (20, "ASKED_ALREADY")])
def test_a_renewal_is_asked_for_once_and_not_too_early(people: People, session: Any, days: int, refusal: str) -> None:
    actor = people["cso_admin"].actor
    first = make_renewal(actor)
    assert make_renewal(actor) is first, "the same form twice"
    if days == 61:
        session.delete(first)
    ends_in(people["cso_admin"].organisation_id, days)
    rows = [{"authority": "federal", "number": "F", "issued_on": None, "expires_on": None}]
    with pytest.raises(Refusal) as refused:
        lasting.ask(actor, "second", lasting.Renewed(rows, {}, "علي", None, "1", "x", ["BSR"]))
    assert refused.value.message is getattr(words, refusal)
    assert queries.own_renewal(actor) is (None if days == 61 else first)
