"""What may be stored, told from the first bytes."""

import filetype

from portal.core.catalogue import lazy_gettext as _l
from portal.core.refusal import Refusal

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
MEDIA = frozenset({"video/mp4", "video/webm", "video/quicktime", "video/3gpp", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/x-wav", "audio/amr"})
PDF = frozenset({"application/pdf"})
OFFICE = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
    }
)
TEXT = frozenset({"text/plain"})
EVIDENCE = IMAGES | MEDIA | PDF
DOCUMENTS = IMAGES | PDF | OFFICE | TEXT
# The endings under which a file of a type may leave the portal; the first where its own is none of them.
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "image/webp": (".webp",),
    "video/mp4": (".mp4", ".m4v"), "video/webm": (".webm",), "video/quicktime": (".mov",), "video/3gpp": (".3gp", ".3gpp"),
    "audio/mpeg": (".mp3",), "audio/mp4": (".m4a",), "audio/ogg": (".ogg", ".oga", ".opus"), "audio/x-wav": (".wav",), "audio/amr": (".amr",),
    "application/pdf": (".pdf",), "application/json": (".json",), "application/zip": (".zip",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "text/plain": (".txt", ".csv", ".json", ".jsonl"),
}  # fmt: skip
HEAD = 8192

NOT_THIS_KIND = _l("This kind of file is not accepted. Accepted are photos (JPEG, PNG, WebP), video, audio and PDF.")
NOT_THIS_PAPER = _l("This kind of file is not accepted. Accepted are photos (JPEG, PNG, WebP) and PDF.")
NOT_THIS_DOCUMENT = _l("This kind of file is not accepted. Accepted are PDF, Word, Excel, OpenDocument, plain text and pictures.")
# Where only text is accepted, a table is meant: spreadsheets save it in Windows-1256, UTF-16 or as a workbook, unless told.
NOT_A_CSV = _l("The file cannot be read as CSV in UTF-8. In Excel choose “Save as”, then “CSV UTF-8”.")
NOT_OF = ((OFFICE, NOT_THIS_DOCUMENT), (MEDIA, NOT_THIS_KIND), (IMAGES, NOT_THIS_PAPER), (frozenset[str](), NOT_A_CSV))
EMPTY = _l("The file is empty.")


def kind_of(head: bytes) -> str | None:
    """The media type of a file that begins with `head`, None when unknown. Never trusts a name."""
    guess = filetype.guess(head)
    if guess is not None:
        return str(guess.mime)
    return "text/plain" if _is_text(head) else None


def accepted_kind(head: bytes, kinds: frozenset[str]) -> str:
    """Raises Refusal, in the reader's language."""
    if not head:
        raise Refusal(EMPTY, status=422)
    kind = kind_of(head)
    if kind is None or kind not in kinds:
        raise Refusal(next(words for some, words in NOT_OF if some <= kinds), status=422)
    return kind


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters, and no markup that a browser might run."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8")
    if any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
        return False
    return "<" not in text.lstrip("\ufeff \t\r\n")[:1]
