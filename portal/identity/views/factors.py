"""The own second factor, in the account: apps, passkeys and recovery codes."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import AppForm, ButtonForm, NameForm, PasskeyForm
from portal.identity.queries import Factor
from portal.identity.services import apps, factors, passkeys
from portal.identity.views import adding
from portal.identity.views.frame import bp, passkeys_at, rule_of_factors, site
from portal.identity.views.second import for_script
from portal.identity.vocabulary.factors import KIND_NAMES

MAY = policy.may_use_account
HOME = "/identity/account/second-factor/"


@bp.get(HOME)
@requires(MAY)
def second_factor() -> ResponseReturnValue:
    return _list(PasskeyForm())


def _list(form: PasskeyForm, refusal: Refusal | None = None) -> ResponseReturnValue:
    actor = actor_here()
    context = {
        "found": queries.factors_of(actor.person_id),
        "begun": queries.proposed_app(actor.person_id) is not None,
        "unused": queries.unused_codes(actor.person_id),
        "needed": policy.needs_second_factor(rule_of_factors(), actor.roles, queries.is_demo(actor.person_id)),
        "kind_names": KIND_NAMES,
        "button_form": ButtonForm(formdata=None),
        "elsewhere": passkeys_at(),
    }
    if refusal:
        return refused("identity/second_factor.html", form, refusal, **context)
    return form_page("identity/second_factor.html", form, **context)


@bp.post(f"{HOME}app/new")
@requires(MAY, fresh=True)
def new_app() -> ResponseReturnValue:
    apps.propose(actor_here())
    return done(url_for(".add_app"))


@bp.route(f"{HOME}app", methods=["GET", "POST"])
@requires(MAY, fresh=True)
def add_app() -> ResponseReturnValue:
    if queries.proposed_app(actor_here().person_id) is None:
        return redirect(url_for(".second_factor"), 303)
    form = AppForm()
    context: dict[str, Any] = {"picture": url_for(".app_qr"), "enrolling": False, "back": url_for(".second_factor")}
    if not form.submitted():
        return adding.app_page(actor_here(), form, **context)
    try:
        codes = adding.confirm_app(actor_here(), form)
    except Refusal as refusal:
        return adding.app_page(actor_here(), form, refusal, **context)
    return _added(codes)


def _added(codes: list[str]) -> ResponseReturnValue:
    if codes:
        adding.show_codes(codes)
    return done(url_for(".recovery_codes" if codes else ".second_factor"), _("The second factor has been added. It is asked for at the next sign-in."))


@bp.get(f"{HOME}app/qr.svg")
@requires(MAY)
def app_qr() -> ResponseReturnValue:
    return adding.picture(actor_here())


@bp.post(f"{HOME}passkey/options")
@requires(MAY, fresh=True)
def new_passkey_options() -> ResponseReturnValue:
    return for_script(*passkeys.begin_adding(actor_here(), site()))


@bp.post(f"{HOME}passkey")
@requires(MAY, fresh=True)
def add_passkey() -> ResponseReturnValue:
    form = PasskeyForm()
    if not form.submitted():
        return _list(form)
    try:
        codes = adding.add_passkey(actor_here(), form)
    except Refusal as refusal:
        return _list(form, refusal)
    return _added(codes)


@bp.get(f"{HOME}codes")
@requires(MAY)
def recovery_codes() -> ResponseReturnValue:
    codes = adding.shown_codes()
    if not codes:
        return redirect(url_for(".second_factor"), 303)
    return page("identity/recovery_codes.html", codes=codes, enrolling=False, file=url_for(".recovery_codes_file"))


@bp.get(f"{HOME}codes.txt")
@requires(MAY)
def recovery_codes_file() -> ResponseReturnValue:
    return adding.codes_file(adding.shown_codes())


@bp.post(f"{HOME}codes/new")
@requires(MAY, fresh=True)
def new_recovery_codes() -> ResponseReturnValue:
    if not queries.factors_of(actor_here().person_id):
        return redirect(url_for(".second_factor"), 303)
    adding.show_codes(factors.make_codes(actor_here()))
    return done(url_for(".recovery_codes"), _("New recovery codes have been made; the earlier ones are dead."))


@bp.route(f"{HOME}<reference>", methods=["GET", "POST"])
@requires(MAY, queries.own_factor, fresh=True)
def own_factor(factor: Factor) -> ResponseReturnValue:
    form = NameForm(name=factor.name)
    if not form.submitted():
        return form_page("identity/factor.html", form, factor=factor, kind_names=KIND_NAMES, button_form=ButtonForm(formdata=None))
    factors.rename(actor_here(), factor, form.name.data)
    return done(url_for(".second_factor"), _("The name has been changed."))


@bp.post(f"{HOME}<reference>/removal")
@requires(MAY, queries.own_factor, fresh=True)
def remove_factor(factor: Factor) -> ResponseReturnValue:
    try:
        factors.remove(actor_here(), factor, rule_of_factors())
    except Refusal as refusal:
        return done(url_for(".second_factor"), refusal.message, "bad")
    return done(url_for(".second_factor"), _("The second factor has been removed."))
