"""Law 8: every change made by a service leaves an audit line. Read from the code: a function of `services` that others
can call and that changes the database reaches `audit.record`, or its feature's UNAUDITED says why not."""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.house.registry import reasons
from tests.house.sources import FEATURES, PORTAL, functions, imports, python_files, short, tree

EXEMPT = {"audit", "notifications"}  # audit writes the lines; a notice read or sent is told, not decided
SESSION_CHANGES = {"add", "add_all", "delete", "merge"}
STATEMENTS = {"insert", "update", "delete", "upsert"}


@dataclass
class Doing:
    """What one function of a feature's services does."""

    place: str
    module: str
    name: str
    changes: bool = False
    records: bool = False
    calls: set[str] = field(default_factory=set)


def services_of(feature: str) -> list[Path]:
    return [path for path in python_files(PORTAL / feature) if "services" in (path.stem, path.parent.name)]


def doings(feature: str) -> dict[str, Doing]:
    found = {}
    for path in services_of(feature):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = _read(path, node)
    return found


def _read(path: Path, function: ast.FunctionDef) -> Doing:
    module = ".".join(path.relative_to(PORTAL).with_suffix("").parts).removesuffix(".__init__")
    doing = Doing(f"{short(path)}:{function.lineno}", module, function.name)
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            dotted = ast.unparse(node.func)
            doing.calls.add(dotted.split(".")[-1])
            doing.changes |= bool(re.fullmatch(r"(db\.)?session\.(\w+)", dotted)) and dotted.split(".")[-1] in SESSION_CHANGES
            doing.changes |= dotted in STATEMENTS
            doing.records |= dotted in ("audit.record", "audit.services.record", "record")
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        doing.changes |= any(isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) for one in targets)
    return doing


def reaches(name: str, known: dict[str, Doing], what: str, seen: frozenset[str] = frozenset()) -> bool:
    doing = known[name]
    if getattr(doing, what):
        return True
    return any(reaches(call, known, what, seen | {name}) for call in doing.calls if call in known and call not in seen)


def called_from_elsewhere(feature: str, doing: Doing) -> bool:
    """From the feature's other rooms or from other features, as services.x, module.x, or imported by name."""
    own = set(services_of(feature))
    doors = {"services", doing.module.split(".")[-1], feature}
    return any(doing.name in _used(path, feature, doors) for path in python_files() if path not in own)


def _used(path: Path, feature: str, doors: set[str]) -> set[str]:
    modules, attributes = _asks(path)
    services = f"portal.{feature}.services"
    if path.relative_to(PORTAL).parts[0] != feature and not any(one.startswith(services) for one in modules):
        return set()
    by_name = {one.split(".")[-1] for one in modules if one.startswith(f"{services}.")}
    return by_name | {name for owner, name in attributes if owner in doors}


@cache
def _asks(path: Path) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Modules that the file imports, and (owner, name) of every attribute it reads."""
    nodes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    pairs = {
        (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.attr)
        for node in nodes
        if isinstance(node.value, ast.Name | ast.Attribute)
    }
    return frozenset(module for _line, module in imports(path)), frozenset(pairs)


def test_every_change_leaves_an_audit_line() -> None:
    allowed, silent = reasons("UNAUDITED"), []
    for feature in FEATURES:
        known = {} if feature in EXEMPT else doings(feature)
        for name, doing in known.items():
            if f"{doing.module}.{name}" in allowed or not called_from_elsewhere(feature, doing):
                continue
            if reaches(name, known, "changes") and not reaches(name, known, "records"):
                silent.append(f"{doing.place} {name}")
    assert not silent, f"call audit.record(...), or name it in UNAUDITED of tests/<feature>/house.py: {silent}"


def test_no_exception_is_left_over() -> None:
    known = {f"{doing.module}.{name}" for feature in FEATURES for name, doing in doings(feature).items()}
    gone = sorted(set(reasons("UNAUDITED")) - known)
    assert not gone, f"take out of UNAUDITED what no longer exists: {gone}"


def test_services_never_commit() -> None:
    calls = [
        (path, node)
        for feature in FEATURES
        for path in services_of(feature)
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    ]
    commits = [f"{short(path)}:{call.lineno}" for path, call in calls if ast.unparse(call.func).endswith("session.commit")]
    assert not commits, f"the one commit is at the edge (pages.done): {commits}"
