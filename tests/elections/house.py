"""What the house's laws need to know of this feature."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.access import Actor
from portal.core.db import db
from portal.elections import policy, queries, services
from portal.elections.models import Election, PlacesImport, PollingCentre
from tests.elections.making import enter, make, receive
from tests.house.registry import Records

MANAGED = ("plan", "names", "discard", "new_day", "new_constituency", "fill_constituencies", "new_deadline", "import_places")


def make_elections(people: dict[str, Any]) -> None:
    """A past one, the current one, and a draft, with centres in the last two."""
    admin = people["commission_admin"].actor
    make("sample-2025")
    current = make()
    enter(current)
    draft = services.start(admin, "draft", "kurdistan_parliament", 2027, {"ckb": "هەڵبژاردنی پەرلەمان"}, services.STANDARD)
    enter(draft, code="900001")
    receive(admin, current)


def _elections() -> list[Election]:
    return list(db.session.scalars(select(Election).order_by(Election.id.desc())))


def _election_addresses(election: Election) -> dict[str, dict[str, Any]]:
    one = {"slug": election.slug}
    code = "BOC_REPLY"
    return {
        **{f"elections.{name}": one for name in ("show", "centres", *MANAGED)},
        "elections.step": {**one, "verb": "close"},
        "elections.phase": {**one, "code": "campaign"},
        "elections.deadline": {**one, "code": code},
        "elections.deadline_facts": {**one, "code": code},
    }


def _centres() -> list[PollingCentre]:
    return list(db.session.scalars(select(PollingCentre).options(joinedload(PollingCentre.election)).order_by(PollingCentre.id.desc())))


def _ids(model: Any, where: Any) -> set[int]:
    return set(db.session.scalars(select(model.id).where(where)))


def _seen_centres(actor: Actor) -> set[Any]:
    return _ids(PollingCentre, queries.centre_visible_to(actor))


def _import_addresses(record: PlacesImport) -> dict[str, dict[str, Any]]:
    one = {"reference": record.reference}
    found: dict[str, dict[str, Any]] = {f"elections.{name}": one for name in ("places_import", "confirm_places", "drop_places")}
    return {**found, "elections.import_lines": {**one, "kind": "fault"}}


RECORDS = [
    Records("election", make_elections, _elections, lambda actor: _ids(Election, queries.visible_to(actor)), policy.may_view, _election_addresses),
    Records(
        "polling centre", make_elections, _centres, _seen_centres, policy.may_view_centre,
        lambda centre: {"elections.centre": {"slug": centre.election.slug, "code": centre.code}},
    ),
    Records(
        "file of polling centres", make_elections, lambda: list(db.session.scalars(select(PlacesImport))),
        lambda actor: _ids(PlacesImport, queries.import_visible_to(actor)), lambda actor, record: policy.may_manage(actor), _import_addresses, mixed=False,
    ),
]  # fmt: skip
UNTRIED = {
    "elections.day": "a part of an election, which is tried; for administrators only (tests/elections/test_preparing.py)",
    "elections.constituency": "a part of an election, which is tried; for administrators only (tests/elections/test_preparing.py)",
}
_FILE = "stands behind a file that somebody sends (tests/elections/test_places.py)"
UNREACHED = {f"elections.{name}": _FILE for name in ("places_import", "confirm_places", "drop_places", "import_lines")}
UNAUDITED = {
    f"elections.services.{name}": "a piece of a confirmed import, which leaves its line at the confirmation and at the end"
    for name in ("checking.progress", "checking.forget_lines", "checking.keep_faults", "checking.keep_differences", "checking.end_check",
                 "taking.take_piece", "taking.close_gone")
}  # fmt: skip
