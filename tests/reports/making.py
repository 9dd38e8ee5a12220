"""Reports for the tests of this folder, made through the services."""

import io
import secrets
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.access import Actor
from portal.core.db import db
from portal.reports import queries
from portal.reports.models import Report
from portal.reports.services import attaching, correcting, drafting, publishing

TITLE = "التقرير الأولي ليوم الاقتراع في البصرة"
SUMMARY = "راقب فريقنا 120 محطة اقتراع، وافتُتحت معظمها في الموعد."
TEXT = """مقدمة قصيرة عن عمل الفريق.

## المنهجية
انتشر المراقبون في أربعة أقضية.

- محطات داخل المدينة
- محطات في الأقضية

## النتائج
جدول: المحطات حسب القضاء
| القضاء | المحطات |
| الزبير | 40 |
| القرنة | 25 |
"""


def draft(actor: Actor, title: str = TITLE, **changes: Any) -> Report:
    given: dict[str, Any] = {"type": "preliminary", "language": "ar", "summary": SUMMARY, "source": TEXT, "governorates": ["BSR"]}
    made = drafting.draft(actor, secrets.token_hex(8), title=title, **{**given, **changes})
    db.session.flush()
    return made


def published(actor: Actor, title: str = TITLE, **changes: Any) -> Report:
    made = draft(actor, title, **changes)
    publishing.publish(actor, made)
    return made


def corrected(actor: Actor, report: Report, source: str, note: str = "صُحّح عدد المحطات.") -> Report:
    correcting.correct(actor, report)
    drafting.write_text(actor, report, "ar", TITLE, SUMMARY, source, seen=1)
    publishing.publish(actor, report, note)
    return report


def with_file(actor: Actor, report: Report, name: str = "محطات.txt", data: bytes = b"Zubair 40\nQurna 25\n") -> str:
    """The key of the attached file."""
    taken = files.take_in([FileStorage(io.BytesIO(data), filename=name)], files.DOCUMENTS)
    attaching.attach(actor, report, taken, "جدول المحطات", "ar")
    found = queries.own_report(report.slug, actor)
    return queries.attachments(found.draft)[-1].file.key
