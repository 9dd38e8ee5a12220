"""All dates of open elections in the order of time: voting days, phases and time limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Date, String, cast, literal, null, select, union_all

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import UtcDateTime, db, pick
from portal.country import queries as country
from portal.country.vocabulary import Phase as Phases
from portal.elections.models import Deadline, DeadlineName, Election, ElectionName, Phase, VotingDay
from portal.elections.queries.elections import names_of_elections
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

    def next_turn(self, now: datetime) -> datetime:
        """What is counted down to: of a voting day its opening, and while people vote its closing."""
        return self.at if self.at > now else self.over_at


ANY = Narrowed()


def next_dates(now: datetime, language: str, actor: Actor, most: int = 3) -> list[Dated]:
    """What comes next and concerns the actor: time limits in which the own body may act (the commission minds all), the
    ends of phases, and voting days."""
    parties = OF_ORGANISATIONS if actor.is_cso else tuple(Party)
    return _merged(_Asked(now, language, ANY, parties, most, begins=False))


def coming(now: datetime, language: str, narrowed: Narrowed = ANY, skip: int = 0, most: int = 40) -> tuple[list[Dated], bool]:
    """The dates that are not over, the nearest first, and whether more follow."""
    found = _merged(_Asked(now, language, narrowed, narrowed.parties(), skip + most + 1))
    return found[skip : skip + most], len(found) > skip + most


def past(now: datetime, language: str, narrowed: Narrowed = ANY, skip: int = 0, most: int = 40) -> tuple[list[Dated], bool]:
    """The dates that are over, the last first, and whether more follow."""
    found = _merged(_Asked(now, language, narrowed, narrowed.parties(), skip + most + 1, back=True))
    return found[skip : skip + most], len(found) > skip + most


def open_elections(language: str) -> dict[str, str]:
    """Address and name of each election that is open."""
    return names_of_elections(language, Election.state.in_(OPEN))


@dataclass(frozen=True)
class _Asked:
    """At most `most` of each kind are asked for, so that the cost does not grow with what is stored. `back`: what is over."""

    now: datetime
    language: str
    narrowed: Narrowed
    parties: tuple[str, ...]
    most: int
    back: bool = False
    begins: bool = True

    def of_elections(self) -> Iterable[Any]:
        return [Election.state.in_(OPEN), *([Election.slug == self.narrowed.election] if self.narrowed.election else [])]

    def nearest(self, columns: tuple[Any, ...], column: Any, on_side: Any = None) -> Any:
        """Of one kind, those on the asked side of now, the nearest first."""
        owner = column.class_
        side = on_side if on_side is not None else (column <= self.now if self.back else column > self.now)
        chosen = select(*columns).join_from(owner, Election, Election.id == owner.election_id).where(side, *self.of_elections())
        return chosen.order_by(column.desc() if self.back else column).limit(self.most)


def _merged(asked: _Asked) -> list[Dated]:
    """In one statement, with the names of the elections: every home asks for this."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    names: dict[int, list[Any]] = {}
    for row in db.session.execute(union_all(*_parts(asked))):
        if row.kind == "name":
            names.setdefault(row.election_id, []).append(row)
        else:
            groups.setdefault((row.kind, row.code, row.day, row.at, row.election_id), []).append(row)
    best = {owner: pick(several, asked.language) for owner, several in names.items()}
    phases = {phase.code: phase for phase in country.phases()}
    dated = (_dated(several, asked.language, phases, best.get(several[0].election_id)) for several in groups.values())
    chosen = [row for row in dated if (row.over_at <= asked.now) == asked.back]
    order = sorted(chosen, key=lambda row: (row.next_turn(asked.now), KINDS.index(row.kind), row.election_id, row.code), reverse=asked.back)
    return order[: asked.most]


def _parts(asked: _Asked) -> Iterator[Any]:
    today = clock.local(asked.now).date()
    voting = _columns("voting", VotingDay.kind, day=VotingDay.day, opens=VotingDay.opens, closes=VotingDay.closes)
    yield asked.nearest(voting, VotingDay.day, VotingDay.day <= today if asked.back else VotingDay.day >= today).subquery().select()
    yield asked.nearest(_columns("ends", Phase.code, at=Phase.to_at), Phase.to_at).subquery().select()
    if asked.begins:
        yield asked.nearest(_columns("begins", Phase.code, at=Phase.from_at), Phase.from_at).subquery().select()
    limits = asked.nearest((Deadline.id,), Deadline.ends_at).where(Deadline.party.in_(asked.parties)).subquery()
    told = {"language": DeadlineName.language, "text": DeadlineName.text, "who": DeadlineName.who}
    limit = _columns("deadline", Deadline.code, at=Deadline.ends_at, party=Deadline.party, certainty=Deadline.certainty, **told)
    named = select(*limit).join(limits, limits.c.id == Deadline.id).join(Election, Election.id == Deadline.election_id)
    yield named.join(DeadlineName, DeadlineName.deadline_id == Deadline.id)
    name = _columns("name", ElectionName.language, language=ElectionName.language, text=ElectionName.text)
    yield select(*name).join(Election, Election.id == ElectionName.election_id).where(*asked.of_elections())


def _columns(kind: str, code: Any, **given: Any) -> tuple[Any, ...]:
    """The same columns for every part; PostgreSQL wants to know the type of what a part has not."""
    types = {"day": Date, "opens": String, "closes": String, "at": UtcDateTime} | dict.fromkeys(("language", "text", "who", "party", "certainty"), String)
    rest = [given.get(name, cast(null(), kept)).label(name) for name, kept in types.items()]
    return (literal(kind).label("kind"), code.label("code"), Election.id.label("election_id"), Election.slug.label("slug"), *rest)


def _dated(rows: list[Any], language: str, phases: dict[str, Phases], election: Any) -> Dated:
    """`rows` are those of one date; a deadline has one for each language of its words."""
    row, name = rows[0], election.text if election else rows[0].slug
    if row.kind == "voting":
        opens, closes = (datetime.combine(row.day, time.fromisoformat(hour), clock.BAGHDAD) for hour in (row.opens, row.closes))
        return Dated("voting", row.code, row.election_id, row.slug, opens, closes, str(VOTING_DAYS.get(row.code, row.code)), language, election=name)
    if row.kind == "deadline":
        words = pick(rows, language) or row
        return Dated(
            "deadline", row.code, row.election_id, row.slug, row.at, None, words.text, words.language, words.who, row.party, name, row.certainty
        )  # fmt: skip
    phase = phases.get(row.code)
    text, spoken = (phase.name(language), phase.name_language(language)) if phase else (row.code, language)
    return Dated(row.kind, row.code, row.election_id, row.slug, row.at, None, text, spoken, election=name)
