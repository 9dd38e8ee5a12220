"""Rows as lines of JSON that mean the same on both engines: moments with their zone, bytes as base64, JSON as it is."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Connection, Date, DateTime, Float, Integer, LargeBinary, Numeric, String, Text, column, inspect, table
from sqlalchemy.types import TypeEngine

from portal.core.db import Json, UtcDateTime, db
from portal.core.search import is_search_table

Columns = list[tuple[str, str]]
Way = Callable[[Any], Any]

# The kind of a column by its type as the database tells it; the first that fits.
KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "truth"), (DateTime, "moment"), (Date, "day"), (JSON, "json"), (LargeBinary, "bytes"), (Integer, "whole"), (Float, "number"),
    (Numeric, "decimal"), (String, "text"),
)  # fmt: skip
TYPES: dict[str, Any] = {
    "truth": Boolean(), "moment": UtcDateTime(), "day": Date(), "json": Json, "bytes": LargeBinary(), "whole": BigInteger(), "number": Float(),
    "decimal": Numeric(), "text": Text(),
}  # fmt: skip
WRITTEN: dict[str, Way] = {
    "moment": lambda moment: moment.astimezone(UTC).isoformat(),
    "day": date.isoformat,
    "bytes": lambda data: base64.b64encode(data).decode(),
    "decimal": str,
}
READ: dict[str, Way] = {"moment": datetime.fromisoformat, "day": date.fromisoformat, "bytes": base64.b64decode, "decimal": Decimal}


def own_tables(connection: Connection) -> list[str]:
    """Those of the features, of this release or another."""
    return sorted(name for name in inspect(connection).get_table_names() if is_own(name))


def is_own(table_name: str) -> bool:
    """By the feature in its name. The search writes its tables anew, Alembic knows its revision, and what others have put
    into the same database (the queue, a table of the database's administrator) is theirs."""
    features = {name.partition("_")[0] for name in db.metadata.tables}
    return table_name.partition("_")[0] in features and not is_search_table(table_name)


def columns_of(connection: Connection, name: str) -> Columns:
    found = inspect(connection).get_columns(name)
    return [(one["name"], _kind(name, one["name"], one["type"])) for one in found]


def _kind(of_table: str, name: str, type_: TypeEngine[Any]) -> str:
    for known, kind in KINDS:
        if isinstance(type_, known):
            return kind
    raise ValueError(f"{of_table}.{name} has a type that backups do not know: {type_!r}")


def as_table(name: str, columns: Columns) -> Any:
    return table(name, *(column(key, TYPES[kind]) for key, kind in columns))


def written(row: Iterable[Any], kinds: list[Way | None]) -> str:
    values = [value if value is None or way is None else way(value) for value, way in zip(row, kinds, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def ways_to_write(columns: Columns) -> list[Way | None]:
    return [WRITTEN.get(kind) for _name, kind in columns]


def rows_of(lines: Iterable[str], columns: Columns) -> Iterator[dict[str, Any]]:
    names, ways = [name for name, _kind in columns], [READ.get(kind) for _name, kind in columns]
    for line in lines:
        values = json.loads(line)
        yield {key: value if value is None or way is None else way(value) for key, value, way in zip(names, values, ways, strict=True)}
