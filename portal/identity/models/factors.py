"""The second factor: what somebody has beside the password, and the steps of a sign-in that are not done yet."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.crypto import Sealed
from portal.core.db import Model, UtcDateTime


class TotpFactor(Model):
    """An authenticator app. `secret` is sealed; until `confirmed_at` it opens nothing. `last_step`: the newest time step
    (of 30 seconds) whose code was taken; none is taken twice, and none before it."""

    __tablename__ = "identity_totp_factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    secret: Mapped[str] = mapped_column(Sealed)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Passkey(Model):
    """A key of WebAuthn. `user_handle` is random, the same for all keys of a person, and says nothing about them."""

    __tablename__ = "identity_passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    user_handle: Mapped[str] = mapped_column(String(100))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[str] = mapped_column(String(100), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCode(Model):
    """One of the codes for the day when phone or key is lost; works once."""

    __tablename__ = "identity_recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Waiting(Model):
    """A sign-in whose password was right, and whose second step is to come (`kind` second) or to be set up first
    (`kind` enrol). It opens nothing else. `kept` (sealed): a form that was sent after the sign-in of before had ended."""

    __tablename__ = "identity_waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    browser: Mapped[str] = mapped_column(String(200))
    network: Mapped[str] = mapped_column(String(64))
    device_id: Mapped[int | None] = mapped_column()
    wanted: Mapped[str | None] = mapped_column(Text)
    kept: Mapped[str | None] = mapped_column(Sealed)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Ceremony(Model):
    """The challenge of a passkey: for one purpose, one person (none before the sign-in), one browser, and once."""

    __tablename__ = "identity_ceremony"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))
    challenge: Mapped[str] = mapped_column(String(100))
    user_handle: Mapped[str | None] = mapped_column(String(100))
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
