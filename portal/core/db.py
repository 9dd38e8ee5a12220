"""The database: its types, its transactions, and how lists are paged."""

import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, MetaData, Select, String, event, literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from portal.core import opaque

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_writing: ContextVar[bool] = ContextVar("writing", default=True)


class Model(DeclarativeBase):
    """The base of every model; mypy cannot see `db.Model`."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Model.metadata)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses values without a zone, because they mean something else on every machine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc if dialect.name == "postgresql" else in_utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PartialDate(TypeDecorator[str]):
    """A legal date as it is known: `2019`, `2019-12` or `2019-12-05`; sorts as text."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value and not PARTIAL_DATE.fullmatch(value):
            raise ValueError(f"not a date of the form 2019, 2019-12 or 2019-12-05: {value!r}")
        return value or None


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class InLanguage:
    """A text in a language is a row of its own; the owner's table has no `title_ar`."""

    language: Mapped[str] = mapped_column(String(8))
    origin: Mapped[str] = mapped_column(String(16), default="written")
    checked_by_id: Mapped[int | None] = mapped_column(default=None)


class _HasLanguage(Protocol):
    language: Any


RowInLanguage = TypeVar("RowInLanguage", bound=_HasLanguage)


def pick(rows: Sequence[RowInLanguage], language: str) -> RowInLanguage | None:
    """The row for a reader of `language`, else the nearest other one."""
    order = [language, *(other for other in ("ar", "ckb", "en") if other != language)]
    by_language = {row.language: row for row in rows}
    return next((by_language[code] for code in order if code in by_language), None)


@dataclass(frozen=True)
class Page:
    """One page of a list, and the keys that lead on; `first` is true when no key was given."""

    rows: Sequence[Any]
    next_key: str | None
    first: bool


def page_by_key(statement: Select[Any], column: Any, after: str | None, size: int = 20) -> Page:
    """Newest (highest `column`) first; `after` is the `next_key` of the page before, which tells no row's number."""
    key = opaque.number("after", after)
    if key is not None:
        statement = statement.where(column < literal(key, BigInteger))
    rows = list(db.session.execute(statement.order_by(column.desc()).limit(size + 1)).unique().scalars())
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, opaque.of("after", getattr(rows[-1], column.key)) if more else None, key is None)


def begin_write() -> None:
    """Marks this context as one that writes, before its first statement."""
    _writing.set(True)


def begin_read() -> None:
    _writing.set(False)


def prepare_engine(engine: Engine) -> None:
    """SQLite: WAL, full sync (an acknowledged report survives a power cut), and BEGIN IMMEDIATE for who writes:
    an upgrade from read to write fails at once, whatever `busy_timeout` says."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-32000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
