"""Law 4, the templates' part of laws 7 and 8, and that all of them compile."""

import re
from pathlib import Path

from flask import Flask

from tests.house.sources import TEMPLATES, python_files, short, templates

LANGUAGE_MARK = re.compile(r'(?<![\w-])lang="([^"]*)"(?:\s+dir="([^"]*)")?')
DIRECTION_ALONE = re.compile(r'(?<!" )(?<![\w-])dir="(?!auto")')
DIRECTIONS = {"ar": "rtl", "ckb": "rtl", "en": "ltr"}
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b")
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son(?:click|change|submit|load|error|input|key\w+|mouse\w+|focus|blur)=|javascript:",
    re.IGNORECASE,
)
OF_PARTS = re.compile(r"<(input|select|textarea|table|time|form)\b")
LITERAL_WORDS = re.compile(r">\s*[A-Za-z][^<{]*[a-z]{2,}[^<{]*<")


def relative(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def feature_templates() -> list[Path]:
    return [path for path in templates() if path.suffix == ".html" and not relative(path).startswith(("parts/", "layouts/", "base.html"))]


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{relative(path)}:{number} {match[0]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := pattern.search(re.sub(r"\{#.*?#\}", "", line)))
    ]


def test_all_templates_compile(portal_app: Flask) -> None:
    for path in templates():
        portal_app.jinja_env.get_template(relative(path))


def test_the_language_of_a_page_is_set_in_base_only() -> None:
    roots = [path for path in templates() if re.search(r"<html\b", path.read_text(encoding="utf-8"))]
    assert [relative(path) for path in roots if "mail/" not in relative(path)] == ["base.html"]


def test_a_text_with_its_own_language_says_its_direction_too() -> None:
    wrong = [
        f"{relative(path)}: {mark[0]}"
        for path in templates()
        for mark in LANGUAGE_MARK.finditer(path.read_text(encoding="utf-8"))
        if mark[2] != _direction_of(mark[1]) and mark.string[: mark.start()].rsplit("<", 1)[1][:4] != "img "
    ]
    assert not wrong, f'use said() or words(), or write dir="{{{{ dir_of(…) }}}}" beside it: {wrong}'
    alone = found(DIRECTION_ALONE, feature_templates())
    assert not alone, f"use code() for codes and words() for words: {alone}"


def _direction_of(language: str) -> str | None:
    expression = language.removeprefix("{{").removesuffix("}}").strip()
    return DIRECTIONS.get(language) or f"{{{{ dir_of({expression}) }}}}"


def test_nothing_is_marked_safe_outside_core_text() -> None:
    assert not found(UNSAFE, templates())
    markup = [short(path) for path in python_files() if "Markup" in path.read_text(encoding="utf-8") and not path.match("core/text.py")]
    assert not markup, f"make it in portal/core/text.py: {markup}"


def test_no_template_holds_script_or_style() -> None:
    assert not found(INLINE, [path for path in templates() if path.suffix == ".html"])


def test_inputs_tables_dates_and_forms_come_from_parts() -> None:
    wrong = found(OF_PARTS, feature_templates())
    assert not wrong, f"use the macros of parts/: {wrong}"


def test_no_sentence_stands_untranslated_in_a_template() -> None:
    wrong = found(LITERAL_WORDS, [path for path in templates() if path.suffix == ".html"])
    assert not wrong, f"wrap it in _('…'): {wrong}"
