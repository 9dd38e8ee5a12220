"""What an application tells beside the organisation's own facts, and what the commission does with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Json, Model, UtcDateTime


class Application(Model):
    """One beside each organisation that applied here. `link_sent_to`: the address that got the private link; none when it
    was shown once. `touched_at`: when the applicant last saved something; drafts that nobody touches are removed.
    `facts_when_asked`: what the form said when the commission asked last, so that it sees what was corrected since."""

    __tablename__ = "identity_application"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), primary_key=True)
    link_sent_to: Mapped[str | None] = mapped_column(String(320))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    work: Mapped[list[str]] = mapped_column(Json, default=list)
    target_groups: Mapped[list[str]] = mapped_column(Json, default=list)
    non_partisan: Mapped[bool] = mapped_column(default=False)
    interests: Mapped[str | None] = mapped_column(Text)
    interests_language: Mapped[str | None] = mapped_column(String(8))
    endorses_2005: Mapped[bool] = mapped_column(default=False)
    endorses_2012: Mapped[bool] = mapped_column(default=False)
    declared_by: Mapped[str | None] = mapped_column(String(200))
    declared_as: Mapped[str | None] = mapped_column(String(200))
    declared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    facts_when_asked: Mapped[dict[str, Any] | None] = mapped_column(Json)


class FocalPoint(Model):
    """Somebody whom the commission reaches, beside the contact person; `place` orders them."""

    __tablename__ = "identity_focal_point"
    __table_args__ = (UniqueConstraint("organisation_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    place: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    duty: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(320))


class ApplicationMessage(Model):
    """What applicant and commission say to each other; `kind` as in vocabulary.applying.Said. Without `by_id` the applicant
    wrote it. `answers_id`: the message that this one answers."""

    __tablename__ = "identity_application_message"
    __table_args__ = (Index("ix_identity_application_message_thread", "organisation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    kind: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("identity_application_message.id"), unique=True)


class Check(Model):
    """One item of the commission's checklist, as somebody found it last."""

    __tablename__ = "identity_check"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(24), primary_key=True)
    result: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
