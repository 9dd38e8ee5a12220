"""Election, offices, organisations and people of the demo."""

from datetime import datetime
from typing import Any

from portal.core import clock
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.elections import importing
from portal.elections import services as elections
from portal.identity.services import founding
from portal.identity.vocabulary import OfficeKind, Role
from portal.operations.demo import applications
from portal.operations.demo.content import FOLDER, day, moment, partial, read


def add_election() -> None:
    made = elections.create(SYSTEM, **importing.read(FOLDER / "election.yaml"))
    with (FOLDER / "polling_centres.csv").open("rb") as file:
        elections.enter_places(SYSTEM, made.id, importing.read_places(file))


def prepare_coming_election(admin: Actor) -> None:
    """A draft that only administrators and auditors see, with some of its dates."""
    row = read("coming_election.yaml")
    made = elections.start(admin, None, row["kind"], day(row["voting"]["day"]).year, row["names"], elections.STANDARD)
    db.session.refresh(made, ["days", "phases", "constituencies"])
    elections.set_day(admin, made, None, "general", day(row["voting"]["day"]), row["voting"]["opens"], row["voting"]["closes"], 0)
    for seen, phase in enumerate(row["phases"], 1):
        elections.set_phase(admin, made, phase["code"], (_at(phase["from"]), _at(phase["to"])), seen)


def add_offices() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for row in read("offices.yaml")["offices"]:
        kind, governorate = OfficeKind(row["kind"]), row.get("governorate")
        names = row.get("names") or founding.office_names(governorate)
        made[row["key"]] = founding.found_office(SYSTEM, kind, names, governorate, made.get(row.get("parent")))
    return made


def add_organisations() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for row in read("organisations.yaml")["organisations"]:
        about_language = _first_language(row)
        document = applications.document(row["key"])
        made[row["key"]] = founding.found_organisation(
            SYSTEM, str(row["kind"]), row["names"], _at(row["applied"]),
            registrations=[_registration(item) | {"document_id": document} for item in row["registrations"]], governorates=row["governorates"],
            contact_name=row["contact"]["name"], email=row["contact"]["email"], about=row["about"][about_language],
            about_language=about_language, women_led=bool(row.get("women_led")), of_persons_with_disabilities=bool(row.get("persons_with_disabilities")),
            phone="+964 770 555 0100", declared=applications.declared(row["key"]),
        )  # fmt: skip
    for row in read("organisations.yaml")["organisations"]:
        for member in row["members"]:
            applications.join(made[row["key"]], made[member["organisation"]], member)
    applications.add_focal_points(made)
    return made


def add_people(offices: dict[str, Any], organisations: dict[str, Any], password_hash: str) -> dict[str, Actor]:
    """Actors by key, so that the desks can be filled in their names."""
    made: dict[str, Actor] = {}
    for row in read("people.yaml")["people"]:
        organisation, office = organisations.get(row["organisation"]), offices.get(row["office"])
        name = row["names"][row.get("called") or row["language"]]
        roles = roles_of(row)
        person = founding.found_person(
            SYSTEM, name, row["user_name"], row["email"], row["language"], roles,
            organisation_id=organisation.id if organisation else None, office_id=office.id if office else None,
            password_hash=password_hash, since=_at(row["since"]), demo=True,
        )  # fmt: skip
        made[row["key"]] = Actor(
            person_id=person.id, name=name, roles=frozenset(roles), language=row["language"],
            organisation_id=organisation.id if organisation else None, office_id=office.id if office else None,
            office_is_national=bool(office and office.kind == OfficeKind.NATIONAL),
            governorates=frozenset({office.governorate} if office and office.governorate else ()),
        )  # fmt: skip
    return made


def roles_of(row: dict[str, Any]) -> list[Role]:
    told = row["role"]
    return [Role(role) for role in (told if isinstance(told, list) else [told])]


def settle_organisations(organisations: dict[str, Any], people: dict[str, Actor]) -> None:
    for row in read("organisations.yaml")["organisations"]:
        decision = row["decision"]
        if row["state"] == "accepted" and decision:
            reason = decision["reason"]
            with clock.at(_at(decision)):
                applications.check(people[decision["by"]], organisations[row["key"]].reference, whole=True)
            founding.settle(people[decision["by"]], organisations[row["key"]], _at(decision), reason["text"], reason["language"])


def _first_language(row: dict[str, Any]) -> str:
    return next(code for code in ("ar", "ckb", "en") if row["about"].get(code))


def _registration(item: dict[str, Any]) -> dict[str, Any]:
    return {"authority": item["authority"], "number": item["number"], "issued_on": item["date"], "expires_on": partial(item["expiry"])}


def _at(when: dict[str, Any]) -> datetime:
    found = moment(when)
    assert found is not None
    return found
