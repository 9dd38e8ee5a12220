"""How others speak of people and their bodies."""

from collections.abc import Iterable

from flask import Flask, url_for

from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Subject, registers
from portal.core.text import whole_number
from portal.identity import queries
from portal.identity.queries import agreements, commitments
from portal.identity.services import merging
from portal.identity.services.observers import own_roster


def _people(ids: Iterable[int], language: str) -> dict[int, str]:
    return queries.person_names(ids)


def _nothing(ids: Iterable[int], language: str) -> dict[int, str]:
    return {}


def _agreement(reference: str) -> str:
    """`reference`: kind and number, as `code_of_conduct/2`."""
    kind, _slash, number = reference.partition("/")
    return url_for("identity.agreement", kind=kind, number=int(number))
def _organisation(typed: str) -> str | None:
    return typed if whole_number(typed) is not None else _text(queries.organisation_called(typed))


def _person(typed: str) -> str | None:
    return typed if whole_number(typed) is not None else _text(queries.known_as(typed))


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


SUBJECTS = (
    Subject(
        "organisation",
        _l("Organisation"),
        queries.organisation_names,
        lambda reference: url_for("identity.organisation", reference=reference),
        _organisation,
    ),
    Subject("suspension", _l("Suspension"), _nothing, lambda reference: url_for("identity.suspended")),
    Subject("person", _l("Person"), _people, lambda reference: url_for("identity.account"), _person),
    Subject("member", _l("Person"), _people, lambda user_name: url_for("identity.member", user_name=user_name)),
    Subject("officer", _l("Person"), _people, lambda user_name: url_for("identity.officer", user_name=user_name)),
    Subject("office", _l("Office"), queries.office_names, lambda reference: url_for("identity.staff")),
    Subject("observer", _l("Observer"), _nothing, lambda code: url_for("identity.observer", code=code)),
    Subject("roster_import", _l("File of observers"), _nothing, lambda reference: url_for("identity.roster_import", reference=reference)),
    Subject("people", _l("People"), _nothing, lambda reference: url_for("identity.people")),
    Subject("agreement", _l("Agreement"), agreements.titles_of_versions, _agreement),
    Subject("signature", _l("Signature"), _nothing, lambda reference: url_for("identity.signature", reference=reference)),
    Subject("commitment", _l("Commitment"), commitments.titles_of_commitments, lambda reference: url_for("identity.commitment", reference=reference)),
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
    if queries.personal_facts not in registers.personal:
        registers.personal.append(queries.personal_facts)
    if own_roster not in registers.own_exports:
        registers.own_exports.append(own_roster)
    registers.body_of = queries.organisation_of
    registers.menders = queries.menders
    registers.told_of = queries.told_of
    registers.forerunners = queries.forerunners
