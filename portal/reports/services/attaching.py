"""Files of a report's draft."""

from collections.abc import Iterable

from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.reports import vocabulary
from portal.reports.models import Attachment, Report
from portal.reports.services.holding import attachments_of, changed, held_draft

MOST_FILES = 20


def attach(actor: Actor, report: Report, uploads: Iterable[FileStorage], description: str, language: str) -> int:
    """Adds files to the draft; the same file again is not added twice. Returns how many were added."""
    version = held_draft(report)
    present = {row.file.sha256 for row in attachments_of(version)}
    before = len(present)
    for upload in uploads:
        if len(present) >= MOST_FILES:
            raise Refusal(vocabulary.TOO_MANY_FILES, "files", 422)
        stored = _stored(upload)
        if stored.sha256 in present:
            db.session.delete(stored)
            continue
        present.add(stored.sha256)
        db.session.add(Attachment(version_id=version.id, file_id=stored.id, description=description, description_language=language))
        changed(actor, "reports.attached", report, after={"file": stored.key, "sha256": stored.sha256, "size": stored.size})
    return len(present) - before


def _stored(upload: FileStorage) -> files.StoredFile:
    """Of a picture the re-encoded copy: the original may tell where and with whose camera it was taken."""
    try:
        stored = files.store(upload, files.DOCUMENTS)
        return files.picture(stored) if stored.media_type in files.IMAGES else stored
    except Refusal as refusal:
        raise Refusal(refusal.message, "files", 422) from refusal


def detach(actor: Actor, report: Report, key: str) -> None:
    """Takes a file out of the draft; versions that were published with it keep it."""
    row = next((row for row in attachments_of(held_draft(report)) if row.file.key == key), None)
    if row is None:
        return
    db.session.delete(row)
    changed(actor, "reports.detached", report, before={"file": key})
