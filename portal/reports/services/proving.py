"""Published reports against the hashes that were kept with them, and their words put into the search again."""

from collections.abc import Iterator

from sqlalchemy import select

from portal.core.db import db
from portal.core.register import Finding
from portal.reports.models import Report, Version
from portal.reports.services.holding import attachments_of, texts_of
from portal.reports.services.publishing import content_hash, put_into_search, shown_hash
from portal.reports.vocabulary import State

AT_ONCE = 50


def check() -> Iterator[Finding]:
    last, count = 0, 0
    wanted = select(Version, Report.slug).join(Report, Report.id == Version.report_id)
    wanted = wanted.where(Version.published_at.is_not(None)).order_by(Version.id).limit(AT_ONCE)
    while some := db.session.execute(wanted.where(Version.id > last)).all():
        for version, slug in some:
            last, count = version.id, count + 1
            texts = texts_of(version)
            if (version.content_hash, version.shown_hash) != (content_hash(version, texts, attachments_of(version)), shown_hash(texts)):
                yield Finding.fault(f"Version {version.number} of the report {slug} is not what was published: its content or its hash was changed.")
        db.session.expunge_all()
    yield Finding.ok(f"{count:,} published versions of reports were compared.")


def index_again() -> Iterator[int]:
    last = 0
    wanted = select(Report, Version).join(Version, Version.id == Report.current_id).where(Report.state == State.PUBLISHED)
    while some := db.session.execute(wanted.where(Report.id > last).order_by(Report.id).limit(AT_ONCE)).all():
        for report, version in some:
            last = report.id
            put_into_search(report, version, texts_of(version))
            yield report.id
