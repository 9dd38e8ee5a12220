"""Sample observation reports: drafted, published, and one corrected, each at its own time."""

import copy
from collections.abc import Callable
from typing import Any

from portal.core.access import Actor
from portal.operations.demo.content import Event, Written, event, read
from portal.reports.services import correcting, drafting, holding, publishing

TABLE = {"ar": "جدول", "ckb": "خشتە", "en": "Table"}


def events(people: dict[str, Actor]) -> list[Event]:
    made: list[Event] = []
    for row in read("reports.yaml")["reports"]:
        actor, drafted = people[row["by"]], Written()
        made.append(event(row["published"] or row["saved"], _first(actor, row, drafted)))
        made += [event(item, _correction(people[item["by"]], row, item, drafted)) for item in row["corrections"]]
    return made


def _first(actor: Actor, row: dict[str, Any], drafted: Written) -> Callable[[], None]:
    texts = _as_it_was(row)

    def do() -> None:
        languages = iter(texts.items())
        language, text = next(languages)
        report = drafting.draft(
            actor, f"demo-{row['key']}", row["type"], language, text["title"], text["summary"], _source(text, language), row["governorates"],
            theme=row.get("theme"),
        )  # fmt: skip
        for language, text in languages:
            _write(actor, report, language, text)
        drafted.thing = report
        if row["state"] == "published":
            publishing.publish(actor, report)

    return do


def _correction(actor: Actor, row: dict[str, Any], item: dict[str, Any], drafted: Written) -> Callable[[], None]:
    def do() -> None:
        report = drafted.thing
        correcting.correct(actor, report)
        for language in {old["language"] for old in item["was"]}:
            _write(actor, report, language, row["texts"][language])
        note_language, note = next(iter(item["note"].items()))
        publishing.publish(actor, report, note=note, note_language=note_language)

    return do


def _write(actor: Actor, report: Any, language: str, text: dict[str, Any]) -> None:
    seen = next((kept.lock_version for kept in holding.texts_of(holding.held_draft(report)) if kept.language == language), 0)
    drafting.write_text(
        actor, report, language, text["title"], text["summary"], _source(text, language), text["origin"] == "translated", seen=seen
    )


def _as_it_was(row: dict[str, Any]) -> dict[str, Any]:
    """The texts before their corrections."""
    texts = copy.deepcopy(row["texts"])
    for item in row["corrections"]:
        for old in item["was"]:
            section = texts[old["language"]]["sections"][old["section"] - 1]
            section["paragraphs"][old["paragraph"] - 1] = old["text"]
    return texts


def _source(text: dict[str, Any], language: str) -> str:
    return "\n\n".join(part for section in text["sections"] for part in _section(section, language))


def _section(section: dict[str, Any], language: str) -> list[str]:
    parts = [f"## {section['heading']}", *section["paragraphs"]]
    if section["list"]:
        parts.append("\n".join(f"- {item}" for item in section["list"]))
    table = section["table"]
    if table:
        rows = [table["head"], *table["rows"]]
        lines = [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
        parts.append("\n".join([f"{TABLE[language]}: {table['caption']}", *lines]))
    return parts
