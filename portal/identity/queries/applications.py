"""An application as its applicant and as the commission see it, and how long decisions take."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select, union_all
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.core import files
from portal.core.access import Actor
from portal.core.db import db, pick
from portal.core.reference import normal_reference
from portal.identity import policy
from portal.identity.models import (
    Application,
    ApplicationMessage,
    Check,
    FocalPoint,
    Organisation,
    Registration,
    Renewal,
    Suspension,
)
from portal.identity.queries.coalitions import CallRow, calls_of
from portal.identity.queries.sign_in import token_hash
from portal.identity.vocabulary import OrganisationState
from portal.identity.vocabulary.applying import Said, Step
from portal.identity.vocabulary.checking import Item, Result
from portal.identity.vocabulary.joining import UMBRELLAS
from portal.identity.vocabulary.lasting import RenewalState

FORM_OPEN = (OrganisationState.DRAFT, OrganisationState.ASKED)
STILL_HERE = Organisation.state.not_in((OrganisationState.DRAFT, OrganisationState.LEAVING, OrganisationState.LEFT))
LATELY = 20
ANSWER_OF = {Said.DIFFICULTY: Said.DIFFICULTY_ANSWER, Said.APPEAL: Said.APPEAL_ANSWER}


@dataclass(frozen=True)
class Dossier:
    """An organisation's application with everything that was said about it. `application` is None where it never applied
    here by the form."""

    organisation: Organisation
    application: Application | None
    focal_points: tuple[FocalPoint, ...]
    messages: tuple[ApplicationMessage, ...]
    calls: tuple[CallRow, ...]

    @property
    def open(self) -> bool:
        """Whether the applicant may still write in the form."""
        return self.organisation.state in FORM_OPEN

    @property
    def is_umbrella(self) -> bool:
        return self.organisation.kind in UMBRELLAS

    def name(self, language: str) -> str:
        found = pick(self.organisation.names, language)
        return found.text if found else self.organisation.reference

    def said(self, *kinds: Said) -> list[ApplicationMessage]:
        return [message for message in self.messages if message.kind in kinds]

    def answer_to(self, message: ApplicationMessage) -> ApplicationMessage | None:
        return next((one for one in self.messages if one.answers_id == message.id), None)

    def unanswered(self, kind: Said) -> list[ApplicationMessage]:
        return [message for message in self.said(kind) if self.answer_to(message) is None]

    @property
    def open_appeal(self) -> ApplicationMessage | None:
        return next(iter(self.unanswered(Said.APPEAL)), None)

    @property
    def may_appeal(self) -> bool:
        """Once against each rejection."""
        decided = self.organisation.decided_at
        standing = self.organisation.state == OrganisationState.REJECTED and decided is not None
        return bool(standing and not any(message.at >= decided for message in self.said(Said.APPEAL) if decided))

    def steps(self) -> list[Step]:
        return [step for step in Step if step != Step.MEMBERS or self.is_umbrella]

    def missing(self) -> list[Step]:
        """Pages on which something is missing that the commission must know."""
        found, told = self.organisation, self.application
        lacking = {
            Step.NAMES: not found.names,
            Step.REGISTRATION: not found.registrations or not all(row.number for row in found.registrations),
            Step.WORK: not (found.about and found.areas),
            Step.PEOPLE: not (found.contact_name and found.phone),
            Step.MEMBERS: self.is_umbrella and not self.calls,
            Step.DECLARATIONS: told is None or not (told.non_partisan and told.interests and told.declared_by),
        }
        return [step for step in self.steps() if lacking.get(step)]


@dataclass(frozen=True)
class Times:
    """How long the last decisions took, in days (None before the first), and how many applications wait for the commission:
    new ones, appeals against a rejection, renewals."""

    days: int | None
    waiting: int


@dataclass(frozen=True)
class Turn:
    """Something about an organisation that waits for the commission: applied, appeal, renewal, suspension or difficulty."""

    id: int
    reference: str
    kind: str
    what: str
    since: datetime


def application(reference: str, secret: str) -> Dossier | None:
    """What the applicant sees through the private address."""
    row = _one(Organisation.reference == normal_reference(reference))
    if row is None or not hmac.compare_digest(row[0].secret_hash or "", token_hash(secret)):
        return None
    return _dossier(*row)


def dossier(reference: str, actor: Actor) -> Dossier | None:
    """For those who decide."""
    if not policy.may_decide_organisations(actor):
        return None
    row = _one(and_(Organisation.reference == reference, Organisation.state != OrganisationState.DRAFT))
    return _dossier(*row) if row else None


def _one(where: ColumnElement[bool]) -> tuple[Organisation, Application | None] | None:
    documents = selectinload(Organisation.registrations).joinedload(Registration.document)
    whole = (selectinload(Organisation.names), documents, joinedload(Organisation.areas))
    told = select(Organisation, Application).outerjoin(Application, Application.organisation_id == Organisation.id)
    row = db.session.execute(told.where(where).options(*whole)).unique().first()
    return (row[0], row[1]) if row else None


def _dossier(found: Organisation, told: Application | None) -> Dossier:
    focal = select(FocalPoint).where(FocalPoint.organisation_id == found.id).order_by(FocalPoint.place)
    said = select(ApplicationMessage).where(ApplicationMessage.organisation_id == found.id).order_by(ApplicationMessage.id)
    return Dossier(
        found,
        told,
        tuple(db.session.scalars(focal)),
        tuple(db.session.scalars(said)),
        tuple(calls_of(found.id)) if found.kind in UMBRELLAS else (),
    )


def checks(found: Organisation) -> dict[Item, Check]:
    rows = db.session.scalars(select(Check).where(Check.organisation_id == found.id))
    return {Item(row.item): row for row in rows}


def checklist(found: Organisation) -> list[Item]:
    return [item for item in Item if item != Item.MEMBERS or found.kind in UMBRELLAS]


def checklist_complete(found: Organisation, held: dict[Item, Check] | None = None) -> bool:
    """`held`: the checks, where they are known already."""
    held = checks(found) if held is None else held
    return all(item in held and held[item].result != Result.FAILED for item in checklist(found))


def document(found: Dossier, authority: str) -> files.StoredFile | None:
    return next((row.document for row in found.organisation.registrations if row.authority == authority), None)


def filed_document(reference: str, authority: str, actor: Actor) -> Registration | None:
    """The registration with its document, for those who decide."""
    if not policy.may_decide_organisations(actor):
        return None
    filed = select(Registration).join(Organisation, Organisation.id == Registration.organisation_id)
    sent = and_(Organisation.reference == reference, Organisation.state != OrganisationState.DRAFT, Registration.document_id.is_not(None))
    return db.session.scalar(filed.where(sent, Registration.authority == authority).options(joinedload(Registration.document)))


def waiting_times() -> Times:
    applied = select(Organisation.applied_at, Organisation.decided_at).where(Organisation.decided_at.is_not(None), Organisation.secret_hash.is_not(None))
    took = [row.decided_at - row.applied_at for row in db.session.execute(applied.order_by(Organisation.decided_at.desc()).limit(LATELY))]
    return Times(max(1, round(median(one.total_seconds() for one in took) / 86_400)) if took else None, _waiting())


def _waiting() -> int:
    turns = _turns()
    asks = select(func.count()).select_from(turns).where(turns.c.what.in_(("applied", "appeal", "renewal")))
    return db.session.scalar(asks.join(Organisation, Organisation.id == turns.c.id).where(STILL_HERE)) or 0


def turns() -> list[Turn]:
    """What waits for the commission's decision or answer, the longest waiting first."""
    asked = _turns()
    rows = db.session.execute(
        select(Organisation.id, Organisation.reference, Organisation.kind, asked.c.what, asked.c.since)
        .join(asked, asked.c.id == Organisation.id)
        .where(STILL_HERE)
        .order_by(asked.c.since, Organisation.id)
        .limit(100)
    )
    return [Turn(*row) for row in rows]


def _turns() -> Any:
    return union_all(
        select(Organisation.id, literal("applied").label("what"), Organisation.applied_at.label("since")).where(
            Organisation.state == OrganisationState.APPLIED
        ),
        _unanswered(Said.APPEAL, "appeal"),
        _unanswered(Said.DIFFICULTY, "difficulty"),
        select(Renewal.organisation_id, literal("renewal"), Renewal.asked_at).where(Renewal.state == RenewalState.ASKED),
        select(Suspension.organisation_id, literal("suspension"), Suspension.appealed_at).where(
            Suspension.to_at.is_(None), Suspension.appealed_at.is_not(None), Suspension.answered_at.is_(None)
        ),
    ).subquery()


def _unanswered(kind: Said, what: str) -> Any:
    answer = aliased(ApplicationMessage)
    answered = select(answer.id).where(answer.answers_id == ApplicationMessage.id).exists()
    waits = select(ApplicationMessage.organisation_id, literal(what), ApplicationMessage.at)
    return waits.where(ApplicationMessage.kind == kind, ~answered)
