"""The second step of a sign-in, and the challenges that passkeys sign."""

import json

from flask import Response, current_app, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import current_actor, open_to_all
from portal.core.catalogue import gettext as _
from portal.core.catalogue import ngettext
from portal.core.crypto import open_text
from portal.core.keeping import Kept
from portal.core.pages import form_page, keep, refused
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.forms import SecondStepForm
from portal.identity.services import passkeys, second_step
from portal.identity.views.door import WAITING, come_in, turned_away
from portal.identity.views.frame import CEREMONY, bp, network, passkeys_at, site
from portal.identity.vocabulary import factors as words
from portal.identity.vocabulary.factors import Proof, Step

TEMPLATE = "identity/second.html"


def waiting_at(*steps: Step) -> queries.WaitingSignIn | None:
    row = queries.waiting(session.get(WAITING))
    return row if row is not None and row.kind in steps else None


def ended() -> ResponseReturnValue:
    session.pop(WAITING, None)
    flash(str(words.STEP_ENDED), "warn")
    return redirect(url_for("identity.sign_in"), 303)


@bp.route("/sign-in/second", methods=["GET", "POST"])
@open_to_all("who has given the password is not signed in before the second step is done")
def second() -> ResponseReturnValue:
    if waiting_at(Step.ENROL, Step.DONE):
        return redirect(url_for(".enrol"), 303)
    row = waiting_at(Step.SECOND)
    if row is None:
        return ended()
    form = SecondStepForm()
    kinds = queries.kinds_of(row.person_id)
    form.code.label.text = _("Code of the app, or a recovery code") if Proof.APP in kinds else _("Recovery code")
    context: dict[str, object] = {"kinds": kinds, "elsewhere": passkeys_at(), "kept": row.kept}
    if not form.submitted():
        return form_page(TEMPLATE, form, **context)
    try:
        tried = second_step.attempt(row)
    except Refusal as refusal:
        return turned_away(TEMPLATE, form, refusal, **context)
    keep()
    return _checked(form, tried, context)


def _checked(form: SecondStepForm, tried: list[int], context: dict[str, object]) -> ResponseReturnValue:
    row = waiting_at(Step.SECOND)
    if row is None:
        return ended()
    try:
        by = _proof(row, form)
    except Refusal as refusal:
        second_step.fail(row)
        keep()
        return refused(TEMPLATE, form, refusal, **context)
    return finish(row, by, tried)


def _proof(row: queries.WaitingSignIn, form: SecondStepForm) -> Proof:
    if form.credential.data:
        passkeys.use("second", row.person_id, site(), session.pop(CEREMONY, None), form.credential.data)
        return Proof.PASSKEY
    by = second_step.check(row, form.code.data)
    if by is None:
        raise Refusal(words.WRONG_SECOND, "code", 422)
    return by


def finish(row: queries.WaitingSignIn, by: Proof, tried: list[int]) -> ResponseReturnValue:
    wanted, sent = row.wanted, _kept_in(row)
    try:
        person_id = row.person_id
        welcome = second_step.complete(row, by, tried)
    except Refusal as refusal:
        flash(str(refusal.message), "warn")
        return redirect(url_for("identity.sign_in"), 303)
    return come_in(welcome, wanted, sent, _used_up(person_id) if by == Proof.RECOVERY else "")


def _used_up(person_id: int) -> str:
    left = queries.unused_codes(person_id)
    told = ngettext("You have one unused recovery code.", "You have %(num)d unused recovery codes.", left)
    return _("You signed in with a recovery code. It is used up.") + " " + told


def _kept_in(row: queries.WaitingSignIn) -> Kept | None:
    if not row.kept:
        return None
    told = json.loads(open_text(row.kept) or "{}")
    return Kept(told["address"], tuple((name, value) for name, value in told["fields"]), told["files"])


@bp.post("/sign-in/passkey/options/<any(first,second,proof):purpose>")
@open_to_all("the challenge that a passkey signs, before somebody is signed in")
def passkey_options(purpose: str) -> ResponseReturnValue:
    """For a script. The challenge stays here; the browser's session holds the token that belongs to it."""
    row, actor = waiting_at(Step.SECOND), current_actor()
    person_id = {"first": None, "second": row.person_id if row else None, "proof": actor.person_id if actor else None}[purpose]
    if person_id is None and purpose != "first":
        return {}, 409
    try:
        options, token = passkeys.begin_using(purpose, person_id, site(), network())
    except Refusal as refusal:
        keep()
        return {}, refusal.status
    return for_script(options, token)


def for_script(options: str, token: str) -> Response:
    keep()
    session[CEREMONY] = token
    return current_app.response_class(options, mimetype="application/json")
