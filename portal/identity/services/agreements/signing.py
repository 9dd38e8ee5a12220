"""An organisation's administrator signs for it; who has not is reminded in time."""

from datetime import datetime

from sqlalchemy import select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import SYSTEM, Actor
from portal.core.db import db
from portal.core.locale import LANGUAGES
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.identity import policy
from portal.identity import queries as identity
from portal.identity.models import AgreementVersion, Organisation, Signature
from portal.identity.queries import agreements as queries
from portal.identity.services.agreements.drafting import address_of
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import REMIND_DAYS
from portal.identity.vocabulary.roles import Role
from portal.notifications import services as notifications


def sign(actor: Actor, version: AgreementVersion, name: str, position: str, language: str, at: datetime | None = None) -> Signature:
    """Once for an organisation and version; whoever comes second gets the signature that stands."""
    if not policy.may_sign(actor, version) or actor.organisation_id is None:
        raise Refusal(words.NOT_YOURS_TO_SIGN, status=403)
    # The organisation's row is held: two administrators who sign at the same moment make one signature.
    db.session.execute(select(Organisation.id).where(Organisation.id == actor.organisation_id).with_for_update())
    known = db.session.scalar(select(Signature).where(Signature.version_id == version.id, Signature.organisation_id == actor.organisation_id))
    if known is not None:
        return known
    current = queries.in_force(version.kind)
    if current is None or current.id != version.id or version.hash is None:
        raise Refusal(words.NOT_THE_CURRENT)
    if language not in LANGUAGES or all(row.language != language for row in version.texts):
        raise Refusal(words.READ_IT_AGAIN, status=422)
    moment = at or clock.now()
    made = Signature(
        reference=new_reference("S", clock.local(moment).year), version_id=version.id, organisation_id=actor.organisation_id,
        person_id=actor.person_id, name=name, position=position, language=language, hash=version.hash, signed_at=moment,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(
        actor, "identity.agreement_signed", "signature", made.id, organisation_id=actor.organisation_id,
        after={"agreement": version.kind, "version": version.number, "hash": version.hash, "language": language},
        personal={"name": name},
    )  # fmt: skip
    _tell_commission(made)
    return made


def _tell_commission(made: Signature) -> None:
    names = {code: identity.organisation_names([made.organisation_id], code).get(made.organisation_id, "") for code in LANGUAGES}
    params = {"organisation": names, "reference": made.reference}
    notifications.tell(identity.officers(Role.COMMISSION_ADMIN), "identity.agreement_signed", "signature", made.reference, params, mail=False)


def remind_of_signatures() -> None:
    """The daily job: those who have not signed, a week and a day before the last day. A job that runs twice reminds once."""
    for version in queries.versions_to_remind():
        assert version.sign_by is not None
        left = (version.sign_by - clock.today()).days
        step = min((days for days in REMIND_DAYS if left <= days), default=None)
        if step is None or (version.reminded_days is not None and version.reminded_days <= step):
            continue
        people = queries.signers_missing(version)
        version.reminded_days, version.reminded_at = step, clock.now()
        facts = {"agreement": version.kind, "version": version.number, "reminded": queries.signature_counts(version)[1]}
        audit.record(SYSTEM, "identity.agreement_reminded", "agreement", version.id, after=facts)
        notifications.tell(people, "identity.agreement_reminder", "agreement", address_of(version))
