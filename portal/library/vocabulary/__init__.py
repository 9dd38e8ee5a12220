"""The words of the library: kinds, states, relations, and its refusals."""

from enum import StrEnum
from typing import Any

from portal.core.catalogue import LazyString
from portal.core.catalogue import lazy_gettext as _l
from portal.core.register import Area


class Publication(StrEnum):
    """Where a document stands in the portal; its legal state is another thing."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    WRITTEN = "written"
    TRANSLATED = "translated"
    MACHINE = "machine"


KINDS = {
    "constitution": _l("Constitution"),
    "law": _l("Law"),
    "amendment_law": _l("Amendment law"),
    "decree": _l("Decree"),
    "regulation": _l("Regulation"),
    "instructions": _l("Instructions"),
    "procedure": _l("Procedure"),
    "board_decision": _l("Board of Commissioners decision"),
    "circular": _l("Circular"),
    "form": _l("Form"),
    "guide": _l("Guide"),
    "code_of_conduct": _l("Code of conduct"),
    "mou": _l("Memorandum of understanding"),
    "judgment": _l("Court ruling"),
    "treaty": _l("Treaty or convention"),
    "declaration": _l("Declaration"),
    "resolution": _l("Resolution"),
    "general_comment": _l("General comment"),
    "report": _l("Report"),
    "other": _l("Other document"),
}
BOARD_DECISION = "board_decision"
# NOTE: the legal state of a law, regulation or single article
STATES = {
    "in_force": _l("In force"),
    "amended": _l("Amended"),
    "suspended": _l("Suspended"),
    "superseded": _l("Superseded"),
    "repealed": _l("Repealed"),
    # NOTE: a bill or draft regulation that is not law yet
    "draft": _l("Not yet adopted"),
    "unknown": _l("State not known"),
}
TONES = {
    "in_force": "good", "amended": "warn", "suspended": "bad", "superseded": "off", "repealed": "off", "draft": "wait", "unknown": "off",
}  # fmt: skip
JURISDICTIONS = {
    "federal": _l("Iraq (federal)"),
    "kurdistan": _l("Kurdistan Region"),
    "international": _l("International"),
}
MINUTES = {"ordinary": _l("Ordinary minutes"), "extraordinary": _l("Extraordinary minutes")}
# NOTE: relations as read from the document that has them: «this law amends …»
RELATIONS = {
    "amends": _l("Amends"),
    "repeals": _l("Repeals"),
    "suspends": _l("Suspends"),
    "replaces": _l("Replaces"),
    "implements": _l("Implements"),
    "based_on": _l("Based on"),
    "interprets": _l("Interprets"),
    "translates": _l("Translates"),
    "cites": _l("Cites"),
}
# NOTE: the same relations read from the other end: «this law is amended by …»
RELATIONS_BACK = {
    "amends": _l("Amended by"),
    "repeals": _l("Repealed by"),
    "suspends": _l("Suspended by"),
    "replaces": _l("Replaced by"),
    "implements": _l("Implemented by"),
    "based_on": _l("Basis of"),
    "interprets": _l("Interpreted by"),
    "translates": _l("Translated by"),
    "cites": _l("Cited by"),
}
ORIGINS = {
    Origin.WRITTEN: _l("Original text"),
    Origin.TRANSLATED: _l("Unofficial translation"),
    Origin.MACHINE: _l("Read by machine, not checked"),
}
ATTACHMENT_ROLES = ("attachment", "easy_read", "large_print", "audio", "sign_video")
TEXT_LANGUAGES = ("ar", "ckb", "en")
RESERVED_SLUGS = frozenset({"desk", "new", "search", "files", "topics", "feed"})

# What lines of the audit hold: names of facts, and words of their values.
FACTS = {
    "publication": _l("Status"),
    "provision": _l("Provision"),
    "identity": _l("What the document is known by"),
    "authentic": _l("Authentic text"),
    "target": _l("Other document"),
}
PUBLICATIONS = {Publication.DRAFT: _l("Draft"), Publication.PUBLISHED: _l("Published"), Publication.WITHDRAWN: _l("Withdrawn")}
WORDS = {"state": STATES, "kind": {**KINDS, **RELATIONS}, "publication": PUBLICATIONS}
NOTICES = {
    "library.published": _l("New in the library: %(title)s"),
    "library.corrected": _l("Corrected in the library: %(title)s"),
}
ACTIONS = {
    "library.created": _l("Document created"),
    "library.facts_changed": _l("Facts of a document changed"),
    "library.text_saved": _l("Text of a document saved"),
    "library.text_removed": _l("Text of a document removed"),
    "library.published": _l("Document published"),
    "library.correction_begun": _l("Correction of a document begun"),
    "library.correction_dropped": _l("Correction of a document dropped"),
    "library.corrected": _l("Document corrected"),
    "library.withdrawn": _l("Document withdrawn"),
    "library.discarded": _l("Draft of a document deleted"),
    "library.attached": _l("Files attached to a document"),
    "library.detached": _l("File removed from a document"),
    "library.related": _l("Relation of a document added"),
    "library.unrelated": _l("Relation of a document removed"),
    "library.topic_made": _l("Topic of the library made"),
    "library.provision_state": _l("State of a provision set"),
}
AREAS = {"library": Area(_l("Legal library"), frozenset(ACTIONS))}

SAME_IDENTITY = _l("The library already has a document of this kind, number and year. Open that document, or correct the number or the year.")
SAME_MINUTES = _l("The library already has this decision of these minutes. Open that document, or correct the numbers.")
SAME_SLUG = _l("The address %(slug)s already belongs to another document. Choose another one.")
BAD_SLUG = _l("Use small Latin letters, digits and hyphens only, such as law-12-2018.")
MINUTES_MISSING = _l("Enter the number and the year of the minutes: the numbers of decisions start again with every meeting.")
YEAR_MISSING = _l("Enter the year: numbers start again every year.")
CHANGED_MEANWHILE = _l(
    "Somebody else saved this while you were writing. Your version is kept in the form. Compare it with the saved one below; "
    "saving again replaces the saved one."
)
CHANGED_BEFORE_PUBLISHING = _l("Somebody changed this document while this page was open. Look at the preview again, then repeat this step.")
NO_TITLE = _l("Enter the title.")
NO_TEXT = _l("A document needs a title and a text in at least one language before it can be published.")
NO_AUTHENTIC = _l("Mark one of the texts as the authentic one before publishing.")
NOT_DRAFT = _l("This document is not a draft any more. Load the page again to see its present state.")
NOT_PUBLISHED = _l("Only a published document can be corrected or withdrawn. Load the page again to see its present state.")
NO_CORRECTION = _l("No correction is open for this document. Begin a correction first; readers keep the present text until you publish it.")
NO_NOTE = _l("Say in one or two sentences what was corrected. Readers see this note.")
NO_REASON = _l("Say why the document is withdrawn. Readers see this reason at its address.")
UNKNOWN_TARGET = _l("No document with this address was found. Enter the last part of its address, such as law-12-2018.")
OWN_TARGET = _l("A document cannot have a relation to itself.")
UNKNOWN_PROVISION = _l("The document has no provision %(key)s.")
NO_DATE = _l("Enter a date as 2019, 2019-12 or 2019-12-05.")
HAS_TEXT = _l("The library already has another text of this document in this language (%(slug)s). Correct that document instead.")
IS_WITHDRAWN = _l("This document was withdrawn from the library (%(slug)s).")
CORRECTION_OPEN = _l("A correction of this document is open (%(slug)s). Publish or drop it first.")
LONGEST_TEXT = 1_000_000
TOO_LONG = _l("The text is longer than %(most)s characters. Divide it into several documents, or attach it as a file.")


def told(sentence: Any, **values: Any) -> LazyString:
    """A sentence of this module with its placeholders filled, still in the language of whoever reads it."""
    return LazyString(lambda: str(sentence) % values)


FILE_EMPTY = _l("The file is empty.")
FILE_TOO_LARGE = _l("The file is larger than %(most)s MB.")
FILE_UNKNOWN = _l("This kind of file cannot be read. Use .txt, .html, .docx or .pdf.")
FILE_MISLABELLED = _l("The file is named %(ending)s, but its content is something else. Give it its right ending.")
FILE_DAMAGED = _l("The file is damaged and cannot be read. Open it in its own program, save it anew, and try again.")
FILE_ENCRYPTED = _l("The file is protected with a password. Save it without a password first.")
FILE_TOO_MANY_PAGES = _l("The file has %(pages)s pages; at most %(most)s can be read at once. Divide it.")
FILE_BOMB = _l("The file unpacks to far more than its size allows, and was not opened.")
FILE_NO_TEXT = _l("The file holds no text, only pictures of pages. Attach it as a file, and type or paste the text.")
FILE_NO_ENCODING = _l("The letters of this text file cannot be told. Save it as UTF-8 and try again.")
FILE_REVERSED = _l("The words of this file run backwards, as in some PDF files. Do not publish this text: find another copy, or type it.")
