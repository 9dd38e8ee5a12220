"""All dates of open elections in the order of time: voting days, phases and time limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Date, Select, String, and_, cast, literal, null, select, union_all

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import UtcDateTime, db
from portal.country import queries as country
from portal.elections.models import Deadline, DeadlineName, Election, Phase, VotingDay
from portal.elections.queries.deadlines import limit_of
from portal.elections.queries.elections import election_names, names_of_elections
from portal.elections.vocabulary import OF_ORGANISATIONS, OPEN, VOTING_DAYS, Party

KINDS = ("voting", "ends", "begins", "deadline")


@dataclass(frozen=True)
class Narrowed:
    """An election's address and a kind of who may act; an empty value narrows nothing."""

    election: str = ""
    party: str = ""

    def parties(self) -> tuple[str, ...]:
        return (self.party, Party.EVERYBODY) if self.party else tuple(Party)


@dataclass(frozen=True)
class Dated:
    """One date. `kind`: voting, begins and ends (of a phase), deadline. `at` is when it ends, or begins; a voting day
    closes at `until`. `text` and `who` are in `language`."""

    kind: str
    code: str
    election_id: int
    slug: str
    at: datetime
    until: datetime | None
    text: str
    language: str
    who: str = ""
    party: str = Party.EVERYBODY
    election: str = ""
    certainty: str = ""

    @property
    def over_at(self) -> datetime:
        return self.until or self.at


ANY = Narrowed()


def next_dates(now: datetime, language: str, actor: Actor, most: int = 3) -> list[Dated]:
    """What ends next and concerns the actor: time limits in which the own body may act (the commission minds all), the
    ends of phases, and voting days."""
    found = _merged(now, language, ANY, most, back=False, own=actor.is_cso, begins=False)
    return _with_names(found[:most], language)


def coming(now: datetime, language: str, narrowed: Narrowed = ANY, skip: int = 0, most: int = 40) -> tuple[list[Dated], bool]:
    """The dates that are not over, the nearest first, and whether more follow."""
    return _page(_merged(now, language, narrowed, skip + most + 1, back=False), skip, most, language)


def past(now: datetime, language: str, narrowed: Narrowed = ANY, skip: int = 0, most: int = 40) -> tuple[list[Dated], bool]:
    """The dates that are over, the last first, and whether more follow."""
    return _page(_merged(now, language, narrowed, skip + most + 1, back=True), skip, most, language)


def open_elections(language: str) -> dict[str, str]:
    """Address and name of each election that is open."""
    return names_of_elections(language, Election.state.in_(OPEN))


def _page(found: list[Dated], skip: int, most: int, language: str) -> tuple[list[Dated], bool]:
    return _with_names(found[skip : skip + most], language), len(found) > skip + most


def _with_names(found: list[Dated], language: str) -> list[Dated]:
    names = election_names({row.election_id for row in found}, language)
    return [replace(row, election=names.get(row.election_id, row.slug)) for row in found]


def _merged(now: datetime, language: str, narrowed: Narrowed, most: int, *, back: bool, own: bool = False, begins: bool = True) -> list[Dated]:
    """At most `most` of each kind are asked for, so that the cost does not grow with what is stored."""
    rows = [*_fixed(now, language, narrowed, most, back, begins), *_limits(now, language, narrowed, most, back, own)]
    chosen = [row for row in rows if (row.over_at <= now) == back]
    return sorted(chosen, key=lambda row: (row.over_at, KINDS.index(row.kind), row.election_id, row.code), reverse=back)[:most]


def _fixed(now: datetime, language: str, narrowed: Narrowed, most: int, back: bool, begins: bool) -> Iterator[Dated]:
    """Voting days and the two ends of phases, in one statement."""
    nothing, today = cast(null(), Date), clock.local(now).date()
    no_time, no_moment = cast(null(), String), cast(null(), UtcDateTime)
    on_time = VotingDay.day <= today if back else VotingDay.day >= today
    parts = [
        _nearest(select(literal("voting"), VotingDay.kind, VotingDay.day, VotingDay.opens, VotingDay.closes, no_moment), on_time, VotingDay.day, back, most),
        _nearest(select(literal("ends"), Phase.code, nothing, no_time, no_time, Phase.to_at), _side(Phase.to_at, now, back), Phase.to_at, back, most),
    ]
    if begins:
        started = select(literal("begins"), Phase.code, nothing, no_time, no_time, Phase.from_at)
        parts.append(_nearest(started, _side(Phase.from_at, now, back), Phase.from_at, back, most))
    bounded = [part.where(*_of(narrowed)).add_columns(Election.id, Election.slug).subquery().select() for part in parts]
    phases = {phase.code: phase for phase in country.phases()}
    for kind, code, day, opens, closes, at, election_id, slug in db.session.execute(union_all(*bounded)):
        if kind == "voting":
            yield Dated(kind, code, election_id, slug, _moment(day, opens), _moment(day, closes), str(VOTING_DAYS.get(code, code)), language)
            continue
        phase = phases.get(code)
        yield Dated(kind, code, election_id, slug, at, None, phase.name(language) if phase else code, phase.name_language(language) if phase else language)


def _nearest(chosen: Select[*tuple[Any, ...]], on_side: Any, column: Any, back: bool, most: int) -> Select[*tuple[Any, ...]]:
    owner = column.class_
    order = column.desc() if back else column
    return chosen.join_from(owner, Election, Election.id == owner.election_id).where(on_side).order_by(order).limit(most)


def _side(column: Any, now: datetime, back: bool) -> Any:
    return column <= now if back else column > now


def _of(narrowed: Narrowed) -> Iterable[Any]:
    return [Election.state.in_(OPEN), *([Election.slug == narrowed.election] if narrowed.election else [])]


def _limits(now: datetime, language: str, narrowed: Narrowed, most: int, back: bool, own: bool) -> list[Dated]:
    parties = OF_ORGANISATIONS if own else narrowed.parties()
    order = Deadline.ends_at.desc() if back else Deadline.ends_at
    on_side = and_(_side(Deadline.ends_at, now, back), Deadline.party.in_(parties), *_of(narrowed))
    chosen = select(Deadline.id).join(Election).where(on_side).order_by(order).limit(most).subquery()
    rows = db.session.execute(
        select(Deadline, DeadlineName, Election.slug)
        .join(chosen, chosen.c.id == Deadline.id)
        .join(DeadlineName, DeadlineName.deadline_id == Deadline.id)
        .join(Election, Election.id == Deadline.election_id)
    ).all()
    found: dict[int, tuple[Deadline, str, list[DeadlineName]]] = {}
    for row in rows:
        found.setdefault(row.Deadline.id, (row.Deadline, row.slug, []))[2].append(row.DeadlineName)
    return [_dated(limit, slug, names, language) for limit, slug, names in found.values()]


def _dated(row: Deadline, slug: str, names: list[DeadlineName], language: str) -> Dated:
    limit = limit_of(row, names, slug, language)
    assert row.ends_at is not None
    return Dated(
        "deadline", row.code, row.election_id, slug, row.ends_at, None, limit.text, limit.language, limit.who, limit.party, certainty=limit.certainty
    )


def _moment(day: Any, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), clock.BAGHDAD)
