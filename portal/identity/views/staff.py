"""A commission administrator and the commission's staff."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.forms import choices_of
from portal.core.locale import lang
from portal.identity import policy, queries
from portal.identity.forms import InviteStaffForm, StaffRolesForm
from portal.identity.queries import Member
from portal.identity.services import inviting
from portal.identity.views import membership
from portal.identity.views.frame import bp

MAY = policy.may_administer_staff


@bp.get("/identity/staff/")
@requires(MAY)
def staff() -> ResponseReturnValue:
    return membership.list_page("staff", queries.staff(request.args.get("after")), queries.open_invitations(None))


@bp.route("/identity/staff/new", methods=["GET", "POST"])
@requires(MAY, fresh=True)
def invite_officer() -> ResponseReturnValue:
    form = InviteStaffForm(language=lang(), office=actor_here().office_id)
    form.office.choices = choices_of(queries.offices(lang()))
    return membership.invite("staff", form, None, form.office.data)


@bp.get("/identity/staff/<user_name>")
@requires(MAY, queries.officer)
def officer(found: Member) -> ResponseReturnValue:
    return membership.record_page("staff", found, _roles_form(found))


@bp.post("/identity/staff/<user_name>/role")
@requires(MAY, queries.officer, fresh=True)
def officer_role(found: Member) -> ResponseReturnValue:
    form = _roles_form(found)
    return membership.set_roles("staff", found, form, form.office.data)


def _roles_form(found: Member) -> StaffRolesForm:
    form = StaffRolesForm(roles_held=list(found.roles), office=found.office_id)
    form.office.choices = choices_of(queries.offices(lang()))
    return form


@bp.post("/identity/staff/<user_name>/removal")
@requires(MAY, queries.officer, fresh=True)
def remove_officer(found: Member) -> ResponseReturnValue:
    return membership.remove("staff", found)


@bp.post("/identity/staff/<user_name>/code")
@requires(MAY, queries.officer, fresh=True)
def officer_code(found: Member) -> ResponseReturnValue:
    return membership.new_code("staff", found)


@bp.post("/identity/staff/invitations/<handle>/sending")
@requires(MAY, queries.staff_invitation, fresh=True)
def resend_staff_invitation(row: Any) -> ResponseReturnValue:
    return membership.invitation_step("staff", row, inviting.resend, _("The invitation has been sent again; the earlier link is dead."))


@bp.post("/identity/staff/invitations/<handle>/revocation")
@requires(MAY, queries.staff_invitation, fresh=True)
def revoke_staff_invitation(row: Any) -> ResponseReturnValue:
    return membership.invitation_step("staff", row, inviting.revoke, _("The invitation has been revoked; its link is dead."))


@bp.post("/identity/staff/<user_name>/factors")
@requires(MAY, queries.officer, fresh=True)
def reset_officer_factors(found: Member) -> ResponseReturnValue:
    return membership.reset_factors("staff", found)
