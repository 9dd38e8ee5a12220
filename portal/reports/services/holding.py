"""One change of a report at a time, and what every change leaves behind."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload, undefer

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.reports import vocabulary
from portal.reports.models import Attachment, Report, ReportGovernorate, ReportText, Version
from portal.reports.vocabulary import State

HELD = ("state", "type", "theme", "lock_version", "current_id", "place", "changed_at")


def hold(report: Report) -> None:
    """Locks the report's row; what others did meanwhile is seen from here on."""
    db.session.refresh(report, attribute_names=HELD, with_for_update=True)
    if report.state == State.WITHDRAWN:
        raise Refusal(vocabulary.ALREADY_WITHDRAWN)


def draft_of(report: Report) -> Version | None:
    found = select(Version).where(Version.report_id == report.id, Version.published_at.is_(None))
    return db.session.scalar(found.execution_options(populate_existing=True))


def held_draft(report: Report) -> Version:
    hold(report)
    version = draft_of(report)
    if version is None:
        raise Refusal(vocabulary.NO_DRAFT)
    return version


def texts_of(version: Version) -> list[ReportText]:
    found = select(ReportText).where(ReportText.version_id == version.id).order_by(ReportText.language)
    return list(db.session.scalars(found.options(undefer(ReportText.source), undefer(ReportText.body)).execution_options(populate_existing=True)))


def attachments_of(version: Version) -> list[Attachment]:
    found = select(Attachment).where(Attachment.version_id == version.id).order_by(Attachment.id)
    return list(db.session.scalars(found.options(selectinload(Attachment.file))))


def take_facts(report: Report, version: Version) -> None:
    """The report's own type, theme and places become those of this version."""
    report.type, report.theme = version.type, version.theme
    wanted = set(version.governorates.split())
    found = select(ReportGovernorate).where(ReportGovernorate.report_id == report.id)
    present = {row.governorate: row for row in db.session.scalars(found)}
    for code in present.keys() - wanted:
        db.session.delete(present[code])
    db.session.add_all(ReportGovernorate(report_id=report.id, governorate=code) for code in sorted(wanted - present.keys()))


def changed(
    actor: Actor,
    action: str,
    report: Report,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """The audit line and the time of a change."""
    report.changed_at = at or clock.now()
    db.session.flush()
    audit.record(actor, action, "report", report.id, before=before, after=after, organisation_id=report.organisation_id)
