"""The steps that an organisation's people and the commission's staff have in common."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.access import actor_here
from portal.core.catalogue import gettext as _
from portal.core.forms import Form
from portal.core.locale import lang
from portal.core.pages import done, form_page, page, refused
from portal.core.refusal import Refusal
from portal.identity import queries, vocabulary
from portal.identity.forms import AddressForm, ButtonForm, InviteForm, InviteStaffForm
from portal.identity.queries import Member
from portal.identity.services import inviting, people, proving

SHOWN = "code_shown"
ITS_PAGES = ("identity.member", "identity.officer", "static")


def list_page(section: str, found: Any, invitations: Iterable[Any], **more: Any) -> ResponseReturnValue:
    offices = queries.office_names({m.office_id for m in found.rows if m.office_id}, lang())
    return page(
        "identity/people.html",
        section=section,
        people=found,
        invitations=list(invitations),
        offices=offices,
        roles=vocabulary.ROLES,
        button_form=ButtonForm(),
        now=clock.now(),
        **more,
    )


def invite(section: str, form: InviteForm | InviteStaffForm, organisation_id: int | None, office_id: int | None) -> ResponseReturnValue:
    """By mail, or with a code that the next page shows once."""
    template, context = "identity/invite.html", {"section": section, "hints": vocabulary.ROLE_HINTS}
    if not form.submitted():
        return form_page(template, form, **context)
    actor, name, language, roles = actor_here(), form.name.data, form.language.data, form.roles()
    try:
        if form.email.data:
            inviting.invite(actor, name, form.email.data, language, roles, organisation_id, office_id)
            return done(url_for(f".{section}"), _("The invitation has been sent."))
        person, code = inviting.add_without_email(actor, name, form.user_name.data, language, roles, organisation_id, office_id)
    except Refusal as refusal:
        return refused(template, form, refusal, **context)
    return _hand_over(section, person.user_name, code)


def _hand_over(section: str, user_name: str, code: str) -> ResponseReturnValue:
    """The code travels to the next page in the administrator's own signed cookie, and is gone when that page is left."""
    answer = done(one(section, user_name))
    session[SHOWN] = [user_name, code]
    return answer


def forget_code(response: Response) -> Response:
    """The code stays while its page is read in another language or loaded again; any other page takes it away."""
    if SHOWN in session and request.method == "GET" and request.endpoint not in ITS_PAGES:
        session.pop(SHOWN)
    return response


def one(section: str, user_name: str) -> str:
    return url_for(".member" if section == "people" else ".officer", user_name=user_name)


def record_page(section: str, member: Member, role_form: Form, status: int = 200, address_form: Form | None = None, **more: Any) -> ResponseReturnValue:
    shown_for, code = session.get(SHOWN, (None, None))
    if shown_for != member.user_name:
        session.pop(SHOWN, None)
    offices = queries.office_names([member.office_id], lang()) if member.office_id else {}
    return page(
        "identity/person.html",
        status,
        section=section,
        member=member,
        form=role_form,
        button_form=ButtonForm(),
        roles=vocabulary.ROLES,
        hints=vocabulary.ROLE_HINTS,
        code=code if shown_for == member.user_name else None,
        office=offices.get(member.office_id or 0),
        own=member.person_id == actor_here().person_id,
        factors=len(queries.factors_of(member.person_id)),
        address_form=address_form or AddressForm(formdata=None, prefix="address"),
        **more,
    )


def set_roles(section: str, member: Member, form: Any, office_id: int | None) -> ResponseReturnValue:
    if not form.submitted():
        return record_page(section, member, form, 422 if form.errors else 200)
    try:
        changed = people.set_roles(actor_here(), member, form.roles(), office_id)
    except Refusal as refusal:
        return _refused(section, member, form, refusal)
    if not changed:
        return done(one(section, member.user_name), _("Nothing was changed: the person has these roles already."), "info")
    return done(one(section, member.user_name), _("The roles have been changed. The person has to sign in again."))


def _refused(section: str, member: Member, form: Form, refusal: Refusal) -> ResponseReturnValue:
    return refused(
        "identity/person.html",
        form,
        refusal,
        section=section,
        member=member,
        button_form=ButtonForm(),
        roles=vocabulary.ROLES,
        hints=vocabulary.ROLE_HINTS,
        code=None,
        office=None,
        own=member.person_id == actor_here().person_id,
        address_form=AddressForm(formdata=None, prefix="address"),
    )


def remove(section: str, member: Member) -> ResponseReturnValue:
    people.remove(actor_here(), member)
    return done(url_for(f".{section}"), _("%(name)s has been removed and is signed out everywhere.", name=member.name))


def reset_factors(section: str, member: Member) -> ResponseReturnValue:
    proving.reset(actor_here(), member.person_id, member.organisation_id)
    return done(one(section, member.user_name), _("The second factor has been reset. The person is signed out everywhere and told."))


def new_code(section: str, member: Member) -> ResponseReturnValue:
    return _hand_over(section, member.user_name, inviting.new_code(actor_here(), member))


def invitation_step(section: str, row: Any, step: Callable[..., None], message: str) -> ResponseReturnValue:
    step(actor_here(), row)
    return done(url_for(f".{section}"), message)
