"""Law 6: the catalogues are complete, right in form, and nothing in the code is missing from them."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.sources import TEMPLATES, TOP, python_files, short, templates, tree

TRANSLATIONS = TOP / "translations"
LANGUAGES = {"ar": 6, "ckb": 2}
CALLS = {"_", "gettext", "_l", "lazy_gettext", "ngettext", "npgettext", "pgettext", "lazy_ngettext", "_n"}
PLACE = re.compile(r"%\(\w+\)[sd]")
TAG = re.compile(r"</?\w+")
FOREIGN_LETTERS = re.compile("[يىكةأإ]")


@cache
def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    pot = tmp_path_factory.mktemp("pot") / "messages.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "extract",
        "-F",
        "translations/babel.cfg",
        "-o",
        str(pot),
        "--no-location",
    ]
    keywords = [part for keyword in ("_l", "lazy_gettext", "_ln:1,2", "lazy_ngettext:1,2") for part in ("-k", keyword)]
    run = subprocess.run([*command, *keywords, "."], cwd=TOP, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    with pot.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("name", ["messages.pot", "ar/LC_MESSAGES/messages.po", "ckb/LC_MESSAGES/messages.po"])
def test_extracting_again_changes_nothing(extracted: Catalog, name: str) -> None:
    with (TRANSLATIONS / name).open("rb") as file:
        kept = {str(message.id) for message in read_po(file) if message.id}
    wanted = {str(message.id) for message in extracted if message.id}
    way_out = f"run `make translations`, then translate what is new in translations/{name} (docs/testing.md tells how)"
    assert wanted == kept, f"{way_out}; new: {sorted(wanted - kept)[:15]} gone: {sorted(kept - wanted)[:15]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_in_every_plural_form_and_none_is_fuzzy(language: str) -> None:
    assert catalogue(language).num_plurals == LANGUAGES[language]
    faulty = [
        message.id
        for message in messages(language)
        if message.fuzzy or not all(strings(message)) or (message.pluralizable and len(strings(message)) != LANGUAGES[language])
    ]
    assert not faulty, f"write {len(faulty)} strings into translations/{language}/LC_MESSAGES/messages.po (docs/testing.md tells how): {faulty[:20]}"


def test_arabic_counts_choose_the_right_form() -> None:
    expression = re.sub(r"\s", "", catalogue("ar").plural_expr)
    chosen = [_plural(expression, number) for number in (0, 1, 2, 3, 10, 11, 99, 100, 101, 103)]
    assert chosen == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]


def _plural(expression: str, number: int) -> int:
    import gettext

    return int(gettext.c2py(expression)(number))  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_source(language: str) -> None:
    """A plural form may leave its number out («بلاغان»), but not the last one, which stands for every other number."""
    wrong = []
    for message in messages(language):
        source = ids(message)[-1]
        wanted = set(PLACE.findall(source))
        for string in filter(None, strings(message)):
            places = set(PLACE.findall(string))
            right = places <= wanted if message.pluralizable and string is not strings(message)[-1] else places == wanted
            if not right or sorted(TAG.findall(string)) != sorted(TAG.findall(source)):
                wrong.append((message.id, string))
    assert not wrong, f"translations/{language}/LC_MESSAGES/messages.po: write the placeholders and tags of the English sentence as they are: {wrong[:10]}"


def test_sorani_is_written_with_sorani_letters() -> None:
    outside = [string for message in messages("ckb") for string in strings(message) if FOREIGN_LETTERS.search(re.sub("«[^»]*»", "", string))]
    assert not outside, f"translations/ckb/LC_MESSAGES/messages.po: ی ک ە, never ي ى ك ة: {outside[:10]}"


def test_sorani_has_one_word_for_a_file() -> None:
    other = re.compile(r"\bفایل")
    two = [text for message in messages("ckb") for text in strings(message) if other.search(text)]
    assert not two, f"a file is پەڕگە: {two}"


def test_no_translation_is_left_in_english() -> None:
    same = [
        string
        for language in LANGUAGES
        for message in messages(language)
        for string in strings(message)
        if string in ids(message) and re.search(r"[A-Za-z]{4,} [A-Za-z]{3,}", PLACE.sub("", string))
    ]
    assert not same, f"translate them in translations/*/LC_MESSAGES/messages.po: {same[:10]}"


def test_only_written_words_are_wrapped() -> None:
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _name(node) in CALLS and not _literal(node)
    ]
    wrong = [place for place in wrong if not place.startswith("portal/core/forms.py")]
    in_templates = [f"{path.relative_to(TEMPLATES)}: {match[0]}" for path in templates() for match in re.finditer(r"\b_\(\s*(?!['\"])[^)]*\)", _code(path))]
    assert not wrong + in_templates, f"_() takes a written string, else it is never extracted: {wrong + in_templates}"


def _code(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
