"""People, the bodies they belong to, and for how long."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import InLanguage, Model, UtcDateTime


class Person(Model):
    """`user_name` always, `email` where there is one: volunteers often have none. Both are kept in lower case."""

    __tablename__ = "identity_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    user_name: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="ar")
    demo: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Office(Model):
    """A commission office; they form a tree (national, region, governorate)."""

    __tablename__ = "identity_office"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    governorate: Mapped[str | None] = mapped_column(String(8), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("identity_office.id"))

    names: Mapped[list["OfficeName"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class OfficeName(InLanguage, Model):
    __tablename__ = "identity_office_name"
    __table_args__ = (UniqueConstraint("office_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("identity_office.id"))
    text: Mapped[str] = mapped_column(String(300))


class Membership(Model):
    """Somebody's role in one body for a time; officers may hold several roles in their office."""

    __tablename__ = "identity_membership"
    __table_args__ = (
        CheckConstraint("(organisation_id IS NULL) <> (office_id IS NULL)", name="one_body"),
        Index("ix_identity_membership_organisation", "organisation_id", "to_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("identity_organisation.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("identity_office.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
