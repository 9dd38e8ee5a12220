"""From the first step of a draft to the received report."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import clock, files
from portal.core.access import Actor
from portal.core.crypto import seal_text
from portal.core.db import db
from portal.core.limits import count
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.elections import queries as elections
from portal.identity import queries as identity
from portal.identity.vocabulary.observers import NO_SUCH_CODE
from portal.violations import policy
from portal.violations.models import Evidence, Message, ProtectedNames, Step, Violation
from portal.violations.services import finding, limits
from portal.violations.services.evidence import add_files, drop_files
from portal.violations.services.receipts import receipt_of
from portal.violations.services.stepping import KIND, arrival_of, hold, step, tell_officers, touch
from portal.violations.vocabulary import Protected, Timing, Verb, Visibility, telling
from portal.violations.vocabulary.parts import NEEDED, Part

COLUMNS: dict[Part, tuple[str, ...]] = {
    Part.KIND: ("category",),
    Part.WHERE: ("timing", "happened_on", "happened_time", "precision", "governorate", "district", "place"),
    Part.WHAT: ("title", "narrative", "language", "about_staff"),
    Part.PEOPLE: (
        "affected_women",
        "affected_men",
        "affected_pwd",
        "affected_displaced",
        "source",
        "observer_code",
        "visibility",
        "summary",
        "summary_language",
    ),
    Part.EVIDENCE: (),
}
EARLIEST = timedelta(days=730)


def start(actor: Actor, once: str | None, category: str, language: str, at: datetime | None = None) -> Violation:
    """A draft that only the actor sees. The same `once` again gives the same draft."""
    if not policy.may_file(actor):
        raise Refusal(telling.NOT_YOURS, status=403)
    known = db.session.scalar(select(Violation).where(Violation.once == once)) if once else None
    if known is not None and policy.owns(actor, known):
        return known
    election_id = elections.current_election_id()
    if election_id is None:
        raise Refusal(telling.NO_ELECTION)
    count(actor, limits.DRAFTS, limits.DRAFTS_OF_ALL)
    moment = at or clock.now()
    violation = Violation(
        reference=new_reference("V", clock.local(moment).year),
        once=once,
        election_id=election_id,
        organisation_id=actor.organisation_id,
        filed_by_id=actor.person_id,
        holder_id=actor.person_id,
        language=language,
        made_at=moment,
        updated_at=moment,
        arrival=arrival_of(moment),
        **_of_category(category),
    )
    db.session.add(violation)
    db.session.flush()
    audit.record(actor, "violations.started", KIND, violation.reference, organisation_id=violation.organisation_id)
    return violation


def save(actor: Actor, violation: Violation, part: Part, details: dict[str, Any], at: datetime | None = None, unfinished: bool = False) -> None:
    """A step of the form. `details` holds the part's columns, and for people `names` by kind of protected name.
    `unfinished`: what is missing may stay missing until the report is sent."""
    hold(violation)
    if not policy.may_edit(actor, violation):
        raise Refusal(telling.NOT_A_DRAFT)
    moment = at or clock.now()
    kept = {name: details[name] for name in COLUMNS[part] if name in details}
    if part == Part.KIND:
        kept = _of_category(kept["category"])
    if part == Part.WHERE:
        kept = _of_time_and_place(violation, kept, clock.local(moment).date(), unfinished)
    if kept.get("visibility") == Visibility.SUMMARY and not kept.get("summary") and not unfinished:
        raise Refusal(telling.NO_SUMMARY, "summary", 422)
    if kept.get("observer_code") and kept["observer_code"] != violation.observer_code:
        kept["observer_code"] = _known_code(violation, kept["observer_code"])
    for name, value in kept.items():
        setattr(violation, name, value)
    if part == Part.PEOPLE and "names" in details:
        _seal_names(violation, details["names"])
    touch(violation, moment)
    audit.record(
        actor,
        "violations.draft_saved",
        KIND,
        violation.reference,
        after={"part": part},
        organisation_id=violation.organisation_id,
    )


def send(actor: Actor, violation: Violation, at: datetime | None = None) -> None:
    """The draft becomes a received report. Sent twice it stays received once."""
    hold(violation)
    if policy.owns(actor, violation) and violation.received_at is not None:
        return
    if not policy.may_edit(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    if identity.signature_hinders(violation.organisation_id):
        raise Refusal(telling.UNSIGNED, status=403)
    if missing_parts(violation):
        raise Refusal(telling.INCOMPLETE, status=422)
    count(actor, limits.SENT, limits.SENT_BY_ALL)
    moment = at or clock.now()
    violation.received_at, violation.arrival = moment, arrival_of(moment)
    violation.filed_by_id = violation.holder_id = actor.person_id or violation.filed_by_id
    step(actor, violation, Verb.SEND, moment)
    violation.receipt = receipt_of(violation)
    finding.index(violation)
    audit.record(
        actor,
        "violations.sent",
        KIND,
        violation.reference,
        before={"state": "draft"},
        organisation_id=violation.organisation_id,
        after={"state": violation.state, "category": violation.category, "governorate": violation.governorate},
    )
    urgent = violation.timing != Timing.OCCURRED
    tell_officers(violation, "violations.urgent" if urgent else "violations.received", mail=at is None)


def missing_parts(violation: Violation) -> list[Part]:
    """The parts of the form in which something stands out that must be known before the report can be sent."""
    missing = [part for part, names in NEEDED.items() if any(not getattr(violation, name) for name in names)]
    unsummarised = violation.visibility == Visibility.SUMMARY and not violation.summary
    return [*missing, Part.PEOPLE] if unsummarised else missing


def discard(actor: Actor, violation: Violation) -> None:
    """Deletes a draft with everything in it."""
    hold(violation)
    if not policy.may_edit(actor, violation):
        raise Refusal(telling.NOT_A_DRAFT)
    remove_draft(actor, violation)


def remove_draft(actor: Actor, violation: Violation) -> None:
    drop_files(violation.id)
    for model in (ProtectedNames, Evidence, Message, Step):
        db.session.execute(delete(model).where(model.violation_id == violation.id))
    audit.record(actor, "violations.discarded", KIND, violation.reference, organisation_id=violation.organisation_id)
    db.session.execute(delete(Violation).where(Violation.id == violation.id))
    db.session.expunge(violation)


def file_report(
    actor: Actor,
    once: str | None,
    details: dict[str, Any],
    uploads: Iterable[tuple[files.Taken, str]] = (),
    at: datetime | None = None,
) -> Violation:
    """All steps at once: for imports and samples. `details` holds the columns of all parts, `language` and `names`;
    `uploads` are files with their descriptions. Raises Refusal for the first thing that is wrong."""
    violation = start(actor, once, details["category"], details["language"], at)
    if violation.received_at is not None:
        return violation
    for part in (Part.WHERE, Part.WHAT, Part.PEOPLE):
        save(actor, violation, part, details, at)
    if details.get("phase"):
        violation.phase = details["phase"]
    for upload, description in uploads:
        failed = add_files(actor, violation, [upload], None, description=description, at=at)
        if failed:
            raise failed[0].refusal
    send(actor, violation, at)
    return violation


def _known_code(violation: Violation, typed: str) -> str:
    """As the organisation's list of observers has it, if it keeps one."""
    known = identity.known_observer_code(violation.organisation_id, typed)
    if known is None:
        raise Refusal(NO_SUCH_CODE, "observer_code", 422)
    return known


