"""Changes of state: by officers along the table, and the organisation's withdrawal."""

from datetime import datetime

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.refusal import Refusal
from portal.violations import policy
from portal.violations.models import Violation
from portal.violations.services.stepping import KIND, hold, sent_before, step, tell_officers, tell_organisation
from portal.violations.vocabulary import CHANGES, Outcome, Side, Verb, telling


def change(
    actor: Actor,
    violation: Violation,
    verb: Verb,
    *,
    reason: str | None = None,
    language: str | None = None,
    outcome: str | None = None,
    referred_to: str | None = None,
    seen: str | None = None,
    once: str | None = None,
    at: datetime | None = None,
) -> None:
    """An officer's change; the organisation reads the reason and is told. The same `once` again changes nothing. `seen` is
    the state on the page on which the officer decided."""
    hold(violation)
    if not policy.may_decide(actor, violation) or CHANGES[verb].side != Side.OFFICERS:
        raise Refusal(telling.NOT_YOURS, status=403)
    if sent_before(once):
        return
    if seen is not None and seen != violation.state:
        raise Refusal(telling.meanwhile(violation.state))
    _check_given(verb, reason, outcome, referred_to)
    before, moment = violation.state, at or clock.now()
    outcome = outcome if verb == Verb.CONCLUDE else None
    referred_to = referred_to if verb == Verb.REFER else None
    told = {"reason": reason, "language": language, "outcome": outcome, "referred_to": referred_to}
    step(actor, violation, verb, moment, once=once, **told)
    audit.record(
        actor,
        "violations.changed",
        KIND,
        violation.reference,
        before={"state": before},
        organisation_id=violation.organisation_id,
        after={"state": violation.state, "outcome": violation.outcome},
    )
    tell_organisation(violation, "violations.asked" if verb == Verb.ASK else "violations.moved", mail=at is None)


def _check_given(verb: Verb, reason: str | None, outcome: str | None, referred_to: str | None) -> None:
    """What the table of states asks for. Raises Refusal at the field that lacks it."""
    if CHANGES[verb].reason and not reason:
        raise Refusal(telling.NO_REASON, "reason", 422)
    if verb == Verb.CONCLUDE and outcome not in set(Outcome):
        raise Refusal(telling.NO_OUTCOME, "outcome", 422)
    if verb == Verb.REFER and not referred_to:
        raise Refusal(telling.NO_BODY, "referred_to", 422)


def withdraw(
    actor: Actor,
    violation: Violation,
    reason: str | None,
    language: str,
    once: str | None = None,
    at: datetime | None = None,
) -> None:
    """By the organisation, which says why; the report stays on record."""
    hold(violation)
    if not policy.may_take_part(actor, violation):
        raise Refusal(telling.NOT_YOURS, status=403)
    if sent_before(once):
        return
    if not reason:
        raise Refusal(telling.NO_REASON, "reason", 422)
    before = violation.state
    step(actor, violation, Verb.WITHDRAW, at or clock.now(), once=once, reason=reason, language=language)
    audit.record(
        actor,
        "violations.withdrawn",
        KIND,
        violation.reference,
        before={"state": before},
        organisation_id=violation.organisation_id,
        after={"state": violation.state},
    )
    tell_officers(violation, "violations.withdrawn", mail=at is None)
