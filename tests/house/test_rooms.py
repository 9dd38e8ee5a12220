"""The storeys and rooms of the house: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.sources import FEATURES, PORTAL, TOP, imports, lines, python_files, short, tree

OPEN_ROOMS = {"services", "queries", "vocabulary"}
EMPTY_NAMES = {"utils", "util", "helpers", "common", "misc", "manager", "managers", "tools"}
ROOMS = {"vocabulary", "models", "policy", "forms", "queries", "services", "views", "jobs", "commands", "subjects"}


def test_the_import_contracts_hold() -> None:
    command = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports())"
    run = subprocess.run([sys.executable, "-c", command], cwd=TOP, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]


def test_from_outside_a_feature_only_its_services_queries_and_vocabulary_are_used() -> None:
    through_the_window = []
    for path in python_files():
        own = path.relative_to(PORTAL).parts[0]
        if own not in FEATURES or own == "operations":
            continue
        for line, module in imports(path):
            parts = module.split(".")
            if parts[0] == "portal" and len(parts) > 2 and parts[1] in FEATURES and parts[1] != own and parts[2] not in OPEN_ROOMS:
                through_the_window.append(f"{short(path)}:{line} imports {module}")
    assert not through_the_window, f"ask its services, queries or vocabulary: {through_the_window}"


def test_init_files_hold_one_sentence_and_import_nothing() -> None:
    wrong = [short(path) for path in python_files() if path.name == "__init__.py" and _is_room_door(path) and (any(imports(path)) or lines(path) > 3)]
    assert not wrong, wrong


def _is_room_door(path: Path) -> bool:
    """Of a package or feature; a room that became a folder (services/__init__.py) may gather its steps."""
    return len(path.relative_to(PORTAL).parts) <= 2


def test_every_package_says_what_it_is() -> None:
    silent = [short(path) for path in python_files() if _has_something(path) and not _docstring(path)]
    assert not silent, f"one sentence at the top says what the file is for: {silent}"


def _has_something(path: Path) -> bool:
    return bool(path.read_text(encoding="utf-8").strip()) or len(path.relative_to(PORTAL).parts) == 2


def _docstring(path: Path) -> bool:
    return bool(ast.get_docstring(tree(path)))


def test_no_file_is_named_for_leftovers() -> None:
    wrong = [short(path) for path in python_files() if EMPTY_NAMES & {*path.relative_to(PORTAL).parts, path.stem}]
    assert not wrong, f"name it for what it does: {wrong}"


def test_a_feature_has_only_rooms() -> None:
    strange = sorted(
        {
            f"{feature}/{path.relative_to(PORTAL / feature).parts[0]}"
            for feature in FEATURES
            if feature not in ("operations", "country", "home")
            for path in python_files(PORTAL / feature)
            if path.relative_to(PORTAL / feature).parts[0].removesuffix(".py") not in ROOMS | {"__init__"} | EXTRA_ROOMS.get(feature, set())
        }
    )
    assert not strange, f"which room answers this question? {strange}"


# Work of one feature that answers none of the rooms' questions; the reason stands beside.
EXTRA_ROOMS: dict[str, set[str]] = {
    # importing reads other people's files, structure cuts a text into its provisions: no query, no change
    "elections": {"importing"},
    "library": {"importing", "structure"},
    # roster reads and writes files of observers, row by row
    "identity": {"roster"},
}
