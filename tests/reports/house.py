"""What the house's laws need to know of this feature."""

from typing import Any

from sqlalchemy import select

from portal.core.access import Actor
from portal.core.db import db
from portal.core.files import StoredFile
from portal.reports import policy, queries
from portal.reports.models import Attachment, Report, Version
from portal.reports.services import correcting, drafting, publishing
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
        gone = published(actor, "Opening of the polls")
        publishing.withdraw(actor, gone, "نُشر سهواً", "ar")
    changing = published(other, "Counting in Nineveh")
    correcting.correct(other, changing)
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
        keys = select(StoredFile.key).join(Attachment).join(Version).where(Version.report_id == report.id)
        for key in db.session.scalars(keys):
            found["reports.file"] = {"slug": report.slug, "key": key}
    return found


UNTRIED = {"reports.withdraw": "a published report's page of its own organisation; others meet nothing there (tests/reports/test_withdrawing.py)"}
RECORDS = [Records("report", make, every, seen, policy.may_view, addresses)]
