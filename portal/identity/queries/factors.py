"""What can be asked about second factors, waiting sign-ins, and where somebody is signed in."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.identity.models import Membership, Passkey, Person, RecoveryCode, SignIn, TotpFactor, Waiting
from portal.identity.queries.sign_in import token_hash
from portal.identity.vocabulary.factors import Proof


@dataclass(frozen=True)
class Factor:
    """An app or a passkey of somebody; `id` is of its own table."""

    id: int
    kind: Proof
    reference: str
    person_id: int
    name: str
    made_at: datetime
    used_at: datetime | None


def factors_of(person_id: int | None) -> list[Factor]:
    """Those that open the door, the oldest first."""
    apps = select(TotpFactor).where(TotpFactor.person_id == person_id, TotpFactor.confirmed_at.is_not(None))
    keys = select(Passkey).where(Passkey.person_id == person_id)
    found = [_factor(Proof.APP, row) for row in db.session.scalars(apps)] + [_factor(Proof.PASSKEY, row) for row in db.session.scalars(keys)]
    return sorted(found, key=lambda factor: factor.made_at)


def _factor(kind: Proof, row: Any) -> Factor:
    return Factor(row.id, kind, row.reference, row.person_id, row.name, row.made_at, row.used_at)


def own_factor(reference: str, actor: Actor) -> Factor | None:
    return next((factor for factor in factors_of(actor.person_id) if factor.reference == reference), None)


def kinds_of(person_id: int | None) -> frozenset[Proof]:
    return frozenset(factor.kind for factor in factors_of(person_id))


def unused_codes(person_id: int | None) -> int:
    unused = (RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def proposed_app(person_id: int | None) -> TotpFactor | None:
    """The app that is being set up and not confirmed yet."""
    return db.session.scalar(select(TotpFactor).where(TotpFactor.person_id == person_id, TotpFactor.confirmed_at.is_(None)))


def passkeys_of(person_id: int | None) -> list[Passkey]:
    return list(db.session.scalars(select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)))


WaitingSignIn = Waiting


def waiting(token: str | None) -> Waiting | None:
    """The sign-in that waits for its second step on this browser."""
    if not token:
        return None
    mine = select(Waiting).join(Person, Person.id == Waiting.person_id).where(Waiting.token_hash == token_hash(token), Person.closed_at.is_(None))
    return db.session.scalar(mine.where(Waiting.ends_at > clock.now()))


def roles_now(person_id: int | None) -> set[str]:
    return set(db.session.scalars(select(Membership.role).where(Membership.person_id == person_id, Membership.to_at.is_(None))))


def is_demo(person_id: int | None) -> bool:
    return bool(db.session.scalar(select(Person.demo).where(Person.id == person_id)))


def signed_in_before(person_id: int) -> bool:
    return db.session.scalar(select(SignIn.id).where(SignIn.person_id == person_id).limit(1)) is not None


def network_range(network: str) -> str:
    """The network that an address belongs to (/24, of IPv6 /64): enough to recognise, and no exact address is kept."""
    try:
        found = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return network
    wide = 24 if found.version == 4 else 64
    return str(found if found.prefixlen <= wide else found.supernet(new_prefix=wide))


def own_sign_ins(actor: Actor, idle_since: datetime, longest_since: datetime) -> list[dict[str, Any]]:
    """The person's sign-ins that still open the portal, the last used first. `network` is None on this very machine."""
    alive = (SignIn.ended_at.is_(None), SignIn.seen_at > idle_since, SignIn.made_at > longest_since)
    columns = (SignIn.id, SignIn.browser, SignIn.network, SignIn.made_at, SignIn.seen_at)
    mine = select(*columns).where(SignIn.person_id == actor.person_id, *alive).order_by(SignIn.seen_at.desc()).limit(50)
    return [{**row._mapping, "network": None if is_local(row.network) else network_range(row.network)} for row in db.session.execute(mine)]


def is_local(network: str) -> bool:
    return network.startswith("127.") or network in ("::/64", "::1", "unknown")
