"""Until when an organisation is accepted, the reminders before that day, and its renewal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.core.presentation import day as day_words
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.identity import queries
from portal.identity.models import Area, Organisation, Registration, Renewal, RenewalRegistration
from portal.identity.queries import token_hash
from portal.identity.services import joining
from portal.identity.services.applying import tell_administrators
from portal.identity.vocabulary import lasting as words
from portal.identity.vocabulary.lasting import GRACE, REMIND_DAYS, TERM_YEARS, RenewalState
from portal.notifications import services as notifications


@dataclass(frozen=True)
class Renewed:
    """The facts as the organisation confirms or corrects them. `registrations`: as in an application; `documents`: new
    ones, by authority."""

    registrations: Iterable[Mapping[str, Any]]
    documents: Mapping[str, files.Received]
    contact_name: str
    email: str | None
    phone: str
    about: str
    governorates: Iterable[str]


def last_day(registrations: Iterable[Any], begins: date) -> date:
    """The rule: until the first of its registrations ends, and at most the term."""
    longest = _years_after(begins, TERM_YEARS)
    return min([longest, *(date.fromisoformat(row.expires_on) for row in registrations if len(row.expires_on or "") == 10)])


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def set_term(found: Organisation, last: date) -> None:
    found.valid_until, found.reminded = last, None


def remind() -> None:
    """The daily job: tells administrators 60, 30 and 7 days before the end, each once."""
    today = clock.today()
    for found in queries.ending_soon():
        if found.valid_until is None:
            _give_first_term(found, today)
            continue
        left = (found.valid_until - today).days
        due = min(days for days in REMIND_DAYS if days >= left)
        if found.reminded is not None and found.reminded <= due:
            continue
        found.reminded = due
        audit.record(SYSTEM, "identity.reminded", "organisation", found.id, after={"days": left}, organisation_id=found.id)
        _tell(found.id, "identity.expiring", found.valid_until)


def _give_first_term(found: Organisation, today: date) -> None:
    """Of those who were accepted before acceptances ended: nobody is shut out by an upgrade."""
    set_term(found, max(last_day(found.registrations, today), today + GRACE))
    after = {"valid_until": found.valid_until}
    audit.record(SYSTEM, "identity.term_set", "organisation", found.id, after=after, organisation_id=found.id)


def _tell(organisation_id: int, kind: str, day: date) -> None:
    spoken = {language: day_words(day, language) for language in ("ar", "ckb", "en")}
    notifications.tell(joining.admins(organisation_id), kind, "term", "own", {"day": spoken})


def ask(actor: Actor, once: str, typed: Renewed) -> Renewal:
    """The same form twice is one renewal. Until the last day everything goes on as before."""
    known = _asked_before(once)
    if known is not None:
        return known
    end = queries.own_end(actor)
    if end is None or not end.near:
        raise Refusal(words.TOO_EARLY)
    if end.asked:
        raise Refusal(words.ASKED_ALREADY)
    made = Renewal(
        organisation_id=actor.organisation_id, once=token_hash(once), state=RenewalState.ASKED, asked_at=clock.now(), asked_by_id=actor.person_id,
        facts={
            "contact_name": typed.contact_name, "email": typed.email, "phone": typed.phone, "about": typed.about,
            "governorates": sorted(typed.governorates),
        },
    )  # fmt: skip
    made.registrations = [RenewalRegistration(**row) for row in typed.registrations]
    _refuse_what_ends(made.registrations)
    for row in made.registrations:
        if row.authority in typed.documents:
            row.document_id = files.keep_with_copy(typed.documents[row.authority])[0].id
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        known = _asked_before(once)
        if known is None:
            raise
        return known
    audit.record(actor, "identity.renewal_asked", "organisation", actor.organisation_id, organisation_id=actor.organisation_id)
    tell_administrators("identity.renewal_asked", db.session.get_one(Organisation, actor.organisation_id))
    return made


def _asked_before(once: str) -> Renewal | None:
    return db.session.scalar(select(Renewal).where(Renewal.once == token_hash(once)))


def _refuse_what_ends(registrations: Iterable[RenewalRegistration]) -> None:
    if last_day(registrations, clock.today()) <= clock.today():
        raise Refusal(words.MUST_LAST, status=422)


def accept(actor: Actor, renewal: Renewal) -> None:
    """What was confirmed or corrected becomes the organisation's own."""
    _waiting(renewal)
    whole = (selectinload(Organisation.registrations), selectinload(Organisation.areas))
    found = db.session.scalars(select(Organisation).where(Organisation.id == renewal.organisation_id).options(*whole)).one()
    _take_over(found, renewal)
    before = {"valid_until": found.valid_until}
    set_term(found, last_day(renewal.registrations, clock.today()))
    _decide(actor, renewal, RenewalState.ACCEPTED)
    renewal.valid_until = found.valid_until
    audit.record(actor, "identity.renewed", "organisation", found.id, before, {"valid_until": found.valid_until}, organisation_id=found.id)
    _tell(found.id, "identity.renewed", found.valid_until or clock.today())


def _take_over(found: Organisation, renewal: Renewal) -> None:
    facts: dict[str, Any] = dict(renewal.facts)
    found.contact_name, found.email, found.phone = facts["contact_name"], facts["email"], facts["phone"]
    if facts["about"] != found.about:
        found.about, found.about_language = facts["about"], written_in(facts["about"], found.language)
    for area in [one for one in found.areas if one.governorate not in facts["governorates"]]:
        found.areas.remove(area)
    known = {area.governorate for area in found.areas}
    found.areas.extend(Area(governorate=code) for code in facts["governorates"] if code not in known)
    held = {row.authority: row for row in found.registrations}
    for gone in set(held) - {row.authority for row in renewal.registrations}:
        found.registrations.remove(held[gone])
    for row in renewal.registrations:
        kept = held.get(row.authority)
        if kept is None:
            kept = Registration(authority=row.authority)
            found.registrations.append(kept)
        kept.number, kept.issued_on, kept.expires_on = row.number, row.issued_on, row.expires_on
        kept.document_id = row.document_id or kept.document_id


def reject(actor: Actor, renewal: Renewal, reason: str, language: str) -> None:
    """The acceptance ends on its day; the organisation may ask again with better papers."""
    _waiting(renewal)
    _decide(actor, renewal, RenewalState.REJECTED)
    renewal.reason, renewal.reason_language = reason, language
    found = renewal.organisation_id
    audit.record(actor, "identity.renewal_rejected", "organisation", found, organisation_id=found)
    notifications.tell(joining.admins(found), "identity.renewal_rejected", "term", "own")


def _waiting(renewal: Renewal) -> None:
    db.session.refresh(renewal, attribute_names=["state"], with_for_update=True)
    if renewal.state != RenewalState.ASKED:
        raise Refusal(words.NO_RENEWAL)


def _decide(actor: Actor, renewal: Renewal, state: RenewalState) -> None:
    renewal.state, renewal.decided_at, renewal.decided_by_id = state, clock.now(), actor.person_id
