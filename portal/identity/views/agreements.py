"""Agreements: read by everybody who works here, written by commission administrators."""

from typing import Any

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import LANGUAGES, lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import policy, queries
from portal.identity.forms import ButtonForm
from portal.identity.forms.agreements import AgreementDraftForm, AgreementPublicationForm
from portal.identity.queries import agreements as asked
from portal.identity.queries import commitments
from portal.identity.services.agreements import drafting
from portal.identity.views.frame import bp
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import AgreementKind, VersionState

WRITE = policy.may_write_agreements


@bp.get("/identity/agreements/")
@requires(policy.may_read_agreements)
def agreements() -> ResponseReturnValue:
    actor = actor_here()
    versions = asked.versions(actor)
    by_kind = {kind: [version for version in versions if version.kind == kind] for kind in AgreementKind}
    return page(
        "identity/agreements.html",
        by_kind=by_kind,
        titles={version.id: asked.text_in(version.texts, lang()) for version in versions},
        signatures=asked.own_signatures(actor),
        counts=commitments.commitment_counts(),
        may_write=WRITE(actor),
        may_sign=policy.may_sign(actor),
        of_organisation=actor.organisation_id is not None,
        button_form=ButtonForm(),
        words=words,
        today=clock.today(),
    )


@bp.get("/identity/agreements/<kind>/<int:number>")
@requires(policy.may_read_agreements, asked.agreement)
def agreement(version: Any) -> ResponseReturnValue:
    actor = actor_here()
    current = version.state == VersionState.PUBLISHED and getattr(asked.in_force(version.kind), "id", None) == version.id
    return page(
        "identity/agreement.html",
        version=version,
        text=chosen_text(version),
        others=[row.language for row in sorted(version.texts, key=lambda row: LANGUAGES.index(row.language))],
        current=current,
        signature=asked.own_signatures(actor).get(version.id),
        may_sign=policy.may_sign(actor) and current,
        may_write=WRITE(actor),
        of_organisation=actor.organisation_id is not None,
        signed=asked.signature_counts(version) if WRITE(actor) and version.hash else None,
        words=words,
        today=clock.today(),
    )


def chosen_text(version: Any) -> Any:
    """The text in the language asked for, else the reader's; a draft may have none yet."""
    wanted = request.args.get("text", "")
    return asked.text_in(version.texts, wanted if wanted in LANGUAGES else lang())


@bp.get("/identity/agreements/<kind>/<int:number>/canonical")
@requires(policy.may_read_agreements, asked.published_agreement)
def agreement_canonical(version: Any) -> ResponseReturnValue:
    """The very bytes that were hashed, to compute the number again."""
    response = Response(asked.canonical_text(version).encode(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{version.kind}-{version.number}.txt"'
    return response


@bp.post("/identity/agreements/<kind>/drafts")
@requires(WRITE, asked.agreement_kind)
def begin_agreement(kind: Any) -> ResponseReturnValue:
    draft = drafting.begin_version(actor_here(), kind)
    return done(url_for(".draft_agreement", kind=kind, number=draft.number))


@bp.route("/identity/agreements/<kind>/<int:number>/draft", methods=["GET", "POST"])
@requires(WRITE, asked.agreement_to_write)
def draft_agreement(version: Any) -> ResponseReturnValue:
    texts = {row.language: row for row in version.texts}
    held = {f"{part}_{code}": getattr(row, part) for code, row in texts.items() for part in ("title", "body")}
    authentic = next((code for code, row in texts.items() if row.authentic), "ar")
    form = AgreementDraftForm(seen=str(version.lock_version), authentic=authentic, **held)
    context = _about(version)
    if version.state != VersionState.DRAFT:
        return refused("identity/agreement_draft.html", form, Refusal(words.PUBLISHED_ALREADY), **context)
    if not form.submitted():
        return form_page("identity/agreement_draft.html", form, **context)
    try:
        drafting.change_version(actor_here(), version, form.texts(), form.authentic.data, form.seen_version)
    except Refusal as refusal:
        return refused("identity/agreement_draft.html", form, refusal, **context)
    return done(url_for(".agreement", kind=context["kind"], number=context["number"]), _("The draft was saved. This is how it will be read."))


@bp.route("/identity/agreements/<kind>/<int:number>/publication", methods=["GET", "POST"])
@requires(WRITE, asked.agreement_to_write)
def publish_agreement(version: Any) -> ResponseReturnValue:
    form = AgreementPublicationForm(seen=str(version.lock_version))
    context = _about(version)
    if not form.submitted() or form.sign_by.data is None:
        return form_page("identity/agreement_publication.html", form, **context)
    try:
        drafting.publish_version(actor_here(), version, form.sign_by.data, form.seen_version)
    except Refusal as refusal:
        return refused("identity/agreement_publication.html", form, refusal, **context)
    return done(url_for(".agreement", kind=context["kind"], number=context["number"]), _("The version is published. Organisations have been asked to sign."))


def _about(version: Any) -> dict[str, Any]:
    """Plain values: the record is gone when a refusal has rolled back."""
    return {"kind": version.kind, "number": version.number, "word": words.AGREEMENTS[AgreementKind(version.kind)]}


@bp.get("/identity/agreements/<kind>/<int:number>/signatures")
@requires(WRITE, asked.agreement_to_write)
def agreement_signatures(version: Any) -> ResponseReturnValue:
    if version.state != VersionState.PUBLISHED:
        abort(404)
    show = request.args.get("show")
    found = asked.signers_page(version, show, request.args.get("after"))
    ids = [row.id for row in found.rows]
    return page(
        "identity/agreement_signatures.html",
        version=version,
        found=found,
        show=show,
        names=queries.organisation_names(ids, lang()),
        signatures=asked.signatures_of(version, ids),
        counts=asked.signature_counts(version),
        **_about(version),
    )
