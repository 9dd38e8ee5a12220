"""The pages of an application's form: what stands in each, what it saves, and what was answered on all of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, make_response
from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.access import current_actor
from portal.core.forms import Form, choices_of
from portal.core.locale import lang
from portal.core.pages import keep, page, taken_in, tell_wait
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.identity import queries, vocabulary
from portal.identity.forms import DeclarationsForm, MemberForm, NamesForm, PeopleForm, RegistrationForm, WorkForm
from portal.identity.queries import Dossier
from portal.identity.services import applying
from portal.identity.services.applying import Contact, Declarations, Work
from portal.identity.views.frame import network
from portal.identity.vocabulary.applying import Step

DOCUMENTS = files.EVIDENCE - files.MEDIA


def own(reference: str, secret: str) -> Dossier:
    """An old or mistyped address leads on to a new one."""
    return queries.application(reference, secret) or abort(make_response(page("identity/dead_application.html", 404)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None


def registration_data(registrations: Any) -> dict[str, Any]:
    """What stands in the fields of a registration form."""
    data: dict[str, Any] = {}
    for row in registrations:
        data[f"{row.authority}_number"] = row.number
        data[f"{row.authority}_issued"], data[f"{row.authority}_expires"] = _day(row.issued_on), _day(row.expires_on)
    return data


def _names_form(found: Dossier) -> Form:
    made = found.organisation
    names = {f"name_{row.language}": row.text for row in made.names}
    facts = {"kind": made.kind, "women_led": made.women_led, "of_persons_with_disabilities": made.of_persons_with_disabilities}
    return NamesForm(data=names | facts)


def _registration_form(found: Dossier) -> Form:
    return RegistrationForm(data=registration_data(found.organisation.registrations))


def governorates() -> Any:
    return choices_of((governorate.code, governorate.name(lang())) for governorate in country.governorates())


def _work_form(found: Dossier) -> Form:
    made, told = found.organisation, found.application
    areas = [area.governorate for area in made.areas]
    form = WorkForm(data={"about": made.about, "governorates": areas, "work": told.work if told else [], "target_groups": told.target_groups if told else []})
    form.governorates.choices = governorates()
    return form


def _people_form(found: Dossier) -> Form:
    made = found.organisation
    data: dict[str, Any] = {"contact_name": made.contact_name, "phone": made.phone, "email": made.email}
    for which, row in zip(("second", "third"), found.focal_points, strict=False):
        data |= {f"{which}_name": row.name, f"{which}_duty": row.duty, f"{which}_phone": row.phone}
    return PeopleForm(data=data)


def _declarations_form(found: Dossier) -> Form:
    told = found.application
    asked = ("non_partisan", "interests", "endorses_2005", "endorses_2012", "declared_by", "declared_as")
    data = {name: getattr(told, name) for name in asked}
    return DeclarationsForm(data=data | {"declared_by": data["declared_by"] or found.organisation.contact_name})


FORMS: dict[Step, Callable[[Dossier], Any]] = {
    Step.NAMES: _names_form,
    Step.REGISTRATION: _registration_form,
    Step.WORK: _work_form,
    Step.PEOPLE: _people_form,
    Step.MEMBERS: lambda found: MemberForm(),
    Step.DECLARATIONS: _declarations_form,
}


def _save_names(found: Dossier, form: Any, secret: str) -> Dossier:
    applying.save_names(found, form.names(), form.kind.data, form.women_led.data, form.of_persons_with_disabilities.data)
    return found


def received(uploads: dict[str, FileStorage]) -> dict[str, files.Received]:
    """Documents on the disk. Raises the refusal of the first that is none."""
    taken = _on_disk(uploads)
    for authority, one in taken.items():
        if isinstance(one, files.Rejected):
            raise Refusal(one.refusal.message, f"{authority}_document", 422)
    return {authority: one for authority, one in taken.items() if isinstance(one, files.Received)}


def _on_disk(uploads: dict[str, FileStorage]) -> dict[str, files.Taken]:
    """Sealed: they carry the names of founders."""
    stranger = None if current_actor() else network()
    return dict(zip(uploads, taken_in(uploads.values(), DOCUMENTS, sealed=True, stranger=stranger), strict=True))


def keep_documents(found: Dossier, form: Any, secret: str) -> tuple[Dossier, list[str]]:
    """The files that came with the page, whatever else on it is wrong, and their names."""
    uploads, reference = form.uploads(), found.organisation.reference
    form.kept = {row.authority for row in found.organisation.registrations if row.document}
    if not uploads:
        return found, []
    try:
        taken = _on_disk(uploads)
    except Refusal as refusal:
        form.turned_away = dict.fromkeys(uploads, str(refusal.message))
        tell_wait(refusal)
        return own(reference, secret), []
    good = {authority: one for authority, one in taken.items() if isinstance(one, files.Received)}
    applying.keep_documents(own(reference, secret), good)
    keep()
    form.turned_away = {authority: str(one.refusal.message) for authority, one in taken.items() if isinstance(one, files.Rejected)}
    form.kept |= set(good)
    form.files_are_taken()
    return own(reference, secret), [one.name for one in good.values()]


def _save_registrations(found: Dossier, form: Any, secret: str) -> Dossier:
    applying.save_registrations(found, form.registrations(), form.dropped())
    return found


def _save_work(found: Dossier, form: Any, secret: str) -> Dossier:
    applying.save_work(found, Work(form.about.data, form.work.data, form.target_groups.data, form.governorates.data))
    return found


def _save_people(found: Dossier, form: Any, secret: str) -> Dossier:
    applying.save_people(found, Contact(form.contact_name.data, form.email.data or None, form.phone.data), form.others())
    return found


def _save_member(found: Dossier, form: Any, secret: str) -> Dossier:
    applying.name_member(found, form.member.data, form.from_on.data, form.to_on.data)
    return found


def _save_declarations(found: Dossier, form: Any, secret: str) -> Dossier:
    ticks = (form.non_partisan.data, form.interests.data, form.endorses_2005.data, form.endorses_2012.data)
    applying.save_declarations(found, Declarations(*ticks, form.declared_by.data, form.declared_as.data))
    return found


SAVE: dict[Step, Callable[[Dossier, Any, str], Dossier]] = {
    Step.NAMES: _save_names,
    Step.REGISTRATION: _save_registrations,
    Step.WORK: _save_work,
    Step.PEOPLE: _save_people,
    Step.MEMBERS: _save_member,
    Step.DECLARATIONS: _save_declarations,
}


def answers_of(found: Dossier) -> dict[str, Any]:
    """The words of what was answered, for pages that show it again."""
    told, words = found.application, vocabulary.applying
    places = [area for area in map(country.governorate, sorted(area.governorate for area in found.organisation.areas)) if area]
    return {
        "kinds": vocabulary.KINDS,
        "authorities": vocabulary.AUTHORITIES,
        "areas": [area.name(lang()) for area in places],
        "work": [words.WORK[words.Work(code)] for code in (told.work if told else []) if code in set(words.Work)],
        "groups": [words.GROUPS[words.Group(code)] for code in (told.target_groups if told else []) if code in set(words.Group)],
        "declarations": (words.DECLARATION_2005, words.DECLARATION_2012),
    }


def members_of(found: Dossier) -> list[dict[str, Any]]:
    """Whom a network or coalition has named, as plain words."""
    names = queries.organisation_names([row.organisation_id for row in found.calls], lang())
    states = vocabulary.joining.CALL_STATES
    return [
        {
            "name": names.get(row.organisation_id, row.reference), "reference": row.reference, "handle": row.call.handle, "from": row.call.from_on,
            "to": row.call.to_on, "state": states[vocabulary.joining.CallState(row.call.state)], "named": row.call.state == "named",
        }
        for row in found.calls
    ]  # fmt: skip
