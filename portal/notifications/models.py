"""Notices on the page, and mails waiting to be sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Json, Model, UtcDateTime


class Notice(Model):
    """One thing that a person is told; its sentence comes from the feature's vocabulary by `kind`.
    `key`: told once, whatever happens twice."""

    __tablename__ = "notifications_notice"
    __table_args__ = (
        Index("ix_notifications_notice_person", "person_id", "id"),
        Index("ix_notifications_notice_unread", "person_id", "read_at"),
        UniqueConstraint("person_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_ref: Mapped[str] = mapped_column(String(160))
    params: Mapped[dict[str, Any]] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Mail(Model):
    """A mail as it will be sent; a failing server delays it and never loses it.

    `person_id`: whose address it is, where that person has an account; `organisation_id`: whose administrators mend the
    address, the commission's where there is none. `refused`: the mail server will not take it for this address, and said why in
    `refusal`, until somebody has seen to that."""

    __tablename__ = "notifications_mail"
    __table_args__ = (
        Index("ix_notifications_mail_refused", "refused", "organisation_id", "id"),
        Index("ix_notifications_mail_own", "refused", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    to: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    person_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    refused: Mapped[bool] = mapped_column(default=False)
    refusal: Mapped[str | None] = mapped_column(String(500))
