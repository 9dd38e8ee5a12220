"""An organisation leaves the portal: its people are out at once, its data goes after a month, and what the law requires stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.directory.models import Profile, ProfileConsent
from portal.identity import queries
from portal.identity.models import CoalitionMember, Export, FocalPoint, Membership, Observer, OneTimeKey, Organisation, Person, Registration
from portal.identity.services import deciding, departing, exporting, inviting, observers
from portal.identity.vocabulary import Role
from portal.notifications.models import Mail
from portal.operations import forgetting
from portal.reports.models import Report
from portal.violations import services
from portal.violations.models import Violation
from tests.directory.making import make_profiles
from tests.identity.test_signing_in import is_in, sign_in
from tests.people import Somebody
from tests.reports.making import draft as report_draft
from tests.violations.making import make_election, make_report, photo, upload
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
People = dict[str, Somebody]


def leave(visitor: Visit) -> Visitor:
    browser = visitor("cso_admin", lang="en")
    browser.get("/identity/data")
    assert "not the reference number" in browser.submit("form[action$='/organisation/leave']", leave__reference="O-2026-zagros").text
    return browser


def fill(people: People) -> dict[str, Any]:
    """Something of everything; what is sent stays, what is a draft goes."""
    member, admin = people["cso_member"].actor, people["cso_admin"].actor
    own, now = admin.organisation_id, clock.now()
    make_election()
    make_profiles(people)
    sent = make_report(member, [(upload(photo()), "لافتة")], names={"witness": "سلوى"}).reference
    draft = services.start(member, None, "CAM-01", "ar").reference
    report_draft(member)
    observers.add_observer(admin, "OBS-1", {"governorate": "BSR", "sex": "female", "name": "سعدية كاظم"})
    inviting.invite(admin, "دينا", "dina@nahrain.example", "ar", Role.CSO_MEMBER, organisation_id=own)
    exporting.ask_for_organisation(admin)
    found = db.session.get_one(Organisation, own)
    found.email, found.contact_name, found.phone, found.about = "office@nahrain.example", "حيدر", "+964 770 111 2222", "نراقب"
    db.session.add(FocalPoint(organisation_id=own, place=1, name="كريم"))
    db.session.add(CoalitionMember(coalition_id=people["other_admin"].organisation_id, organisation_id=own, from_at=now))
    return {"own": own, "sent": sent, "draft": draft, "registrations": _count(Registration, own)}


def _count(model: Any, own: int | None) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model).where(model.organisation_id == own)) or 0)


def test_an_organisation_leaves_and_what_the_law_requires_stays(visitor: Visit, arrange: Any, people: People, run_jobs: Any) -> None:
    facts = arrange(fill, people)
    run_jobs()
    member, browser = visitor("cso_member"), leave(visitor)
    assert "leaves the portal" in browser.submit("form[action$='/organisation/leave']", leave__reference="o-2026-NAHRAIN").text
    assert not is_in(browser) and not is_in(member) and "/sign-in" in sign_in(visitor(), "cso_member").path
    office = visitor("commission_admin", lang="en")
    assert "Leaving the portal" in office.get("/identity/organisations/?state=leaving").text
    assert "Its data is deleted on" in office.get("/identity/organisations/O-2026-nahrain").text
    arrange(lambda: _later(facts["own"], 29))
    arrange(forgetting.purge)
    assert arrange(lambda: _count(Observer, facts["own"])) == 1
    arrange(lambda: _later(facts["own"], 2))
    assert arrange(forgetting.purge)["identity.organisations"] == 1
    arrange(lambda: _nothing_is_left(facts, people))
    office.get("/identity/organisations/O-2026-nahrain")
    assert "Has left the portal" in office.get("/identity/organisations/O-2026-nahrain").text
    case = visitor("case_officer", lang="en").get(f"/violations/{facts['sent']}")
    assert case.status == 200 and "Nahrain" in case.text and people["cso_member"].actor.name not in case.text and case.all("img")


def _later(own: int, days: int) -> None:
    found = db.session.get_one(Organisation, own)
    assert found.leaving_at is not None
    found.leaving_at -= timedelta(days=days)


def _nothing_is_left(facts: dict[str, Any], people: People) -> None:
    own = facts["own"]
    found = db.session.get_one(Organisation, own)
    assert found.state == "left" and not any((found.email, found.phone, found.contact_name, found.about, found.secret_hash))
    for model in (Observer, FocalPoint, OneTimeKey, Export, Profile, ProfileConsent, Mail):
        assert _count(model, own) == 0, model
    assert list(db.session.scalars(select(Violation.reference).where(Violation.organisation_id == own))) == [facts["sent"]]
    assert _count(Report, own) == 0 and _count(Registration, own) == facts["registrations"]
    assert queries.organisation_names([own], "en")[own]
    for table in (Membership, CoalitionMember):
        assert db.session.scalars(select(table.id).where(table.organisation_id == own, table.to_at.is_(None))).all() == []
    erased = [db.session.get_one(Person, people[who].person_id) for who in ("cso_member", "cso_admin", "cso_case_holder")]
    assert [(one.name, one.email, one.password_hash) for one in erased] == [("", None, None)] * 3
    assert db.session.get_one(Person, people["other_admin"].person_id).name
    assert audit.first_broken_line() is None


def test_the_commission_stops_it_and_everything_is_as_it_was(visitor: Visit, arrange: Any, people: People, run_jobs: Any) -> None:
    leave(visitor).submit("form[action$='/organisation/leave']", leave__reference="O-2026-nahrain")
    run_jobs()
    written = arrange(lambda: list(db.session.scalars(select(Mail.body).where(Mail.to == people["cso_admin"].email))))
    assert any("O-2026-nahrain" in body for body in written)
    office = visitor("commission_admin", lang="en")
    office.get("/identity/organisations/O-2026-nahrain")
    assert "The organisation stays" in office.submit("form[action$='/leaving/stop']").text
    assert sign_in(visitor(), "cso_member").path == "/ar/"
    assert arrange(lambda: db.session.get_one(Organisation, people["cso_admin"].organisation_id).leaving_at) is None
    assert visitor("commission_admin").post("/identity/organisations/O-2026-nahrain/leaving/stop").status == 409


def test_only_its_administrator_may_and_a_sanction_does_not_hold_it(session: Any, people: People) -> None:
    with pytest.raises(Refusal):
        departing.ask_to_leave(people["cso_member"].actor, "O-2026-nahrain")
    departing.ask_to_leave(people["suspended_admin"].actor, "O-2026-halted")
    record = queries.organisation("O-2026-halted", people["commission_admin"].actor)
    departing.stop(people["commission_admin"].actor, record)
    assert record.suspension is not None and record.organisation.state == "accepted"
    with pytest.raises(Refusal):
        deciding.suspend(people["commission_admin"].actor, record, "مرة ثانية", "ar")
