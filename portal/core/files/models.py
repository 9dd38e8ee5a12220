"""The row of a stored file; the file itself never changes after it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, UtcDateTime


class Scan(StrEnum):
    """Whether a file was searched for viruses; what the portal made itself needs not be."""

    OWN = "own"
    WAITING = "waiting"
    CLEAN = "clean"
    FOUND = "found"


class StoredFile(Model):
    """`sha256` and `size` are those of the bytes as they came; `sealed` files lie encrypted on disk.
    A cleaned or smaller copy is a file of its own with `original_id`."""

    __tablename__ = "core_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    sealed: Mapped[bool] = mapped_column(default=False)
    width: Mapped[int | None]
    height: Mapped[int | None]
    original_id: Mapped[int | None] = mapped_column(ForeignKey("core_file.id"), index=True)
    scan: Mapped[str] = mapped_column(String(16), index=True, default=Scan.OWN)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
