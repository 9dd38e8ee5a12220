"""The mutual commitments of the joint charter: read by everybody who works here, kept by commission administrators."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.core.text import written_in
from portal.identity import policy, queries
from portal.identity.forms.agreements import CommitmentForm
from portal.identity.queries import agreements
from portal.identity.queries import commitments as asked
from portal.identity.services.agreements import committing
from portal.identity.services.agreements.committing import Promise
from portal.identity.views.frame import bp
from portal.identity.vocabulary import agreements as words
from portal.identity.vocabulary.agreements import CommitmentState, Whose

WRITE = policy.may_write_agreements


@bp.get("/identity/commitments/")
@requires(policy.may_read_agreements)
def commitments() -> ResponseReturnValue:
    state, whose = request.args.get("state", ""), request.args.get("whose", "")
    state, whose = state if state in words.COMMITMENT_STATES else "", whose if whose in words.WHOSE else ""
    found = asked.commitments_page(state, whose, request.args.get("after"))
    return page(
        "identity/commitments.html",
        found=found,
        rows=[(row, agreements.text_in(row.texts, lang())) for row in found.rows],
        notes=asked.newest_notes(row.id for row in found.rows),
        states=[(code, word) for code, (_tone, word) in words.COMMITMENT_STATES.items()],
        state=state,
        whose=whose,
        may_write=WRITE(actor_here()),
        words=words,
        today=clock.today(),
    )


@bp.get("/identity/commitments/<reference>")
@requires(policy.may_read_agreements, asked.commitment)
def commitment(row: Any) -> ResponseReturnValue:
    steps = asked.steps_of(row.id)
    return page(
        "identity/commitment.html",
        row=row,
        text=agreements.text_in(row.texts, lang()),
        steps=steps,
        names=queries.person_names({step.by_id for step in steps}) if WRITE(actor_here()) else {},
        may_write=WRITE(actor_here()),
        words=words,
        today=clock.today(),
    )


@bp.route("/identity/commitments/new", methods=["GET", "POST"])
@requires(WRITE)
def new_commitment() -> ResponseReturnValue:
    form = CommitmentForm()
    if not form.submitted():
        return form_page("identity/commitment_form.html", form, reference=None)
    made = committing.commit_to(actor_here(), _promise(form))
    return done(url_for(".commitment", reference=made.reference), _("The commitment stands on the list."))


@bp.route("/identity/commitments/<reference>/edit", methods=["GET", "POST"])
@requires(WRITE, asked.commitment_to_write)
def edit_commitment(row: Any) -> ResponseReturnValue:
    texts = {f"text_{text.language}": text.text for text in row.texts}
    form = CommitmentForm(whose=row.whose, state=row.state, due_on=row.due_on, seen=str(row.lock_version), **texts)
    reference = row.reference
    if not form.submitted():
        return form_page("identity/commitment_form.html", form, reference=reference)
    try:
        committing.change_commitment(actor_here(), row, _promise(form), form.seen_version)
    except Refusal as refusal:
        return refused("identity/commitment_form.html", form, refusal, reference=reference)
    return done(url_for(".commitment", reference=reference), _("The commitment has been changed; the change stands in its history."))


def _promise(form: CommitmentForm) -> Promise:
    note = form.note.data or None
    language = written_in(note, lang()) if note else None
    return Promise(form.texts(), Whose(form.whose.data), CommitmentState(form.state.data), form.due_on.data, note, language)
