"""An organisation's administrator and the organisation's people."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.core.access import actor_here, requires
from portal.core.catalogue import gettext as _
from portal.core.locale import lang
from portal.core.pages import done
from portal.identity import policy, queries
from portal.identity.forms import InviteForm, RolesForm
from portal.identity.queries import Member
from portal.identity.services import inviting
from portal.identity.services import people as services
from portal.identity.views import membership
from portal.identity.views.frame import bp
from portal.identity.vocabulary import Role

MAY = policy.may_administer_people


@bp.get("/identity/people/")
@requires(MAY)
def people() -> ResponseReturnValue:
    actor = actor_here()
    own = actor.organisation_id or 0
    unheld = not queries.people_with_role(own, Role.CSO_CASE_HOLDER)
    found = queries.members(own, request.args.get("after"))
    return membership.list_page("people", found, queries.open_invitations(own), unheld=unheld)


@bp.post("/identity/people/cases")
@requires(MAY)
def take_cases() -> ResponseReturnValue:
    services.take_cases(actor_here())
    return done(url_for(".people"), _("You are a case-holder now, and see all violation reports of your organisation."))


@bp.route("/identity/people/new", methods=["GET", "POST"])
@requires(MAY, fresh=True)
def invite_person() -> ResponseReturnValue:
    form = InviteForm(language=lang())
    return membership.invite("people", form, actor_here().organisation_id, None)


@bp.get("/identity/people/<user_name>")
@requires(MAY, queries.member)
def member(found: Member) -> ResponseReturnValue:
    return membership.record_page("people", found, RolesForm(roles_held=list(found.roles)))


@bp.post("/identity/people/<user_name>/role")
@requires(MAY, queries.member, fresh=True)
def member_role(found: Member) -> ResponseReturnValue:
    return membership.set_roles("people", found, RolesForm(), None)


@bp.post("/identity/people/<user_name>/removal")
@requires(MAY, queries.member, fresh=True)
def remove_member(found: Member) -> ResponseReturnValue:
    return membership.remove("people", found)


@bp.post("/identity/people/<user_name>/code")
@requires(MAY, queries.member, fresh=True)
def member_code(found: Member) -> ResponseReturnValue:
    return membership.new_code("people", found)


@bp.post("/identity/people/invitations/<handle>/sending")
@requires(MAY, queries.own_invitation)
def resend_invitation(row: Any) -> ResponseReturnValue:
    return membership.invitation_step("people", row, inviting.resend, _("The invitation has been sent again; the earlier link is dead."))


@bp.post("/identity/people/invitations/<handle>/revocation")
@requires(MAY, queries.own_invitation)
def revoke_invitation(row: Any) -> ResponseReturnValue:
    return membership.invitation_step("people", row, inviting.revoke, _("The invitation has been revoked; its link is dead."))


@bp.post("/identity/people/<user_name>/factors")
@requires(MAY, queries.member, fresh=True)
def reset_member_factors(found: Member) -> ResponseReturnValue:
    return membership.reset_factors("people", found)
