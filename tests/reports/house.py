"""What the house's laws need to know of this feature."""

from typing import Any

from sqlalchemy import select

from portal.core.access import Actor
from portal.core.db import db
from portal.core.files import StoredFile
from portal.reports import policy, queries
from portal.reports.models import Attachment, Report, Version
from portal.reports.services import correcting, drafting, publishing
from portal.reports.vocabulary import OPEN_STATES
from tests.house.registry import Records
from tests.reports.making import draft, published, with_file


def make(people: dict[str, Any]) -> None:
    """Of three organisations, one of them suspended: drafts, published, being corrected, withdrawn; some with files."""
    mine, other = people["cso_member"].actor, people["other_member"].actor
    halted = Actor(**{**vars(people["suspended_member"].actor), "suspended": False})
    with_file(mine, draft(mine, "Opening of polling stations in Zubair"))
    for actor in (mine, other, halted):
        draft(actor, "Registration of displaced voters")
        report = draft(actor, "Campaign observation")
        with_file(actor, report)
        publishing.publish(actor, report)
        gone = draft(actor, "Opening of the polls")
        with_file(actor, gone, data=b"Withdrawn")
        publishing.publish(actor, gone)
        publishing.withdraw(actor, gone, "نُشر سهواً", "ar")
    changing = published(other, "Counting in Nineveh")
    correcting.correct(other, changing)
    with_file(other, changing, data=b"Not yet published")
    drafting.write_text(other, changing, "ar", "العد والفرز في نينوى", "ملخص", "نص مصحح", seen=1)


def every() -> list[Report]:
    return list(db.session.scalars(select(Report).order_by(Report.id)))


def seen(actor: Actor) -> set[Any]:
    return set(db.session.scalars(select(Report.id).where(queries.visible_to(actor))))


def addresses(report: Report) -> dict[str, dict[str, Any]]:
    found = {"reports.show": {"slug": report.slug}}
    if report.state == "draft":
        names = ("edit", "facts", "attached", "detach", "preview", "discard", "correct")
        found |= {f"reports.{name}": {"slug": report.slug} for name in names}
    return found


def _is_own(actor: Actor, report: Report) -> bool:
    return actor.organisation_id is not None and actor.organisation_id == report.organisation_id


def _open() -> list[Report]:
    return [report for report in every() if report.state in OPEN_STATES]


def _files() -> list[Any]:
    found = select(Attachment.id, StoredFile.key, Report, Version.published_at).join(StoredFile).join(Version, Version.id == Attachment.version_id)
    return list(db.session.execute(found.join(Report, Report.id == Version.report_id)).all())


def _may_read_file(actor: Actor, row: Any) -> bool:
    """A file of a draft or an open correction is for the own organisation."""
    return _is_own(actor, row.Report) or policy.may_read_inside(actor, row.Report) and row.published_at is not None


RECORDS = [
    Records("report", make, every, seen, policy.may_view, addresses),
    Records(
        kind="report to withdraw",
        make=make,
        every=_open,
        seen=lambda actor: {report.id for report in _open() if queries.own_report(report.slug, actor)},
        may_view=_is_own,
        addresses=lambda report: {"reports.withdraw": {"slug": report.slug}},
    ),
    Records(
        kind="file of a report",
        make=make,
        every=_files,
        seen=lambda actor: {row.id for row in _files() if queries.attached_file(row.Report.slug, row.key, actor)},
        may_view=_may_read_file,
        addresses=lambda row: {"reports.file": {"slug": row.Report.slug, "key": row.key}},
    ),
]
