"""The shelf: documents newest first, and what a search finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, or_, select

from portal.core import search as engine
from portal.core.access import Actor
from portal.core.db import Page, db, pick
from portal.core.text import LARGEST_KEY, whole_number
from portal.library import policy
from portal.library.models import Document, DocumentText, Provision
from portal.library.vocabulary import Publication
from portal.library.vocabulary.naming import Naming, naming

SIZE = 20
LONGEST_SUMMARY = 300
Pieces = list[tuple[str, bool]]
COLUMNS = (
    Document.id, Document.slug, Document.kind, Document.number, Document.year, Document.minutes_kind, Document.minutes_number,
    Document.minutes_year, Document.state, Document.passed_on, Document.ratified_on, Document.published_on, Document.meeting_on,
    Document.gazette_number, Document.languages, Document.sample, Document.order_key, Document.current_version_id,
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    @property
    def active(self) -> int:
        years = (self.first_year is not None) + (self.last_year is not None)
        return len(self.kinds) + len(self.states) + len(self.languages) + years


@dataclass(frozen=True)
class Entry:
    """One line of the shelf. `name` is kind, number and year; `title` is in pieces, marked where a search met it; `key` and
    `label` are the provision that answers a search."""

    id: int
    slug: str
    name: str
    title: Pieces
    title_language: str
    state: str
    day: str | None
    gazette_number: str | None
    languages: tuple[str, ...]
    sample: bool
    text: Pieces = field(default_factory=list)
    text_language: str = ""
    key: str = ""
    label: str = ""

    @property
    def plain_title(self) -> str:
        return "".join(piece for piece, _marked in self.title)


@dataclass(frozen=True)
class Found:
    """What a search found; `total` is capped, `capped` says that there is more."""

    page: Page
    total: int
    capped: bool


def shelf(actor: Actor, language: str, filters: Filters, after: str | None = None, size: int = SIZE) -> Page:
    """Published documents, newest first by their own date."""
    statement = _filtered(select(*COLUMNS), actor, filters)
    key = whole_number(after, LARGEST_KEY)
    if key is not None:
        statement = statement.where(Document.order_key < key)
    rows = db.session.execute(statement.order_by(Document.order_key.desc()).limit(size + 1)).all()
    more, rows = len(rows) > size, rows[:size]
    return Page(_entries(rows, language), str(rows[-1].order_key) if more else None, key is None)


@lru_cache(maxsize=1)
def in_use(minute: int) -> tuple[frozenset[str], frozenset[str]]:
    """Kinds and states that some published document has: filters for nothing hide those that find something. Asked once a minute."""
    rows = db.session.execute(select(Document.kind, Document.state).where(Document.publication == Publication.PUBLISHED).distinct()).all()
    return frozenset(row.kind for row in rows), frozenset(row.state for row in rows)


def search(actor: Actor, language: str, query: str, filters: Filters, after: str | None = None) -> Found:
    """Documents with a provision that answers; exact words first, newest first within them."""
    may_see = _filtered(select(Document.id), actor, filters)
    hits = engine.find("document", query, languages=filters.languages or None, owners=may_see, after=after, size=SIZE)
    rows, texts = _with_texts([hit.owner_id for hit in hits.items])
    found = [(hit, rows[hit.owner_id]) for hit in hits.items if hit.owner_id in rows]
    provisions = _provisions(found, texts)
    named = naming()
    entries = [_with_hit(_entry(row, texts.get(row.current_version_id, []), named, language), hit, row, query, provisions) for hit, row in found]
    return Found(Page(entries, hits.next_key, after is None), hits.total, hits.total_capped)


def _filtered(statement: Any, actor: Actor, filters: Filters) -> Any:
    """What is listed is published: tombstones keep their addresses only."""
    if not policy.may_read_library(actor):
        return statement.where(Document.id < 0)
    wanted = [Document.publication == Publication.PUBLISHED]
    if filters.kinds:
        wanted.append(Document.kind.in_(filters.kinds))
    if filters.states:
        wanted.append(Document.state.in_(filters.states))
    if filters.languages:
        wanted.append(or_(*(Document.languages.contains(f",{code},", autoescape=True) for code in filters.languages)))
    if filters.first_year is not None:
        wanted.append(Document.year >= filters.first_year)
    if filters.last_year is not None:
        wanted.append(Document.year <= filters.last_year)
    return statement.where(*wanted)


def _entries(rows: Sequence[Any], language: str) -> list[Entry]:
    texts, named = _texts(rows), naming()
    return [_entry(row, texts.get(row.current_version_id, []), named, language) for row in rows]


def _texts(rows: Iterable[Any]) -> dict[int, list[Any]]:
    wanted = [row.current_version_id for row in rows]
    if not wanted:
        return {}
    columns = (DocumentText.version_id, DocumentText.language, DocumentText.title, DocumentText.summary)
    found: dict[int, list[Any]] = {}
    for text in db.session.execute(select(*columns).where(DocumentText.version_id.in_(wanted))):
        found.setdefault(text.version_id, []).append(text)
    return found


def _with_texts(ids: list[int]) -> tuple[dict[int, Any], dict[int, list[Any]]]:
    """Documents and their titles in one statement: a search has asked twice or thrice already."""
    named = (DocumentText.id.label("text_id"), DocumentText.version_id, DocumentText.language, DocumentText.title, DocumentText.summary)
    joined = select(*COLUMNS, *named).join(DocumentText, DocumentText.version_id == Document.current_version_id)
    rows: dict[int, Any] = {}
    texts: dict[int, list[Any]] = {}
    for row in db.session.execute(joined.where(Document.id.in_(ids))) if ids else ():
        rows[row.id] = row
        texts.setdefault(row.version_id, []).append(row)
    return rows, texts


def _entry(row: Any, texts: list[Any], named: Naming, language: str) -> Entry:
    text: Any = pick(texts, language)
    summary = text.summary if text and len(text.summary) <= LONGEST_SUMMARY else ""
    return Entry(
        id=row.id, slug=row.slug, name=named.of(row), title=[(text.title if text else row.slug, False)],
        title_language=text.language if text else "en", state=row.state,
        day=row.published_on or row.ratified_on or row.passed_on or row.meeting_on, gazette_number=row.gazette_number,
        languages=tuple(code for code in row.languages.split(",") if code), sample=row.sample,
        text=[(summary, False)] if summary else [], text_language=text.language if summary else "",
    )  # fmt: skip


def _provisions(found: list[tuple[engine.Hit, Any]], texts: dict[int, list[Any]]) -> dict[tuple[int, str, str], Any]:
    """The provisions that answer, in one statement, by version, language and key. Each pair is asked for by itself: for a
    list of pairs SQLite would read every provision there is."""
    places = {(row.version_id, row.language): row.text_id for rows in texts.values() for row in rows}
    wanted = {(row.current_version_id, hit.language, hit.part) for hit, row in found if hit.part}
    pairs = {(places[version, language], key): (version, language, key) for version, language, key in wanted if (version, language) in places}
    if not pairs:
        return {}
    columns = (Provision.text_id, Provision.key, Provision.label, Provision.heading, Provision.body)
    statement = select(*columns).where(or_(*(and_(Provision.text_id == text_id, Provision.key == key) for text_id, key in pairs)))
    return {pairs[row.text_id, row.key]: row for row in db.session.execute(statement)}


def _with_hit(entry: Entry, hit: engine.Hit, row: Any, query: str, provisions: dict[tuple[int, str, str], Any]) -> Entry:
    provision = provisions.get((row.current_version_id, hit.language, hit.part))
    changes: dict[str, Any] = {"title": engine.mark(entry.plain_title, query, entry.title_language)}
    if provision is not None:
        words = f"{provision.heading}\n{provision.body}".strip()
        label = provision.label if not provision.label.isdigit() else ""
        changes |= {
            "text": engine.excerpt(words, query, language=hit.language), "text_language": hit.language,
            "key": provision.key, "label": label,
        }  # fmt: skip
    elif entry.text:
        summary = "".join(piece for piece, _marked in entry.text)
        changes["text"] = engine.mark(summary, query, entry.text_language)
    else:
        changes["text_language"] = hit.language
    return Entry(**{**entry.__dict__, **changes})
