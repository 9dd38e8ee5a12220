"""An organisation asks to go on: its facts confirmed or corrected, with new documents."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Json, Model, UtcDateTime
from portal.core.files import StoredFile


class Renewal(Model):
    """`facts`: contact_name, email, phone, about and governorates as the organisation confirms or corrects them; they become
    its own when the commission accepts. `valid_until`: the last day that this gave."""

    __tablename__ = "identity_renewal"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    once: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(16))
    facts: Mapped[dict[str, object]] = mapped_column(Json)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    reason_language: Mapped[str | None] = mapped_column(String(8))
    valid_until: Mapped[date | None]

    registrations: Mapped[list["RenewalRegistration"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class RenewalRegistration(Model):
    """A registration as it stands from now on; `document_id` only where a new document was sent."""

    __tablename__ = "identity_renewal_registration"
    __table_args__ = (UniqueConstraint("renewal_id", "authority"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    renewal_id: Mapped[int] = mapped_column(ForeignKey("identity_renewal.id"))
    authority: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(64))
    issued_on: Mapped[str | None] = mapped_column(String(10))
    expires_on: Mapped[str | None] = mapped_column(String(10))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"))

    document: Mapped[StoredFile | None] = relationship(lazy="raise")
