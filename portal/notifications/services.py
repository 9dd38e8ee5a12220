"""Telling people things, in the transaction of the change."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from portal.audit import services as audit
from portal.core import clock, jobs
from portal.core.access import Actor
from portal.core.db import db
from portal.core.register import Mover, registers
from portal.notifications.models import Mail, Notice


def tell(
    people: Iterable[int],
    kind: str,
    subject_kind: str,
    subject_ref: str,
    params: dict[str, Any] | None = None,
    mail: bool = True,
    key: str | None = None,
) -> None:
    """A notice for each person, and a mail that only says that something waits. `params` fill the sentence of `kind` and
    hold references, states and names (by language, where there are several), never a case's text. With a `key` each
    person is told once, whatever happens twice."""
    now, people = clock.now(), set(people)
    told = db.session.scalars(select(Notice.person_id).where(Notice.key == key, Notice.person_id.in_(people))) if key else ()
    wanted = sorted(people - set(told))
    if not wanted:
        return
    db.session.add_all(
        Notice(
            person_id=person,
            key=key,
            kind=kind,
            subject_kind=subject_kind,
            subject_ref=subject_ref,
            params=params or {},
            made_at=now,
        )
        for person in wanted
    )
    if mail:
        db.session.flush()
        jobs.enqueue(
            "notifications.mail",
            people=wanted,
            subject_kind=subject_kind,
            subject_ref=subject_ref,
            key=secrets.token_hex(12),
        )


def write_mail(
    to: str,
    language: str,
    subject: str,
    body: str,
    key: str | None = None,
    person_id: int | None = None,
    organisation_id: int | None = None,
) -> None:
    """A mail of its own (invitation, password link). `key` makes a repeated job write it once. `person_id`: whose address it
    is; `organisation_id`: who mends the address when it is nobody's account yet. Both are told when it is refused."""
    if key and db.session.scalar(select(Mail.id).where(Mail.key == key)):
        return
    mail = Mail(key=key or secrets.token_hex(16), to=to, language=language, subject=subject, body=body, made_at=clock.now())
    mail.person_id, mail.organisation_id = person_id, organisation_id
    db.session.add(mail)
    db.session.flush()
    jobs.enqueue("notifications.send", mail=mail.id)


def note_refusal(key: str, words: str) -> None:
    """The address is no good: the person is told, and those who can mend it. Nobody else learns of it."""
    mail = db.session.scalars(select(Mail).where(Mail.key == key)).one()
    if mail.person_id is not None:
        mail.organisation_id = registers.body_of(mail.person_id)
    mail.refused, mail.refusal = True, words
    concerned = {*registers.menders(mail.organisation_id), *([mail.person_id] if mail.person_id else [])}
    day = clock.today().isoformat()
    address = hashlib.sha256(mail.to.encode()).hexdigest()[:16]
    tell(concerned, "notifications.refused", "mail", "", {"address": mail.to}, mail=False, key=f"refused-{address}-{day}")


def send_again(actor: Actor, mail: Mail) -> None:
    """After the address was mended where it leads to."""
    mail.refused = False
    jobs.enqueue("notifications.send", mail=mail.id)
    audit.record(actor, "notifications.sent_again", "mail", mail.id, organisation_id=mail.organisation_id)


def settle(actor: Actor, mail: Mail) -> None:
    """Seen to: it goes off the list. Its text is not needed any more."""
    mail.refused, mail.body = False, ""
    audit.record(actor, "notifications.settled", "mail", mail.id, organisation_id=mail.organisation_id)


def mark_one_read(actor: Actor, notice: Notice) -> None:
    if notice.person_id == actor.person_id and notice.read_at is None:
        notice.read_at = clock.now()


def mark_read(actor: Actor, up_to: int) -> None:
    """All notices of this person up to the newest one that the page showed."""
    mine = update(Notice).where(Notice.person_id == actor.person_id, Notice.id <= up_to, Notice.read_at.is_(None))
    db.session.execute(mine.values(read_at=clock.now()))


def mark_old_read(before: datetime) -> None:
    """Everybody's notices of before that moment: for samples that tell of past weeks."""
    old = update(Notice).where(Notice.made_at < before, Notice.read_at.is_(None))
    db.session.execute(old.values(read_at=Notice.made_at))


def forget_person(person_id: int) -> None:
    """What was told to somebody who has left: it named records that the person may not see any more."""
    db.session.execute(delete(Notice).where(Notice.person_id == person_id))


def forget_organisation(organisation_id: int) -> None:
    """Mails to its people and to its address, refused ones too."""
    db.session.execute(delete(Mail).where(Mail.organisation_id == organisation_id))


def forget_notices(before: datetime, most: int) -> int:
    return _forget(Notice, select(Notice.id).where(Notice.made_at < before).order_by(Notice.id).limit(most))


def forget_mails(before: datetime, most: int) -> int:
    """Those that were sent; what waits stays."""
    return _forget(Mail, select(Mail.id).where(Mail.sent_at < before).order_by(Mail.id).limit(most))


def _forget(model: type[Notice] | type[Mail], chosen: Any) -> int:
    done = delete(model).where(model.id.in_(chosen)).execution_options(synchronize_session=False)
    return int(db.session.execute(done).rowcount)  # type: ignore[attr-defined]


def _move(from_id: int, to_id: int) -> None:
    """Mails to addresses that refuse are mended by those into whose organisation the people went."""
    db.session.execute(update(Mail).where(Mail.organisation_id == from_id).values(organisation_id=to_id))


MOVER = Mover(frozenset({"notifications_mail.organisation_id"}), lambda organisation_id: (), _move)
