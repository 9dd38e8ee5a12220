"""Drafts of an organisation that has left; what it published stays."""

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core import files
from portal.core.access import SYSTEM
from portal.core.db import db
from portal.reports.models import Attachment, Report, ReportGovernorate, ReportText, Version
from portal.reports.vocabulary import State


def forget_organisation(organisation_id: int) -> None:
    """Also the draft of a new version of a published report. A file that a published version has too stays."""
    own = select(Report.id).where(Report.organisation_id == organisation_id)
    drafts = select(Version.id).where(Version.report_id.in_(own), Version.published_at.is_(None))
    versions = list(db.session.scalars(drafts))
    attached = set(db.session.scalars(select(Attachment.file_id).where(Attachment.version_id.in_(versions))))
    for model in (Attachment, ReportText):
        db.session.execute(delete(model).where(model.version_id.in_(versions)))
    db.session.execute(delete(Version).where(Version.id.in_(versions)))
    kept = set(db.session.scalars(select(Attachment.file_id).where(Attachment.file_id.in_(attached))))
    files.forget_whole(attached - kept)
    for report in db.session.scalars(select(Report).where(Report.id.in_(own), Report.state == State.DRAFT)).all():
        db.session.execute(delete(ReportGovernorate).where(ReportGovernorate.report_id == report.id))
        audit.record(SYSTEM, "reports.discarded", "report", report.id, organisation_id=organisation_id)
        db.session.delete(report)
