"""Lists for donors: which were made, and what the next one holds."""

from datetime import timedelta

from sqlalchemy import func, select

from portal.core import clock, files
from portal.core.access import Actor
from portal.core.db import Page, db, page_by_key
from portal.core.reference import normal_reference
from portal.directory import policy
from portal.directory.models import DonorList, Profile
from portal.directory.queries.profiles import WHOLE, consented
from portal.directory.vocabulary.profiles import SHOWN_TO, Field
from portal.identity import queries as identity

FOR_DONORS = select(Profile).where(consented(Field.LISTED, SHOWN_TO["donors"]))


def donor_lists(after: str | None) -> Page:
    return page_by_key(select(DonorList), DonorList.id, after)


def donor_list(reference: str, actor: Actor) -> DonorList | None:
    if not policy.may_export_for_donors(actor):
        return None
    return db.session.scalar(select(DonorList).where(DonorList.reference == normal_reference(reference)))


def file_of(made: DonorList) -> files.StoredFile | None:
    return db.session.get(files.StoredFile, made.file_id) if made.file_id else None


def list_under_way() -> DonorList | None:
    """One that has stood still for an hour keeps nobody from asking again."""
    fresh = DonorList.asked_at > clock.now() - timedelta(hours=1)
    return db.session.scalar(select(DonorList).where(DonorList.made_at.is_(None), fresh).order_by(DonorList.id.desc()).limit(1))


def number_for_donors() -> int:
    wanted = FOR_DONORS.where(Profile.organisation_id.in_(identity.working_organisations()))
    return db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def piece_for_donors(after_id: int, size: int) -> list[Profile]:
    """The next organisations that agreed to be shown to donors, as they agree now."""
    wanted = FOR_DONORS.where(Profile.organisation_id.in_(identity.working_organisations()), Profile.organisation_id > after_id)
    return list(db.session.scalars(wanted.order_by(Profile.organisation_id).limit(size).options(*WHOLE)))
