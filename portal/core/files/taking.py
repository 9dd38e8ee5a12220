"""Uploads of a form, each taken in or turned away by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from portal.core.files.kinds import IMAGES
from portal.core.files.models import StoredFile
from portal.core.files.pictures import picture
from portal.core.files.scanning import on_arrival
from portal.core.files.storing import Received, keep, receive
from portal.core.refusal import Refusal
from portal.core.text import file_name


@dataclass(frozen=True)
class Rejected:
    """An upload that was not taken, and why; the others were."""

    name: str
    refusal: Refusal


Taken = Received | Rejected


def take_in(uploads: Iterable[FileStorage], kinds: frozenset[str], sealed: bool = False) -> list[Taken]:
    """What lies on the disk afterwards, without a row. A picture comes with its cleaned copy, and its original is sealed
    in any case: it may tell where and with whose camera it was taken."""
    return [_taken(upload, kinds, sealed) for upload in uploads]


def _taken(upload: FileStorage, kinds: frozenset[str], sealed: bool) -> Taken:
    try:
        received = receive(upload.stream, upload.filename or "file", kinds, kinds if sealed else IMAGES)
        on_arrival(received)
        if received.media_type in IMAGES:
            received.copy = picture(received, sealed)
    except Refusal as refusal:
        return Rejected(file_name(upload.filename or ""), refusal)
    return received


def store(upload: FileStorage, kinds: frozenset[str], sealed: bool = False) -> StoredFile:
    """Taken in and kept at once, for small files. Raises Refusal."""
    received = receive(upload.stream, upload.filename or "file", kinds, kinds if sealed else frozenset())
    on_arrival(received)
    return keep(received)


def keep_with_copy(received: Received) -> tuple[StoredFile, StoredFile | None]:
    original = keep(received)
    return original, keep(received.copy, original.id) if received.copy else None
