"""What a person does with the own account."""

from sqlalchemy import or_, select

from portal.audit import services as audit
from portal.core import clock, jobs, letters
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.models import OneTimeKey, Person, SignIn
from portal.identity.services import keys, limits, passwords, signing_in
from portal.identity.vocabulary import KeyKind
from portal.notifications import services as notifications


def ask_old_password(actor: Actor) -> tuple[str | None, list[int]]:
    """The hash to compare with, and the attempt that this is: counted before anything is hashed."""
    tried = limits.attempt((limits.DEVICE, limits.scope(limits.DEVICE, "password", actor.person_id)))
    return db.session.scalar(select(Person.password_hash).where(Person.id == actor.person_id)), tried


def change_password(actor: Actor, new: str, tried: list[int]) -> str:
    """The old one was right; all other sign-ins end. The token with which this one goes on: a copy of the cookie of before
    is worth nothing."""
    person = db.session.get_one(Person, actor.person_id)
    passwords.check(new, _own_words(person), person.demo)
    person.password_hash = passwords.hash_password(new)
    keys.drop(person.id, KeyKind.PASSWORD, KeyKind.CODE, KeyKind.ADDRESS)
    limits.take_back(tried)
    signing_in.end_everywhere(actor, keep_this=True)
    audit.record(actor, "identity.password_changed", "person", person.id, organisation_id=actor.organisation_id)
    return signing_in.new_token(actor)


def forgotten(typed: str, network: str) -> None:
    """Nobody learns here whether there is an account: the same row is written for every address, and a job looks it up."""
    account = signing_in.normal_account(typed)
    limits.attempt(
        (limits.FORGOTTEN, limits.scope(limits.FORGOTTEN, account)),
        (limits.FORGOTTEN_NETWORK, limits.scope(limits.FORGOTTEN_NETWORK, network)),
    )
    jobs.enqueue("identity.password_link", account=account)


def send_password_link(account: str) -> None:
    """To people with an address whom something binds to a body; to nobody else."""
    found = select(Person).where(or_(Person.user_name == account, Person.email == account), Person.closed_at.is_(None))
    person = db.session.scalar(found)
    if person is None or not person.email or queries.body_of(person.id) is None:
        return
    keys.drop(person.id, KeyKind.PASSWORD)
    _row, token = keys.make(KeyKind.PASSWORD, person_id=person.id, language=person.language)
    link = letters.absolute(f"/{person.language}/password/new/{token}")
    subject, text = letters.letter("password", person.language, name=person.name, link=link)
    notifications.write_mail(person.email, person.language, subject, text, person_id=person.id)
    audit.record(_self(person), "identity.password_link_sent", "person", person.id)


def set_by_link(key: OneTimeKey, password: str) -> str:
    """A token for this browser, which is known from now on: while the account is attacked its owner comes in at once."""
    person = db.session.get_one(Person, key.person_id)
    passwords.check(password, _own_words(person), person.demo)
    keys.use(key)
    return _renew(person, password)


def set_by_code(candidate: signing_in.Candidate, code: str, password: str) -> str:
    """As `set_by_link`. The attempt was counted by `signing_in.admit`. A refused password does not use the code up."""
    hashed = keys.code_hash(candidate.person_id, code, known=candidate.device_id is not None)
    alive = (OneTimeKey.used_at.is_(None), OneTimeKey.revoked_at.is_(None), OneTimeKey.ends_at > clock.now())
    key = db.session.scalar(select(OneTimeKey).where(OneTimeKey.token_hash == hashed, OneTimeKey.kind == KeyKind.CODE, *alive))
    if key is None or candidate.person_id is None:
        raise Refusal(vocabulary.WRONG_CODE, status=422)
    limits.forgive(list(candidate.attempts), candidate.account, candidate.network, candidate.device_id)
    return set_by_link(key, password)


def _renew(person: Person, password: str) -> str:
    """Whoever was signed in with the old password is out, and no browser of before is spared any more."""
    person.password_hash = passwords.hash_password(password)
    keys.drop(person.id, KeyKind.PASSWORD, KeyKind.CODE, KeyKind.ADDRESS)
    signing_in.end_of_person(person.id)
    signing_in.forget_devices(person.id)
    audit.record(_self(person), "identity.password_set", "person", person.id)
    return signing_in.remember_device(person.id)


def _own_words(person: Person) -> tuple[str | None, ...]:
    return person.user_name, person.name, person.email


def _self(person: Person) -> Actor:
    return Actor(person.id, person.name, frozenset(), language=person.language)


def change_settings(actor: Actor, language: str, theme: str | None) -> None:
    """The language of mails, and the appearance on this browser (None follows the system)."""
    person = db.session.get_one(Person, actor.person_id)
    sign_in = db.session.get_one(SignIn, actor.sign_in_id)
    before = {"language": person.language, "theme": sign_in.theme}
    person.language, sign_in.theme = language, theme
    after = {"language": language, "theme": theme}
    if before != after:
        audit.record(
            actor,
            "identity.settings_changed",
            "person",
            person.id,
            before=before,
            after=after,
            organisation_id=actor.organisation_id,
        )
