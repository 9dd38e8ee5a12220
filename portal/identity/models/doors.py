"""How people come in: sign-ins, known devices, single-use keys."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, UtcDateTime


class SignIn(Model):
    """A sign-in on one browser; the cookie holds a random token, the row its hash, so that it can be ended here.

    `proved_at`: when the person last proved again who it is; None: not since the sign-in."""

    __tablename__ = "identity_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"), index=True)
    browser: Mapped[str] = mapped_column(String(200))
    network: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    theme: Mapped[str | None] = mapped_column(String(8))
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Device(Model):
    """A browser on which a person has signed in before: spared by the limits that stop strangers."""

    __tablename__ = "identity_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OneTimeKey(Model):
    """A single-use key that ends: invitation, password link, a code that an administrator hands over, or the link that
    confirms a new e-mail address (`email`).

    `roles`: of an invitation, with spaces between."""

    __tablename__ = "identity_one_time_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(320))
    name: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="ar")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("identity_office.id"), index=True)
    roles: Mapped[str | None] = mapped_column(String(120))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def role_names(self) -> tuple[str, ...]:
        return tuple((self.roles or "").split())
