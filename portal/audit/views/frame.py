"""The blueprint, the filter as a form, and the tabs of the auditor's pages."""

from typing import Any

from flask import request, url_for

from portal.audit import queries, vocabulary
from portal.audit.forms import FilterForm
from portal.audit.queries import Filter
from portal.core import opaque
from portal.core.catalogue import gettext as _
from portal.core.forms import SelectChoice, choices_of
from portal.core.locale import feature_blueprint
from portal.core.presentation import day
from portal.core.register import registers

bp = feature_blueprint("audit", "portal.audit.views")
Tabs = list[tuple[str, str, bool]]


def tabs(here: str) -> Tabs:
    pages = (("index", _("Changes")), ("turned_away", _("Turned away")), ("exports", _("Exports")), ("seal", _("Seal of the record")))
    return [(word, url_for(f"audit.{endpoint}"), endpoint == here) for endpoint, word in pages]


def filter_form() -> FilterForm:
    form = FilterForm(request.args)
    form.action.choices = grouped_actions(frozenset(registers.actions))
    kinds: dict[str, str] = {}
    for kind, subject in registers.subjects.items():
        kinds.setdefault(str(subject.word), kind)
    form.kind.choices = choices_of(((kind, word) for word, kind in sorted(kinds.items())), none=_("All"))
    form.validate()
    return form


def grouped_actions(offered: frozenset[str]) -> list[SelectChoice]:
    """By feature, each group in the order of its words."""
    groups: dict[str, list[SelectChoice]] = {}
    for action, word in sorted(((action, str(word)) for action, word in registers.actions.items() if action in offered), key=lambda pair: pair[1]):
        feature = action.partition(".")[0]
        group = str(vocabulary.FEATURES.get(feature, vocabulary.OTHER_FEATURES))
        groups.setdefault(group, []).append(SelectChoice(action, word, optgroup=group))
    return [SelectChoice("", _("All")), *(choice for group in sorted(groups) for choice in groups[group])]


def wanted(form: FilterForm) -> Filter:
    return Filter(
        form.action.data or None,
        queries.person_known_as(form.actor.data),
        form.kind.data or None,
        queries.record_known_as(form.kind.data, form.record.data),
        queries.organisation_known_as(form.organisation.data),
        form.since.data,
        form.until.data,
    )


def narrowing() -> dict[str, Any]:
    """The query of this page that narrows, to be carried along."""
    return {name: value for name, value in request.args.items() if name not in ("after", "form") and value}


def life_of(kind: str, number: object) -> str:
    return url_for("audit.life", kind=kind, number=number)


def own_life_of(kind: str, number: str) -> str:
    """For an organisation: by the record's own reference, or by what stands for a number that only the portal knows."""
    if number.isdigit():
        return url_for("audit.own", kind=kind, of=opaque.of(kind, int(number)))
    return url_for("audit.own", kind=kind, record=number)


def set_filters(form: Any) -> list[str]:
    """In words, for the page's title: whoever applies filters hears first what the list is narrowed to."""
    words = []
    for field in form:
        if field.data and field.short_name in request.args.keys() | {part.partition("-")[0] for part in request.args}:
            chosen = dict((str(choice.value), str(choice.label)) for choice in getattr(field, "choices", None) or ())
            words.append(chosen.get(str(field.data)) or (day(field.data) if hasattr(field.data, "isoformat") else str(field.data)))
    return words