def _of_category(code: str) -> dict[str, Any]:
    category = country.category(code)
    if category is None:
        raise Refusal(telling.UNKNOWN_CATEGORY, "category", 422)
    return {"category": category.code, "category_group": category.group, "severity": category.severity}


def _of_time_and_place(violation: Violation, kept: dict[str, Any], today: date, unfinished: bool) -> dict[str, Any]:
    """Checked, and with the phase of the election that the day falls into."""
    day = _checked_day(kept.get("timing"), kept.get("happened_on"), today, unfinished)
    place = kept.get("governorate")
    if country.governorate(place or "") is None and (place or not unfinished):
        raise Refusal(telling.UNKNOWN_GOVERNORATE, "governorate", 422)
    district = country.district(kept["district"]) if kept.get("district") else None
    if kept.get("district") and (district is None or district.governorate != place):
        raise Refusal(telling.OTHER_DISTRICT, "district", 422)
    noon = datetime.combine(day, time(12), clock.BAGHDAD) if day else None
    return {**kept, "happened_on": day, "phase": elections.phase_at(violation.election_id, noon) if noon else None}


def _checked_day(timing: str | None, day: date | None, today: date, unfinished: bool) -> date | None:
    if day is None:
        if timing == Timing.OCCURRING:
            return today
        if unfinished:
            return None
        raise Refusal(telling.NO_DAY, "happened_on", 422)
    if day < today - EARLIEST or day > today + EARLIEST:
        raise Refusal(telling.FAR_AWAY, "happened_on", 422)
    if timing != Timing.WILL_OCCUR and day > today:
        raise Refusal(telling.IN_THE_FUTURE, "happened_on", 422)
    if timing == Timing.WILL_OCCUR and day < today:
        raise Refusal(telling.IN_THE_PAST, "happened_on", 422)
    return day


def _seal_names(violation: Violation, names: dict[str, str | None]) -> None:
    db.session.execute(delete(ProtectedNames).where(ProtectedNames.violation_id == violation.id))
    for kind in Protected:
        sealed = seal_text(names.get(kind))
        if sealed:
            db.session.add(ProtectedNames(violation_id=violation.id, kind=kind, sealed=sealed))
