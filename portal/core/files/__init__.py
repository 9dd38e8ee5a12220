"""Stored files: taken in, shown and sent. What an upload may be is decided by its content, never by its name."""

from portal.core.files.kinds import DOCUMENTS, EVIDENCE, IMAGES
from portal.core.files.models import StoredFile
from portal.core.files.pictures import picture
from portal.core.files.sending import send
from portal.core.files.storing import drop_orphans, open_stored, store, store_bytes, take_back, verify

__all__ = [
    "DOCUMENTS", "EVIDENCE", "IMAGES", "StoredFile", "drop_orphans", "open_stored", "picture", "send", "store", "store_bytes", "take_back", "verify",
]  # fmt: skip
