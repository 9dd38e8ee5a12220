"""Whether the keys at hand are those of this database: asked before anything is served, and before anything is sealed.

Each key that has ever written here leaves a row with a sealed text that everybody knows. A database of before such rows is
asked for one of its sealed values instead."""

from datetime import datetime

from cryptography.exceptions import InvalidTag
from flask import current_app
from sqlalchemy import Column, String, delete, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, crypto
from portal.core.crypto import Sealed
from portal.core.db import Model, UtcDateTime, begin_write, db
from portal.core.keys import ring
from portal.core.keys.ring import WrongKeyError

KNOWN = "opens"
CHECKED = "sealed_with"
ADVICE = (
    "Nothing was written. Put the right key back: into {place}, as it was kept beside the backup. Without it what was sealed"
    " before cannot be read by anybody; `flask operations keys check` tells how much that is."
)


class KeyCheck(Model):
    """A key that has written protected fields here."""

    __tablename__ = "core_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    check: Mapped[str] = mapped_column("sealed", Sealed)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


def sealed_columns() -> list[Column[str]]:
    """Every column of type `Sealed`, wherever a feature declares it."""
    return [column for table in db.metadata.sorted_tables for column in table.columns if isinstance(column.type, Sealed)]


def known_keys() -> dict[str, str]:
    return {row.id: row.check for row in db.session.execute(select(KeyCheck.id, KeyCheck.check))}


def problem() -> str | None:
    """What is wrong, in words for the operator; None when these keys fit. Reads only."""
    with db.session.no_autoflush:
        known = known_keys()
        held = {key.id for key in ring.ring()}
        missing = [key_id for key_id in known if key_id not in held]
        if missing:
            return _words(f"The protected fields of this database were written with the key {' and '.join(missing)}, and {_have(held)}.")
        if not all(_opens(check) for check in known.values()) or (not known and not all(map(_readable, sealed_columns()))):
            return _words(f"What is sealed in this database does not open with the keys at hand: {_have(held)}.")
    return None


def _have(held: set[str]) -> str:
    where = "PORTAL_FIELD_KEY" if ring.in_environment() else str(ring.key_file())
    return f"{where} holds {', '.join(sorted(held))}" if held else f"there is no key in {where}"


def _words(what: str) -> str:
    return f"{what} {ADVICE.format(place='PORTAL_FIELD_KEY' if ring.in_environment() else ring.key_file())}"


def _opens(check: str) -> bool:
    try:
        return crypto.open_text(check) == KNOWN
    except InvalidTag:
        return False


def _readable(column: Column[str]) -> bool:
    value = db.session.scalar(select(column).where(column.is_not(None)).order_by(*column.table.primary_key.columns).limit(1))
    try:
        return value is None or bool(crypto.open_text(value))
    except InvalidTag:
        return False


def ensure() -> None:
    """Before the first sealing of a process, and again when another key writes: reads, and makes the first key of a
    portal in which nothing is sealed yet. Raises WrongKeyError."""
    if current_app.extensions.get(CHECKED) == ring.ring()[:1] != ():
        return
    wrong = problem()
    if wrong:
        raise WrongKeyError(wrong)
    if not ring.ring():
        ring.make_first()
    current_app.extensions[CHECKED] = (ring.current(),)


def establish() -> None:
    """The keys are right, and the database knows from now on which one writes. Raises WrongKeyError. The caller commits."""
    current_app.extensions.pop(CHECKED, None)
    ensure()
    writer = ring.current()
    if db.session.get(KeyCheck, writer.id) is not None:
        return
    try:
        with db.session.begin_nested():
            db.session.add(KeyCheck(id=writer.id, check=crypto.sealed_with(writer, KNOWN), made_at=clock.now()))
    except IntegrityError:
        pass  # another process was quicker


def adopt() -> None:
    """After a restore without its keys: what they sealed stays unreadable, and the key at hand writes from now on. The
    caller commits."""
    if not ring.ring():
        ring.make_first()
    held = [key.id for key in ring.ring()]
    db.session.execute(delete(KeyCheck).where(KeyCheck.id.not_in(held)))
    if db.session.get(KeyCheck, held[0]) is None:
        db.session.add(KeyCheck(id=held[0], check=crypto.sealed_with(ring.current(), KNOWN), made_at=clock.now()))


def require() -> None:
    """For a process that is about to serve: ends it with the operator's words when the keys are wrong. A database without
    its tables has nothing to compare yet."""
    begin_write()
    try:
        if db.inspect(db.engine).has_table(KeyCheck.__tablename__):
            establish()
            db.session.commit()
    except WrongKeyError as wrong:
        raise SystemExit(str(wrong)) from None
    except OperationalError:
        pass  # no database now; nothing can be sealed before it is asked again
    finally:
        db.session.remove()
