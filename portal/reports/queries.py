"""What can be asked about reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from portal.core import search
from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key, pick
from portal.core.files import StoredFile, safe_name
from portal.reports.models import Attachment, Report, ReportGovernorate, ReportText, Version
from portal.reports.services.writing import Passage, passages
from portal.reports.vocabulary import OPEN_STATES, State


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for in the list."""

    q: str = ""
    types: Sequence[str] = ()
    governorates: Sequence[str] = ()
    languages: Sequence[str] = ()
    after: str | None = None


@dataclass(frozen=True)
class Entry:
    """A report in a list: its texts without their bodies, best one first for the reader's language."""

    report: Report
    text: ReportText | None
    languages: list[str] = field(default_factory=list)
    passage: Passage | None = None


@dataclass(frozen=True)
class Found:
    page: Page
    total: int = 0
    total_capped: bool = False


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """policy.may_view in SQL."""
    own = Report.organisation_id == actor.organisation_id if actor.organisation_id is not None else false()
    if actor.is_cso or actor.is_commission:
        return or_(own, Report.state.in_(OPEN_STATES))
    return own


def number_of(slug: str) -> str | None:
    """Under which the audit speaks of the report with this address."""
    found = db.session.scalar(select(Report.id).where(Report.slug == slug))
    return slug if slug.isascii() and slug.isdigit() else str(found) if found else None


def report(slug: str, actor: Actor) -> Report | None:
    return db.session.scalar(select(Report).where(Report.slug == slug, visible_to(actor)).options(selectinload(Report.versions)))


def own_report(slug: str, actor: Actor) -> Report | None:
    """What only its organisation works on: others meet nothing at these addresses."""
    if actor.organisation_id is None:
        return None
    own = select(Report).where(Report.slug == slug, Report.organisation_id == actor.organisation_id)
    return db.session.scalar(own.options(selectinload(Report.versions)))


def texts(version: Version | None, whole: str | None = None) -> list[ReportText]:
    """The texts of a version; of the language `whole` with what was typed and its HTML."""
    if version is None:
        return []
    rows = list(db.session.scalars(select(ReportText).where(ReportText.version_id == version.id).order_by(ReportText.id)))
    row = pick(rows, whole) if whole else None
    if row is not None:
        db.session.refresh(row, attribute_names=["source", "body"])
    return rows


def text_in(version: Version, language: str) -> ReportText | None:
    found = select(ReportText).where(ReportText.version_id == version.id, ReportText.language == language)
    return db.session.scalar(found.options(undefer(ReportText.source)))


def attachments(version: Version | None) -> list[Attachment]:
    if version is None:
        return []
    found = select(Attachment).where(Attachment.version_id == version.id).order_by(Attachment.id)
    return list(db.session.scalars(found.options(joinedload(Attachment.file))))


def attached_file(slug: str, key: str, actor: Actor) -> StoredFile | None:
    """The stored file of a version that this person may read inside; None otherwise."""
    from_outside = and_(Report.state == State.PUBLISHED, Version.published_at.is_not(None), visible_to(actor))
    own = Report.organisation_id == actor.organisation_id if actor.organisation_id is not None else false()
    row = db.session.scalars(
        select(Attachment)
        .join(Version, Version.id == Attachment.version_id)
        .join(Report, Report.id == Version.report_id)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Report.slug == slug, StoredFile.key == key, or_(own, from_outside))
        .options(selectinload(Attachment.file))
        .limit(1)
    ).first()
    return row.file if row else None


def published(wanted: Wanted, actor: Actor, language: str, size: int = 20) -> Found:
    """Published reports that this person may see, newest first; with words to look for, the best answers first."""
    if wanted.q:
        return _searched(wanted, actor, language, size)
    listed = _filtered(select(Report).where(Report.state == State.PUBLISHED, visible_to(actor)), wanted)
    page = page_by_key(listed, Report.place, wanted.after, size)
    return Found(Page(entries(page.rows, language), page.next_key, page.first))


def own(actor: Actor, language: str, after: str | None = None, size: int = 20) -> Page:
    """Everything of the actor's organisation, drafts too, the newest first."""
    page = page_by_key(select(Report).where(Report.organisation_id == actor.organisation_id), Report.id, after, size)
    return Page(entries(page.rows, language), page.next_key, page.first)


