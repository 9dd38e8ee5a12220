"""Polling centres of an election, and one of them with its stations."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import direction, lang
from portal.core.pages import page
from portal.country import queries as country
from portal.elections import policy, queries
from portal.elections.forms import PlaceFilterForm
from portal.elections.queries import PlaceFilters
from portal.elections.views.blueprint import bp
from portal.elections.vocabulary.places import ACCESSIBLE, CENTRE_KINDS, VOTERS_OF


@bp.get("/<slug>/centres/")
@requires(policy.may_view, queries.bare_election)
def centres(election: Any) -> ResponseReturnValue:
    language = lang()
    form, filters, active = _filters(language)
    found = queries.centres(election, filters, language, request.args.get("after"))
    return page(
        "elections/centres.html",
        slug=election.slug,
        name=queries.name_of(election, language),
        filters=form,
        found=found,
        active=active,
        governorates={one.code: one.name(language) for one in country.governorates()},
        district_of=_district,
        kinds=CENTRE_KINDS,
        accessible=ACCESSIBLE,
        may_manage=policy.may_manage(actor_here()),
    )


@bp.get("/<slug>/centres/<code>")
@requires(policy.may_view_centre, queries.centre)
def centre(record: Any) -> ResponseReturnValue:
    language = lang()
    governorate = country.governorate(record.governorate)
    names = sorted(record.names, key=lambda row: (row.language != language, row.language))
    return page(
        "elections/centre.html",
        centre=record,
        names=names,
        slug=record.election.slug,
        election_name=queries.name_of(record.election, language),
        back=url_for(".centres", slug=record.election.slug),
        governorate=governorate.name(language) if governorate else record.governorate,
        district=_district(record.district, language),
        kind=CENTRE_KINDS.get(record.kind, record.kind),
        accessible=ACCESSIBLE.get(record.accessible, record.accessible),
        voters_of=VOTERS_OF,
    )


def _filters(language: str) -> tuple[PlaceFilterForm, PlaceFilters, list[tuple[str, str]]]:
    """A value that the form does not offer narrows nothing; districts are those of the chosen governorate."""
    form = PlaceFilterForm(request.args)
    form.governorate.choices = choices_of([(one.code, one.name(language)) for one in country.governorates()], none=_("All"))
    chosen = form.governorate.data if country.governorate(form.governorate.data or "") else ""
    districts = [(one.code, one.name(language), _voice(one.name_language(language), language)) for one in country.districts(chosen or "")]
    form.district.choices = choices_of(districts, none=_("All"))
    active = []
    for field in (form.governorate, form.district, form.kind, form.accessible):
        known = {str(choice.value): str(choice.label) for choice in field.choices}
        field.data = field.data if field.data in known else ""
        if field.data:
            active.append((known[field.data], field.name))
    words = (form.q.data or "").strip()[:200]
    active = [(words, "q"), *active] if words else active
    data = [field.data for field in (form.governorate, form.district, form.kind, form.accessible)]
    return form, PlaceFilters(words, *data), active


def _voice(spoken: str, language: str) -> dict[str, str]:
    """The attributes of a name in another language than its page's."""
    return {} if spoken == language else {"lang": spoken, "dir": direction(spoken)}


def _district(code: str | None, language: str | None = None) -> tuple[str, str] | None:
    """Name and its language: not every district has one in Sorani."""
    found = country.district(code) if code else None
    spoken = language or lang()
    return (found.name(spoken), found.name_language(spoken)) if found else None
