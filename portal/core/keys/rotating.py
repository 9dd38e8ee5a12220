"""Sealing anew with the key that writes now, while the portal runs: rows in small transactions, files one by one.

It may be interrupted and begun again: what bears the mark of the key is done. Each text and each file is opened once more
before it takes the place of the one before."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, func, select, tuple_, update

from portal.core import crypto
from portal.core.db import begin_read, begin_write, db
from portal.core.files.models import StoredFile
from portal.core.files.sealing import key_of
from portal.core.files.storing import head_of, seal_anew
from portal.core.keys import ring
from portal.core.keys.checking import KeyCheck, sealed_columns

BATCH = 100
UNNAMED = "1"
Say = Callable[[str], None]


def needed() -> Counter[str]:
    """How many texts and files each key opens; `1` is the unnamed key of release 0.1.0."""
    begin_read()
    counted: Counter[str] = Counter()
    for column in _texts():
        mark = func.substr(column, 1, 10)
        for start, number in db.session.execute(select(mark, func.count()).where(column.is_not(None)).group_by(mark)):
            found = crypto.MARK.match(start)
            counted[found.group(1) if found else "?"] += number
    for stored in _sealed_files():
        try:
            counted[key_of(head_of(stored)) or UNNAMED] += 1
        except (FileNotFoundError, ValueError):
            counted["lost"] += 1
    db.session.rollback()
    return counted


def seal_all_anew(say: Say) -> int:
    """Again until a round finds nothing: what was under way when the key changed may come after the first. How many."""
    done, found = 0, 1
    while found:
        found = sum(_column_anew(column, say) for column in _texts()) + _files_anew(say)
        done += found
    return done


def _texts() -> list[Column[str]]:
    """But for the rows that only tell of a key."""
    return [column for column in sealed_columns() if column.table is not KeyCheck.__table__]


def _column_anew(column: Column[str], say: Say) -> int:
    done, after = 0, None
    while rows := _batch(column, after):
        begin_write()
        done += sum(_text_anew(column, row) for row in rows)
        db.session.commit()
        after = rows[-1][:-1]
    if done:
        say(f"{column.table.name}.{column.name}: {done} texts")
    return done


def _batch(column: Column[str], after: Sequence[Any] | None) -> Sequence[Any]:
    begin_read()
    keys = list(column.table.primary_key.columns)
    mark = crypto.mark_of(ring.current())
    wanted = select(*keys, column).where(column.is_not(None), func.substr(column, 1, len(mark)) != mark).order_by(*keys).limit(BATCH)
    if after is not None:
        wanted = wanted.where(tuple_(*keys) > tuple_(*after))
    rows = db.session.execute(wanted).all()
    db.session.rollback()
    return rows


def _text_anew(column: Column[str], row: Sequence[Any]) -> int:
    """One text; if somebody wrote it meanwhile, theirs stays."""
    *values, sealed = row
    try:
        plain = crypto.open_text(sealed) or ""
    except InvalidTag:
        return 0  # counted by `needed`, under the key that it asks for
    fresh = crypto.sealed_with(ring.current(), plain)
    if crypto.open_text(fresh) != plain:
        raise RuntimeError(f"{column}: sealed anew, it does not open")
    same = [key == value for key, value in zip(column.table.primary_key.columns, values, strict=True)]
    changed = update(column.table).where(*same, column == sealed).values({column.name: fresh})
    return int(db.session.execute(changed).rowcount)  # type: ignore[attr-defined]


def _files_anew(say: Say) -> int:
    done = 0
    for stored in _sealed_files():
        try:
            if key_of(head_of(stored)) != ring.current().id and seal_anew(stored):
                done += 1
        except (FileNotFoundError, ValueError, InvalidTag):
            continue  # lost or of a key that is not there: `needed` counts it
        if done and done % BATCH == 0:
            say(f"{done} files")
    if done:
        say(f"stored files: {done}")
    return done


def _sealed_files() -> Iterator[StoredFile]:
    """Read whole before the first is touched, in batches, without a transaction open while files are sealed."""
    begin_read()
    ids = list(db.session.scalars(select(StoredFile.id).where(StoredFile.sealed).order_by(StoredFile.id)))
    db.session.rollback()
    for start in range(0, len(ids), BATCH):
        begin_read()
        rows = list(db.session.scalars(select(StoredFile).where(StoredFile.id.in_(ids[start : start + BATCH])).order_by(StoredFile.id)))
        db.session.expunge_all()
        db.session.rollback()
        yield from rows
