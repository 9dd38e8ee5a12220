"""Sample documents, each at its own time: most are published, one is a draft, one is being corrected. What refers to
another document is said once that one is there."""

import io
from collections.abc import Callable
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core.access import SYSTEM, Actor
from portal.library import services
from portal.library.vocabulary.facts import Facts
from portal.operations.demo.content import Event, event, partial, read, read_all


def prepare() -> None:
    for place, row in enumerate(read("topics.yaml")["topics"]):
        services.keep_topic(SYSTEM, row["names"], row["code"], place)


def events(people: dict[str, Actor]) -> list[Event]:
    happened: list[Event] = []
    made: dict[str, Any] = {}
    rows = sorted(read_all("documents"), key=lambda row: (row["publication"]["day"], str(row["publication"].get("time"))))
    for row in rows:
        happened.append(event(row["publication"], _making(people[row["publication"]["by"]], row, made)))
        if "correction" in row:
            happened.append(event(row["correction"], _correcting(people[row["correction"]["by"]], row, made)))
    happened.append(event(rows[-1]["publication"], lambda: _join(people, rows, made)))
    return happened


def _making(actor: Actor, row: dict[str, Any], made: dict[str, Any]) -> Callable[[], None]:
    def do() -> None:
        document = made[row["slug"]] = services.create(actor, _facts(row))
        for language, text in row["texts"].items():
            _write(actor, document, language, text, text["provisions"])
        for item in row["attachments"]:
            file = FileStorage(io.BytesIO(item["text"].encode()), filename=item["name"])
            services.attach(actor, document, [file], language=item["language"], description=item["description"])
        if not row["publication"].get("draft"):
            services.publish(actor, document)

    return do


def _correcting(actor: Actor, row: dict[str, Any], made: dict[str, Any]) -> Callable[[], None]:
    """Begun and left open."""
    correction = row["correction"]

    def do() -> None:
        services.begin_correction(actor, made[row["slug"]])
        for language, words in correction["text"].items():
            text = row["texts"][language]
            _write(actor, made[row["slug"]], language, text, _with_words(text["provisions"], correction["provision"], words))

    return do


def _write(actor: Actor, document: Any, language: str, text: dict[str, Any], provisions: list[dict[str, Any]]) -> None:
    services.set_text(
        actor, document, language, title=text["title"], provisions=provisions, summary=text["summary"], authentic=text["authentic"],
        origin=text["origin"],
    )  # fmt: skip


def _with_words(provisions: list[dict[str, Any]], key: str, words: str) -> list[dict[str, Any]]:
    return [{**one, "text": words if one["id"] == key else one["text"], "children": _with_words(one["children"], key, words)} for one in provisions]


def _facts(row: dict[str, Any]) -> Facts:
    decision, gazette = row["decision"] or {}, row["gazette"] or {}
    return Facts(
        kind=row["kind"], number=decision.get("number") or row["number"], year=row["year"], jurisdiction=row["jurisdiction"], state=row["state"],
        issuer=row["issuer"], passed_on=partial(row["passed"]), ratified_on=partial(row["ratified"]), published_on=partial(row["published"]),
        gazette_number=str(gazette["number"]) if gazette else None, gazette_on=partial(gazette.get("date")),
        minutes_kind=decision.get("minutes_kind"), minutes_number=decision.get("minutes_number"), minutes_year=decision.get("minutes_year"),
        meeting_on=partial(decision.get("meeting")), topics=tuple(row["topics"]), sample=True, slug=row["slug"],
    )  # fmt: skip


def _join(people: dict[str, Actor], rows: list[dict[str, Any]], made: dict[str, Any]) -> None:
    for row in rows:
        actor = people[row["publication"]["by"]]
        document = made[row["slug"]]
        for item in row["relations"]:
            services.relate(
                actor, document, item["kind"], item["target"], source_key=item["provision"] or "", target_key=item["target_provision"] or ""
            )
        for item in row["provision_states"]:
            services.set_provision_state(
                actor, document, item["provision"], item["state"], from_on=partial(item["from"]), by=item["by"], notes=item["note"]
            )
