"""What a desk shows of violation reports, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Subquery, func, literal, select, true, union_all

from portal.core.access import Actor
from portal.core.db import db
from portal.violations import policy
from portal.violations.models import Violation
from portal.violations.queries.cases import visible_to
from portal.violations.queries.lists import COLUMNS, Line
from portal.violations.services.stepping import WAITING
from portal.violations.vocabulary import State

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Desk:
    """`waiting`: for officers what is their turn, as in the inbox; for organisations what the commission asks. `counts`: how
    many of each state the actor sees, up to 1,000 (one more when there are more)."""

    waiting: Sequence[Line] = ()
    drafts: Sequence[Line] = ()
    counts: Mapping[State, int] = field(default_factory=dict)


def for_desk(actor: Actor, most: int = 5) -> Desk:
    officer = policy.is_officer(actor)
    if not officer and not policy.may_file(actor):
        return Desk()
    counted = _counted(actor)
    shown = _turns(actor, most) if officer else _asked_and_begun(actor, most)
    order = shown.c.turn if officer else shown.c.arrival
    rows = db.session.execute(select(counted, shown).select_from(counted).outerjoin(shown, true()).order_by(order.desc())).all()
    counts = {state: number for state in State if (number := getattr(rows[0], f"count_{state.value}"))}
    found = [row for row in rows if row.id is not None]  # the counts stand there without any report too
    return Desk([row for row in found if row.state != State.DRAFT], [row for row in found if row.state == State.DRAFT], counts)


def _counted(actor: Actor) -> Subquery:
    """One row with a column for each state."""
    numbers = []
    for state in State:
        few = select(literal(1)).where(visible_to(actor), Violation.state == state).limit(MOST_COUNTED + 1).subquery()
        numbers.append(select(func.count()).select_from(few).scalar_subquery().label(f"count_{state.value}"))
    return select(*numbers).subquery("counted")


def _turns(actor: Actor, most: int) -> Subquery:
    waiting = select(*COLUMNS).where(visible_to(actor), Violation.turn > WAITING)
    return waiting.order_by(Violation.turn.desc()).limit(most).subquery("shown")


def _asked_and_begun(actor: Actor, most: int) -> Subquery:
    newest = (
        select(*COLUMNS).where(visible_to(actor), Violation.state == state).order_by(Violation.arrival.desc()).limit(most).subquery().select()
        for state in (State.NEEDS_INFORMATION, State.DRAFT)
    )
    return union_all(*newest).subquery("shown")
