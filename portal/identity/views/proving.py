"""The password is asked again before a sensitive act. The question holds what was sent and sends it on with the answer."""

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from portal.core.access import Actor, actor_here, requires
from portal.core.forms import SWITCH
from portal.core.keeping import Kept, to_repeat
from portal.core.pages import done, keep, page, safe_next
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import ProofForm
from portal.identity.services import accounts, passkeys, passwords, proving
from portal.identity.views.frame import CEREMONY, bp, network, passkeys_at, site
from portal.identity.views.signed_in import load
from portal.identity.vocabulary import factors as words
from portal.identity.vocabulary.factors import Proof

PREFIX = "proof"


def ask_again(actor: Actor) -> ResponseReturnValue | None:
    """None when the request brings the answer along: it then goes on as if nothing had been asked."""
    if request.method != "POST":
        return redirect(url_for("identity.prove", next=request.full_path.rstrip("?")), 303)
    sent, form = to_repeat(PREFIX), ProofForm(prefix=PREFIX)
    if f"{PREFIX}-password" not in request.form or SWITCH in request.form:
        return _question(actor, ProofForm(prefix=PREFIX, formdata=None), sent, 401)
    refused = _answered(actor, form)
    if refused:
        return _question(actor, form, sent, refused)
    g.only_shown = sent.files  # files cannot be kept: the form is opened again with what was typed
    return None


@bp.route("/identity/account/proof", methods=["GET", "POST"])
@requires(policy.may_use_account)
def prove() -> ResponseReturnValue:
    """Before something that is only looked at or fetched."""
    form, actor = ProofForm(prefix=PREFIX), actor_here()
    if request.method == "GET" or SWITCH in request.form:
        return _question(actor, form, None, 200)
    refused = _answered(actor, form)
    return _question(actor, form, None, refused) if refused else done(safe_next(url_for("identity.account")))


def _question(actor: Actor, form: ProofForm, sent: Kept | None, status: int) -> ResponseReturnValue:
    kinds = queries.kinds_of(actor.person_id)
    form.password.flags.required = Proof.APP not in kinds
    return page("identity/prove.html", status, form=form, sent=sent, kinds=kinds, elsewhere=passkeys_at())


def _answered(actor: Actor, form: ProofForm) -> int:
    """0 when it is right, else the status of the question that is asked once more."""
    if not form.validate():
        return 422
    try:
        password_hash, tried = accounts.ask_old_password(actor)
        keep()
        if not _is_right(actor, form, password_hash):
            proving.fail(actor, network())
            keep()
            raise Refusal(words.WRONG_PROOF, "password", 422)
    except Refusal as refusal:
        keep()
        form.refuse(refusal)
        return refusal.status
    token = proving.proved(actor, tried)
    keep()
    login_user(load(token))
    return 0


def _is_right(actor: Actor, form: ProofForm, password_hash: str | None) -> bool:
    if form.credential.data:
        passkeys.use("proof", actor.person_id, site(), session.pop(CEREMONY, None), form.credential.data)
        return True
    if form.password.data:
        return passwords.matches(password_hash, form.password.data)
    return proving.by_code(actor, form.code.data)
