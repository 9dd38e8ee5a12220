"""What the demo's organisations show of themselves, and how the offices are reached."""

from collections.abc import Callable
from typing import Any

from portal.core.access import SYSTEM, Actor
from portal.directory.services import listing, profiling, reaching
from portal.directory.services.profiling import Told
from portal.directory.services.reaching import Way
from portal.directory.vocabulary.contacts import ContactKind
from portal.directory.vocabulary.profiles import Consent, Field
from portal.operations.demo.content import Event, event, read


def add_contacts(offices: dict[str, Any]) -> None:
    for row in read("directory.yaml")["contacts"]:
        texts = {code: (text, hours) for code, (text, hours) in row["texts"].items()}
        ways = {"spoken": tuple(row["spoken"]), "channels": tuple(row["channels"])}
        reaching.enter_contact(SYSTEM, Way(ContactKind(row["kind"]), offices[row["office"]].id, texts, row["phone"], row.get("email"), **ways))


def events(people: dict[str, Actor]) -> list[Event]:
    profiles = [event(row["at"], _profile(people[row["by"]], row)) for row in read("directory.yaml")["profiles"]]
    return profiles + [event(row["at"], _donor_list(people["admin"], row["language"])) for row in read("directory.yaml")["donor_lists"]]


def _donor_list(actor: Actor, language: str) -> Callable[[], None]:
    return lambda: listing.write_piece(listing.ask_donor_list(actor, language).id, 0)


def _profile(actor: Actor, row: dict[str, Any]) -> Callable[[], None]:
    told = Told(
        single={Field(field): value for field, value in row["single"].items()},
        texts=row["texts"],
        choices={Field(field): frozenset(codes) for field, codes in row["choices"].items()},
        consents={Field(field): Consent(level) for field, level in row["consents"].items()},
    )
    return lambda: profiling.keep_profile(actor, told, seen=0)
