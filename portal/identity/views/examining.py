"""The commission examines an application: its documents, the checklist, questions and answers."""

from collections.abc import Callable
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done, keep, page
from portal.core.refusal import Refusal
from portal.identity import policy, queries, vocabulary
from portal.identity.forms import AnswerForm, AskForm, ButtonForm, checklist_form
from portal.identity.queries import Dossier
from portal.identity.services import examining
from portal.identity.services.examining import EXAMINED
from portal.identity.views.correcting import corrected
from portal.identity.views.following import talk
from portal.identity.views.form_pages import answers_of, members_of
from portal.identity.views.frame import bp
from portal.identity.vocabulary.applying import Said
from portal.identity.vocabulary.checking import ITEMS, RESULTS, UNCHECKED, Result

MAY = policy.may_decide_organisations
ADDRESS = "/identity/organisations/<reference>/application"


@bp.get(ADDRESS)
@requires(MAY, queries.dossier)
def examine(found: Dossier) -> ResponseReturnValue:
    return _page(found)


def _page(found: Dossier, status: int = 200, **wrong: Any) -> ResponseReturnValue:
    made, checks = found.organisation, queries.checks(found.organisation)
    items = queries.checklist(made)
    names = queries.person_names({check.by_id for check in checks.values()} | {message.by_id for message in found.messages})
    forms = {
        "checklist": wrong.get("checklist") or checklist_form(items)(data={item: check.result for item, check in checks.items()}),
        "ask": wrong.get("ask") or AskForm(prefix="ask"),
        "appeal": wrong.get("appeal") or AnswerForm(prefix="appeal"),
    }
    answers = {message.id: wrong.get(f"answer-{place}") or AnswerForm(prefix=f"answer-{place}") for place, message in _open_difficulties(found)}
    return page(
        "identity/examine.html",
        status,
        found=found,
        organisation=made,
        title=found.name(lang()),
        checks=[(ITEMS[item], RESULTS[Result(checks[item].result)] if item in checks else UNCHECKED, checks.get(item)) for item in items],
        complete=queries.checklist_complete(made, checks),
        forms=forms,
        answers=answers,
        numbers={message.id: place for place, message in enumerate(found.said(Said.DIFFICULTY), 1)},
        examined=made.state in EXAMINED,
        talk=talk(found, (Said.QUESTION, Said.ANSWER), False, names),
        appeals=talk(found, (Said.APPEAL, Said.APPEAL_ANSWER), False, names),
        difficulties=[(message, found.answer_to(message)) for message in found.said(Said.DIFFICULTY)],
        names=names,
        corrected=corrected(found),
        members=members_of(found),
        states=vocabulary.STATES,
        button_form=ButtonForm(),
        **answers_of(found),
    )


def _open_difficulties(found: Dossier) -> list[tuple[int, Any]]:
    """With their number within the application."""
    return [(place, message) for place, message in enumerate(found.said(Said.DIFFICULTY), 1) if found.answer_to(message) is None]


def _address(found: Dossier) -> str:
    return url_for(".examine", reference=found.organisation.reference)


@bp.post(f"{ADDRESS}/checklist")
@requires(MAY, queries.dossier)
def fill_checklist(found: Dossier) -> ResponseReturnValue:
    form: Any = checklist_form(queries.checklist(found.organisation))()
    if not form.submitted():
        return _page(found, 422 if form.errors else 200, checklist=form)
    examining.check(actor_here(), found, form.results())
    return done(_address(found), _("The checklist has been saved."))


@bp.post(f"{ADDRESS}/question")
@requires(MAY, queries.dossier)
def ask_applicant(found: Dossier) -> ResponseReturnValue:
    return _say(found, "ask", AskForm(prefix="ask"), examining.ask, _("The question has been sent. The applicant may now correct the form."))


@bp.post(f"{ADDRESS}/appeal/<any(rejected, followed):answer>")
@requires(MAY, lambda reference, answer, actor: queries.dossier(reference, actor))
def answer_appeal(found: Dossier) -> ResponseReturnValue:
    followed = (request.view_args or {})["answer"] == "followed"
    step, told = (
        (examining.reopen, _("The application is open again.")) if followed else (examining.uphold, _("Your answer has been sent. The rejection stays."))
    )
    return _say(found, "appeal", AnswerForm(prefix="appeal"), step, told)


@bp.post(f"{ADDRESS}/difficulties/<int:number>")
@requires(MAY, lambda reference, number, actor: queries.dossier(reference, actor))
def answer_difficulty(found: Dossier) -> ResponseReturnValue:
    number = (request.view_args or {})["number"]
    message = next((message for place, message in enumerate(found.said(Said.DIFFICULTY), 1) if place == number), None)
    if message is None:
        abort(404)
    name = f"answer-{number}"
    step: Callable[..., None] = lambda actor, dossier, text: examining.answer_difficulty(actor, dossier, message, text)  # noqa: E731
    return _say(found, name, AnswerForm(prefix=name), step, _("Your answer has been sent."))


def _say(found: Dossier, name: str, form: Any, step: Callable[..., None], told: str) -> ResponseReturnValue:
    if not form.submitted():
        return _page(found, 422 if form.errors else 200, **{name: form})
    try:
        step(actor_here(), found, form.text.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(found, 422, **{name: form})
    return done(_address(found), told)


@bp.get(f"{ADDRESS}/documents/<authority>")
@requires(MAY, queries.filed_document, writes=True)
def read_document(filed: Any) -> ResponseReturnValue:
    """A look leaves a line: documents carry the names of founders."""
    examining.note_document(actor_here(), filed.organisation_id, filed.authority)
    document = filed.document
    keep()
    return files.send(document)
