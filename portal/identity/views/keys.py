"""What is opened by a link or a code: an invitation, a new password."""

from typing import Any

from flask import make_response, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import open_to_all
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, form_page, keep, page, refused
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.forms import CodeForm, ForgottenForm, JoinForm, NewPasswordForm
from portal.identity.services import accounts, inviting, signing_in
from portal.identity.views.door import device_tokens, remember, turned_away
from portal.identity.views.frame import bp, network


@bp.route("/password/forgotten", methods=["GET", "POST"])
@open_to_all("who forgot the password cannot sign in")
def forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    if not form.submitted():
        return form_page("identity/forgotten.html", form)
    try:
        accounts.forgotten(form.account.data, network())
    except Refusal as refusal:
        return turned_away("identity/forgotten.html", form, refusal)
    return done(url_for(".link_sent"))


@bp.get("/password/sent")
@open_to_all("says the same to everybody, whether there is an account or not")
def link_sent() -> ResponseReturnValue:
    return page("identity/link_sent.html")


@bp.route("/password/new/<token>", methods=["GET", "POST"])
@open_to_all("the single-use link is the key")
def new_password(token: str) -> ResponseReturnValue:
    key = queries.password_key(token)
    if key is None:
        return dead_link()
    form = NewPasswordForm()
    if not form.submitted():
        return form_page("identity/new_password.html", form)
    try:
        device = accounts.set_by_link(key, form.password.data)
    except Refusal as refusal:
        return refused("identity/new_password.html", form, refusal)
    return _to_sign_in(device)


def _to_sign_in(device: str) -> ResponseReturnValue:
    answer = make_response(done(url_for(".sign_in"), _("Your new password is set. Sign in with it.")))
    remember(answer, device)
    return answer


def dead_link() -> ResponseReturnValue:
    return page("identity/dead_link.html", 410)


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_all("the single-use link is the key")
def invitation(token: str) -> ResponseReturnValue:
    key = queries.open_invitation(token)
    if key is None:
        return dead_link()
    known = queries.known_as(key.email) if key.email else None
    form = JoinForm()
    if known is not None:
        del form.name, form.user_name
    elif not form.is_submitted():
        form.name.data = key.name
    context = {
        "key": key,
        "known_as": queries.person_user_names([known]).get(known or 0),
        "body": _body_of(key),
        "held": [vocabulary.ROLES[vocabulary.Role(role)] for role in key.role_names],
    }
    if not form.submitted() or (known is None and inviting.faults_of_names(form.name.data, form.user_name.data, key.email)):
        _say_all(form, key)
        return form_page("identity/invitation.html", form, **context)
    try:
        name, user_name = (form.name.data, form.user_name.data) if known is None else ("", "")
        inviting.accept(key, name, user_name, form.password.data)
    except Refusal as refusal:
        return refused("identity/invitation.html", form, refusal, **context)
    return done(url_for(".sign_in"), _("Your account is ready. Sign in with your new password."))


def _say_all(form: Any, key: Any) -> None:
    """What is wrong with the names together with what the form itself found; passwords do not come back to the page."""
    if not form.is_submitted() or form.switching:
        return
    if form.user_name:
        for fault in inviting.faults_of_names(form.name.data, form.user_name.data, key.email):
            if not form[str(fault.field)].errors:
                form.refuse(fault)
    if not (form.password.errors or form.again.errors):
        form.password.errors = [str(vocabulary.TYPE_TWICE)]


def _body_of(key: Any) -> str:
    names = queries.organisation_names([key.organisation_id], lang()) or queries.office_names([key.office_id], lang())
    return next(iter(names.values()), "")


@bp.route("/code", methods=["GET", "POST"])
@open_to_all("people without e-mail open their account with a code from their administrator")
def code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.submitted():
        return form_page("identity/code.html", form)
    try:
        candidate = signing_in.admit(form.account.data, network(), device_tokens())
    except Refusal as refusal:
        return turned_away("identity/code.html", form, refusal)
    keep()
    try:
        device = accounts.set_by_code(candidate, form.code.data, form.password.data)
    except Refusal as refusal:
        return _wrong_code(form, refusal, candidate)
    return _to_sign_in(device)


def _wrong_code(form: CodeForm, refusal: Refusal, candidate: signing_in.Candidate) -> ResponseReturnValue:
    """A refused password is no failed attempt to come in."""
    answer = refused("identity/code.html", form, refusal)
    if refusal.field is None:
        signing_in.fail(candidate)
    else:
        signing_in.take_back(candidate)
    keep()
    return answer
