"""The own account: names, password, language and appearance, and where one is signed in."""

from datetime import timedelta

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.pages import done, keep, page
from portal.core.refusal import Refusal
from portal.core.text import whole_number
from portal.identity import policy, queries, vocabulary
from portal.identity.forms import AddressForm, ButtonForm, PasswordForm, SettingsForm
from portal.identity.services import accounts, passwords, signing_in
from portal.identity.views.door import go_out
from portal.identity.views.frame import bp, sign_in_limits
from portal.identity.views.signed_in import load
from portal.identity.vocabulary import Role

MAY = policy.may_use_account


@bp.get("/identity/account")
@requires(MAY)
def account() -> ResponseReturnValue:
    return account_page()


def account_page(
    status: int = 200,
    password_form: PasswordForm | None = None,
    settings_form: SettingsForm | None = None,
    address_form: AddressForm | None = None,
) -> ResponseReturnValue:
    actor = actor_here()
    idle, hours = sign_in_limits()
    now = clock.now()
    return page(
        "identity/account.html", status, actor=actor, own=queries.own_names(actor),
        role_words=[vocabulary.ROLES[Role(role)] for role in sorted(actor.roles)],
        sign_ins=queries.own_sign_ins(actor, now - timedelta(minutes=idle), now - timedelta(hours=hours)),
        password_form=password_form or PasswordForm(prefix="password"), settings_form=settings_form or _settings_form(),
        address_form=address_form or AddressForm(formdata=None, prefix="address"),
        factors=len(queries.factors_of(actor.person_id)), here=current_user.here, idle_minutes=idle,
        button_form=ButtonForm(),
    )  # fmt: skip


def _settings_form() -> SettingsForm:
    return SettingsForm(prefix="settings", language=actor_here().language, theme=getattr(current_user, "theme", None) or "")


@bp.post("/identity/account/password")
@requires(MAY)
def change_password() -> ResponseReturnValue:
    form = PasswordForm(prefix="password")
    if not form.submitted():
        return account_page(422 if form.errors else 200, password_form=form)
    try:
        password_hash, tried = accounts.ask_old_password(actor_here())
        keep()
        if not passwords.matches(password_hash, form.old.data, known=True):
            raise Refusal(vocabulary.NOT_THE_OLD, "old", 422)
        token = accounts.change_password(actor_here(), form.password.data, tried)
    except Refusal as refusal:
        form.refuse(refusal)
        return account_page(refusal.status if refusal.status == 429 else 422, password_form=form)
    login_user(load(token))
    return done(url_for(".account"), _("Your password has been changed. You are signed out everywhere else."))


@bp.post("/identity/account/settings")
@requires(MAY)
def settings() -> ResponseReturnValue:
    form = _settings_form()
    if not form.submitted():
        return account_page(422 if form.errors else 200, settings_form=form)
    accounts.change_settings(actor_here(), form.language.data, form.theme.data or None)
    return done(url_for(".account"), _("Your settings have been saved."))


@bp.post("/identity/account/sign-ins/end")
@requires(MAY)
def end_sign_in() -> ResponseReturnValue:
    number = whole_number(request.form.get("sign_in"))
    if ButtonForm().submitted() and number is not None:
        signing_in.end_one(actor_here(), number)
    return done(url_for(".account"), _("That sign-in has been ended."))


@bp.post("/identity/account/sign-ins/end-others")
@requires(MAY)
def end_others() -> ResponseReturnValue:
    signing_in.end_everywhere(actor_here(), keep_this=True)
    return done(url_for(".account"), _("You are signed out everywhere else."))


@bp.post("/identity/account/sign-ins/end-all")
@requires(MAY)
def end_all() -> ResponseReturnValue:
    signing_in.end_everywhere(actor_here())
    return go_out(_("You are signed out everywhere."))
