"""The applicant follows the application at the private address: state, questions, difficulties, appeal."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.core.access import open_to_all
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form
from portal.core.locale import lang
from portal.core.pages import done, page
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.forms import ButtonForm, SayForm
from portal.identity.queries import Dossier
from portal.identity.services import answering
from portal.identity.views.applying import KEY
from portal.identity.views.form_pages import answers_of, members_of, own
from portal.identity.views.frame import bp
from portal.identity.vocabulary import OrganisationState
from portal.identity.vocabulary.applying import Said

KINDS = "<any(answer, difficulty, appeal):kind>"
SAY: dict[str, Callable[[Dossier, str], None]] = {
    "answer": answering.answer,
    "difficulty": answering.tell_difficulty,
    "appeal": answering.appeal,
}
LABELS = {"answer": _l("Your answer"), "difficulty": _l("What was difficult?"), "appeal": _l("Your appeal")}
THANKS = {
    "answer": _l("Your answer has been sent."),
    "difficulty": _l("Thank you. The commission has been told."),
    "appeal": _l("Your appeal has been sent to the commission."),
}


@bp.get("/apply/<reference>/<secret>")
@open_to_all(KEY)
def application(reference: str, secret: str) -> ResponseReturnValue:
    return _status_page(own(reference, secret), secret)


@bp.post(f"/apply/<reference>/<secret>/{KINDS}")
@open_to_all(KEY)
def say(reference: str, secret: str, kind: str) -> ResponseReturnValue:
    found, form = own(reference, secret), _form(kind)
    if not form.submitted():
        return _status_page(found, secret, 422 if form.errors else 200, **{kind: form})
    try:
        SAY[kind](found, form.text.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _status_page(found, secret, 422, **{kind: form})
    return done(url_for(".application", reference=reference, secret=secret), THANKS[kind])


def _form(kind: str) -> Any:
    form: Any = SayForm(prefix=kind)
    form.text.label.text = str(LABELS[kind])
    return form


def _status_page(found: Dossier, secret: str, status: int = 200, **wrong: Form) -> ResponseReturnValue:
    made = found.organisation
    forms = {kind: wrong.get(kind) or _form(kind) for kind in SAY}
    missing = [(vocabulary.applying.STEPS[step], step) for step in found.missing()] if found.open else []
    return page(
        "identity/application.html",
        status,
        found=found,
        organisation=made,
        secret=secret,
        name=found.name(lang()),
        states=vocabulary.STATES | {OrganisationState.ASKED: vocabulary.applying.WAITS_FOR_YOU},
        times=queries.waiting_times(),
        missing=missing,
        members=members_of(found),
        **answers_of(found),
        talk=talk(found, (Said.QUESTION, Said.ANSWER), mine=True),
        difficulties=talk(found, (Said.DIFFICULTY, Said.DIFFICULTY_ANSWER), mine=True),
        appeals=talk(found, (Said.APPEAL, Said.APPEAL_ANSWER), mine=True),
        forms=forms,
        button_form=ButtonForm(),
        entrance=queries.entrance(made.id) if made.state == "accepted" else None,
    )


def talk(found: Dossier, kinds: tuple[Said, ...], mine: bool, names: dict[int, str] | None = None) -> list[dict[str, Any]]:
    """For parts/thread.html. `mine`: the applicant reads; else the commission does."""
    body = found.name(lang())
    return [
        {
            "kind": "mine" if mine and message.by_id is None else "said",
            "by": ((names or {}).get(message.by_id or 0), body if message.by_id is None else _("Commission")),
            "at": message.at,
            "text": message.text,
            "language": message.language,
        }
        for message in found.said(*kinds)
    ]


@bp.post("/apply/<reference>/<secret>/account")
@open_to_all(KEY)
def open_account(reference: str, secret: str) -> ResponseReturnValue:
    token = answering.open_account(own(reference, secret))
    return done(url_for(".invitation", token=token))
