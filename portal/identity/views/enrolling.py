"""A role that needs a second factor, and somebody who has none: one is set up on the way in, before anything else opens."""

from typing import Any

from flask import Response, redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import Actor, open_to_all
from portal.core.catalogue import gettext as _
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import queries
from portal.identity.forms import AppForm, ButtonForm, PasskeyForm
from portal.identity.services import apps, passkeys, second_step
from portal.identity.views import adding
from portal.identity.views.door import WAITING
from portal.identity.views.frame import bp, passkeys_at, site
from portal.identity.views.second import ended, finish, for_script, waiting_at
from portal.identity.vocabulary.factors import Step

WHY = "who must set up a second factor first is not signed in yet; the page asks whose sign-in waits"


def _enroller() -> Actor | None:
    row = waiting_at(Step.ENROL)
    return second_step.enroller(row) if row else None


@bp.get("/sign-in/enrol")
@open_to_all(WHY)
def enrol() -> ResponseReturnValue:
    if waiting_at(Step.DONE):
        return redirect(url_for(".enrol_codes"), 303)
    actor = _enroller()
    return _start(actor, PasskeyForm()) if actor else ended()


def _start(actor: Actor, form: PasskeyForm, refusal: Refusal | None = None) -> ResponseReturnValue:
    context = {"button_form": ButtonForm(formdata=None), "elsewhere": passkeys_at(), "name": actor.name}
    if refusal:
        return refused("identity/enrol.html", form, refusal, **context)
    return form_page("identity/enrol.html", form, **context)


@bp.post("/sign-in/enrol/app/new")
@open_to_all(WHY)
def enrol_app_new() -> ResponseReturnValue:
    actor = _enroller()
    if actor is None:
        return ended()
    apps.propose(actor)
    return done(url_for(".enrol_app"))


@bp.route("/sign-in/enrol/app", methods=["GET", "POST"])
@open_to_all(WHY)
def enrol_app() -> ResponseReturnValue:
    actor, row = _enroller(), waiting_at(Step.ENROL)
    if actor is None or row is None:
        return ended()
    if queries.proposed_app(actor.person_id) is None:
        return redirect(url_for(".enrol"), 303)
    form = AppForm()
    context: dict[str, Any] = {"picture": url_for(".enrol_qr"), "enrolling": True, "back": url_for(".enrol")}
    if not form.submitted():
        return adding.app_page(actor, form, **context)
    try:
        second_step.enrolled(row)
        codes = adding.confirm_app(actor, form)
    except Refusal as refusal:
        return adding.app_page(actor, form, refusal, **context)
    return _added(codes)


def _added(codes: list[str]) -> ResponseReturnValue:
    adding.show_codes(codes)
    return done(url_for(".enrol_codes"), _("The second factor is set up. These are your recovery codes."))


@bp.get("/sign-in/enrol/qr.svg")
@open_to_all(WHY)
def enrol_qr() -> ResponseReturnValue:
    actor = _enroller()
    return adding.picture(actor) if actor else ended()


@bp.post("/sign-in/enrol/passkey/options")
@open_to_all(WHY)
def enrol_passkey_options() -> ResponseReturnValue:
    actor = _enroller()
    return for_script(*passkeys.begin_adding(actor, site())) if actor else ({}, 409)


@bp.post("/sign-in/enrol/passkey")
@open_to_all(WHY)
def enrol_passkey() -> ResponseReturnValue:
    actor, row, form = _enroller(), waiting_at(Step.ENROL), PasskeyForm()
    if actor is None or row is None:
        return ended()
    if not form.submitted():
        return _start(actor, form)
    try:
        second_step.enrolled(row)
        codes = adding.add_passkey(actor, form)
    except Refusal as refusal:
        return _start(actor, form, refusal)
    return _added(codes)


@bp.get("/sign-in/enrol/codes")
@open_to_all(WHY)
def enrol_codes() -> ResponseReturnValue:
    if waiting_at(Step.DONE) is None:
        return ended()
    return page("identity/recovery_codes.html", codes=adding.shown_codes(), form=ButtonForm(formdata=None), enrolling=True, file=url_for(".enrol_codes_file"))


@bp.get("/sign-in/enrol/codes.txt")
@open_to_all(WHY)
def enrol_codes_file() -> Response | ResponseReturnValue:
    return adding.codes_file(adding.shown_codes()) if waiting_at(Step.DONE) else ended()


@bp.post("/sign-in/enrol/done")
@open_to_all(WHY)
def enrol_done() -> ResponseReturnValue:
    row = waiting_at(Step.DONE)
    if row is None:
        return ended()
    return finish(row, next(iter(queries.kinds_of(row.person_id))), [])


@bp.post("/sign-in/leave")
@open_to_all("ends a sign-in that waits; it is not one yet")
def leave_waiting() -> ResponseReturnValue:
    row = queries.waiting(session.pop(WAITING, None))
    if row is not None:
        second_step.give_up(row)
    return done(url_for(".sign_in"), _("You are not signed in."), "info")
