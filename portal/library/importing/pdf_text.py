"""The text of a PDF in the order of reading. Poppler's pdftotext reads Arabic best; where it is missing pdfminer, then pypdf."""

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

import structlog

from portal.core.refusal import Refusal
from portal.library import vocabulary
from portal.library.structure.marks import mark_of

if TYPE_CHECKING:
    import pypdf

log = structlog.get_logger()
MOST_PAGES = 1_000
SECONDS = 30
ARABIC_DIGITS = re.compile(r"[٠-٩۰-۹]{2,}")
RUN = re.compile(r"\u202a([^\u202a-\u202e]*)\u202c")
NEUTRAL_ENDS = re.compile(r"(?P<lead>[^\w]*)(?P<core>.*?)(?P<trail>[^\w]*)", re.DOTALL)
MARK_FIRST = re.compile(r"(?<![\w\u064b-\u0652])([\u064b-\u0652]+)(\w) ?(?=\w)")
DRAWN_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
SINGLE_LAM_ALEF = re.compile(r"(?<!\w)([وفبلك]?)اال(?=\w)")
LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9٠-٩۰-۹](?:[A-Za-z0-9٠-٩۰-۹./,:@%_-]*[A-Za-z0-9٠-٩۰-۹])?")
ENDS = (".", ":", "؛", ";", "؟", "?", "!")


def text_of_pdf(data: bytes) -> str:
    """Raises Refusal for what is damaged, protected or too long."""
    reader = _opened(data)
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise Refusal(vocabulary.told(vocabulary.FILE_TOO_MANY_PAGES, pages=pages, most=MOST_PAGES), status=422)
    text = (_by_poppler(data) if poppler() else "") or _by_pdfminer(data) or _by_pypdf(reader)
    return unwrapped(SINGLE_LAM_ALEF.sub(r"\1الا", CONTROLS.sub("", DRAWN_FORMS.sub(_letters, text))))


def _letters(forms: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", forms[0])


def poppler() -> str | None:
    """Where pdftotext is; None switches its use off."""
    return shutil.which("pdftotext")


def _opened(data: bytes) -> "pypdf.PdfReader":
    """The readers of files are loaded when the first file comes: they would slow every start of the portal."""
    import pypdf

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal(vocabulary.FILE_ENCRYPTED, status=422)
        len(reader.pages)
        return reader
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 - damage shows itself in many ways
        raise Refusal(vocabulary.FILE_DAMAGED, status=422) from error


def _by_poppler(data: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            [poppler() or "pdftotext", "-enc", "UTF-8", "-q", "-", "-"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("pdf.poppler_failed", error=type(error).__name__)
        return ""
    return mended(done.stdout.decode("utf-8", "replace")).strip()


def mended(text: str) -> str:
    """Poppler wraps numbers and signs of a line from the right in runs from the left, and leaves what stands around a
    number on its wrong side; a vowel sign that opens a word belongs after its first letter."""
    return MARK_FIRST.sub(r"\2\1", RUN.sub(_turned, text))


def _turned(run: re.Match[str]) -> str:
    ends = NEUTRAL_ENDS.fullmatch(run[1])
    if ends is None or not ends["core"]:
        return run[1][::-1]
    return ends["trail"][::-1] + ends["core"] + ends["lead"][::-1]


def _by_pypdf(reader: "pypdf.PdfReader") -> str:
    """pypdf gives the digits of Arabic numbers in the wrong order."""
    try:
        text = "\f".join(page.extract_text() for page in reader.pages)
    except Exception as error:  # noqa: BLE001
        raise Refusal(vocabulary.FILE_DAMAGED, status=422) from error
    return ARABIC_DIGITS.sub(lambda found: found[0][::-1], text).strip()


def _by_pdfminer(data: bytes) -> str:
    """pdfminer gives lines as they are drawn, from the left."""
    from pdfminer.high_level import extract_text

    try:
        text = extract_text(BytesIO(data))
    except Exception as error:  # noqa: BLE001
        log.warning("pdf.pdfminer_failed", error=type(error).__name__)
        return ""
    return "\n".join(_from_the_right(line) for line in text.splitlines()).strip()


def _from_the_right(line: str) -> str:
    if not re.search(r"[\u0590-\u08ff\ufb50-\ufeff]", line):
        return line
    return LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], line[::-1].translate(MIRRORED))


def unwrapped(text: str) -> str:
    """Lines that the page's width broke are joined; what opens a provision or a list keeps a line of its own."""
    joined = []
    for block in re.split(r"\n\s*\n|\f", text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        widest = max((len(line) for line in lines), default=0)
        paragraphs: list[str] = []
        broken = False
        for line in lines:
            if broken and not mark_of(line) and not re.match(r"[-•*|]|\(?[\d٠-٩۰-۹]{1,3}[-.)]", line):
                paragraphs[-1] += f" {line}"
            else:
                paragraphs.append(line)
            broken = len(line) > widest * 0.6 and not line.endswith(ENDS) and not mark_of(line)
        joined.append("\n".join(paragraphs))
    return "\n\n".join(paragraph for paragraph in joined if paragraph)
