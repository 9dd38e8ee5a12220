"""Polling centres and their stations. What a new file no longer names is closed, never deleted: reports speak of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import InLanguage, Model, UtcDateTime
from portal.elections.models.elections import Election

# Words are compared by their code points, so that a range of the index finds a beginning on both engines.
Word = String(64).with_variant(String(64, collation="C"), "postgresql")
Code = String(32).with_variant(String(32, collation="C"), "postgresql")


class PollingCentre(Model):
    """`code` is the commission's own, one in an election. `governorate` and `district` are codes of the country pack."""

    __tablename__ = "elections_centre"
    __table_args__ = (
        UniqueConstraint("election_id", "code"),
        Index("ix_elections_centre_where", "election_id", "governorate", "district", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"))
    code: Mapped[str] = mapped_column(Code)
    kind: Mapped[str] = mapped_column(String(16))
    governorate: Mapped[str] = mapped_column(String(8))
    district: Mapped[str | None] = mapped_column(String(16))
    subdistrict: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(300))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    accessible: Mapped[str] = mapped_column(String(8), default="unknown")
    voters: Mapped[int | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    election: Mapped[Election] = relationship(lazy="raise")
    names: Mapped[list["CentreName"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    stations: Mapped[list["PollingStation"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="PollingStation.number")


class CentreName(InLanguage, Model):
    __tablename__ = "elections_centre_name"
    __table_args__ = (UniqueConstraint("centre_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("elections_centre.id"))
    text: Mapped[str] = mapped_column(String(300))


class CentreWord(Model):
    """A folded word of a centre's names, under whose beginning the centre is found."""

    __tablename__ = "elections_centre_word"
    __table_args__ = (Index("ix_elections_centre_word_beginning", "election_id", "word", "centre_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("elections_centre.id"), index=True)
    election_id: Mapped[int]
    word: Mapped[str] = mapped_column(Word)


class PollingStation(Model):
    """`voters_of`: whether men and women vote apart in it."""

    __tablename__ = "elections_station"
    __table_args__ = (UniqueConstraint("centre_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("elections_centre.id"))
    number: Mapped[int]
    voters: Mapped[int | None]
    voters_of: Mapped[str] = mapped_column(String(8), default="all")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
