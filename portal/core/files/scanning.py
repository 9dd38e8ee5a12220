"""Files that people send are searched for viruses, where PORTAL_CLAMD names a scanner: when they come, or by the worker as
soon as it answers again. Until then they are kept and not given out."""

import time
from typing import Any, BinaryIO

import structlog
from cryptography.exceptions import InvalidTag
from flask import current_app
from sqlalchemy import func, select, update

from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import begin_read, begin_write, db
from portal.core.files import clamd
from portal.core.files.models import Scan, StoredFile
from portal.core.files.storing import SCAN, Received, open_stored
from portal.core.jobs import Stalled, daily
from portal.core.refusal import Refusal

log = structlog.get_logger()
PAUSE_SECONDS = 30  # so long nobody's upload waits for a scanner that did not answer
BATCH = 50
REFUSED = _l("A virus was found in this file, so it was not taken. Let somebody examine the device that it comes from.")
WAITS = _l("This file has not been searched for viruses yet. It is kept, and can be opened as soon as that is done.")
HARMFUL = _l("A virus was found in this file. It is not given out.")


def scanner() -> str:
    return str(current_app.config["PORTAL_CLAMD"])


def on_arrival(received: Received) -> None:
    """Raises Refusal for a file in which something is found. A scanner that is away, or cannot search it, only delays."""
    received.scan = Scan.WAITING
    away = current_app.extensions.get("scanner_away", 0.0)
    if not scanner() or time.monotonic() - away < PAUSE_SECONDS and away:
        return
    try:
        with open_stored(received) as file:
            received.scan = _judged(file, received.key)
    except clamd.AbsentError:
        current_app.extensions["scanner_away"] = time.monotonic()
        log.warning("scanner.absent")
    if received.scan == Scan.FOUND:
        raise Refusal(REFUSED, status=422)


def _judged(file: BinaryIO, key: str) -> Scan:
    """Raises AbsentError."""
    try:
        found = clamd.search(scanner(), file)
    except clamd.UnfitError as error:
        log.warning("file.not_searched", key=key, error=str(error))
        return Scan.WAITING
    if found:
        log.warning("file.infected", key=key, found=found)
    return Scan.FOUND if found else Scan.CLEAN


def withheld(stored: StoredFile | Received) -> Refusal | None:
    """Why this file is not given out, if it is not."""
    if stored.scan == Scan.FOUND:
        return Refusal(HARMFUL)
    return Refusal(WAITS) if stored.scan == Scan.WAITING and scanner() else None


@daily(SCAN, patient=True)
def search_waiting(_payload: dict[str, Any]) -> None:
    """What came while the scanner was away, or before there was one."""
    if not scanner():
        return
    try:
        search_all(Scan.WAITING)
    except clamd.AbsentError as error:
        raise Stalled("no_scanner", str(error)) from error


def search_all(*states: Scan) -> int:
    """Every file of these states, each by itself: nothing is locked while it is searched. Raises AbsentError."""
    number, last = 0, 0
    while batch := _next(last, states):
        for number_of_row, received in batch:
            last = number_of_row
            found = _look(received)
            if found not in (received.scan, Scan.WAITING):
                begin_write()
                db.session.execute(update(StoredFile).where(StoredFile.id == number_of_row).values(scan=found))
                db.session.commit()
            number += found != Scan.WAITING
    return number


def _next(last: int, states: tuple[Scan, ...]) -> list[tuple[int, Received]]:
    begin_read()
    rows = db.session.scalars(select(StoredFile).where(StoredFile.id > last, StoredFile.scan.in_(states)).order_by(StoredFile.id).limit(BATCH))
    batch = [(row.id, Received(row.key, row.sha256, row.size, row.media_type, row.name, row.sealed, scan=row.scan)) for row in rows]
    db.session.rollback()
    return batch


def _look(received: Received) -> str:
    """A file that cannot be read stays as it is; `operations check` names it."""
    try:
        file = open_stored(received)
    except OSError:
        return received.scan
    with file:
        try:
            return _judged(file, received.key)
        except (InvalidTag, ValueError):
            return received.scan


def numbers() -> dict[str, int]:
    """How many files stand in each state."""
    rows = db.session.execute(select(StoredFile.scan, func.count()).group_by(StoredFile.scan))
    return {str(scan): int(number) for scan, number in rows}
