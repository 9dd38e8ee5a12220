"""Law 5: one stylesheet, logical properties only, at most one rule with :dir()."""

import re

from tests.house.sources import PORTAL, kept_files, short

SHEET = PORTAL / "static" / "portal.css"
PHYSICAL = re.compile(
    r"(?<![\w-])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
FOREIGN = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")


def rules() -> str:
    return re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_there_is_one_stylesheet() -> None:
    assert [short(path) for path in kept_files() if path.suffix == ".css" and PORTAL in path.parents] == ["portal/static/portal.css"]


def test_only_logical_properties() -> None:
    wrong = [match[0] for match in PHYSICAL.finditer(rules())]
    assert not wrong, f"write inline-start/inline-end: {wrong}"


def test_direction_is_not_asked_for_by_attribute_and_by_dir_once_at_most() -> None:
    assert "[dir" not in rules()
    assert rules().count(":dir(") <= 1


def test_what_is_hidden_stays_hidden_whatever_else_the_sheet_says_of_it() -> None:
    """An important rule of an early layer beats all later ones."""
    base = rules().partition("@layer base {")[2].partition("@layer layout {")[0]
    assert "[hidden] { display: none !important; }" in base


def test_nothing_is_fetched_and_nothing_is_letterspaced() -> None:
    assert not FOREIGN.search(rules())
    assert not re.search(r"letter-spacing\s*:\s*(?!0|normal)|text-transform\s*:\s*uppercase|text-align\s*:\s*justify", rules())


def test_no_colour_is_written_outside_the_tokens() -> None:
    outside = re.sub(r"(?:--[\w-]+|mask[\w-]*)\s*:[^;}]+", "", rules())
    wrong = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*\})", outside)
    assert not wrong, f"give the colour a role among the tokens: {wrong}"
