"""Reports of organisations: versions, texts in languages, files."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import InLanguage, Model, UtcDateTime
from portal.core.files import StoredFile


class Report(Model):
    """`current_id` is the version that readers see; `type`, `theme` and governorates are its own (the draft's, before the
    first publication). `place` orders the list by first publication: microseconds, unique. `lock_version` counts changes
    of type and places, so that two editors are noticed."""

    __tablename__ = "reports_report"
    __table_args__ = (Index("ix_reports_report_own", "organisation_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    election_id: Mapped[int | None] = mapped_column(ForeignKey("elections_election.id"), index=True)
    type: Mapped[str] = mapped_column(String(32))
    theme: Mapped[str | None] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16), default="draft", index=True)
    lock_version: Mapped[int] = mapped_column(default=0)
    current_id: Mapped[int | None]
    place: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    reason_language: Mapped[str | None] = mapped_column(String(8))

    governorates: Mapped[list["ReportGovernorate"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ReportGovernorate.governorate"
    )
    versions: Mapped[list["Version"]] = relationship(
        "portal.reports.models.Version",
        lazy="raise",
        cascade="all, delete-orphan",
        order_by="portal.reports.models.Version.number",
    )

    @property
    def published_at(self) -> datetime | None:
        """When it was first published."""
        return datetime.fromtimestamp(self.place / 1_000_000, UTC) if self.place else None

    @property
    def current(self) -> "Version | None":
        return next((version for version in self.versions if version.id == self.current_id), None)

    @property
    def draft(self) -> "Version | None":
        return next((version for version in self.versions if version.published_at is None), None)

    @property
    def published(self) -> list["Version"]:
        return [version for version in self.versions if version.published_at is not None]


class ReportGovernorate(Model):
    """A governorate that the report speaks of; none means the whole country."""

    __tablename__ = "reports_governorate"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports_report.id"), primary_key=True)
    governorate: Mapped[str] = mapped_column(String(8), primary_key=True, index=True)


class Version(Model):
    """Without `published_at` it is the draft, of which a report has one at most. A published one never changes again:
    `content_hash` is over type, places (governorate codes, parted by spaces), texts and files; `shown_hash` over the HTML."""

    __tablename__ = "reports_version"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_report.id"))
    number: Mapped[int]
    type: Mapped[str] = mapped_column(String(32))
    theme: Mapped[str | None] = mapped_column(String(32))
    governorates: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str | None] = mapped_column(Text)
    note_language: Mapped[str | None] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    shown_hash: Mapped[str | None] = mapped_column(String(64))

    texts: Mapped[list["ReportText"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="ReportText.language")
    attachments: Mapped[list["Attachment"]] = relationship(
        "portal.reports.models.Attachment",
        lazy="raise",
        cascade="all, delete-orphan",
        order_by="portal.reports.models.Attachment.id",
    )


class ReportText(InLanguage, Model):
    """`source` is what was typed, `body` the clean HTML made of it."""

    __tablename__ = "reports_text"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("reports_version.id"))
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, deferred=True)
    body: Mapped[str] = mapped_column(Text, deferred=True)
    lock_version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))


class Attachment(Model):
    """A file of a version; versions share the stored file."""

    __tablename__ = "reports_attachment"
    __table_args__ = (UniqueConstraint("version_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("reports_version.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("core_file.id"), index=True)
    description: Mapped[str] = mapped_column(String(500))
    description_language: Mapped[str] = mapped_column(String(8))

    file: Mapped[StoredFile] = relationship(lazy="raise")
