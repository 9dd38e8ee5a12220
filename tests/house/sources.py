"""The files that the laws read."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[2]
PORTAL = TOP / "portal"
TEMPLATES = PORTAL / "templates"
FEATURES = (
    "country",
    "audit",
    "notifications",
    "identity",
    "elections",
    "library",
    "directory",
    "violations",
    "reports",
    "home",
    "operations",
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def kept_files() -> tuple[Path, ...]:
    """What git keeps or would keep: no rubbish, nothing of .gitignore."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=TOP, capture_output=True, check=True).stdout
    return tuple(TOP / name for name in sorted(listed.decode().split("\0")) if name and (TOP / name).is_file())


@cache
def python_files(folder: Path = PORTAL) -> tuple[Path, ...]:
    return tuple(path for path in kept_files() if path.suffix == ".py" and folder in path.parents)


def templates() -> list[Path]:
    return [path for path in kept_files() if TEMPLATES in path.parents]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def short(path: Path) -> str:
    return str(path.relative_to(TOP))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every import in the file; `from a import b` counts as a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
