"""Elections and what is dated by them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import InLanguage, Model, UtcDateTime


class Election(Model):
    """`state`: a draft is seen by who prepares it; announced and current ones are open, and reports belong to the current
    one; a past one is over. `lock_version` counts changes of everything but the deadlines, which count their own."""

    __tablename__ = "elections_election"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(32), default="council_of_representatives")
    state: Mapped[str] = mapped_column(String(16), default="current", index=True)
    sample: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    once: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)
    lock_version: Mapped[int] = mapped_column(default=0, server_default="0")

    names: Mapped[list["ElectionName"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    days: Mapped[list["VotingDay"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="VotingDay.day")
    phases: Mapped[list["Phase"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Phase.from_at")
    deadlines: Mapped[list["Deadline"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Deadline.ends_at")
    constituencies: Mapped[list["Constituency"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class ElectionName(InLanguage, Model):
    __tablename__ = "elections_election_name"
    __table_args__ = (UniqueConstraint("election_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"))
    text: Mapped[str] = mapped_column(String(300))
    about: Mapped[str | None] = mapped_column(Text)


class VotingDay(Model):
    """`kind`: special (security forces, displaced) or general; hours in Baghdad time as `07:00`."""

    __tablename__ = "elections_voting_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    day: Mapped[date]
    opens: Mapped[str] = mapped_column(String(5), default="07:00")
    closes: Mapped[str] = mapped_column(String(5), default="18:00")


class Phase(Model):
    """A phase of the taxonomy (registration, campaign, silence, …) with its time in this election."""

    __tablename__ = "elections_phase"
    __table_args__ = (UniqueConstraint("election_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"))
    code: Mapped[str] = mapped_column(String(32))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Constituency(Model):
    """18 of them in 2025 while governorates are 19: one may hold several governorates (codes parted by spaces)."""

    __tablename__ = "elections_constituency"
    __table_args__ = (UniqueConstraint("election_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"))
    code: Mapped[str] = mapped_column(String(16))
    governorates: Mapped[str] = mapped_column(String(64))
    seats: Mapped[int | None]


class Deadline(Model):
    """A time limit of this election. `code` is that of the deadlines' list (CMP_POLL …). Without `ends_at` it runs from an
    event that has not happened yet. `certainty`: A official or two reports, B one source, C to be verified. `party`: the
    kind of those who may act, for filters and desks; the words stand in the names."""

    __tablename__ = "elections_deadline"
    __table_args__ = (UniqueConstraint("election_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"))
    code: Mapped[str] = mapped_column(String(32))
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    length_days: Mapped[int | None]
    certainty: Mapped[str] = mapped_column(String(1), default="C")
    party: Mapped[str] = mapped_column(String(16), default="organisations", server_default="organisations")
    source: Mapped[str | None] = mapped_column(String(300))
    lock_version: Mapped[int] = mapped_column(default=0)

    names: Mapped[list["DeadlineName"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class DeadlineName(InLanguage, Model):
    """What the time limit is for (`text`), who may act in it, and from what event it is counted."""

    __tablename__ = "elections_deadline_name"
    __table_args__ = (UniqueConstraint("deadline_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("elections_deadline.id"))
    text: Mapped[str] = mapped_column(String(300))
    who: Mapped[str] = mapped_column(String(300))
    counted_from: Mapped[str | None] = mapped_column(String(300))
