"""Sample observation reports: drafted, published, one corrected and being corrected again, each at its own time."""

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
        if "opened" in row:
            made.append(event(row["opened"], _opening(people[row["opened"]["by"]], row, drafted)))
    return made


def _first(actor: Actor, row: dict[str, Any], drafted: Written) -> Callable[[], None]:
    texts = _changed(row["texts"], [old for item in row["corrections"] for old in item["was"]])

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


def _opening(actor: Actor, row: dict[str, Any], drafted: Written) -> Callable[[], None]:
    """A correction that nobody has published yet."""
    changes = row["opened"]["is"]

    def do() -> None:
        correcting.correct(actor, drafted.thing)
        for language, text in _changed(row["texts"], changes).items():
            _write(actor, drafted.thing, language, text)

    return do


def _write(actor: Actor, report: Any, language: str, text: dict[str, Any]) -> None:
    seen = next((kept.lock_version for kept in holding.texts_of(holding.held_draft(report)) if kept.language == language), 0)
    drafting.write_text(
        actor, report, language, text["title"], text["summary"], _source(text, language), text["origin"] == "translated", seen=seen
    )


def _changed(texts: dict[str, Any], changes: list[dict[str, Any]]) -> dict[str, Any]:
    """The texts with other words in some paragraphs: those before a correction, or those of the next one."""
    changed = copy.deepcopy(texts)
    for change in changes:
        section = changed[change["language"]]["sections"][change["section"] - 1]
        section["paragraphs"][change["paragraph"] - 1] = change["text"]
    return changed


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
