"""What features tell the house's tests, each in its own tests/<feature>/house.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from portal.core.access import Actor
from tests.house.sources import FEATURES, TOP


@dataclass(frozen=True)
class Records:
    """One kind of record, for laws 1 and 2. Everything is called inside an app context.

    `make(people)` makes a mixed set: of several organisations, in every state, through the feature's services.
    `every()` gives all of them; `seen(actor)` the ids that `queries.visible_to` lets through; `may_view` is the policy.
    `addresses(record)` gives {endpoint: address parts} for every address that names the record.
    `mixed=False`: one role reads the whole kind, and nobody else any of it.
    `seen` may differ for actors whom the policy lets in under a condition of the moment only: never; make them agree.
    """

    kind: str
    make: Callable[[dict[str, Any]], object]
    every: Callable[[], Iterable[Any]]
    seen: Callable[[Actor], set[Any]]
    may_view: Callable[[Actor, Any], bool]
    addresses: Callable[[Any], dict[str, dict[str, Any]]]
    key: Callable[[Any], Any] = lambda record: record.id
    mixed: bool = True


def houses() -> list[ModuleType]:
    return [import_module(f"tests.{feature}.house") for feature in FEATURES if (TOP / "tests" / feature / "house.py").exists()]


def records() -> list[Records]:
    return [case for house in houses() for case in getattr(house, "RECORDS", ())]


def reasons(name: str) -> dict[str, str]:
    """All features' entries of one list of exceptions: {what: why}."""
    return {key: why for house in houses() for key, why in getattr(house, name, {}).items()}
