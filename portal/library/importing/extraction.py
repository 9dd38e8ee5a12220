"""The text of a file as plain lines, headings marked with # signs; a clear reason where there is none. No database, no web."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.importing.html_text import text_of_html
from portal.library.importing.pdf_text import text_of_pdf

MOST_MEGABYTES = 25
MOST_MARKUP, MOST_TAGS = 10 * 1024 * 1024, 500_000
TAG = re.compile(rb"<[^<>]*>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHARSET = re.compile(rb"""charset\s*=\s*["']?([a-zA-Z0-9_-]+)""")
ARABIC_WORD = re.compile(r"[\u0621-\u064A\u066E-\u06D3\u06D5]{2,}")
CP1256_NOISE = re.compile(r"[\x80-\x9f\u0152\u0153\u0192\u02c6\u2030]")


@dataclass(frozen=True)
class Extracted:
    """`warnings` are sentences for the officer, such as that the words run backwards."""

    text: str
    warnings: tuple[Any, ...] = ()

    @property
    def backwards(self) -> bool:
        return vocabulary.FILE_REVERSED in self.warnings


def extract(data: bytes, name: str) -> Extracted:
    """Raises Refusal with its own reason for each kind of file that cannot be read."""
    ending = name.rpartition(".")[2].lower()
    if ending == "htm":
        ending = "html"
    if ending not in READERS:
        raise Refusal(vocabulary.FILE_UNKNOWN, status=422)
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Refusal(vocabulary.FILE_EMPTY, status=422)
    if len(data) > MOST_MEGABYTES * 1024 * 1024:
        raise Refusal(vocabulary.told(vocabulary.FILE_TOO_LARGE, most=MOST_MEGABYTES), status=422)
    _refuse_mislabelled(data, ending)
    text = READERS[ending](data)
    _refuse_long(len(text))
    text = _tidy(text)
    if not text:
        raise Refusal(vocabulary.FILE_NO_TEXT, status=422)
    return Extracted(text, (vocabulary.FILE_REVERSED,) if runs_backwards(text) else ())


def _refuse_long(characters: int) -> None:
    """Before anything takes such a text to pieces: that costs a thousand times its size."""
    if characters > vocabulary.LONGEST_TEXT:
        raise Refusal(vocabulary.told(vocabulary.TOO_LONG, most=f"{vocabulary.LONGEST_TEXT:,}"), status=422)


def _refuse_mislabelled(data: bytes, ending: str) -> None:
    if data.startswith(OLE):
        raise Refusal(
            vocabulary.FILE_ENCRYPTED if ending == "docx" else vocabulary.told(vocabulary.FILE_MISLABELLED, ending=f".{ending}"),
            status=422,
        )
    content = "pdf" if b"%PDF-" in data[:1024] else "docx" if data.startswith(b"PK\x03\x04") else "text"
    expected = ending if ending in ("pdf", "docx") else "text"
    if content != expected:
        wrong = content != "text" or b"\x00" in data[:1024] or expected == "text" or not data.startswith((b"%", b"PK"))
        raise Refusal(
            vocabulary.told(vocabulary.FILE_MISLABELLED, ending=f".{ending}") if wrong else vocabulary.FILE_DAMAGED,
            status=422,
        )


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 or the old Windows Arabic page. Raises Refusal when the letters cannot be told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    wide = _wide(data[:4000])
    if wide:
        return _decode(data, wide)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode(data, "cp1256")
        if CP1256_NOISE.search(text) or len(ARABIC_WORD.findall(text)) < 3:
            raise Refusal(vocabulary.FILE_NO_ENCODING, status=422) from None
    if "\x00" in text:
        raise Refusal(vocabulary.FILE_NO_ENCODING, status=422)
    return text


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: the upper half of nearly every letter is that of Arabic or of Latin."""
    for encoding, upper in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if b"\x00" in upper and (upper.count(0) + upper.count(6)) > len(upper) * 0.9:
            return encoding
    return None


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError:
        raise Refusal(vocabulary.FILE_NO_ENCODING, status=422) from None


def _text_of_html_file(data: bytes) -> str:
    if len(data) > MOST_MARKUP:
        raise Refusal(vocabulary.FILE_BOMB, status=422)
    declared = CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return text_of_html(data.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return text_of_html(decoded(data))


def _text_of_docx(data: bytes) -> str:
    import mammoth

    try:
        return text_of_html(mammoth.convert_to_html(_without_pictures(data), convert_image=lambda _image: []).value)
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 - a broken archive fails in a dozen ways, which all mean the same
        raise Refusal(vocabulary.FILE_DAMAGED, status=422) from error


def _without_pictures(data: bytes) -> BytesIO:
    """The parts that may hold text in an archive of their own. Nothing else is unpacked, whatever part the file names as
    its document."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(kept, "w") as texts:
        items = [item for item in archive.infolist() if item.filename.endswith((".xml", ".rels"))]
        if any(item.flag_bits & 1 for item in archive.infolist()):
            raise Refusal(vocabulary.FILE_ENCRYPTED, status=422)
        if "word/document.xml" not in {item.filename for item in items}:
            raise Refusal(vocabulary.told(vocabulary.FILE_MISLABELLED, ending=".docx"), status=422)
        if sum(item.file_size for item in items) > MOST_MARKUP:
            raise Refusal(vocabulary.FILE_BOMB, status=422)
        parts = {item.filename: archive.read(item) for item in items}
        whole = b"".join(parts.values())
        # A DTD could define entities that grow; UTF-16 writes it with zero bytes between.
        if whole.count(b"<") > MOST_TAGS or b"<!DOCTYPE" in whole.replace(b"\0", b""):
            raise Refusal(vocabulary.FILE_BOMB, status=422)
        _refuse_long(len(TAG.sub(b"", whole).decode("utf-8", "ignore")))
        for name, part in parts.items():
            texts.writestr(name, part)
    kept.seek(0)
    return kept


def _tidy(text: str) -> str:
    """One kind of line end, no control or direction characters, no runs of blank lines."""
    kept = re.sub(
        r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b\x0e-\x1f\ufeff]",
        "",
        text.replace("\r\n", "\n").replace("\r", "\n"),
    )
    return re.sub(r"\n{3,}", "\n\n", kept.replace("\f", "\n\n")).strip()


def runs_backwards(text: str) -> bool:
    """Arabic and Sorani words never begin with ة, ى or ە, which end a great many; in reversed text it is the other way."""
    words = re.findall(r"[\u0621-\u063A\u0641-\u064A\u0671-\u06D3\u06D5]{3,}", text[:200_000])
    bad = sum(word[0] in "ةىە" or word.endswith("لا") and len(word) > 4 for word in words)
    good = sum(word[-1] in "ةىە" or word.startswith("ال") and len(word) > 4 for word in words)
    return bad > 3 and bad > good


READERS: dict[str, Callable[[bytes], str]] = {
    "txt": decoded, "html": _text_of_html_file, "docx": _text_of_docx, "pdf": text_of_pdf,
}  # fmt: skip
