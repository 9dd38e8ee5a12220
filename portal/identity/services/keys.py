"""Single-use keys: links that are mailed, and codes that an administrator hands over. Kept as hashes only."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from portal.core import clock
from portal.core.db import db
from portal.core.hashing import alone
from portal.core.reference import ALPHABET
from portal.core.refusal import Refusal
from portal.identity import vocabulary
from portal.identity.models import OneTimeKey
from portal.identity.queries import token_hash
from portal.identity.vocabulary import KeyKind

LASTS = {KeyKind.INVITATION: timedelta(days=7), KeyKind.PASSWORD: timedelta(hours=2), KeyKind.CODE: timedelta(days=7), KeyKind.ADDRESS: timedelta(days=2)}
CODE_LENGTH = 10
LOOKALIKES = str.maketrans({"U": "V"})


def make(kind: KeyKind, **facts: Any) -> tuple[OneTimeKey, str]:
    """The row and the token that stands nowhere else."""
    now = clock.now()
    token = secrets.token_urlsafe(32)
    row = OneTimeKey(kind=kind, token_hash=token_hash(token), made_at=now, ends_at=now + LASTS[kind], **facts)
    db.session.add(row)
    db.session.flush()
    return row, token


def make_code(person_id: int, made_by_id: int | None) -> str:
    """Ten speakable characters, about 49 bits: hashed slowly, so that a copy of the database does not open accounts."""
    drop(person_id, KeyKind.CODE)
    now = clock.now()
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    facts = {"kind": KeyKind.CODE, "person_id": person_id, "made_by_id": made_by_id}
    db.session.add(OneTimeKey(token_hash=code_hash(person_id, code), made_at=now, ends_at=now + LASTS[KeyKind.CODE], **facts))
    db.session.flush()
    return f"{code[:5]}-{code[5:]}"


def code_hash(person_id: int | None, typed: str, known: bool = True) -> str:
    plain = "".join(c for c in typed.upper() if c.isalnum()).translate(LOOKALIKES)
    return alone(_slow_hash, plain, f"portal-code-{person_id}", known=known)


def _slow_hash(plain: str, salt: str) -> str:
    return hashlib.scrypt(plain.encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()


def renew(row: OneTimeKey) -> str:
    """A new token for the same invitation; the link of before is dead."""
    now = clock.now()
    token = secrets.token_urlsafe(32)
    row.token_hash, row.ends_at = token_hash(token), now + LASTS[KeyKind(row.kind)]
    return token


def use(row: OneTimeKey) -> None:
    """Once: of two who come at the same moment the second is refused."""
    now = clock.now()
    mine = update(OneTimeKey).where(OneTimeKey.id == row.id, OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None), OneTimeKey.ends_at > now)
    if db.session.execute(mine.values(used_at=now)).rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(vocabulary.LINK_DEAD, status=410)


def drop(person_id: int, *kinds: KeyKind) -> None:
    """Revokes what this person has not used yet."""
    open_ones = update(OneTimeKey).where(OneTimeKey.person_id == person_id, OneTimeKey.kind.in_(kinds), OneTimeKey.used_at.is_(None))
    db.session.execute(open_ones.where(OneTimeKey.revoked_at.is_(None)).values(revoked_at=clock.now()))


def drop_of_organisation(organisation_id: int, kind: KeyKind) -> None:
    """Revokes what nobody has used yet to join this organisation."""
    mine = update(OneTimeKey).where(OneTimeKey.organisation_id == organisation_id, OneTimeKey.kind == kind, OneTimeKey.used_at.is_(None))
    db.session.execute(mine.where(OneTimeKey.revoked_at.is_(None)).values(revoked_at=clock.now()))
