"""What binds organisations and the commission to each other: texts in versions, signatures, and mutual commitments."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import InLanguage, Model, UtcDateTime


class AgreementVersion(Model):
    """One version of an agreement (`kind`). A published one never changes: `hash` is that of its canonical form.
    `reminded_days`: how many days before `sign_by` those who had not signed were reminded last."""

    __tablename__ = "identity_agreement_version"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lock_version: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    sign_by: Mapped[date | None]
    hash: Mapped[str | None] = mapped_column(String(64))
    reminded_days: Mapped[int | None]
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    texts: Mapped[list["AgreementText"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class AgreementText(InLanguage, Model):
    """`authentic`: the language that counts where the texts differ."""

    __tablename__ = "identity_agreement_text"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("identity_agreement_version.id"))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    authentic: Mapped[bool] = mapped_column(default=False)


class Signature(Model):
    """Somebody signed a version for an organisation, once. `name` and `position` as typed; `hash` of the text at that
    moment, `language` the one that was read."""

    __tablename__ = "identity_signature"
    __table_args__ = (UniqueConstraint("version_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("identity_agreement_version.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    hash: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Commitment(Model):
    """What one side or both promised in the joint charter, and how it stands."""

    __tablename__ = "identity_commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    whose: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    due_on: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lock_version: Mapped[int] = mapped_column(default=0)

    texts: Mapped[list["CommitmentText"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class CommitmentText(InLanguage, Model):
    __tablename__ = "identity_commitment_text"
    __table_args__ = (UniqueConstraint("commitment_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("identity_commitment.id"))
    text: Mapped[str] = mapped_column(Text)


class CommitmentStep(Model):
    """One dated step of a commitment: the state it came into, and what the commission says about it."""

    __tablename__ = "identity_commitment_step"
    __table_args__ = (Index("ix_identity_commitment_step_newest", "commitment_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("identity_commitment.id"))
    state: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
    note_language: Mapped[str | None] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
