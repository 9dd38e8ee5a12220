"""Who comes in, and the two ways a view says whom it serves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any

from flask import abort, current_app, request
from flask_login import current_user

from portal.core import clock

PROOF_LASTS = timedelta(minutes=10)
CSO_ROLES = frozenset({"cso_member", "cso_case_holder", "cso_admin"})


@dataclass(frozen=True)
class Actor:
    """Somebody who does something; services get it as an argument and never look at the request.

    `governorates`: of the own office and of the offices under it; the national office reaches all without them.
    `proved_at`: when the person last proved who it is, by signing in or when it was asked again.
    `expired`: of those who may only read (`suspended`), the ones whose acceptance has ended without any sanction."""

    person_id: int | None
    name: str
    roles: frozenset[str]
    organisation_id: int | None = None
    office_id: int | None = None
    office_is_national: bool = False
    governorates: frozenset[str] = frozenset()
    suspended: bool = False
    expired: bool = False
    sign_in_id: int | None = None
    kind: str = "person"
    body_name: str = ""
    language: str = "ar"
    proved_at: datetime | None = None

    @property
    def is_cso(self) -> bool:
        """Of an organisation that may work here now; a suspended one may only read its own records."""
        return self.organisation_id is not None and not self.suspended

    @property
    def is_commission(self) -> bool:
        return self.office_id is not None


SYSTEM = Actor(person_id=None, name="portal", roles=frozenset(), kind="system")

Policy = Callable[..., bool]
OPEN_TO_ALL: dict[str, str] = {}


def current_actor() -> Actor | None:
    actor = getattr(current_user, "actor", None)
    return actor if isinstance(actor, Actor) else None


def actor_here() -> Actor:
    """The signed-in actor, in a view that `requires` has let through."""
    actor = current_actor()
    if actor is None:
        abort(401)
    return actor


def is_fresh(actor: Actor) -> bool:
    """Whether the last proof is young enough for a sensitive act."""
    return actor.proved_at is not None and actor.proved_at > clock.now() - PROOF_LASTS


def requires(policy: Policy, thing: Callable[..., Any] | None = None, writes: bool = False, fresh: bool = False) -> Callable[..., Any]:
    """Lets a view be reached only by whom `policy` allows.

    With `thing` (a query) the record is asked for first, with the address's parts and the actor: what this person may
    not see does not exist (404); what they see and may not do is refused (403). The view gets the record.
    `writes` marks a GET that leaves a trace (a look at a protected file).
    `fresh` marks a sensitive act: when the last proof is older than PROOF_LASTS the password is asked again, on a page that
    holds what was sent and sends it on (`ask_again` of the app, which identity gives).
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(**address: Any) -> Any:
            actor = current_actor()
            if actor is None:
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            record = _allowed(policy, thing, actor, address)
            if fresh and (writes or request.method == "POST") and not is_fresh(actor):
                question = current_app.extensions["ask_again"](actor)
                if question is not None:
                    return question
                record = _allowed(policy, thing, actor, address)  # the proof was committed: what was read before it has expired
            return view(**address) if thing is None else view(record)

        guarded.allowed = partial(_allowed, policy, thing)  # type: ignore[attr-defined]
        guarded.policy = policy  # type: ignore[attr-defined]
        guarded.thing = thing  # type: ignore[attr-defined]
        guarded.writes = writes  # type: ignore[attr-defined]
        guarded.fresh = fresh  # type: ignore[attr-defined]
        return guarded

    return decorate


def _allowed(policy: Policy, thing: Callable[..., Any] | None, actor: Actor, address: dict[str, Any]) -> Any:
    if thing is None:
        return None if policy(actor) else abort(403)
    record = thing(**address, actor=actor)
    if record is None:
        abort(404)
    return record if policy(actor, record) else abort(403)


def open_to_all(reason: str) -> Callable[..., Any]:
    """Serves strangers too; `reason` says why, and the factory gathers all of them in OPEN_TO_ALL."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        view.open_to_all = reason  # type: ignore[attr-defined]
        return view

    return decorate


def anyone_signed_in(actor: Actor) -> bool:
    return True


def gather_open_views(app: Any) -> None:
    OPEN_TO_ALL.clear()
    OPEN_TO_ALL["static"] = "stylesheet, script and icon, which hold nothing of anybody"
    for endpoint, view in app.view_functions.items():
        reason = getattr(view, "open_to_all", None)
        if reason:
            OPEN_TO_ALL[endpoint] = reason


def undeclared_views(app: Any) -> list[str]:
    """Views that declare neither a policy nor openness; the portal refuses to start with one."""
    return [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in OPEN_TO_ALL and not hasattr(view, "policy")
    ]
