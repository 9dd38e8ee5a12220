"""The cast that stands in every test's database: two working organisations, a suspended one, and the commission.

Written to the models directly, once a run: what makes people is tested in tests/identity/."""

from dataclasses import dataclass
from datetime import timedelta

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity import queries
from portal.identity.models import (
    Membership,
    Office,
    OfficeName,
    Organisation,
    OrganisationName,
    Person,
    SignIn,
    Suspension,
)
from portal.identity.services import passwords
from portal.identity.services.people import in_order
from portal.identity.vocabulary import OfficeKind, OrganisationKind, OrganisationState, Role

# Long runs: the cast's sign-ins are made once, and must not grow old meanwhile.
FRESH = timedelta(hours=6)
PASSWORD = "نهر دجلة يجري 2026"


@dataclass(frozen=True)
class Somebody:
    """A person of the cast: `actor` for services, `token` for the cookie of a signed-in browser."""

    key: str
    person_id: int
    name: str
    user_name: str
    email: str
    token: str
    actor: Actor

    @property
    def organisation_id(self) -> int:
        assert self.actor.organisation_id is not None, f"{self.key} belongs to no organisation"
        return self.actor.organisation_id


ORGANISATIONS = {
    "nahrain": (
        "منظمة النهرين لمراقبة الانتخابات",
        "ڕێکخراوی نەهرەین بۆ چاودێریی هەڵبژاردن",
        "Nahrain Election Observation Organisation",
    ),
    "zagros": ("شبكة زاكروس للديمقراطية", "تۆڕی زاگرۆس بۆ دیموکراسی", "Zagros Network for Democracy"),
    "halted": ("مرصد الضفاف", "ڕوانگەی کەنارەکان", "Riverside Observatory"),
}
# key: (kind, governorate, names, the office above); an office stands after the one above it
OFFICES = {
    "national": (OfficeKind.NATIONAL, None, ("المكتب الوطني", "نووسینگەی نیشتمانی", "National Office"), None),
    "basra": (OfficeKind.GOVERNORATE, "BSR", ("مكتب البصرة", "نووسینگەی بەسرە", "Basra Office"), "national"),
    "nineveh": (OfficeKind.GOVERNORATE, "NIN", ("مكتب نينوى", "نووسینگەی نەینەوا", "Nineveh Office"), "national"),
    "kurdistan": (OfficeKind.REGION, None, ("مكتب الإقليم", "نووسینگەی هەرێم", "Region Office"), "national"),
    "duhok": (OfficeKind.GOVERNORATE, "DHK", ("مكتب دهوك", "نووسینگەی دهۆک", "Duhok Office"), "kurdistan"),
}
# key: (name, role or roles, body)
PEOPLE: dict[str, tuple[str, Role | tuple[Role, ...], str]] = {
    "cso_member": ("نور حسن عبد الله", Role.CSO_MEMBER, "nahrain"),
    "cso_case_holder": ("سندس عادل جاسم", Role.CSO_CASE_HOLDER, "nahrain"),
    "cso_admin": ("علي كاظم محسن", (Role.CSO_ADMIN, Role.CSO_CASE_HOLDER), "nahrain"),
    "other_member": ("شيلان أحمد رسول", Role.CSO_MEMBER, "zagros"),
    "other_admin": ("دلشاد عمر قادر", Role.CSO_ADMIN, "zagros"),
    "suspended_member": ("سارة جبار ناصر", Role.CSO_MEMBER, "halted"),
    "suspended_admin": ("حيدر عباس فاضل", (Role.CSO_ADMIN, Role.CSO_CASE_HOLDER), "halted"),
    "publishing_officer": ("زينب صالح مهدي", Role.PUBLISHING_OFFICER, "national"),
    "case_officer": ("مصطفى إبراهيم خليل", Role.CASE_OFFICER, "national"),
    "basra_officer": ("رنا جاسم عودة", Role.CASE_OFFICER, "basra"),
    "nineveh_officer": ("يوسف داود متي", Role.CASE_OFFICER, "nineveh"),
    "region_officer": ("هيمن كريم صادق", Role.CASE_OFFICER, "kurdistan"),
    "commission_admin": ("أحمد سعدون الجبوري", Role.COMMISSION_ADMIN, "national"),
    "auditor": ("هدى محمود الراوي", Role.AUDITOR, "national"),
}


def make_cast() -> dict[str, Somebody]:
    """Inside an app context; commits."""
    moment = clock.now()
    organisations = {key: _organisation(key, names, moment) for key, names in ORGANISATIONS.items()}
    offices: dict[str, Office] = {}
    for key, (kind, governorate, names, above) in OFFICES.items():
        offices[key] = _office(kind, governorate, names, offices[above].id if above else None)
    password = passwords.hash_password(PASSWORD)
    for key, (name, roles, body) in PEOPLE.items():
        person = Person(name=name, user_name=key, email=f"{key}@example.org", password_hash=password, language="ar", made_at=moment)
        db.session.add(person)
        db.session.flush()
        bound = {"office_id": offices[body].id} if body in offices else {"organisation_id": organisations[body].id}
        for role in in_order(roles):
            db.session.add(Membership(person_id=person.id, role=role, from_at=moment, **bound))
        sign_in = {"token_hash": queries.token_hash(f"token-{key}"), "browser": "Test", "network": "127.0.0.1"}
        db.session.add(SignIn(person_id=person.id, made_at=moment + FRESH, seen_at=moment + FRESH, **sign_in))
    suspender = db.session.query(Person.id).filter_by(user_name="commission_admin").scalar()
    halt = {"organisation_id": organisations["halted"].id, "from_at": moment, "by_id": suspender}
    db.session.add(Suspension(reason="مخالفة مدونة السلوك", reason_language="ar", **halt))
    db.session.commit()
    return {key: _somebody(key) for key in PEOPLE}


def _somebody(key: str) -> Somebody:
    here = queries.signed_in(f"token-{key}", clock.now())
    assert here is not None and here.actor.person_id, f"the cast's {key} cannot sign in"
    return Somebody(key, here.actor.person_id, here.actor.name, key, f"{key}@example.org", f"token-{key}", here.actor)


def _organisation(key: str, names: tuple[str, ...], moment: object) -> Organisation:
    made = Organisation(
        reference=f"O-2026-{key}",
        kind=OrganisationKind.ORGANISATION,
        state=OrganisationState.ACCEPTED,
        applied_at=moment,
        decided_at=moment,
        email=f"info@{key}.example",
        names=[OrganisationName(language=code, text=name, origin="written") for code, name in _spoken(names)],
    )
    db.session.add(made)
    return made


def _office(kind: OfficeKind, governorate: str | None, names: tuple[str, ...], above: int | None) -> Office:
    made = Office(
        kind=kind,
        governorate=governorate,
        parent_id=above,
        names=[OfficeName(language=language, text=name, origin="written") for language, name in _spoken(names)],
    )
    db.session.add(made)
    db.session.flush()
    return made


def _spoken(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(("ar", "ckb", "en"), names, strict=True))
