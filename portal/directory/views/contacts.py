"""How the commission's offices are reached."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, current_actor, open_to_all, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.core.text import whole_number
from portal.directory import policy
from portal.directory.forms import ButtonForm, ContactForm, HotlineForm
from portal.directory.queries import contacts as asked
from portal.directory.services import reaching
from portal.directory.services.reaching import Way
from portal.directory.views.blueprint import bp
from portal.directory.vocabulary import contacts as words
from portal.directory.vocabulary.contacts import ContactKind
from portal.identity import queries as identity

EDIT = policy.may_edit_contacts


@bp.get("/contacts")
@open_to_all("hot-lines are for whoever cannot sign in or is suspended on polling day; officers' names are shown only to the signed-in")
def contacts() -> ResponseReturnValue:
    actor, language = current_actor(), lang()
    offices = identity.offices(language)
    officers = asked.contacts(ContactKind.OFFICER) if actor else []
    return page(
        "directory/contacts.html",
        hotlines=_by_office(offices, asked.contacts(ContactKind.HOTLINE), language),
        officers=_by_office(offices, officers, language),
        bare_offices=[name for number, name in offices if all(row.office_id != number for row in officers)],
        signed_in=actor is not None,
        may_edit=actor is not None and EDIT(actor),
        words=words,
    )


def _by_office(offices: list[tuple[int, str]], rows: list[Any], language: str) -> list[tuple[str, list[tuple[Any, Any]]]]:
    """Name of the office, and its contacts with their words; offices without any are left out."""
    grouped = [(name, [(row, asked.words_of(row, language)) for row in rows if row.office_id == number]) for number, name in offices]
    return [(name, several) for name, several in grouped if several]


@bp.route("/contacts/new/<any(officer, hotline):kind>", methods=["GET", "POST"])
@requires(EDIT, lambda kind, actor: ContactKind(kind) if EDIT(actor) else None)
def new_contact(kind: ContactKind) -> ResponseReturnValue:
    form = _form(kind, office=whole_number(request.args.get("office")))
    if not form.submitted():
        return _form_page(form, kind)
    try:
        reaching.enter_contact(actor_here(), _way(form, kind))
    except Refusal as refusal:
        return _form_page(form, kind, refusal)
    return done(url_for(".contacts"), _("The contact has been saved. Everybody who may see it sees it at once."))


@bp.route("/contacts/<reference>", methods=["GET", "POST"])
@requires(EDIT, asked.contact)
def edit_contact(row: Any) -> ResponseReturnValue:
    kind, reference = ContactKind(row.kind), row.reference
    texts = {f"{part}_{text.language}": value for text in row.texts for part, value in (("text", text.text), ("hours", text.hours))}
    several = {"spoken": row.spoken.split(), "channels": row.channels.split()}
    form = _form(kind, office=row.office_id, phone=row.phone, email=row.email, seen=str(row.lock_version), **several, **texts)
    if not form.submitted():
        return _form_page(form, kind, reference=reference)
    try:
        reaching.change_contact(actor_here(), row, _way(form, kind), form.seen_version)
    except Refusal as refusal:
        return _form_page(form, kind, refusal, reference)
    return done(url_for(".contacts"), _("The contact has been saved. Everybody who may see it sees it at once."))


@bp.post("/contacts/<reference>/removal")
@requires(EDIT, asked.contact)
def remove_contact(row: Any) -> ResponseReturnValue:
    reaching.remove_contact(actor_here(), row)
    return done(url_for(".contacts"), _("The contact has been removed."))


def _form(kind: ContactKind, **held: Any) -> ContactForm:
    form = (HotlineForm if kind == ContactKind.HOTLINE else ContactForm)(**held)
    form.office.choices = choices_of(identity.offices(lang()))
    return form


def _form_page(form: ContactForm, kind: ContactKind, refusal: Refusal | None = None, reference: str | None = None) -> ResponseReturnValue:
    context = {"kind": kind, "word": words.CONTACT_KINDS[kind], "reference": reference, "button_form": ButtonForm()}
    if refusal is not None:
        return refused("directory/contact_form.html", form, refusal, **context)
    return form_page("directory/contact_form.html", form, **context)


def _way(form: ContactForm, kind: ContactKind) -> Way:
    return Way(
        kind, form.office.data, form.texts(), form.phone.data or None, form.email.data or None,
        tuple(form.spoken.data or ()), tuple(form.channels.data or ()),
    )  # fmt: skip
