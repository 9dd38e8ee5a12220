"""An organisation from its application on, and what binds it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal.core import clock
from portal.core.db import InLanguage, Model, UtcDateTime
from portal.core.files import StoredFile
from portal.core.search.folding import fold


class Organisation(Model):
    """A civil-society organisation, from its application on; a coalition is one with dated members.

    `once` and `secret_hash` are hashes: of the application form's one-time key, and of the applicant's private address.
    `valid_until` is the last day of its acceptance, `reminded` how many days before it its people were told last.
    `merged_into_id`: the organisation that has taken over its people and records. `leaving_at`: when it asked to leave the
    portal, `left_at`: when its data was deleted."""

    __tablename__ = "identity_organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    secret_hash: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(32))
    women_led: Mapped[bool] = mapped_column(default=False)
    of_persons_with_disabilities: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(32), index=True)
    language: Mapped[str] = mapped_column(String(8), default="ar")
    email: Mapped[str | None] = mapped_column(String(320))
    phone: Mapped[str | None] = mapped_column(String(40))
    contact_name: Mapped[str | None] = mapped_column(String(200))
    about: Mapped[str | None] = mapped_column(Text)
    about_language: Mapped[str | None] = mapped_column(String(8))
    applied_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    reason_language: Mapped[str | None] = mapped_column(String(8))
    valid_until: Mapped[date | None] = mapped_column(index=True)
    reminded: Mapped[int | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("identity_organisation.id"))
    merged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leaving_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    names: Mapped[list["OrganisationName"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    registrations: Mapped[list["Registration"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    areas: Mapped[list["Area"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class OrganisationName(InLanguage, Model):
    """`folded` is the name as it is compared; it follows the text."""

    __tablename__ = "identity_organisation_name"
    __table_args__ = (UniqueConstraint("organisation_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    text: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(Text)

    @validates("text")
    def _spell(self, _name: str, text: str) -> str:
        self.folded = fold(text)
        return text


class Registration(Model):
    """A registration held: `authority` federal (NGO Directorate) or kurdistan (KRG Department of NGOs); either or both."""

    __tablename__ = "identity_registration"
    __table_args__ = (UniqueConstraint("organisation_id", "authority"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    authority: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(64))
    issued_on: Mapped[str | None] = mapped_column(String(10))
    expires_on: Mapped[str | None] = mapped_column(String(10))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"))

    document: Mapped[StoredFile | None] = relationship(lazy="raise")

    @property
    def ended(self) -> bool:
        return len(self.expires_on or "") == 10 and date.fromisoformat(str(self.expires_on)) < clock.today()


class Area(Model):
    """A governorate in which the organisation works."""

    __tablename__ = "identity_area"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), primary_key=True)
    governorate: Mapped[str] = mapped_column(String(8), primary_key=True)


class CoalitionMember(Model):
    __tablename__ = "identity_coalition_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    coalition_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Suspension(Model):
    """A sanction with its reason; the appeal against it stands with it. Not a security lock: that is another fact."""

    __tablename__ = "identity_suspension"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    reason_language: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    appeal: Mapped[str | None] = mapped_column(Text)
    appeal_language: Mapped[str | None] = mapped_column(String(8))
    appealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    answer: Mapped[str | None] = mapped_column(Text)
    answer_language: Mapped[str | None] = mapped_column(String(8))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
