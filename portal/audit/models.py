"""The chain of audit lines, and the personal data that is kept beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Json, Model, UtcDateTime


class Line(Model):
    """`text` is the canonical JSON that is hashed; the other columns repeat parts of it for reading."""

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(64))
    organisation_id: Mapped[int | None] = mapped_column(index=True)
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

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    action: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(index=True)
    network: Mapped[str] = mapped_column(String(64))
