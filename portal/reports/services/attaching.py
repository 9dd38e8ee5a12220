"""Files of a report's draft."""

from collections.abc import Iterable

from portal.core import files
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.reports import vocabulary
from portal.reports.models import Attachment, Report
from portal.reports.services.holding import attachments_of, changed, held_draft

MOST_FILES = 20


def attach(actor: Actor, report: Report, uploads: Iterable[files.Taken], description: str, language: str) -> int:
    """Adds files to the draft, of a picture its cleaned copy; the same file again is not added twice. Returns how many
    were added; raises Refusal for one that was not taken, and then none is."""
    version = held_draft(report)
    present = {row.file.sha256 for row in attachments_of(version)}
    before = len(present)
    for upload in uploads:
        if isinstance(upload, files.Rejected):
            raise Refusal(upload.refusal.message, "files", 422)
        shown = upload.copy or upload
        if shown.sha256 in present:
            continue
        if len(present) >= MOST_FILES:
            raise Refusal(vocabulary.TOO_MANY_FILES, "files", 422)
        original, copy = files.keep_with_copy(upload)
        stored = copy or original
        present.add(stored.sha256)
        db.session.add(Attachment(version_id=version.id, file_id=stored.id, description=description, description_language=language))
        changed(actor, "reports.attached", report, after={"file": stored.key, "sha256": stored.sha256, "size": stored.size})
    return len(present) - before


def detach(actor: Actor, report: Report, key: str) -> None:
    """Takes a file out of the draft; versions that were published with it keep it."""
    row = next((row for row in attachments_of(held_draft(report)) if row.file.key == key), None)
    if row is None:
        return
    db.session.delete(row)
    changed(actor, "reports.detached", report, before={"file": key})
