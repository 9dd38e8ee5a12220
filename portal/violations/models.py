"""A report with its timeline, conversation, evidence and protected names."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.crypto import Sealed
from portal.core.db import Model, UtcDateTime
from portal.core.files import StoredFile


class Violation(Model):
    """What an organisation tells the commission. While a draft most columns may be empty.

    Lists page by numbers that tell nobody how much others file: `arrival` (when it was made, then when it was sent; the
    organisation's own list), `turn` (place in the officers' inbox; none while a draft) and `share_key` (day and chance;
    set when a summary is shared). `holder_id`: who of the organisation works on it; its author at first, nobody when that
    person has left. `unanswered`: the organisation added something that no officer has answered yet. `receipt`: the hash
    of what was sent."""

    __tablename__ = "violations_violation"
    __table_args__ = (
        Index("ix_violations_violation_own", "organisation_id", "arrival"),
        Index("ix_violations_violation_own_state", "organisation_id", "state", "arrival"),
        Index("ix_violations_violation_author", "filed_by_id", "arrival"),
        Index("ix_violations_violation_holder", "holder_id", "arrival"),
        Index("ix_violations_violation_office", "governorate", "about_staff", "turn"),
        Index("ix_violations_violation_office_state", "governorate", "about_staff", "state", "turn"),
        Index("ix_violations_violation_state", "state", "turn"),
        Index("ix_violations_violation_state_governorate", "state", "governorate", "turn"),
        Index("ix_violations_violation_group", "category_group", "turn"),
        Index("ix_violations_violation_group_state", "category_group", "state", "turn"),
        Index("ix_violations_violation_group_office", "category_group", "governorate", "about_staff", "turn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    filed_by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("identity_person.id"))

    category: Mapped[str] = mapped_column(String(16))
    category_group: Mapped[str] = mapped_column(String(8))
    severity: Mapped[str] = mapped_column(String(16))
    phase: Mapped[str | None] = mapped_column(String(16))
    title: Mapped[str | None] = mapped_column(String(200))
    narrative: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    governorate: Mapped[str | None] = mapped_column(String(8))
    district: Mapped[str | None] = mapped_column(String(16))
    place: Mapped[str | None] = mapped_column(String(300))
    timing: Mapped[str | None] = mapped_column(String(16))
    happened_on: Mapped[date | None]
    happened_time: Mapped[str | None] = mapped_column(String(5))
    precision: Mapped[str | None] = mapped_column(String(16))
    affected_women: Mapped[int | None]
    affected_men: Mapped[int | None]
    affected_pwd: Mapped[int | None]
    affected_displaced: Mapped[int | None]
    source: Mapped[str | None] = mapped_column(String(16))
    observer_code: Mapped[str | None] = mapped_column(String(40))
    about_staff: Mapped[bool] = mapped_column(default=False)
    visibility: Mapped[str] = mapped_column(String(16), default="commission")
    summary: Mapped[str | None] = mapped_column(String(600))
    summary_language: Mapped[str | None] = mapped_column(String(8))

    state: Mapped[str] = mapped_column(String(32), default="draft")
    outcome: Mapped[str | None] = mapped_column(String(32))
    unanswered: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    receipt: Mapped[str | None] = mapped_column(String(64))
    arrival: Mapped[int] = mapped_column(BigInteger)
    turn: Mapped[int | None] = mapped_column(BigInteger, index=True)
    share_key: Mapped[int | None] = mapped_column(BigInteger, index=True)

    steps: Mapped[list["Step"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Step.id")
    messages: Mapped[list["Message"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Message.id")
    evidence: Mapped[list["Evidence"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Evidence.id")
    names: Mapped[list["ProtectedNames"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class Step(Model):
    """A line of the timeline. `verb` is one of the table of states or `open_names`; `office_id` is set for officers."""

    __tablename__ = "violations_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    violation_id: Mapped[int] = mapped_column(ForeignKey("violations_violation.id"), index=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    verb: Mapped[str] = mapped_column(String(24))
    from_state: Mapped[str] = mapped_column(String(32))
    to_state: Mapped[str] = mapped_column(String(32))
    outcome: Mapped[str | None] = mapped_column(String(32))
    referred_to: Mapped[str | None] = mapped_column(String(300))
    reason: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("identity_office.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Message(Model):
    """Talk of the organisation with the officers; `internal` ones are the officers' own. Empty when only files came."""

    __tablename__ = "violations_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    violation_id: Mapped[int] = mapped_column(ForeignKey("violations_violation.id"), index=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    internal: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("identity_office.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Evidence(Model):
    """A file that supports the report: the sealed original, and of a photo the copy that is shown. `number` counts
    within the report: the id, a counter over all reports, would tell how much others file.

    `once` is that of the form that brought it, so that the same form sent twice adds nothing."""

    __tablename__ = "violations_evidence"
    __table_args__ = (UniqueConstraint("violation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    violation_id: Mapped[int] = mapped_column(ForeignKey("violations_violation.id"))
    number: Mapped[int]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("violations_message.id"))
    once: Mapped[str | None] = mapped_column(String(64))
    stored_id: Mapped[int] = mapped_column(ForeignKey("core_file.id"))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"))
    description: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    stored: Mapped[StoredFile] = relationship(lazy="raise", foreign_keys=[stored_id])
    picture: Mapped[StoredFile | None] = relationship(lazy="raise", foreign_keys=[picture_id])


class ProtectedNames(Model):
    """Names that could put people at risk, encrypted; `kind`: witness, victim, source."""

    __tablename__ = "violations_protected_names"

    violation_id: Mapped[int] = mapped_column(ForeignKey("violations_violation.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    sealed: Mapped[str] = mapped_column(Sealed)
