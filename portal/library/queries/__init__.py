"""Every question the library answers."""

from portal.library.queries.around import links, states
from portal.library.queries.desk import (
    Desk,
    Workbench,
    added_languages,
    attachment,
    desk,
    draft_text,
    editable,
    facts_of,
    for_desk,
    issuer_names,
    provision_choices,
    topic_choices,
    workbench,
)
from portal.library.queries.documents import document, number_of, others, same_work, slugs_of, titled, titles, visible_to
from portal.library.queries.listing import Entry, Filters, Found, in_use, search, shelf
from portal.library.queries.reading import Reading, reading

__all__ = [
    "Desk", "Entry", "Filters", "Found", "Reading", "Workbench", "added_languages", "attachment", "desk", "document", "draft_text", "editable",
    "facts_of", "for_desk", "in_use", "issuer_names", "links", "number_of", "others", "provision_choices", "published_slugs", "reading", "same_work", "search",
    "shelf", "slugs_of", "states", "titled", "titles", "topic_choices", "visible_to", "workbench",
]  # fmt: skip
