"""Organisations for the tests, as applicants, administrators and the commission would have made them."""

from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import Organisation
from portal.identity.services import answering, applying, deciding, examining, joining, lasting
from portal.identity.services.applying import Contact, Declarations, Work
from portal.identity.services.lasting import Renewed
from portal.identity.vocabulary import OrganisationKind
from portal.identity.vocabulary.checking import Result

ASKED: dict[str, Any] = {
    "names": {"ar": "رابطة ضفاف", "en": "Riverbank Association"}, "kind": OrganisationKind.ORGANISATION, "governorates": ("BSR",),
    "registrations": ({"authority": "federal", "number": "F-77", "issued_on": "2020-01-05", "expires_on": None},),
    "contact_name": "سعاد كريم", "email": "suad@riverbank.example", "phone": "+964 770 000 0000", "about": "نراقب الانتخابات.", "language": "ar",
    "members": (),
}  # fmt: skip


def begun(once: str = "once", network: str = "192.0.2.1", **changes: Any) -> tuple[queries.Dossier, str]:
    """A whole draft, as the pages of the form would have made it, and the secret of its address."""
    asked = ASKED | changes
    made, secret = applying.start(asked["language"], network, once, asked["email"])
    found = lambda: queries.application(made.reference, secret)  # noqa: E731
    applying.save_names(found(), asked["names"], asked["kind"], False, False)
    applying.save_registrations(found(), asked["registrations"])
    applying.save_work(found(), Work(asked["about"], ["observation"], ["all"], asked["governorates"]))
    applying.save_people(found(), Contact(asked["contact_name"], asked["email"], asked["phone"]), [{"name": "كريم", "duty": None, "phone": None}])
    applying.save_declarations(found(), Declarations(True, "لا شيء", False, True, "سعاد كريم", "رئيسة"))
    for member in asked["members"]:
        applying.name_member(found(), member, clock.today() - timedelta(days=30), None)
    db.session.flush()
    db.session.expire_all()
    return found(), secret


def applied(once: str = "once", network: str = "192.0.2.1", **changes: Any) -> tuple[Organisation, str]:
    found, secret = begun(once, network, **changes)
    applying.send(found)
    return found.organisation, secret


def in_order(admin: Actor, made: Organisation) -> None:
    """Everything on the checklist was looked at and is in order."""
    found = queries.dossier(made.reference, admin)
    examining.check(admin, found, dict.fromkeys(queries.checklist(made), Result.PASSED))


def accepted(admin: Actor, made: Organisation) -> Organisation:
    in_order(admin, made)
    deciding.accept(admin, queries.organisation(made.reference, admin))
    return made


def make_organisations(people: dict[str, Any]) -> None:
    admin = people["commission_admin"].actor
    applied("a" * 24)
    rejected, secret = applied("b" * 24, email="other@riverbank.example")
    deciding.reject(admin, queries.organisation(rejected.reference, admin), "ناقصة", "ar")
    answering.appeal(queries.application(rejected.reference, secret), "نعترض")
    answering.tell_difficulty(queries.application(rejected.reference, secret), "صعب")
    make_renewal(people["cso_admin"].actor)


def make_renewal(actor: Actor) -> Any:
    """The organisation's acceptance ends soon, and it asks for its renewal."""
    own = queries.own_organisation(actor)
    own.valid_until = clock.today() + timedelta(days=20)
    rows = [{"authority": "federal", "number": "F-1", "issued_on": None, "expires_on": (clock.today() + timedelta(days=800)).isoformat()}]
    return lasting.ask(actor, f"renewal-{own.id}", Renewed(rows, {}, "علي", "ali@nahrain.example", "+964 770 000 0000", "نراقب.", ["BSR"]))


def make_calls(people: dict[str, Any]) -> None:
    """The first organisation is a coalition: the second is a member, and leads a network of its own that had asked the first."""
    own, other = people["cso_admin"].actor, people["other_admin"].actor
    first, second = queries.own_organisation(own), queries.own_organisation(other)
    first.kind, second.kind = OrganisationKind.COALITION, OrganisationKind.NETWORK
    joining.ask(other, second, first.reference, clock.today(), None)
    joining.ask(own, first, second.reference, clock.today() - timedelta(days=3), None)
    joining.confirm(other, queries.calls_to(second.id)[0].call)
    joining.ask(other, second, "O-2026-halted", clock.today(), None)
