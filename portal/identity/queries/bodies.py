"""Names of bodies and people, each for many at once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db, pick
from portal.identity.models import Office, OfficeName, Organisation, OrganisationName, Person
from portal.identity.vocabulary import OfficeKind, former


def organisation_names(ids: Iterable[int], language: str) -> dict[int, str]:
    """Each organisation's name for a reader of `language`, in one statement."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    rows = db.session.execute(
        select(OrganisationName.organisation_id, OrganisationName.language, OrganisationName.text).where(OrganisationName.organisation_id.in_(wanted))
    )
    return _best(rows.all(), language)


def office_names(ids: Iterable[int], language: str) -> dict[int, str]:
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(OfficeName.office_id, OfficeName.language, OfficeName.text).where(OfficeName.office_id.in_(wanted)))
    return _best(rows.all(), language)


def person_names(ids: Iterable[int | None]) -> dict[int, str]:
    """Of those who were forgotten, that they were members once."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name, Person.user_name).where(Person.id.in_(wanted)))
    return {row.id: row.name or str(former(row.user_name)) for row in rows}


def person_user_names(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {i for i in ids if i is not None}
    return {row.id: row.user_name for row in db.session.execute(select(Person.id, Person.user_name).where(Person.id.in_(wanted)))}


def organisation_reference(organisation_id: int) -> str | None:
    return db.session.scalar(select(Organisation.reference).where(Organisation.id == organisation_id))


def offices(language: str) -> list[tuple[int, str]]:
    """Every office with its name, the national one first, then by name."""
    rows = db.session.scalars(select(Office).options(selectinload(Office.names))).all()
    named = [(office, pick(office.names, language)) for office in rows]
    shown = [(office.kind != OfficeKind.NATIONAL, name.text if name else str(office.id), office.id) for office, name in named]
    return [(office_id, name) for _place, name, office_id in sorted(shown)]


def national_office_id() -> int | None:
    return db.session.scalar(select(Office.id).where(Office.kind == OfficeKind.NATIONAL).order_by(Office.id).limit(1))


def office_of(governorate: str) -> int | None:
    return db.session.scalar(select(Office.id).where(Office.governorate == governorate))


def demo_accounts_present() -> bool:
    """Accounts whose password is published: the server then answers this machine only."""
    return db.session.scalar(select(Person.id).where(Person.demo).limit(1)) is not None


def _best(rows: Sequence[tuple[int, str, str]] | Iterable[tuple[int, str, str]], language: str) -> dict[int, str]:
    """For each owner the text in the reader's language, else in the nearest other one."""
    rank = {code: place for place, code in enumerate(("en", "ckb", "ar"))} | {language: 9}
    best: dict[int, tuple[int, str]] = {}
    for owner, code, text in rows:
        place = rank.get(code, -1)
        if owner not in best or place > best[owner][0]:
            best[owner] = (place, text)
    return {owner: text for owner, (_place, text) in best.items()}
