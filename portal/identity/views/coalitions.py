"""An organisation's administrator and its networks and coalitions: asked, member, or asking others."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, page
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import ButtonForm, CallForm, EndForm
from portal.identity.queries import Bond
from portal.identity.services import joining
from portal.identity.views.frame import bp
from portal.identity.vocabulary.joining import CALL_STATES, UMBRELLAS, CallState

MAY = policy.may_lead_memberships


@bp.get("/identity/coalitions/")
@requires(MAY)
def coalitions() -> ResponseReturnValue:
    return _page()


def _page(status: int = 200, **wrong: Any) -> ResponseReturnValue:
    own = actor_here().organisation_id or 0
    asked, bonds = queries.calls_to(own), queries.coalitions_of(own)
    umbrella = queries.organisation_kind(own) in UMBRELLAS
    members = queries.members_of(own) if umbrella else []
    calls = [row for row in queries.calls_of(own) if row.call.state != CallState.CONFIRMED] if umbrella else []
    others = [row.organisation_id for row in (*asked, *calls)] + [bond.organisation_id for bond in (*bonds, *members)]
    names = queries.organisation_names(others, lang())
    return page(
        "identity/coalitions.html",
        status,
        asked=asked,
        bonds=bonds,
        umbrella=umbrella,
        members=members,
        calls=[(row, CALL_STATES[CallState(row.call.state)]) for row in calls],
        names=names,
        form=wrong.get("call") or CallForm(data={"from_on": clock.today()}),
        end_forms={bond.reference: EndForm(prefix=bond.reference) for bond in (*bonds, *members) if bond.current},
        button_form=ButtonForm(),
    )


@bp.post("/identity/coalitions/members")
@requires(MAY)
def ask_member() -> ResponseReturnValue:
    form = CallForm()
    if not form.submitted():
        return _page(422 if form.errors else 200, call=form)
    actor, begins = actor_here(), form.from_on.data or clock.today()
    try:
        joining.ask(actor, queries.own_organisation(actor), form.member.data, begins, form.to_on.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(422, call=form)
    return done(url_for(".coalitions"), _("The organisation has been asked. It becomes a member when its administrator confirms."))


@bp.post("/identity/coalitions/members/<reference>/end")
@requires(MAY, queries.own_member)
def end_member(bond: Bond) -> ResponseReturnValue:
    return _end(bond, _("The membership has been ended."))


@bp.post("/identity/coalitions/<reference>/leaving")
@requires(MAY, queries.own_coalition)
def leave_coalition(bond: Bond) -> ResponseReturnValue:
    return _end(bond, _("Your organisation has left."))


def _end(bond: Bond, told: str) -> ResponseReturnValue:
    form = EndForm(prefix=bond.reference)
    if not form.submitted():
        return done(url_for(".coalitions"), _("Enter a day that exists, such as 22 11 2026"), "bad")
    try:
        joining.end(actor_here(), bond, form.to_on.data)
    except Refusal as refusal:
        return done(url_for(".coalitions"), refusal.message, "bad")
    return done(url_for(".coalitions"), told)


@bp.post("/identity/coalitions/calls/<handle>/confirmation")
@requires(policy.may_answer_call, queries.call)
def confirm_call(call: Any) -> ResponseReturnValue:
    joining.confirm(actor_here(), call)
    return done(url_for(".coalitions"), _("Your organisation is a member now."))


@bp.post("/identity/coalitions/calls/<handle>/decline")
@requires(policy.may_answer_call, queries.call)
def decline_call(call: Any) -> ResponseReturnValue:
    joining.decline(actor_here(), call)
    return done(url_for(".coalitions"), _("You have declined; your organisation is no member."))


@bp.post("/identity/coalitions/calls/<handle>/withdrawal")
@requires(policy.may_withdraw_call, queries.call)
def withdraw_call(call: Any) -> ResponseReturnValue:
    joining.withdraw(actor_here(), call)
    return done(url_for(".coalitions"), _("The request has been withdrawn."))
