"""Writing a report before it is published: its text, its type and places."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.limits import count
from portal.core.refusal import Refusal
from portal.elections import queries as elections
from portal.reports import vocabulary
from portal.reports.models import Report, ReportText, Version
from portal.reports.services import limits
from portal.reports.services.holding import changed, held_draft, take_facts
from portal.reports.services.naming import new_slug
from portal.reports.services.writing import render
from portal.reports.vocabulary import Origin, State, Type


def draft(
    actor: Actor,
    once: str,
    type: str,
    language: str,
    title: str,
    summary: str = "",
    source: str = "",
    governorates: Iterable[str] = (),
    theme: str | None = None,
    translated: bool = False,
    at: datetime | None = None,
) -> Report:
    """A new draft of the actor's organisation. The same `once` again gives the same report."""
    if actor.organisation_id is None:
        raise ValueError("only a member of an organisation drafts a report")
    known = _drafted_before(actor, once)
    if known is not None:
        return known
    count(actor, limits.DRAFTS, limits.DRAFTS_OF_ALL)
    now = at or clock.now()
    made = Report(
        slug=new_slug(actor.organisation_id, type, title, now), once=once, organisation_id=actor.organisation_id, type=type,
        election_id=elections.current_election_id(), state=State.DRAFT, made_by_id=actor.person_id, made_at=now, changed_at=now,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        twin = _drafted_before(actor, once)
        if twin is None:
            raise
        return twin
    version = Version(report_id=made.id, number=1, made_at=now)
    version.type, version.theme, version.governorates = _facts(type, theme, governorates)
    db.session.add(version)
    take_facts(made, version)
    changed(actor, "reports.drafted", made, after={"slug": made.slug, "type": type}, at=now)
    write_text(actor, made, language, title, summary, source, translated, seen=0, at=now)
    return made


def _drafted_before(actor: Actor, once: str) -> Report | None:
    return db.session.scalar(select(Report).where(Report.once == once, Report.organisation_id == actor.organisation_id))


def write_text(
    actor: Actor,
    report: Report,
    language: str,
    title: str,
    summary: str,
    source: str,
    translated: bool = False,
    seen: int = 0,
    at: datetime | None = None,
) -> None:
    """The draft's text in one language; with nothing in it the language is taken out. `seen` is the state that the form
    was opened on (0: no text yet): whoever saves on top of somebody else's change is told first."""
    version = held_draft(report)
    found = select(ReportText).where(ReportText.version_id == version.id, ReportText.language == language)
    row = db.session.scalar(found.options(undefer(ReportText.source)).execution_options(populate_existing=True))
    origin = Origin.TRANSLATED if translated else Origin.WRITTEN
    empty = not (title or summary or source)
    if row is None and empty:
        return
    if row is not None and (row.title, row.summary, row.source, row.origin) == (title, summary, source, origin):
        return
    state = row.lock_version if row else 0
    if state != seen:
        raise Refusal(vocabulary.CHANGED_MEANWHILE)
    told = {"version": version.number, "language": language}
    if row is not None and empty:
        db.session.delete(row)
        changed(actor, "reports.changed", report, before={**told, "saves": state}, after={**told, "saves": None}, at=at)
        return
    if not title:
        raise Refusal(vocabulary.TITLE_MISSING, "title", 422)
    if row is None:
        row = ReportText(version_id=version.id, language=language)
        db.session.add(row)
    row.title, row.summary, row.source, row.origin, row.body = title, summary, source, origin, _rendered(source, language)
    row.lock_version, row.saved_at, row.saved_by_id = state + 1, at or clock.now(), actor.person_id
    changed(actor, "reports.changed", report, before={**told, "saves": state}, after={**told, "saves": state + 1}, at=at)


def _rendered(source: str, language: str) -> str:
    try:
        return render(source, language)
    except ValueError as error:
        raise Refusal(vocabulary.TOO_LONG, "source", 422) from error


def change_facts(actor: Actor, report: Report, type: str, theme: str | None, governorates: Iterable[str], seen: int) -> None:
    """Type and places of the draft; readers of a published version see them when its correction is published."""
    version = held_draft(report)
    new = _facts(type, theme, governorates)
    old = (version.type, version.theme, version.governorates)
    if new == old:
        return
    if report.lock_version != seen:
        raise Refusal(vocabulary.FACTS_CHANGED_MEANWHILE)
    version.type, version.theme, version.governorates = new
    report.lock_version = seen + 1
    if report.state == State.DRAFT:
        take_facts(report, version)
    names = ("type", "theme", "governorates")
    changed(actor, "reports.changed", report, before=dict(zip(names, old, strict=True)), after=dict(zip(names, new, strict=True)))


def _facts(type: str, theme: str | None, governorates: Iterable[str]) -> tuple[str, str | None, str]:
    """As a version keeps them; only thematic reports have a subject."""
    return type, theme if type == Type.THEMATIC else None, " ".join(sorted(set(governorates)))
