"""The page of a report, for its organisation and for officers, and its receipt."""

from collections.abc import Iterable
from typing import Any

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.access import Actor, actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import direction, lang
from portal.core.pages import page, taken_in
from portal.core.text import name_in
from portal.violations import forms, policy, queries
from portal.violations.views import showing
from portal.violations.views.blueprint import bp
from portal.violations.vocabulary import CHANGES, State, Verb

Values = dict[str, Any]


@bp.get("/<reference>")
@requires(policy.may_view, queries.case)
def show(report: queries.Report) -> ResponseReturnValue:
    actor = actor_here()
    if report.state == State.DRAFT and policy.may_edit(actor, report):
        return redirect(url_for(".check", reference=report.reference), 303)
    return page(template_for(actor), **of_case(actor, report))


@bp.get("/<reference>/receipt")
@requires(policy.may_see_receipt, queries.case)
def receipt(report: queries.Report) -> ResponseReturnValue:
    return page("violations/receipt.html", **showing.case_of(actor_here(), report))


def with_files(reference: str, uploads: Iterable[FileStorage]) -> tuple[queries.Report, list[files.Taken]]:
    """The uploads on the disk, and the report as it is after so long a time."""
    taken = taken_in(uploads, files.EVIDENCE, sealed=True)
    report = queries.case(reference, actor_here())
    return (report, taken) if report is not None else abort(404)


def template_for(actor: Actor) -> str:
    return "violations/desk.html" if policy.is_officer(actor) else "violations/case.html"


def of_case(actor: Actor, report: queries.Report, **sent: Any) -> Values:
    """The page's values with all its forms; `sent` holds the one that was sent and has to be shown again."""
    shown = showing.case_of(actor, report)
    if not policy.is_officer(actor):
        handing = hand_form(report) if policy.may_hand_over(actor, report) else None
        own: Values = {"add_form": forms.AddForm(), "withdraw_form": withdraw_form(), "hand_form": handing, "plain_form": forms.PlainForm(), "opened": []}
        return {**shown, **own, **sent}
    verb, mine = sent.pop("change_form", (None, None))
    # What was typed for a change that is no longer possible is shown too: its writer may need the words.
    offered = [known for known in CHANGES if known in shown["verbs"] or known == verb]
    changes = [(known, CHANGES[known].button, mine if known == verb else change_form(known, report)) for known in offered]
    return {
        **shown,
        "changes": changes,
        "answer_form": forms.AnswerForm(),
        "names_form": names_form(),
        "opened": [],
        **sent,
    }


def change_form(verb: Verb, report: queries.Report) -> forms.ChangeForm:
    return forms.ChangeForm.made_for(verb, report.state, CHANGES[verb].reason, CHANGES[verb].asks)


def withdraw_form() -> forms.ReasonForm:
    form = forms.ReasonForm(prefix="withdraw-")
    form.reason.label.text = CHANGES[Verb.WITHDRAW].asks
    return form


def hand_form(report: queries.Report, **options: Any) -> forms.HandForm:
    form = forms.HandForm(prefix="hand-", **options)
    form.holder.choices = choices_of(((user_name, name, _spoken(name)) for user_name, name in queries.takers(report)), none=_("Choose"))
    return form


def _spoken(name: str) -> dict[str, str]:
    """What an option needs whose name is of another language than the page."""
    language = name_in(name, lang())
    return {} if language == lang() else {"lang": language, "dir": direction(language)}


def names_form(**options: Any) -> forms.ReasonForm:
    return forms.ReasonForm(prefix="names-", **options)