def _filtered(listed: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.types:
        listed = listed.where(Report.type.in_(wanted.types))
    if wanted.governorates:
        named = ReportGovernorate.report_id == Report.id, ReportGovernorate.governorate.in_(wanted.governorates)
        listed = listed.where(exists().where(*named))
    if wanted.languages:
        written = ReportText.version_id == Report.current_id, ReportText.language.in_(wanted.languages)
        listed = listed.where(exists().where(*written))
    return listed


def _searched(wanted: Wanted, actor: Actor, language: str, size: int) -> Found:
    owners = _filtered(select(Report.id).where(Report.state == State.PUBLISHED, visible_to(actor)), wanted)
    hits = search.find("report", wanted.q, languages=wanted.languages or None, owners=owners, after=wanted.after, size=size)
    by_id = _with_texts(Report.id.in_([hit.owner_id for hit in hits.items]), whole=True) if hits.items else {}
    found = [_met(hit, *by_id[hit.owner_id]) for hit in hits.items if hit.owner_id in by_id]
    return Found(Page(found, hits.next_key, wanted.after is None), hits.total, hits.total_capped)


def _met(hit: search.Hit, row: Report, several: list[ReportText]) -> Entry:
    """Shown in the language in which the search met it, with the passage that answers."""
    text = pick(several, hit.language)
    passage = passages(text.source).get(hit.part) if text and hit.part else None
    return Entry(row, text, [one.language for one in several], passage)


def entries(rows: Sequence[Report], language: str) -> list[Entry]:
    """With the texts of what readers see, else of the draft, in one statement."""
    by_id = _with_texts(Report.id.in_([row.id for row in rows])) if rows else {}
    made = []
    for row in rows:
        several = by_id[row.id][1] if row.id in by_id else []
        made.append(Entry(row, pick(several, language), [text.language for text in several]))
    return made


def _with_texts(which: ColumnElement[bool], whole: bool = False) -> dict[int, tuple[Report, list[ReportText]]]:
    """Of what readers see, else of the draft. A draft without any text is not among them."""
    shown = or_(Version.id == Report.current_id, and_(Report.current_id.is_(None), Version.published_at.is_(None)))
    return {row.id: (row, several) for row, several in _by_version(and_(which, shown), whole)}


def _by_version(which: ColumnElement[bool], whole: bool = False) -> list[tuple[Report, list[ReportText]]]:
    """In one statement."""
    found = db.session.execute(
        select(Report, ReportText)
        .join(Version, Version.report_id == Report.id)
        .join(ReportText, ReportText.version_id == Version.id)
        .where(which)
        .order_by(ReportText.id)
        .options(*([undefer(ReportText.source)] if whole else []))
    ).all()
    made: dict[int, tuple[Report, list[ReportText]]] = {}
    for row, text in found:
        made.setdefault(text.version_id, (row, []))[1].append(text)
    return list(made.values())


def for_desk(actor: Actor, language: str, most: int = 5) -> tuple[list[Entry], list[Entry]]:
    """What the organisation has begun and not published, corrections too, latest change first, and the newest published
    reports; one statement."""
    newest = select(Report.id).where(Report.state == State.PUBLISHED, visible_to(actor)).order_by(Report.place.desc()).limit(most)
    mine = false() if actor.organisation_id is None else Report.organisation_id == actor.organisation_id
    open_ones = select(Version.id).join(Report, Report.id == Version.report_id).where(mine, Version.published_at.is_(None), Report.state != State.WITHDRAWN)
    begun = open_ones.order_by(Report.changed_at.desc()).limit(most)
    found = _by_version(or_(and_(Report.id.in_(newest), Version.id == Report.current_id), Version.id.in_(begun)))
    drafts: list[Entry] = []
    published: list[Entry] = []
    for row, several in found:
        shown = published if several[0].version_id == row.current_id else drafts
        shown.append(Entry(row, pick(several, language), [one.language for one in several]))
    return (
        sorted(drafts, key=lambda entry: entry.report.changed_at, reverse=True),
        sorted(published, key=lambda entry: entry.report.place or 0, reverse=True),
    )


def titles(ids: Iterable[int], language: str) -> dict[int, str]:
    rows = list(db.session.scalars(select(Report).where(Report.id.in_(set(ids)))))
    return {entry.report.id: entry.text.title if entry.text else entry.report.slug for entry in entries(rows, language)}


def exported(organisation_id: int) -> dict[str, Any]:
    """For the organisation's export of its own records."""
    return {"reports": export_of(organisation_id)}


def export_of(organisation_id: int) -> list[dict[str, Any]]:
    """Every report of the organisation with all versions, as it can take them away."""
    listed = select(Report).where(Report.organisation_id == organisation_id).order_by(Report.id)
    rows = db.session.scalars(
        listed.options(
            selectinload(Report.versions).selectinload(Version.texts).undefer(ReportText.source),
            selectinload(Report.versions).selectinload(Version.attachments).selectinload(Attachment.file),
        ).execution_options(populate_existing=True)
    )
    return [_exported(row) for row in rows]


def export_files(actor: Actor) -> list[tuple[str, StoredFile]]:
    """Files of every version, by address of the report and number of the version."""
    mine = select(Report.slug, Version.number, Attachment.id, StoredFile).join(Version, Version.report_id == Report.id)
    mine = mine.join(Attachment, Attachment.version_id == Version.id).join(StoredFile, StoredFile.id == Attachment.file_id)
    rows = db.session.execute(mine.where(Report.organisation_id == actor.organisation_id).order_by(Attachment.id))
    return [(f"reports/{row.slug}/{row.number}/{row.id}-{safe_name(row.StoredFile)}", row.StoredFile) for row in rows]


def _exported(row: Report) -> dict[str, Any]:
    return {
        "address": row.slug,
        "state": row.state,
        "made_at": row.made_at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
        "reason": row.reason,
        "versions": [_exported_version(version) for version in row.versions],
    }


def _exported_version(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "type": version.type,
        "theme": version.theme,
        "governorates": version.governorates.split(),
        "note": version.note,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "content_hash": version.content_hash,
        "texts": [
            {"language": text.language, "origin": text.origin, "title": text.title, "summary": text.summary, "text": text.source}
            for text in version.texts
        ],
        "files": [
            {"name": row.file.name, "sha256": row.file.sha256, "size": row.file.size, "description": row.description, "key": row.file.key}
            for row in version.attachments
        ],
    }
