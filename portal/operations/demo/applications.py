"""Applications of the demo: what was declared, checked, asked and answered, and what was rejected."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from portal.core import files
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import FocalPoint
from portal.identity.services import answering, deciding, examining, joining
from portal.identity.vocabulary.applying import Said
from portal.identity.vocabulary.checking import Item, Result
from portal.operations.demo.content import Event, date_of, event, read
from portal.operations.demo.drawing import HEIGHT, PAPER, WIDTH, Sheet


def declared(key: str) -> dict[str, Any]:
    """Columns of the application of an organisation."""
    row = _row(key)
    return {
        "work": row["work"], "target_groups": row["groups"], "non_partisan": True, "interests": row["interests"]["text"],
        "interests_language": row["interests"]["language"], "endorses_2005": 2005 in row["endorses"], "endorses_2012": 2012 in row["endorses"],
        "declared_by": row["by"], "declared_as": row["as"],
    }  # fmt: skip


def _row(key: str) -> dict[str, Any]:
    return next(row for row in read("applications.yaml")["applications"] if row["organisation"] == key)


def document(key: str) -> int | None:
    """A drawn sample of a certificate, kept as an applicant's upload would be."""
    name = _row(key).get("document")
    if name is None:
        return None
    sheet = Sheet(len(name), sky=PAPER, earth=PAPER)
    sheet.box(60, 50, WIDTH - 60, HEIGHT - 80, PAPER)
    sheet.banner(110, 90, WIDTH - 110, 190)
    sheet.lines(150, 230, WIDTH - 150, 7, 34)
    sheet.disc(WIDTH - 220, HEIGHT - 160, 46, sheet.colour(2))
    return files.store_bytes(sheet.jpeg(), name, files.IMAGES, sealed=True).id


def add_focal_points(made: dict[str, Any]) -> None:
    for row in read("applications.yaml")["applications"]:
        others = enumerate(row.get("others", ()))
        db.session.add_all(FocalPoint(organisation_id=made[row["organisation"]].id, place=place, **one) for place, one in others)


def join(coalition: Any, member: Any, row: dict[str, Any]) -> None:
    """Asked, and unless it `waits` confirmed."""
    call = joining.name(coalition, member.id, date_of(row["from"]), None, SYSTEM, asked=True)
    if not row.get("waits"):
        joining.confirm(SYSTEM, call)


def events(people: dict[str, Actor], organisations: dict[str, Any]) -> list[Event]:
    """The talk about applications, the checklists, and the rejection."""
    admin = people["admin"]
    rows = {row["key"]: row for row in read("organisations.yaml")["organisations"]}
    made = []
    for told in read("applications.yaml")["applications"]:
        row, reference = rows[told["organisation"]], organisations[told["organisation"]].reference
        if told.get("checks"):
            looked = partial(check, admin, reference, passed=told["checks"], failed=told.get("failed", ()))
            made.append(event({"day": row["applied"]["day"] + 1, "time": "15:30"}, looked))
        made += [event(step, _say(people, admin, reference, step)) for step in told.get("talk", ())]
        if row["state"] == "rejected":
            made.append(event(row["decision"], _reject(admin, reference, row["decision"]["reason"])))
    return made


def check(admin: Actor, reference: str, whole: bool = False, passed: Iterable[str] = (), failed: Iterable[str] = ()) -> None:
    """`whole`: everything was in order."""
    db.session.flush()
    found = queries.dossier(reference, admin)
    assert found is not None
    items = queries.checklist(found.organisation) if whole else [Item(item) for item in passed]
    examining.check(admin, found, dict.fromkeys(items, Result.PASSED) | {Item(item): Result.FAILED for item in failed})


def _reject(admin: Actor, reference: str, reason: dict[str, str]) -> Callable[[], None]:
    def do() -> None:
        record = queries.organisation(reference, admin)
        assert record is not None
        deciding.reject(admin, record, reason["text"], reason["language"])

    return do


def _say(people: dict[str, Actor], admin: Actor, reference: str, step: dict[str, Any]) -> Callable[[], None]:
    steps: dict[str, Callable[[queries.Dossier, str], None]] = {
        "difficulty": answering.tell_difficulty,
        "answer": answering.answer,
        "appeal": answering.appeal,
        "ask": lambda found, text: examining.ask(people[step["by"]], found, text),
        "answer_difficulty": lambda found, text: examining.answer_difficulty(people[step["by"]], found, found.unanswered(Said.DIFFICULTY)[0], text),
    }

    def do() -> None:
        db.session.flush()
        found = queries.dossier(reference, admin)
        assert found is not None
        steps[step["do"]](found, step["text"])

    return do
