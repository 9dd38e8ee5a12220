"""The commitments of the charter: entered, and followed step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.identity.models import Commitment, CommitmentStep, CommitmentText
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import CommitmentState, Whose


@dataclass(frozen=True)
class Promise:
    """A commitment as its form holds it; `texts` by language."""

    texts: Mapping[str, str]
    whose: Whose
    state: CommitmentState
    due_on: date | None = None
    note: str | None = None
    note_language: str | None = None


def commit_to(actor: Actor, promise: Promise) -> Commitment:
    now = clock.now()
    made = Commitment(
        reference=new_reference("C", clock.local(now).year), whose=promise.whose, state=promise.state, due_on=promise.due_on, made_at=now, lock_version=0
    )
    made.texts = [CommitmentText(language=code, text=text) for code, text in promise.texts.items() if text]
    db.session.add(made)
    db.session.flush()
    _add_step(actor, made, promise)
    audit.record(actor, "identity.commitment_made", "commitment", made.id, after=_facts(made))
    return made


def change_commitment(actor: Actor, commitment: Commitment, promise: Promise, seen: int) -> None:
    """`seen` is the state that the form was opened on. A step is added when the state, the day or the note says something new."""
    taken = db.session.execute(
        update(Commitment)
        .where(Commitment.id == commitment.id, Commitment.lock_version == seen)
        .values(lock_version=seen + 1)
        .execution_options(synchronize_session="fetch")
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(words.COMMITMENT_CHANGED)
    before = _facts(commitment)
    commitment.whose, commitment.state, commitment.due_on = promise.whose, promise.state, promise.due_on
    kept = {row.language: row for row in commitment.texts}
    for language, text in promise.texts.items():
        if language in kept:
            kept[language].text = text
        elif text:
            commitment.texts.append(CommitmentText(language=language, text=text))
    after = _facts(commitment)
    if promise.note or any(before[name] != after[name] for name in ("commitment", "due_on")):
        _add_step(actor, commitment, promise)
    audit.record(actor, "identity.commitment_changed", "commitment", commitment.id, before, after)


def _add_step(actor: Actor, commitment: Commitment, promise: Promise) -> None:
    said = {"note": promise.note or None, "note_language": promise.note_language if promise.note else None}
    facts = {"state": promise.state, "due_on": promise.due_on, "by_id": actor.person_id, "at": clock.now()}
    db.session.add(CommitmentStep(commitment_id=commitment.id, **facts, **said))
    db.session.flush()


def _facts(commitment: Commitment) -> dict[str, Any]:
    return {"whose": commitment.whose, "commitment": commitment.state, "due_on": commitment.due_on}
