"""An organisation's administrator signs; the signed record is read and printed."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import LANGUAGES, lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms.agreements import SignatureForm
from portal.identity.queries import agreements as asked
from portal.identity.services.agreements import signing
from portal.identity.views.agreements import chosen_text
from portal.identity.views.frame import bp
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import AgreementKind


@bp.route("/identity/agreements/<kind>/<int:number>/signing", methods=["GET", "POST"])
@requires(policy.may_sign, asked.published_agreement)
def sign_agreement(version: Any) -> ResponseReturnValue:
    """The language that was read travels with the form: what is recorded is what stood on the page. The choice of another
    one sends the form, so that what was typed is kept."""
    actor, form = actor_here(), SignatureForm()
    known = asked.own_signatures(actor).get(version.id)
    if known is not None:
        return done(url_for(".signature", reference=known.reference), _("Your organisation has signed this version already."), "info")
    text = chosen_text(version)
    chosen = form.switching and request.args.get("text") in LANGUAGES
    if form.is_submitted() and form.language.data in LANGUAGES and not chosen:
        text = asked.text_in(version.texts, form.language.data)
    form.language.data = text.language
    context = _context(version, text)
    if not form.submitted():
        return form_page("identity/agreement_signing.html", form, **context)
    try:
        made = signing.sign(actor, version, form.name.data, form.position.data, form.language.data)
    except Refusal as refusal:
        return refused("identity/agreement_signing.html", form, refusal, **context)
    return done(url_for(".signature", reference=made.reference), _("You have signed for your organisation. You can print this record."))


def _context(version: Any, text: Any) -> dict[str, Any]:
    """Plain values: the record is gone when the form's page has rolled back."""
    return {
        "kind": version.kind,
        "number": version.number,
        "hash": version.hash,
        "sign_by": version.sign_by,
        "word": words.AGREEMENTS[AgreementKind(version.kind)],
        "text": {"language": text.language, "title": text.title, "body": text.body, "authentic": text.authentic},
        "languages": [row.language for row in sorted(version.texts, key=lambda row: LANGUAGES.index(row.language))],
        "authentic": next((row.language for row in version.texts if row.authentic), text.language),
        "body_name": actor_here().body_name,
        "asked_in": request.args.get("text"),
    }


@bp.get("/identity/signatures/<reference>")
@requires(policy.may_read_agreements, asked.signature)
def signature(signed: Any) -> ResponseReturnValue:
    row, version = signed.signature, signed.version
    return page(
        "identity/signature.html",
        signature=row,
        version=version,
        text=asked.text_in(version.texts, row.language),
        organisation=queries.organisation_names([row.organisation_id], lang()).get(row.organisation_id, ""),
        word=words.AGREEMENTS[AgreementKind(version.kind)],
    )
