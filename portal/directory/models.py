"""Profiles by consent, lists for donors, and contacts of offices."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import InLanguage, Model, UtcDateTime


class Profile(Model):
    """What an organisation tells of itself; nothing of it is shown without a `ProfileConsent`."""

    __tablename__ = "directory_profile"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), primary_key=True)
    website: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(320))
    focal_point: Mapped[str | None] = mapped_column(String(200))
    founded: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lock_version: Mapped[int] = mapped_column(default=0)

    texts: Mapped[list["ProfileText"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    choices: Mapped[list["ProfileChoice"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    consents: Mapped[list["ProfileConsent"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class ProfileText(InLanguage, Model):
    """The description in a language."""

    __tablename__ = "directory_profile_text"
    __table_args__ = (UniqueConstraint("organisation_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("directory_profile.organisation_id"))
    text: Mapped[str] = mapped_column(Text)


class ProfileChoice(Model):
    """One of several: a governorate, a target group, a kind of work."""

    __tablename__ = "directory_profile_choice"
    __table_args__ = (Index("ix_directory_profile_choice_code", "field", "code"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("directory_profile.organisation_id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    code: Mapped[str] = mapped_column(String(24), primary_key=True)


class ProfileConsent(Model):
    """Who may see a field, and who of the organisation decided that, when. No row: nobody may."""

    __tablename__ = "directory_profile_consent"
    __table_args__ = (Index("ix_directory_profile_consent_level", "field", "level"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("directory_profile.organisation_id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    level: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DonorList(Model):
    """A list for donors, written by a job in pieces: `done` of `total` organisations, the last one `after_id`; `draft` is
    what was written so far, empty once `file_id` stands. One that is made (`made_at`) and has no file was withdrawn."""

    __tablename__ = "directory_donor_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    after_id: Mapped[int] = mapped_column(default=0)
    draft: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Contact(Model):
    """How an office is reached: a liaison officer or a hot-line (`kind`). `spoken` and `channels` are codes parted by spaces."""

    __tablename__ = "directory_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("identity_office.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(320))
    spoken: Mapped[str] = mapped_column(String(64), default="")
    channels: Mapped[str] = mapped_column(String(120), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lock_version: Mapped[int] = mapped_column(default=0)

    texts: Mapped[list["ContactText"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class ContactText(InLanguage, Model):
    """The officer's name or the hot-line's purpose, and the hours."""

    __tablename__ = "directory_contact_text"
    __table_args__ = (UniqueConstraint("contact_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("directory_contact.id"))
    text: Mapped[str] = mapped_column(String(300))
    hours: Mapped[str] = mapped_column(String(300), default="")
