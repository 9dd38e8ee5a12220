"""How others speak of people and their bodies."""

from collections.abc import Iterable

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.identity import queries
from portal.identity.services import merging


def _people(ids: Iterable[int], language: str) -> dict[int, str]:
    return queries.person_names(ids)


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


SUBJECTS = (
    Subject(
        "organisation",
        _l("Organisation"),
        queries.organisation_names,
        lambda reference: url_for("identity.organisation", reference=reference),
    ),
    Subject("suspension", _l("Suspension"), _nothing, lambda reference: url_for("identity.suspended")),
    Subject("person", _l("Person"), _people, lambda reference: url_for("identity.account")),
    Subject("member", _l("Person"), _people, lambda user_name: url_for("identity.member", user_name=user_name)),
    Subject("officer", _l("Person"), _people, lambda user_name: url_for("identity.officer", user_name=user_name)),
    Subject("office", _l("Office"), queries.office_names, lambda reference: url_for("identity.staff")),
    Subject("coalition", _l("Networks and coalitions"), _nothing, lambda reference: url_for("identity.coalitions")),
    Subject("term", _l("Acceptance"), _nothing, lambda reference: url_for("identity.term")),
    Subject("home", _l("Dashboard"), _nothing, lambda reference: url_for("home.index")),
    Subject("invitation", _l("Invitation"), _nothing, lambda reference: url_for("identity.people")),
)


def register(app: Flask) -> None:
    """What storeys below identity ask about people, without importing it."""
    if merging.MOVER not in registers.movers:
        registers.movers.append(merging.MOVER)
    registers.people = queries.mail_addresses
    registers.known_as = queries.known_as
