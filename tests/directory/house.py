"""What the directory tells the house's tests."""

from typing import Any

from sqlalchemy import select

from portal.core.db import db
from portal.directory import policy
from portal.directory.models import Contact, DonorList, Profile
from portal.directory.queries import profiles as queries
from portal.directory.services import listing
from tests.directory.making import make_contacts, make_profiles
from tests.house.registry import Records


def make_donor_lists(people: dict[str, Any]) -> None:
    listing.write_piece(listing.ask_donor_list(people["commission_admin"].actor, "ar").id, 0)


RECORDS = [
    Records(
        kind="profile",
        make=make_profiles,
        every=lambda: queries.entries_of(db.session.scalars(select(Profile).options(*queries.WHOLE))),
        seen=lambda actor: {row.organisation_id for row in db.session.scalars(queries.visible_to(actor))},
        may_view=policy.may_view_profile,
        addresses=lambda entry: {"directory.profile": {"reference": entry.reference}},
        key=lambda entry: entry.organisation_id,
    ),
    Records(
        kind="donor list",
        make=make_donor_lists,
        every=lambda: db.session.scalars(select(DonorList)).all(),
        seen=lambda actor: {row.id for row in db.session.scalars(select(DonorList)) if policy.may_export_for_donors(actor)},
        may_view=policy.may_export_for_donors,
        addresses=lambda row: {"directory.donor_list": {"reference": row.reference}},
        mixed=False,
    ),
    Records(
        kind="contact",
        make=make_contacts,
        every=lambda: db.session.scalars(select(Contact)).all(),
        seen=lambda actor: {row.id for row in db.session.scalars(select(Contact)) if policy.may_edit_contacts(actor)},
        may_view=policy.may_edit_contacts,
        addresses=lambda row: {
            "directory.edit_contact": {"reference": row.reference},
            "directory.remove_contact": {"reference": row.reference},
            "directory.new_contact": {"kind": row.kind},
        },
        mixed=False,
    ),
]
