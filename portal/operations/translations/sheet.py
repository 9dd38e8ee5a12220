"""The sheet of every string: written for a native reader, read back with the corrections."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

COLUMNS = ("number", "english", "form", "place", "page", "account", "picture", "ar", "ckb")
TRANSLATED = ("ar", "ckb")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|</?\w+[^>]*>")
FOREIGN_TO_SORANI = re.compile("[يكىةأإآؤ]")


@dataclass(frozen=True)
class Entry:
    """One string; a plural has one entry for each of its forms, `form` 0 to 5."""

    number: int
    english: str
    form: int | None
    place: str
    texts: dict[str, str]


@dataclass(frozen=True)
class Problem:
    line: int
    reason: str


def read(folder: Path, language: str) -> Catalog:
    with (folder / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def write(folder: Path, language: str, catalogue: Catalog) -> None:
    path = folder / language / "LC_MESSAGES" / "messages.po"
    under_way = path.with_suffix(".part")
    with under_way.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True)
    under_way.rename(path)


def numbers(folder: Path) -> dict[str, int]:
    """Each string's number in the sheet."""
    return {key(message): number for number, message in enumerate(_messages(read(folder, "ar")), start=1)}


def entries(folder: Path) -> list[Entry]:
    """All strings with their forms, in the order of the template."""
    catalogues = {language: read(folder, language) for language in TRANSLATED}
    found: list[Entry] = []
    for number, message in enumerate(_messages(catalogues["ar"]), start=1):
        for form in _forms(message):
            texts = {language: _text(catalogues[language].get(key(message)), form) for language in TRANSLATED}
            place = "; ".join(f"{path}:{line}" for path, line in message.locations)
            found.append(Entry(number, _english(message, form), form, place, texts))
    return found


def save(path: Path, rows: list[Entry], pages: dict[int, tuple[str, str, str]]) -> None:
    """`pages`: number -> (address, account that sees it, picture's file name). UTF-8 with a mark, so that spreadsheets read it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(COLUMNS)
        for row in rows:
            form = "" if row.form is None else row.form
            sheet.writerow([row.number, row.english, form, row.place, *pages.get(row.number, ("", "", "")), row.texts["ar"], row.texts["ckb"]])


def take(folder: Path, path: Path) -> tuple[int, list[Problem]]:
    """Puts the corrections of a sheet into the catalogues; returns how many texts changed, and the refused lines."""
    catalogues = {language: read(folder, language) for language in TRANSLATED}
    messages = {_english(message, form): (message, form) for message in catalogues["ar"] if message.id for form in _forms(message)}
    changed, problems = 0, []
    for line, row in _rows(path):
        known = messages.get(row.get("english", "")) if not row.get("form") else _with_form(catalogues["ar"], row)
        if known is None:
            problems.append(Problem(line, "this English string is not in the portal"))
            continue
        for language in TRANSLATED:
            text, message = row.get(language) or "", catalogues[language].get(key(known[0]))
            if not text.strip() or text == _text(message, known[1]):
                continue
            problem = fault(language, row["english"], text, known[1])
            if problem:
                problems.append(Problem(line, f"{language}: {problem}"))
            else:
                changed += _put(message, known[1], text)
    for language in TRANSLATED:
        write(folder, language, catalogues[language])
    return changed, problems


def fault(language: str, english: str, text: str, form: int | None = None) -> str | None:
    """Why a text cannot be taken; None when it can. A plural form may leave a number out: «يومان» says it."""
    wanted, found = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(text))
    if found - wanted or (form is None and wanted != found):
        return "its placeholders or tags differ from the English"
    if language == "ckb" and FOREIGN_TO_SORANI.search(text):
        return "it holds a letter that Sorani does not use (ي ك ى ة أ إ آ ؤ)"
    return None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from enumerate(csv.DictReader(file), start=2)


def _with_form(catalogue: Catalog, row: dict[str, str]) -> tuple[Message, int] | None:
    form = int(row["form"]) if row["form"].isdigit() else -1
    for message in catalogue:
        if isinstance(message.id, tuple) and 0 <= form < 6 and _english(message, form) == row["english"]:
            return message, form
    return None


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def key(message: Message) -> str:
    """By this a catalogue finds it; of a plural the singular."""
    return str(message.id[0]) if isinstance(message.id, tuple) else str(message.id)


def _forms(message: Message) -> list[int | None]:
    return list(range(6)) if isinstance(message.id, tuple) else [None]


def _english(message: Message, form: int | None) -> str:
    return str(message.id) if form is None else " | ".join(message.id)


def _text(message: Message | None, form: int | None) -> str:
    if message is None:
        return ""
    if form is None:
        return str(message.string)
    texts = _plurals(message)
    return texts[form] if form < len(texts) else ""


def _plurals(message: Message) -> list[str]:
    return [] if isinstance(message.string, str) else list(message.string or ())


def _put(message: Message | None, form: int | None, text: str) -> int:
    if message is None or _text(message, form) == text:
        return 0
    if form is None:
        message.string = text
        return 1
    texts = _plurals(message)
    if form >= len(texts):
        return 0
    texts[form] = text
    message.string = tuple(texts)
    return 1
