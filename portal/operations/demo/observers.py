"""The roster of observers of one organisation of the demo."""

from typing import Any

from portal.core.access import Actor
from portal.identity import queries
from portal.identity.services import observers, rosters
from portal.operations.demo.content import FOLDER, day, read


def add(people: dict[str, Actor]) -> int:
    """And a file of more of them that waits to be confirmed, with rows that cannot be taken."""
    keeper = people["nahrain_admin"]
    rows = read("observers.yaml")["observers"]
    for row in rows:
        observers.add_observer(keeper, row["code"], _details(row))
        found = queries.observer(row["code"], keeper)
        if row.get("left") and found is not None:
            observers.end_observer(keeper, found)
    rosters.read_roster(keeper, (FOLDER / "observers_waiting.csv").read_bytes(), "مراقبو ذي قار.csv")
    return len(rows)


def _details(row: dict[str, Any]) -> dict[str, Any]:
    trained_on = day(row["trained"]) if row["trained"] else None
    return {**{name: row[name] for name in ("governorate", "district", "sex", "training", "name", "phone")}, "trained_on": trained_on}
