"""Compiled catalogues: made from the .po files whenever those are newer."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_stale(folder: Path) -> list[str]:
    """Compiles what is missing or older than its source; returns the languages."""
    stale = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        under_way = compiled.with_suffix(".mo.part")
        with under_way.open("wb") as file:
            write_mo(file, catalogue)
        under_way.rename(compiled)
        stale.append(source.parts[-3])
    return stale
