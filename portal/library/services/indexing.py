"""What of the library can be found: the texts of published documents, a row for each provision."""

from sqlalchemy import select

from portal.core import search
from portal.core.db import db
from portal.core.locale import in_language
from portal.library.models import Document, DocumentText, Provision
from portal.library.vocabulary import Publication
from portal.library.vocabulary.facts import day_of
from portal.library.vocabulary.naming import naming

COLLECTION = "document"


def index_document(document: Document) -> None:
    """In the transaction of the change; anything but a published document is not found."""
    db.session.flush()
    if document.publication != Publication.PUBLISHED:
        search.remove(COLLECTION, document.id)
        return
    of_version = DocumentText.version_id == document.current_version_id
    texts = db.session.scalars(select(DocumentText).where(of_version)).all()
    titles = {text.language: _full_title(document, text) for text in texts}
    rows = [search.Row("", text.language, "", text.summary) for text in texts if text.summary]
    found = db.session.execute(
        select(DocumentText.language, Provision.key, Provision.label, Provision.heading, Provision.body)
        .join(Provision, Provision.text_id == DocumentText.id)
        .where(of_version)
        .order_by(DocumentText.id, Provision.place)
    )
    rows += [search.Row(row.key, row.language, f"{row.label} {row.heading}".strip(), row.body) for row in found]
    search.index(COLLECTION, document.id, rows, day_of(document), titles)


def _full_title(document: Document, text: DocumentText) -> str:
    """With kind, number and year, which titles of imported texts leave out."""
    with in_language(text.language):
        name = naming().of(document)
    return text.title if name in text.title else f"{text.title}\n{name}"
