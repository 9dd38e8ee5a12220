"""Catalogues in which every text begins with an unseen mark of its number: a page then tells which strings stand on it."""

import re
from pathlib import Path

from babel.messages.mofile import write_mo

from portal.operations.translations import sheet

FIRST = 0xF0000  # a plane for private use: no font draws it and nobody types it
MARK = re.compile("[\U000f0000-\U000ffffd]")


def write_marked(kept: Path, target: Path) -> None:
    """Compiles the catalogues of `kept` with marks into `target`."""
    numbers = sheet.numbers(kept)
    for language in sheet.TRANSLATED:
        catalogue = sheet.read(kept, language)
        for message in catalogue:
            if message.id:
                mark = chr(FIRST + numbers[sheet.key(message)])
                text = message.string
                message.string = mark + text if isinstance(text, str) else tuple(mark + form for form in text or ())
        folder = target / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "messages.mo").open("wb") as file:
            write_mo(file, catalogue)


def numbers_in(text: str) -> set[int]:
    return {ord(mark) - FIRST for mark in MARK.findall(text)}


def unmarked(text: str) -> str:
    return MARK.sub("", text)
