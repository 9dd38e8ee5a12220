"""Stored files: taken in, shown and sent. What an upload may be is decided by its content, never by its name."""

from portal.core.files import sweeping  # noqa: F401 - registers the daily job
from portal.core.files.archiving import ZIP, apart, pieces_of, write_sealed, zipped
from portal.core.files.kinds import DOCUMENTS, EVIDENCE, IMAGES, MEDIA, NOT_A_CSV
from portal.core.files.limiting import count_uploads, count_uploads_of_strangers
from portal.core.files.models import StoredFile
from portal.core.files.sending import safe_name, send
from portal.core.files.storing import Received, drop_orphans, fault_of, forget, forget_whole, keep, open_stored, path_of, receive, store, store_bytes
from portal.core.files.taking import Rejected, Taken, keep_with_copy, take_in

__all__ = [
    "DOCUMENTS", "EVIDENCE", "IMAGES", "MEDIA", "NOT_A_CSV", "ZIP", "Received", "Rejected", "StoredFile", "Taken", "apart", "count_uploads",
    "count_uploads_of_strangers",
    "drop_orphans",
    "fault_of", "forget", "forget_whole", "keep", "keep_with_copy", "open_stored", "path_of", "pieces_of", "receive", "safe_name", "send", "store",
    "store_bytes", "take_in", "write_sealed", "zipped",
]  # fmt: skip
