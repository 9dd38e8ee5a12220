"""What can be asked about people and their bodies."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row, and_, or_, select

from portal.core.access import Actor
from portal.core.db import db
from portal.identity.models import Membership, Office, OfficeName, Organisation, OrganisationName, Person, SignIn, Suspension
from portal.identity.vocabulary import CSO_ROLES, Role


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(token: str, now: datetime) -> tuple[Row[tuple[SignIn, Person]], Actor] | None:
    """The sign-in of a cookie with its person and actor, in one statement; None when it ended or nothing binds the
    person to a body now."""
    suspended = select(Suspension.id).where(Suspension.organisation_id == Organisation.id, Suspension.to_at.is_(None)).exists()
    rows = db.session.execute(
        select(SignIn, Person, Membership.role, Organisation.id.label("organisation_id"), Office, suspended.label("suspended"))
        .join(Person, Person.id == SignIn.person_id)
        .join(Membership, and_(Membership.person_id == Person.id, Membership.to_at.is_(None)))
        .outerjoin(Organisation, and_(Organisation.id == Membership.organisation_id, Organisation.state == "accepted"))
        .outerjoin(Office, Office.id == Membership.office_id)
        .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None), Person.closed_at.is_(None))
        .where(or_(Organisation.id.is_not(None), Office.id.is_not(None)))
    ).all()
    if not rows:
        return None
    row = rows[0]
    actor = Actor(
        person_id=row.Person.id,
        name=row.Person.name,
        roles=frozenset(r.role for r in rows),
        organisation_id=row.organisation_id,
        office_id=row.Office.id if row.Office else None,
        office_is_national=bool(row.Office and row.Office.kind == "national"),
        governorate=row.Office.governorate if row.Office else None,
        suspended=bool(row.organisation_id and row.suspended),
        sign_in_id=row.SignIn.id,
        language=row.Person.language,
    )
    return row, actor


def people_of_organisation(organisation_id: int) -> list[int]:
    now_bound = Membership.to_at.is_(None)
    return list(db.session.scalars(select(Membership.person_id).where(Membership.organisation_id == organisation_id, now_bound).distinct()))


def cso_people() -> list[int]:
    """Everybody of every organisation: for news that concern all."""
    return list(db.session.scalars(select(Membership.person_id).where(Membership.role.in_(CSO_ROLES), Membership.to_at.is_(None)).distinct()))


def officers(role: Role, governorate: str | None = None, national_only: bool = False) -> list[int]:
    """Commission staff with a role: of the national office, and of the governorate's own office unless `national_only`."""
    where = Office.kind == "national"
    if governorate and not national_only:
        where = or_(where, Office.governorate == governorate)
    statement = select(Membership.person_id).join(Office, Office.id == Membership.office_id)
    return list(db.session.scalars(statement.where(Membership.role == role, Membership.to_at.is_(None), where).distinct()))


def organisation_names(ids: Iterable[int], language: str) -> dict[int, str]:
    """Each organisation's name for a reader of `language`, in one statement."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = db.session.scalars(select(OrganisationName).where(OrganisationName.organisation_id.in_(wanted)))
    return _best(((row.organisation_id, row.language, row.text) for row in rows), language)


def office_names(ids: Iterable[int], language: str) -> dict[int, str]:
    wanted = set(ids)
    if not wanted:
        return {}
    rows = db.session.scalars(select(OfficeName).where(OfficeName.office_id.in_(wanted)))
    return _best(((row.office_id, row.language, row.text) for row in rows), language)


def person_names(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    return {row.id: row.name for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))}


def _best(rows: Iterable[tuple[int, str, str]], language: str) -> dict[int, str]:
    """For each owner the text in the reader's language, else in the nearest other one."""
    rank = {code: place for place, code in enumerate([language, "ar", "ckb", "en"][::-1])}
    best: dict[int, tuple[int, str]] = {}
    for owner, code, text in rows:
        place = rank.get(code, -1)
        if owner not in best or place > best[owner][0]:
            best[owner] = (place, text)
    return {owner: text for owner, (_place, text) in best.items()}
