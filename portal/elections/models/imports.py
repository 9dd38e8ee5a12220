"""A file of polling centres on its way: checked whole, confirmed by a person, then taken over piece by piece."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Json, Model, UtcDateTime


class PlacesImport(Model):
    """`state`: waiting, checking, checked, faulty, confirmed, taking, done, dropped. `done_rows` of `all_rows` tell how far
    the present state has come. `counts`: what the file holds and what it would change."""

    __tablename__ = "elections_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections_election.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("core_file.id"), index=True)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    all_rows: Mapped[int] = mapped_column(default=0)
    done_rows: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(Json)
    made_by_id: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportLine(Model):
    """One thing that the check found. `kind`: fault (a cell that cannot be), added, changed or gone. `reason` is a fault's
    code in the vocabulary; `more` completes its sentence, such as the line that says the same already."""

    __tablename__ = "elections_import_line"
    __table_args__ = (Index("ix_elections_import_line_kind", "import_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("elections_import.id"))
    kind: Mapped[str] = mapped_column(String(8))
    line: Mapped[int | None]
    centre: Mapped[str] = mapped_column(String(40), default="")
    station: Mapped[int | None]
    column: Mapped[str] = mapped_column(String(16), default="")
    before: Mapped[str] = mapped_column(String(200), default="")
    value: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(24), default="")
    more: Mapped[str] = mapped_column(String(40), default="")
