"""Roles and what they are for."""

from enum import StrEnum

from portal.core.catalogue import lazy_gettext as _l


class Role(StrEnum):
    CSO_MEMBER = "cso_member"
    CSO_CASE_HOLDER = "cso_case_holder"
    CSO_ADMIN = "cso_admin"
    PUBLISHING_OFFICER = "publishing_officer"
    CASE_OFFICER = "case_officer"
    COMMISSION_ADMIN = "commission_admin"
    AUDITOR = "auditor"


CSO_ROLES = (Role.CSO_MEMBER, Role.CSO_CASE_HOLDER, Role.CSO_ADMIN)
# Of the first administrator of an organisation: without them nobody would see what its members report.
FIRST_ROLES = (Role.CSO_ADMIN, Role.CSO_CASE_HOLDER)
COMMISSION_ROLES = (Role.PUBLISHING_OFFICER, Role.CASE_OFFICER, Role.COMMISSION_ADMIN, Role.AUDITOR)
NATIONAL_ROLES = frozenset({Role.PUBLISHING_OFFICER, Role.COMMISSION_ADMIN, Role.AUDITOR})
ROLES = {
    Role.CSO_MEMBER: _l("Member"),
    Role.CSO_CASE_HOLDER: _l("Case-holder"),
    Role.CSO_ADMIN: _l("CSO administrator"),
    Role.PUBLISHING_OFFICER: _l("Publishing officer"),
    Role.CASE_OFFICER: _l("Case officer"),
    Role.COMMISSION_ADMIN: _l("Commission administrator"),
    Role.AUDITOR: _l("Auditor"),
}
ROLE_HINTS = {
    Role.CSO_MEMBER: _l("Reports violations and sees the own violation reports; writes observation reports and reads the library."),
    Role.CSO_CASE_HOLDER: _l(
        "Does the same, sees all violation reports of the organisation with their protected fields, hands them to others, and keeps the list of observers."
    ),
    Role.CSO_ADMIN: _l("Does what a member does, invites and removes the organisation's people and keeps the list of observers."),
    Role.PUBLISHING_OFFICER: _l("Drafts, publishes and corrects documents of the library."),
    Role.CASE_OFFICER: _l("Handles the violation reports of the office and answers them."),
    Role.COMMISSION_ADMIN: _l("Decides on organisations and invites commission staff."),
    Role.AUDITOR: _l("Reads who did what, and changes nothing."),
}
