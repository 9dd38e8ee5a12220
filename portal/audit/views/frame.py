"""The blueprint, the filter as a form, and the tabs of the auditor's pages."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from flask import request, url_for

from portal.audit import queries
from portal.audit.forms import FilterForm, OwnFilterForm
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
    offer_actions(form, registers.actions.keys())
    kinds: dict[str, str] = {}
    for kind, subject in registers.subjects.items():
        kinds.setdefault(str(subject.word), kind)
    form.kind.choices = choices_of(((kind, word) for word, kind in sorted(kinds.items())), none=_("All"))
    form.validate()
    return form


def offer_actions(form: OwnFilterForm, offered: AbstractSet[str]) -> None:
    """The actions of the chosen part of the portal only: all of them weigh as much as the lines. An action that was chosen
    before its part was changed is let go."""
    areas = registers.areas
    its_area = next((code for code, area in areas.items() if form.action.data in area.actions), "")
    if not form.area.raw_data:
        form.area.data = its_area
    elif form.area.data != its_area:
        form.action.data = None
    chosen = areas[form.area.data].actions & offered if form.area.data in areas else frozenset()
    form.area.choices = _in_order((code, area.word) for code, area in areas.items() if area.actions & offered)
    form.action.choices = _in_order((action, registers.actions[action]) for action in chosen)


def _in_order(named: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return choices_of(sorted(((code, str(word)) for code, word in named), key=lambda pair: pair[1]), none=_("All"))


def wanted(form: FilterForm) -> Filter:
    return Filter(
        action=form.action.data or None,
        actor_id=queries.person_known_as(form.actor.data),
        kind=form.kind.data or None,
        records=queries.record_known_as(form.kind.data, form.record.data),
        organisation_id=queries.organisation_known_as(form.organisation.data),
        since=form.since.data,
        until=form.until.data,
        area=form.area.data or None,
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
