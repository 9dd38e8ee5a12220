"""What can be asked about the commitments of the joint charter."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key, pick
from portal.core.reference import normal_reference
from portal.identity import policy
from portal.identity.models import Commitment, CommitmentStep, CommitmentText


def commitments_page(state: str | None, whose: str | None, after: str | None) -> Page:
    wanted = select(Commitment).options(selectinload(Commitment.texts))
    if state:
        wanted = wanted.where(Commitment.state == state)
    if whose:
        wanted = wanted.where(Commitment.whose == whose)
    return page_by_key(wanted, Commitment.id, after)


def commitment_counts() -> dict[str, int]:
    return {row[0]: row[1] for row in db.session.execute(select(Commitment.state, func.count(Commitment.id)).group_by(Commitment.state))}


def commitment(reference: str, actor: Actor) -> Commitment | None:
    normal = normal_reference(reference)
    return db.session.scalar(select(Commitment).where(Commitment.reference == normal).options(selectinload(Commitment.texts)))


def commitment_to_write(reference: str, actor: Actor) -> Commitment | None:
    return commitment(reference, actor) if policy.may_write_agreements(actor) else None


def steps_of(commitment_id: int) -> list[CommitmentStep]:
    """The newest first."""
    return list(db.session.scalars(select(CommitmentStep).where(CommitmentStep.commitment_id == commitment_id).order_by(CommitmentStep.id.desc())))


def newest_notes(ids: Iterable[int]) -> dict[int, CommitmentStep]:
    """For each commitment the last step that says something."""
    said = select(func.max(CommitmentStep.id)).where(CommitmentStep.commitment_id.in_(set(ids)), CommitmentStep.note.is_not(None))
    rows = db.session.scalars(select(CommitmentStep).where(CommitmentStep.id.in_(said.group_by(CommitmentStep.commitment_id))))
    return {row.commitment_id: row for row in rows}


def titles_of_commitments(ids: Iterable[int], language: str) -> dict[int, str]:
    texts = list(db.session.scalars(select(CommitmentText).where(CommitmentText.commitment_id.in_(set(ids)))))
    best = {owner: pick([row for row in texts if row.commitment_id == owner], language) for owner in {row.commitment_id for row in texts}}
    return {owner: row.text for owner, row in best.items() if row}
