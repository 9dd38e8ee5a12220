"""A new draft of a report that is published, and throwing a draft away."""

from sqlalchemy import delete, select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.reports import vocabulary
from portal.reports.models import Attachment, Report, ReportGovernorate, ReportText, Version
from portal.reports.services.holding import attachments_of, changed, draft_of, hold, texts_of
from portal.reports.vocabulary import State

COPIED = ("language", "origin", "checked_by_id", "title", "summary", "source", "body", "saved_at", "saved_by_id")


def correct(actor: Actor, report: Report) -> Version:
    """A draft with everything of the published version, which readers keep until the new one is published."""
    hold(report)
    if report.state != State.PUBLISHED:
        raise Refusal(vocabulary.NOT_PUBLISHED)
    waiting = draft_of(report)
    if waiting is not None:
        return waiting
    latest = db.session.scalars(select(Version).where(Version.report_id == report.id).order_by(Version.number.desc()).limit(1)).one()
    made = Version(
        report_id=report.id, number=latest.number + 1, made_at=clock.now(), type=latest.type, theme=latest.theme,
        governorates=latest.governorates,
    )  # fmt: skip
    made.texts = [ReportText(**{name: getattr(row, name) for name in COPIED}, lock_version=1) for row in texts_of(latest)]
    made.attachments = [
        Attachment(file_id=row.file_id, description=row.description, description_language=row.description_language)
        for row in attachments_of(latest)
    ]
    db.session.add(made)
    changed(actor, "reports.correction_begun", report, after={"version": made.number})
    return made


def discard(actor: Actor, report: Report) -> bool:
    """Throws the draft away; a report that was never published goes with it. True when the report is gone."""
    hold(report)
    version = draft_of(report)
    if version is None:
        return False
    gone = report.state == State.DRAFT
    changed(actor, "reports.discarded", report, before={"slug": report.slug, "version": version.number})
    db.session.execute(delete(ReportText).where(ReportText.version_id == version.id))
    db.session.execute(delete(Attachment).where(Attachment.version_id == version.id))
    db.session.execute(delete(Version).where(Version.id == version.id))
    if gone:
        db.session.execute(delete(ReportGovernorate).where(ReportGovernorate.report_id == report.id))
        db.session.execute(delete(Report).where(Report.id == report.id))
    return gone
