"""The chain of audit lines, the personal data that is kept beside it, and the heads that are shown."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Json, Model, UtcDateTime


class Line(Model):
    """`text` is the canonical JSON that is hashed; the other columns repeat parts of it for reading."""

    __tablename__ = "audit_line"
    # Each list is read along one of these, newest first, however long the chain has become.
    __table_args__ = (
        Index("ix_audit_line_at", "at", "id"),
        Index("ix_audit_line_actor", "actor_id", "at", "id"),
        Index("ix_audit_line_action", "action", "at", "id"),
        Index("ix_audit_line_organisation", "organisation_id", "at", "id"),
        Index("ix_audit_line_kind", "subject_kind", "at", "id"),
        Index("ix_audit_line_subject", "subject_kind", "subject_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(64))
    organisation_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class Beside(Model):
    """Personal data of a line. The line holds `commitment` = SHA-256(salt + canonical JSON): when this row is purged
    the chain still verifies, and while it stands it cannot be changed unnoticed."""

    __tablename__ = "audit_beside"

    line_id: Mapped[int] = mapped_column(ForeignKey("audit_line.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    data: Mapped[dict[str, Any]] = mapped_column(Json)


class Turned(Model):
    """Somebody was turned away (a failed sign-in): kept for the auditor, outside the chain, because nothing changed."""

    __tablename__ = "audit_turned"
    __table_args__ = (Index("ix_audit_turned_at", "at", "id"), Index("ix_audit_turned_person", "person_id", "at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None]
    network: Mapped[str] = mapped_column(String(64))


class Head(Model):
    """The last line of the chain as it was on a day, shown to everybody: whoever kept one notices a chain that was cut or
    written anew."""

    __tablename__ = "audit_head"

    day: Mapped[date] = mapped_column(primary_key=True)
    line: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class HeadReader(Model):
    """Somebody who gets the head of each day by mail."""

    __tablename__ = "audit_head_reader"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class Export(Model):
    """Lines as a file, written by a job; `done_at` is set once it is ready. `wanted`: what they were narrowed by."""

    __tablename__ = "audit_export"
    __table_args__ = (Index("ix_audit_export_own", "asked_by_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by_id: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    form: Mapped[str] = mapped_column(String(8))
    wanted: Mapped[dict[str, Any]] = mapped_column(Json)
    lines: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"))
