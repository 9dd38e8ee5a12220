"""The profile of an organisation that has left goes with every consent in it."""

from sqlalchemy import delete

from portal.audit import services as audit
from portal.core.access import SYSTEM
from portal.core.db import db
from portal.directory.models import Profile, ProfileChoice, ProfileConsent, ProfileText


def forget_organisation(organisation_id: int) -> None:
    for model in (ProfileText, ProfileChoice, ProfileConsent, Profile):
        gone = delete(model).where(model.organisation_id == organisation_id)
        db.session.execute(gone.execution_options(synchronize_session=False))
    audit.record(SYSTEM, "directory.profile_forgotten", "profile", organisation_id, organisation_id=organisation_id)
