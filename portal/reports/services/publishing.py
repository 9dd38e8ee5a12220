"""Publishing a report, publishing its correction, and withdrawing it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.core import clock, search
from portal.core.access import Actor
from portal.core.catalogue import gettext as _
from portal.core.db import db, pick
from portal.core.limits import count
from portal.core.locale import LANGUAGES
from portal.core.refusal import Refusal
from portal.identity import queries as identity
from portal.identity.vocabulary import Role
from portal.notifications import services as notifications
from portal.reports import vocabulary
from portal.reports.models import Attachment, Report, ReportText, Version
from portal.reports.services import limits
from portal.reports.services.holding import attachments_of, changed, draft_of, hold, take_facts, texts_of
from portal.reports.services.writing import passages
from portal.reports.vocabulary import State


def publish(
    actor: Actor, report: Report, note: str = "", note_language: str = "ar", number: int | None = None, at: datetime | None = None
) -> Version:
    """The draft becomes what all registered organisations and the commission read. A correction needs a note that says
    what changed. `number` is the version that the form showed: sent twice, the second time changes nothing."""
    hold(report)
    version = draft_of(report)
    if version is None or (number is not None and version.number != number):
        return _published_before(report, number)
    texts, attached = texts_of(version), attachments_of(version)
    _check(version, texts, note)
    fingerprint = content_hash(version, texts, attached)
    before = _current(report)
    if before is not None and before.content_hash == fingerprint:
        raise Refusal(vocabulary.NOTHING_CHANGED)
    count(actor, limits.PUBLISHED, limits.PUBLISHED_BY_ALL)
    now = at or clock.now()
    version.published_at, version.published_by_id, version.content_hash = now, actor.person_id, fingerprint
    version.shown_hash = shown_hash(texts)
    version.note, version.note_language = note or None, note_language if note else None
    report.current_id, report.state = version.id, State.PUBLISHED
    report.place = report.place or _free_place(now)
    take_facts(report, version)
    corrected = before is not None
    told = {"version": version.number, "hash": fingerprint}
    changed(actor, "reports.corrected" if corrected else "reports.published", report, after=told, at=now)
    put_into_search(report, version, texts)
    _tell(actor, report, "reports.corrected" if corrected else "reports.published")
    return version


def withdraw(actor: Actor, report: Report, reason: str, language: str, at: datetime | None = None) -> None:
    """Readers see from now on only that the report was there, and why it went. Not undone; sent twice, it happens once."""
    db.session.refresh(report, attribute_names=["state"], with_for_update=True)
    if report.state == State.WITHDRAWN:
        return
    if report.state != State.PUBLISHED:
        raise Refusal(vocabulary.NOT_PUBLISHED)
    if not reason.strip():
        raise Refusal(vocabulary.REASON_MISSING, "reason", 422)
    report.state, report.withdrawn_at, report.withdrawn_by_id = State.WITHDRAWN, at or clock.now(), actor.person_id
    report.reason, report.reason_language = reason.strip(), language
    changed(actor, "reports.withdrawn", report, before={"state": State.PUBLISHED}, after={"state": State.WITHDRAWN}, at=at)
    search.remove("report", report.id)
    _tell(actor, report, "reports.withdrawn")


def put_into_search(report: Report, version: Version, texts: Iterable[ReportText]) -> None:
    """Only what is published stands in the index; drafts cannot be found by anybody."""
    rows = [search.Row("", row.language, "", row.summary) for row in texts]
    rows += [
        search.Row(part, row.language, passage.heading, passage.text) for row in texts for part, passage in passages(row.source).items()
    ]
    day = clock.local(version.published_at).date() if version.published_at else None
    search.index("report", report.id, rows, day, {row.language: row.title for row in texts})


def content_hash(version: Version, texts: Iterable[ReportText], attached: Iterable[Attachment]) -> str:
    """SHA-256 over what readers get, so that a copy can be compared with the portal's."""
    body = {
        "type": version.type,
        "theme": version.theme,
        "governorates": version.governorates.split(),
        "texts": [[row.language, row.origin, row.title, row.summary, row.source] for row in sorted(texts, key=lambda row: row.language)],
        "files": sorted([row.file.sha256, row.description] for row in attached),
    }
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def shown_hash(texts: Iterable[ReportText]) -> str:
    """Over the pages that were made of the texts, which readers see: a later release may make others of the same words."""
    shown = [[row.language, row.body] for row in sorted(texts, key=lambda row: row.language)]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def _check(version: Version, texts: list[ReportText], note: str) -> None:
    if not texts:
        raise Refusal(vocabulary.NOTHING_WRITTEN, status=422)
    for row in texts:
        if not (row.title.strip() and row.summary.strip() and row.source.strip()):
            words = {"ar": _("Arabic"), "ckb": _("Kurdish (Sorani)"), "en": _("English")}
            raise Refusal(vocabulary.incomplete(words[row.language]), status=422)
    if version.number > 1 and not note.strip():
        raise Refusal(vocabulary.NOTE_MISSING, "note", 422)


def _current(report: Report) -> Version | None:
    return db.session.get(Version, report.current_id) if report.current_id else None


def _published_before(report: Report, number: int | None) -> Version:
    wanted = select(Version).where(Version.report_id == report.id, Version.published_at.is_not(None))
    if number is not None:
        wanted = wanted.where(Version.number == number)
    found = db.session.scalar(wanted.order_by(Version.number.desc()).limit(1))
    if found is None:
        raise Refusal(vocabulary.NO_DRAFT)
    return found


def _free_place(at: datetime) -> int:
    """Microseconds of the publication; the next free one, should two fall together."""
    place = int(at.timestamp() * 1_000_000)
    while db.session.scalar(select(Report.id).where(Report.place == place)):
        place += 1
    return place


def _tell(actor: Actor, report: Report, kind: str) -> None:
    """On the page only: news for many, which nobody has to act on."""
    places = report_places(report)
    officers = {*identity.officers(Role.PUBLISHING_OFFICER), *identity.officers(Role.CASE_OFFICER)}
    for code in places:
        officers.update(identity.officers(Role.CASE_OFFICER, code))
    told = (officers | set(identity.cso_people())) - {actor.person_id}
    notifications.tell([person for person in told if person is not None], kind, "report", report.slug, _names(report), mail=False)


def _names(report: Report) -> dict[str, Any]:
    """The organisation and the title, each as a reader of each language meets it."""
    rows = list(db.session.scalars(select(ReportText).where(ReportText.version_id == report.current_id)))
    titles = {language: row.title for language in LANGUAGES if (row := pick(rows, language))}
    bodies = {language: identity.organisation_names([report.organisation_id], language).get(report.organisation_id, "") for language in LANGUAGES}
    return {"organisation": bodies, "title": titles}


def report_places(report: Report) -> list[str]:
    found = db.session.scalar(select(Version.governorates).where(Version.id == report.current_id))
    return (found or "").split()
