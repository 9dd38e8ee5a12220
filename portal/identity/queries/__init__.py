"""What can be asked about people and their bodies."""

from portal.identity.queries.bodies import (
    demo_accounts_present,
    national_office_id,
    office_names,
    offices,
    organisation_names,
    organisation_reference,
    person_names,
    person_user_names,
)
from portal.identity.queries.organisations import (
    Record,
    application,
    organisation,
    organisations_page,
    own_export,
    own_suspension,
    suspended_among,
    waiting_organisations,
)
from portal.identity.queries.people import (
    Member,
    cso_people,
    known_as,
    mail_addresses,
    member,
    members,
    officer,
    officers,
    open_invitation,
    open_invitations,
    own_invitation,
    own_sign_ins,
    password_key,
    people_of_organisation,
    staff,
    staff_invitation,
)
from portal.identity.queries.sign_in import Bound, Here, body_of, signed_in, token_hash

__all__ = [
    "Bound", "Here", "Member", "Record", "application", "body_of", "cso_people", "demo_accounts_present", "known_as", "mail_addresses",
    "member", "members", "national_office_id", "office_names", "officer", "officers", "offices", "open_invitation", "open_invitations",
    "organisation", "organisation_names", "organisation_reference", "organisations_page", "own_export", "own_invitation", "own_sign_ins",
    "own_suspension", "password_key", "people_of_organisation", "person_names", "person_user_names", "signed_in", "staff",
    "staff_invitation", "suspended_among", "token_hash", "waiting_organisations",
]  # fmt: skip
