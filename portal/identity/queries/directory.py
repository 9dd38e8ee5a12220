"""What the directory asks about organisations: who may work here, of which kind, under which name."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from portal.core.db import db
from portal.core.search.folding import fold
from portal.identity.models import Organisation, OrganisationName
from portal.identity.queries.agreements import MAY_WORK


def working_organisations(kind: str | None = None) -> Select[Any]:
    """Ids of accepted organisations that are not suspended, as a part of another statement."""
    found = select(Organisation.id).where(MAY_WORK)
    return found.where(Organisation.kind == kind) if kind else found


def organisations_called(typed: str) -> Select[Any]:
    """Ids of the organisations in whose names, of any language, every word of `typed` stands in the comparing spelling, as a
    part of another statement."""
    words = fold(typed).split()
    return select(OrganisationName.organisation_id).where(*(OrganisationName.folded.contains(word, autoescape=True) for word in words))


def organisation_references(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Reference and kind by id."""
    rows = db.session.execute(select(Organisation.id, Organisation.reference, Organisation.kind).where(Organisation.id.in_(set(ids))))
    return {row.id: (row.reference, row.kind) for row in rows}


def organisation_id_of(reference: str) -> int | None:
    """By its reference, when it may work here."""
    return db.session.scalar(select(Organisation.id).where(Organisation.reference == reference, MAY_WORK))
