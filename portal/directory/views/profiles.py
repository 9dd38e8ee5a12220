"""Organisations as they show themselves, and the own profile with its consents."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.directory import policy
from portal.directory.forms import ProfileForm
from portal.directory.queries import profiles as asked
from portal.directory.queries.profiles import SINGLE, Entry, Filter
from portal.directory.services import profiling
from portal.directory.services.profiling import Told
from portal.directory.views.blueprint import bp
from portal.directory.vocabulary import profiles as words
from portal.directory.vocabulary.profiles import CHOICES, Field
from portal.identity import queries as identity
from portal.identity.vocabulary import KINDS, OrganisationKind

LONGEST_SEARCH = 100


@bp.get("/")
@requires(policy.may_read_directory)
def index() -> ResponseReturnValue:
    actor, language, wanted = actor_here(), lang(), _wanted()
    found = asked.listed_page(wanted, request.args.get("after"))
    names = identity.organisation_names([row.organisation_id for row in found.rows], language)
    return page(
        "directory/index.html",
        found=found,
        rows=[(entry, names.get(entry.organisation_id, entry.reference), _facts(entry, language)) for entry in asked.entries_of(found.rows)],
        wanted=wanted,
        governorates=[(place.code, place.name(language)) for place in country.governorates()],
        kinds=list(KINDS.items()),
        words=words,
        may_edit=policy.may_edit_profile(actor),
        own=identity.organisation_reference(actor.organisation_id) if actor.organisation_id else None,
        may_export=policy.may_export_for_donors(actor),
    )


def _wanted() -> Filter:
    """Only what exists is looked for."""
    asked_for = {name: request.args.get(name, "") for name in ("q", "governorate", "kind", "work")}
    return Filter(
        words=" ".join(asked_for["q"].replace("\x00", "").split())[:LONGEST_SEARCH],
        governorate=asked_for["governorate"] if country.governorate(asked_for["governorate"]) else "",
        kind=asked_for["kind"] if asked_for["kind"] in KINDS else "",
        work=asked_for["work"] if asked_for["work"] in words.WORK else "",
    )


def _facts(entry: Entry, language: str) -> dict[str, Any]:
    """What other organisations and the commission may see of it, in words."""
    shown = asked.shown_of(entry, "directory", language)
    told: dict[str, Any] = {str(field): value for field, value in shown.items()}
    if Field.KIND in shown:
        told[Field.KIND] = KINDS[OrganisationKind(shown[Field.KIND])]
    if Field.GOVERNORATES in shown:
        told[Field.GOVERNORATES] = [place.name(language) for code in shown[Field.GOVERNORATES] if (place := country.governorate(code))]
    for field, known in CHOICES.items():
        if field in shown:
            told[field] = [known[code] for code in shown[field] if code in known]
    return told


@bp.get("/profiles/<reference>")
@requires(policy.may_read_directory, asked.entry)
def profile(entry: Entry) -> ResponseReturnValue:
    own = actor_here().organisation_id == entry.organisation_id
    return page(
        "directory/profile.html",
        entry=entry,
        name=identity.organisation_names([entry.organisation_id], lang()).get(entry.organisation_id, entry.reference),
        facts=_facts(entry, lang()),
        words=words,
        own=own,
        may_edit=own and policy.may_edit_profile(actor_here()),
    )


@bp.route("/profile", methods=["GET", "POST"])
@requires(policy.may_edit_profile)
def edit() -> ResponseReturnValue:
    actor = actor_here()
    assert actor.organisation_id is not None
    entry = asked.entry_of(actor.organisation_id)
    form = _filled(entry)
    context = {"fields": words.FIELDS, "rows": _rows(entry), "reference": entry.reference, "kind": KINDS[OrganisationKind(entry.kind)]}
    if not form.submitted():
        return form_page("directory/edit.html", form, **context)
    try:
        profiling.keep_profile(actor, _told(form), form.seen_version)
    except Refusal as refusal:
        return refused("directory/edit.html", form, refusal, **context)
    return done(url_for(".profile", reference=context["reference"]), _("The profile has been saved. This is what others see."))


def _filled(entry: Entry) -> ProfileForm:
    profile = entry.profile
    held: dict[str, Any] = {f"consent_{field}": entry.level(field) for field in Field}
    if profile is not None:
        held |= {str(field): getattr(profile, field) for field in SINGLE}
        held |= {f"description_{row.language}": row.text for row in profile.texts}
        held |= {str(field): [row.code for row in profile.choices if row.field == field] for field in (Field.GOVERNORATES, *CHOICES)}
    form = ProfileForm(seen=str(profile.lock_version if profile else 0), **held)
    form.governorates.choices = choices_of((place.code, place.name(lang())) for place in country.governorates())
    return form


def _rows(entry: Entry) -> dict[str, tuple[str, Any]]:
    """Who gave the consent that stands, and when, by field."""
    consents = entry.profile.consents if entry.profile else []
    names = identity.person_names({row.by_id for row in consents})
    return {row.field: (names.get(row.by_id or 0, ""), row.at) for row in consents}


def _told(form: ProfileForm) -> Told:
    single = {field: form[str(field)].data or None for field in SINGLE}
    texts = {code: form[f"description_{code}"].data or "" for code in ("ar", "ckb", "en")}
    choices = {field: frozenset(form[str(field)].data or ()) for field in (Field.GOVERNORATES, *CHOICES)}
    return Told(single, texts, choices, form.consents())
