"""The list for donors: asked for on a page, written by a job in pieces, kept encrypted."""

import csv
import io
from typing import Any

from sqlalchemy import or_, select

from portal.audit import services as audit
from portal.core import clock, files, jobs
from portal.core.access import SYSTEM, Actor
from portal.core.catalogue import gettext as _
from portal.core.db import db
from portal.core.locale import in_language
from portal.core.reference import new_reference
from portal.core.refusal import Refusal
from portal.country import queries as country
from portal.directory.models import DonorList, Profile
from portal.directory.queries import donors as queries
from portal.directory.queries.profiles import entries_of, entry_of, shown_of
from portal.directory.vocabulary import profiles as words
from portal.directory.vocabulary.profiles import CHOICES, FIELDS, SHOWN_TO, Field
from portal.identity import queries as identity
from portal.identity.vocabulary import KINDS, OrganisationKind

PIECE = 50
CSV = frozenset({"text/plain"})
BOM = "\ufeff"
COLUMNS = [field for field in Field if field != Field.LISTED]
SEMICOLON = "; "
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def ask_donor_list(actor: Actor, language: str) -> DonorList:
    """One at a time, so that a second press makes no second list."""
    if queries.list_under_way() is not None:
        raise Refusal(words.EXPORT_RUNNING)
    assert actor.person_id is not None
    now = clock.now()
    made = DonorList(
        reference=new_reference("D", clock.local(now).year), language=language, asked_by_id=actor.person_id, asked_at=now,
        total=queries.number_for_donors(), done=0, after_id=0, draft="",
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    jobs.enqueue("directory.donor_list", number=made.id, after=0)
    audit.record(actor, "directory.donors_asked", "donor_list", made.id, after={"language": language, "organisations": made.total})
    return made


def write_piece(number: int, after: int) -> None:
    """The job: some organisations, then itself again, so that the page can say how far it is. Run twice it writes once."""
    made = db.session.get_one(DonorList, number, with_for_update=True)
    if made.made_at is not None or made.after_id != after:
        return
    profiles = queries.piece_for_donors(after, PIECE)
    with in_language(made.language):
        made.draft += _lines(profiles, made.language, head=after == 0)
    made.done += len(profiles)
    if len(profiles) == PIECE:
        made.after_id = profiles[-1].organisation_id
        jobs.enqueue("directory.donor_list", number=number, after=made.after_id)
        return
    _finish(made)


def _finish(made: DonorList) -> None:
    with in_language(made.language):
        name = _("Organisations for donors") + f" {clock.today().isoformat()}.csv"
    stored = files.store_bytes((BOM + made.draft).encode(), name, CSV, sealed=True)
    made.file_id, made.draft, made.total, made.made_at = stored.id, "", made.done, clock.now()
    audit.record(SYSTEM, "directory.donors_made", "donor_list", made.id, after={"organisations": made.done})


def withdraw_of(actor: Actor, organisation_id: int) -> None:
    """When an organisation is suspended or merged away, and was shown to donors."""
    if entry_of(organisation_id).level(Field.LISTED) in SHOWN_TO["donors"]:
        withdraw(actor)


def withdraw(actor: Actor) -> None:
    """A list does not say whom it holds: once any consent for donors is taken back each that stands loses its file, and one
    that is being written is given up. The rows tell that there were lists."""
    standing = select(DonorList).where(or_(DonorList.file_id.is_not(None), DonorList.made_at.is_(None))).order_by(DonorList.id)
    lists = list(db.session.scalars(standing.with_for_update().execution_options(populate_existing=True)))
    gone = [one.file_id for one in lists if one.file_id is not None]
    for one in lists:
        one.file_id, one.draft, one.made_at = None, "", one.made_at or clock.now()
        audit.record(actor, "directory.donors_withdrawn", "donor_list", one.id)
    db.session.flush()
    files.forget(gone)


def note_taken(actor: Actor, made: DonorList) -> None:
    audit.record(actor, "directory.donors_taken", "donor_list", made.id)


def _lines(profiles: list[Profile], language: str, head: bool) -> str:
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    if head:
        writer.writerow([_("Organisation"), *(str(FIELDS[field]) for field in COLUMNS)])
    names = identity.organisation_names([row.organisation_id for row in profiles], language)
    for entry in entries_of(profiles):
        shown = shown_of(entry, "donors", language)
        writer.writerow([_safe(names.get(entry.organisation_id, entry.reference)), *(_safe(_cell(field, shown.get(field), language)) for field in COLUMNS)])
    return written.getvalue()


def _cell(field: Field, value: Any, language: str) -> str:
    if value is None:
        return ""
    if field == Field.KIND:
        return str(KINDS[OrganisationKind(value)])
    if field == Field.DESCRIPTION:
        return str(value.text)
    if field == Field.GOVERNORATES:
        return SEMICOLON.join(place.name(language) for code in value if (place := country.governorate(code)))
    if field in CHOICES:
        return SEMICOLON.join(str(CHOICES[field][code]) for code in value if code in CHOICES[field])
    return str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA) or text.startswith(FORMULA) else text


