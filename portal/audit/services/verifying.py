"""Walking the chain, from its first line to its last, beside every head that somebody kept."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.audit.models import Beside, Head, Line
from portal.audit.services.recording import START, commitment, digest
from portal.core.db import db

STEP = 10_000
COLUMNS = (Line.id, Line.at, Line.actor_id, Line.action, Line.subject_kind, Line.subject_id, Line.organisation_id, Line.text, Line.hash)


@dataclass(frozen=True)
class Given:
    """A head that was received earlier: the number of a line and its seal. `source` says where it stood."""

    line: int
    hash: str
    source: str


@dataclass(frozen=True)
class Fault:
    """The first line that does not hold, and why."""

    line: int
    reason: str


@dataclass
class _Walk:
    heads: dict[int, list[Given]]
    previous: str = START
    expected: int = 1
    intact_until: int = field(default=0)

    def fault(self, row: Any) -> str | None:
        body = json.loads(row.text)
        if row.id != self.expected or body["n"] != self.expected:
            return f"line {self.expected} is missing"
        if digest(row.text) != row.hash:
            return "its text does not match its seal"
        if body["previous"] != self.previous:
            return "it does not follow the line before it"
        columns = (row.at.isoformat(timespec="microseconds"), row.actor_id, row.action, [row.subject_kind, row.subject_id], row.organisation_id)
        if columns != (body["at"], body["actor"], body["action"], body["subject"], body["organisation"]):
            return "its columns differ from its text"
        if row.salt is not None and commitment(row.salt, row.data) != body["beside"]:
            return "the personal data beside it was changed"
        return self._other_head(row)

    def _other_head(self, row: Any) -> str | None:
        for head in self.heads.pop(row.id, ()):
            if head.hash != row.hash:
                since = f"between line {self.intact_until + 1} and this one" if row.id > self.intact_until + 1 else "here"
                return f"its seal is not the one of {head.source}: something was altered {since}, or that head was"
            self.intact_until = row.id
        return None


def verify(given: Iterable[Given] = (), progress: Callable[[int], None] = lambda number: None) -> tuple[int, Fault | None]:
    """How many lines there are, and the first that does not hold. The heads that are kept here are looked at as well; one that
    somebody received elsewhere is worth more, because whoever alters the chain may alter those."""
    kept = [Given(head.line, head.hash, f"the head kept on {head.day.isoformat()}") for head in db.session.scalars(select(Head))]
    heads: dict[int, list[Given]] = {}
    for head in [*given, *kept]:
        heads.setdefault(head.line, []).append(head)
    walk, number = _Walk(heads), 0
    lines = select(*COLUMNS, Beside.salt, Beside.data).outerjoin(Beside, Beside.line_id == Line.id).order_by(Line.id)
    for row in db.session.execute(lines.execution_options(yield_per=STEP)):
        reason = walk.fault(row)
        if reason:
            return number, Fault(walk.expected if "is missing" in reason else row.id, reason)
        number, walk.previous, walk.expected = row.id, row.hash, walk.expected + 1
        if number % (10 * STEP) == 0:
            progress(number)
    return number, _beyond(heads, number)


def _beyond(heads: dict[int, list[Given]], number: int) -> Fault | None:
    """A head of a line that is not there: the chain was cut."""
    if not heads:
        return None
    head = heads[max(heads)][0]
    return Fault(number + 1, f"line {number + 1} is missing: {head.source} is of line {head.line}, so lines were removed from the end")


def first_broken_line() -> tuple[int, str] | None:
    """The number of the first line that does not fit, and why; None when the whole chain holds."""
    _number, fault = verify()
    return (fault.line, fault.reason) if fault else None
