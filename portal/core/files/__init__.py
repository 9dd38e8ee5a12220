"""Stored files: taken in, shown and sent. What an upload may be is decided by its content, never by its name."""

from portal.core.files import sweeping  # noqa: F401 - registers the daily job
from portal.core.files.kinds import DOCUMENTS, EVIDENCE, IMAGES, MEDIA
from portal.core.files.models import StoredFile
from portal.core.files.sending import send
from portal.core.files.storing import Received, drop_orphans, keep, open_stored, receive, store, store_bytes, verify
from portal.core.files.taking import Rejected, Taken, keep_with_copy, take_in

__all__ = [
    "DOCUMENTS", "EVIDENCE", "IMAGES", "MEDIA", "Received", "Rejected", "StoredFile", "Taken", "drop_orphans", "keep", "keep_with_copy",
    "open_stored", "receive", "send", "store", "store_bytes", "take_in", "verify",
]  # fmt: skip
