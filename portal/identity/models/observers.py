"""Observers whom an organisation sends out: a roster by code. Observers have no accounts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.crypto import Sealed
from portal.core.db import Json, Model, UtcDateTime


class Observer(Model):
    """`code` is unique in its organisation and stands for the person everywhere. Name and phone are encrypted, and are
    shown only when somebody asks for them. `ended_at`: observes for the organisation no more."""

    __tablename__ = "identity_observer"
    __table_args__ = (
        UniqueConstraint("organisation_id", "code"),
        Index("ix_identity_observer_place", "organisation_id", "governorate", "id"),
        Index("ix_identity_observer_list", "organisation_id", "id"),
        Index("ix_identity_observer_counts", "organisation_id", "governorate", "sex", "training", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"))
    code: Mapped[str] = mapped_column(String(40))
    governorate: Mapped[str] = mapped_column(String(8))
    district: Mapped[str | None] = mapped_column(String(16))
    sex: Mapped[str] = mapped_column(String(8))
    training: Mapped[str] = mapped_column(String(16))
    trained_on: Mapped[date | None]
    badge: Mapped[str | None] = mapped_column(String(40))
    sealed_name: Mapped[str | None] = mapped_column(Sealed)
    sealed_phone: Mapped[str | None] = mapped_column(Sealed)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RosterImport(Model):
    """A file of observers that was read and waits to be confirmed; `state`: checked, running, done, dropped.

    Its rows wait encrypted and go when it ends. `done_rows`: how far the job is. `ignored`: headings of columns that
    the portal does not know."""

    __tablename__ = "identity_roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("identity_organisation.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("identity_person.id"))
    state: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str] = mapped_column(String(200))
    ignored: Mapped[list[str]] = mapped_column(Json)
    rows: Mapped[int]
    fresh: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]
    bad: Mapped[int]
    uncoded: Mapped[int]
    done_rows: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RosterRow(Model):
    """A row of such a file. `number` is the row's in the spreadsheet, `fate`: fresh, changed, same, bad. `told`: the faults
    as (field, key of the reason) of a bad one, the fields of a changed one; never what was typed."""

    __tablename__ = "identity_roster_row"

    import_id: Mapped[int] = mapped_column(ForeignKey("identity_roster_import.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fate: Mapped[str] = mapped_column(String(8))
    code: Mapped[str | None] = mapped_column(String(40))
    told: Mapped[list[Any]] = mapped_column(Json)
    sealed: Mapped[str | None] = mapped_column(Sealed)
