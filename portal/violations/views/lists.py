"""Lists of reports."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import Actor, actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import lang
from portal.core.pages import page
from portal.core.text import written_in
from portal.identity import queries as identity
from portal.violations import forms, policy, queries
from portal.violations.views import showing
from portal.violations.views.blueprint import bp
from portal.violations.vocabulary import OPEN, OUTCOMES, STATES, TONES, State

Values = dict[str, Any]


@bp.get("/")
@requires(policy.may_list)
def index() -> ResponseReturnValue:
    actor = actor_here()
    officer = policy.is_officer(actor)
    form, filters = _filters(actor)
    ask = queries.inbox if officer else queries.own_list
    found = ask(actor, filters, request.args.get("after"))
    names = identity.organisation_names({row.organisation_id for row in found.rows}, lang()) if officer else {}
    holders = identity.person_names(row.holder_id for row in found.rows) if policy.is_case_holder(actor) else None
    template = "violations/inbox.html" if officer else "violations/list.html"
    return page(
        template,
        filters=form,
        found=found,
        organisations=names,
        holders=holders,
        me_id=actor.person_id,
        waiting=filters.waiting,
        active=_active(form),
        **_words(actor),
    )


@bp.get("/shared")
@requires(policy.may_see_shared)
def shared() -> ResponseReturnValue:
    """Summaries of other organisations' reports."""
    actor = actor_here()
    form, filters = _filters(actor)
    only = queries.Filters(governorate=filters.governorate, group=filters.group)
    found = queries.shared(actor, only, request.args.get("after"))
    del form.q, form.state
    return page("violations/shared.html", filters=form, found=found, active=_active(form), **_words(actor))


def _filters(actor: Actor) -> tuple[forms.FilterForm, queries.Filters]:
    """A value that the form does not offer narrows nothing."""
    language = lang()
    form = forms.FilterForm(request.args)
    states = {state: word for state, word in STATES.items() if state != State.DRAFT or not policy.is_officer(actor)}
    for field, known in (
        (form.state, states),
        (form.governorate, showing.governorate_names(language)),
        (form.group, showing.group_names(language)),
    ):
        field.choices = choices_of(known, none=_("All"))
        field.data = field.data if field.data in known else ""
    words = (form.q.data or "").strip()[:200]
    waiting = policy.is_officer(actor) and request.args.get("show") == "waiting"
    return form, queries.Filters(form.state.data, form.governorate.data, form.group.data, words, waiting)


def _active(form: forms.FilterForm) -> list[tuple[str, str]]:
    """What narrows the list, each with its field's name, for the line over the results."""
    chosen = []
    for field in form:
        if field.data:
            labels = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
            chosen.append((labels.get(field.data, field.data), field.name))
    return chosen


def _words(actor: Actor) -> Values:
    """Every word that the rows need, so that a row costs next to nothing."""
    language = lang()
    return {
        "states": {state.value: (TONES[state], str(word)) for state, word in STATES.items()},
        "today": clock.today(),
        "outcomes": {outcome.value: str(word) for outcome, word in OUTCOMES.items()},
        "categories": showing.category_names(language),
        "governorates": showing.governorate_names(language),
        "place": url_for(".index"),
        "suspended": actor.suspended,
        "may_file": policy.may_file(actor),
        "written_in": written_in,
        "open_states": OPEN,
    }
