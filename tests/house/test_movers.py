"""Mergers: every column that names an organisation is handed over by a feature's Mover, or stays with the reason."""

from flask import Flask

from portal.core.db import db
from portal.core.register import registers
from portal.identity.services.merging import STAYS


def naming_an_organisation() -> set[str]:
    """By a foreign key, or by its name where there is none."""
    found = set()
    for table in db.metadata.tables.values():
        for column in table.columns:
            targets = {key.target_fullname for key in column.foreign_keys}
            if "identity_organisation.id" in targets or column.name == "organisation_id":
                found.add(f"{table.name}.{column.name}")
    return found


def test_a_merger_forgets_no_table(portal_app: Flask) -> None:
    moved = {column for mover in registers.movers for column in mover.columns}
    every = naming_an_organisation()
    missing = sorted(every - moved - set(STAYS))
    assert not missing, f"a Mover of the feature must hand them over (portal/core/register.py), or STAYS in identity says why not: {missing}"
    assert not (moved | set(STAYS)) - every, "movers name columns that do not exist"
    assert not moved & set(STAYS)


def test_every_mover_says_what_it_moves_in_words(portal_app: Flask) -> None:
    with portal_app.app_context():
        assert [list(mover.count(-1)) for mover in registers.movers] == [[]] * len(registers.movers)
