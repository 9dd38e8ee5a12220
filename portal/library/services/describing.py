"""Facts of a document: its identity, dates, state, issuer and topics."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, func, select

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.search import fold
from portal.library import vocabulary
from portal.library.models import Alias, Document, DocumentTopic, Issuer, IssuerName, Topic, TopicName
from portal.library.services import holding
from portal.library.services.indexing import index_document
from portal.library.vocabulary.facts import COLUMNS, Facts, check, identity_of, latin, order_of, proposed_slug


def create(actor: Actor, facts: Facts, title: str = "", once: str | None = None) -> Document:
    """A draft with an open first version. `title` only helps to choose the address. Raises Refusal when the library has a
    document of this identity or address."""
    before = holding.made_before(once)
    if before is not None:
        return before
    check(facts)
    _refuse_double(facts, None)
    now = clock.now()
    document = Document(
        slug=_free_slug(facts, title), identity=identity_of(facts), publication=vocabulary.Publication.DRAFT, made_at=now,
        made_by_id=actor.person_id, changed_at=now, changed_by_id=actor.person_id, once=once,
    )  # fmt: skip
    _fill(document, facts)
    db.session.add(document)
    db.session.flush()
    document.order_key = order_of(document, document.id)
    _set_topics(document, facts.topics)
    holding.new_version(actor, document, 1)
    audit.record(actor, "library.created", "document", document.id, after={"slug": document.slug, "identity": document.identity})
    return document


def change_facts(actor: Actor, document: Document, facts: Facts, seen: int | None = None) -> None:
    """Takes effect at once, on published documents too. The address stays, whatever `facts.slug` says."""
    check(facts)
    holding.hold(document)
    before = _present(document)
    wanted = {
        **{name: getattr(facts, name) for name in COLUMNS},
        "issuer_id": _issuer_id(facts.issuer),
        "topics": sorted(facts.topics),
    }
    if before == wanted:
        return
    holding.hold(document, seen)
    _refuse_double(facts, document.id)
    _fill(document, facts)
    document.identity = identity_of(facts)
    document.order_key = order_of(document, document.id)
    _set_topics(document, facts.topics)
    holding.touch(actor, document)
    changed = {name for name in wanted if before[name] != wanted[name]}
    audit.record(
        actor, "library.facts_changed", "document", document.id,
        before={name: before[name] for name in sorted(changed)}, after={name: wanted[name] for name in sorted(changed)},
    )  # fmt: skip
    index_document(document)


def keep_topic(actor: Actor, names: Mapping[str, str], code: str | None = None, place: int | None = None) -> str:
    """The code of the topic with this code or one of these names, made when there is none; missing names are added."""
    folded = [fold(name) for name in names.values()]
    of_name = select(Topic).where(Topic.id.in_(select(TopicName.topic_id).where(TopicName.folded.in_(folded)))).limit(1)
    topic = db.session.scalar(select(Topic).where(Topic.code == code)) if code else None
    topic = topic or db.session.scalar(of_name)
    if topic is None:
        chosen = code or _free_code(latin(names.get("en") or next(iter(names.values())), 60).replace("-", "_") or "topic")
        last = db.session.scalar(select(func.max(Topic.place))) or 0
        topic = Topic(code=chosen, place=place if place is not None else last + 1)
        db.session.add(topic)
        db.session.flush()
        audit.record(actor, "library.topic_made", "topic", topic.id, after={"code": chosen})
    present = set(db.session.scalars(select(TopicName.language).where(TopicName.topic_id == topic.id)))
    db.session.add_all(
        TopicName(topic_id=topic.id, language=language, text=name, folded=fold(name)[:200]) for language, name in names.items() if language not in present
    )
    db.session.flush()
    return topic.code


def _free_code(code: str) -> str:
    taken = set(db.session.scalars(select(Topic.code).where(Topic.code.startswith(code, autoescape=True))))
    return next(free for free in (code, *(f"{code}_{number}" for number in range(2, len(taken) + 3))) if free not in taken)


def _present(document: Document) -> dict[str, Any]:
    topics = select(Topic.code).join(DocumentTopic, DocumentTopic.topic_id == Topic.id).where(DocumentTopic.document_id == document.id)
    return {
        **{name: getattr(document, name) for name in COLUMNS},
        "issuer_id": document.issuer_id,
        "topics": sorted(db.session.scalars(topics)),
    }


def _fill(document: Document, facts: Facts) -> None:
    for name in COLUMNS:
        setattr(document, name, getattr(facts, name))
    document.issuer_id = _issuer_id(facts.issuer)


def _issuer_id(names: Mapping[str, str]) -> int | None:
    """The body known by one of these names; a new one when none is. Names in further languages are kept with it."""
    given = {language: name.strip() for language, name in names.items() if name and name.strip()}
    if not given:
        return None
    folded = [fold(name)[:300] for name in given.values()]
    known = db.session.scalar(select(IssuerName.issuer_id).where(IssuerName.folded.in_(folded)).limit(1))
    if known is None:
        issuer = Issuer()
        db.session.add(issuer)
        db.session.flush()
        known = issuer.id
    present = set(db.session.scalars(select(IssuerName.language).where(IssuerName.issuer_id == known)))
    db.session.add_all(
        IssuerName(issuer_id=known, language=language, text=name[:300], folded=fold(name)[:300]) for language, name in given.items() if language not in present
    )
    db.session.flush()
    return known


def _set_topics(document: Document, codes: Iterable[str]) -> None:
    db.session.execute(delete(DocumentTopic).where(DocumentTopic.document_id == document.id))
    ids = db.session.scalars(select(Topic.id).where(Topic.code.in_(set(codes)))).all()
    db.session.add_all(DocumentTopic(document_id=document.id, topic_id=topic_id) for topic_id in ids)
    db.session.flush()


def _refuse_double(facts: Facts, own_id: int | None) -> None:
    identity = identity_of(facts)
    if identity is None:
        return
    if db.session.scalar(select(Document.id).where(Document.identity == identity, Document.id != (own_id or 0))):
        decision = facts.kind == vocabulary.BOARD_DECISION
        raise Refusal(vocabulary.SAME_MINUTES if decision else vocabulary.SAME_IDENTITY, "number")


def _free_slug(facts: Facts, title: str) -> str:
    wanted = facts.slug or proposed_slug(facts, title)
    if wanted in vocabulary.RESERVED_SLUGS:
        wanted = f"document-{wanted}"
    taken = set(db.session.scalars(select(Document.slug).where(Document.slug.startswith(wanted, autoescape=True))))
    taken |= set(db.session.scalars(select(Alias.slug).where(Alias.slug.startswith(wanted, autoescape=True))))
    if wanted not in taken:
        return wanted
    if facts.slug:
        raise Refusal(vocabulary.told(vocabulary.SAME_SLUG, slug=wanted), "slug")
    return next(free for free in (f"{wanted}-{number}" for number in range(2, len(taken) + 3)) if free not in taken)
