"""The text of a version in one language, and the provisions that are made from it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.audit import services as audit
from portal.core import clock
from portal.core.access import Actor
from portal.core.db import db
from portal.core.refusal import Refusal
from portal.core.text import visible
from portal.library import structure, vocabulary
from portal.library.models import Document, DocumentText, Provision
from portal.library.services import holding
from portal.library.structure import Node


def set_text(
    actor: Actor,
    document: Document,
    language: str,
    *,
    title: str,
    source: str | None = None,
    provisions: Iterable[Node | Mapping[str, Any]] | None = None,
    summary: str = "",
    authentic: bool = False,
    origin: str = vocabulary.Origin.WRITTEN,
    seen: int | None = None,
) -> DocumentText:
    """Writes the open version's text in `language`: plain `source`, whose structure is recognised, or `provisions` as a tree
    (Nodes, or mappings with kind, id, label, heading, text, children). `seen` is the lock_version of the form (0 for a new
    text): raises Refusal when somebody saved another text since; the same text sent twice is kept once."""
    if not visible(title):
        raise Refusal(vocabulary.NO_TITLE, "title", status=422)
    nodes = [_node(given) for given in provisions] if provisions is not None else structure.read(source or "")
    written = source if source is not None else structure.write(nodes)
    if len(written) > vocabulary.LONGEST_TEXT:
        raise Refusal(vocabulary.told(vocabulary.TOO_LONG, most=f"{vocabulary.LONGEST_TEXT:,}"), "source", status=422)
    holding.hold(document)
    version = holding.open_version(document)
    wanted = {
        "title": title.strip(), "summary": summary.strip(), "authentic": authentic, "origin": str(origin), "source_hash": digest(written),
    }  # fmt: skip
    known = db.session.scalar(select(DocumentText).where(DocumentText.version_id == version.id, DocumentText.language == language))
    if known is not None and all(getattr(known, name) == value for name, value in wanted.items()):
        return known
    if seen is not None and seen != (known.lock_version if known else 0):
        raise Refusal(vocabulary.CHANGED_MEANWHILE)
    text = _keep(actor, known or DocumentText(version_id=version.id, language=language, lock_version=0), wanted, written)
    text.pages = _store(text.id, nodes)
    holding.touch(actor, document)
    audit.record(
        actor, "library.text_saved", "document", document.id,
        after={"version": version.number, "language": language, "sha256": text.source_hash, "authentic": authentic},
    )  # fmt: skip
    return text


def _keep(actor: Actor, text: DocumentText, wanted: Mapping[str, Any], source: str) -> DocumentText:
    """Whoever is authentic now, the others of the version are not."""
    for name, value in wanted.items():
        setattr(text, name, value)
    text.source, text.checked_by_id = source, None
    text.changed_at, text.changed_by_id, text.lock_version = clock.now(), actor.person_id, text.lock_version + 1
    db.session.add(text)
    db.session.flush()
    if text.authentic:
        others = update(DocumentText).where(DocumentText.version_id == text.version_id, DocumentText.id != text.id)
        db.session.execute(others.values(authentic=False))
    return text


def remove_text(actor: Actor, document: Document, language: str) -> None:
    """From the open version only; earlier versions keep theirs."""
    holding.hold(document)
    version = holding.open_version(document)
    text = db.session.scalar(select(DocumentText).where(DocumentText.version_id == version.id, DocumentText.language == language))
    if text is None:
        return
    db.session.execute(delete(Provision).where(Provision.text_id == text.id))
    db.session.delete(text)
    holding.touch(actor, document)
    audit.record(actor, "library.text_removed", "document", document.id, before={"version": version.number, "language": language})


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def copy_text(text: DocumentText, version_id: int) -> None:
    """The same text and provisions for another version."""
    kept = (
        "language",
        "origin",
        "checked_by_id",
        "title",
        "summary",
        "source",
        "source_hash",
        "authentic",
        "pages",
        "changed_at",
        "changed_by_id",
    )
    copied = DocumentText(version_id=version_id, **{name: getattr(text, name) for name in kept})
    db.session.add(copied)
    db.session.flush()
    names = [column.name for column in Provision.__table__.columns if column.name not in ("id", "text_id")]
    rows = db.session.execute(select(*(getattr(Provision, name) for name in names)).where(Provision.text_id == text.id)).mappings()
    values = [{**row, "text_id": copied.id} for row in rows]
    if values:
        db.session.execute(insert(Provision), values)


def nodes_of(text_id: int) -> list[Node]:
    """The provisions as a tree again."""
    rows = db.session.scalars(select(Provision).where(Provision.text_id == text_id).order_by(Provision.place)).all()
    nodes = {row.key: Node(row.kind, row.key, row.label, row.heading, row.body) for row in rows}
    for row in rows:
        if row.parent:
            nodes[row.parent].children.append(nodes[row.key])
    return [nodes[row.key] for row in rows if not row.parent]


def _store(text_id: int, nodes: list[Node]) -> int:
    """Replaces the provisions of a text; returns on how many pages they stand."""
    db.session.execute(delete(Provision).where(Provision.text_id == text_id))
    pages = structure.divide(nodes)
    rows = [
        {
            "text_id": text_id, "key": node.key, "parent": parent.key if parent else None, "kind": node.kind, "level": level,
            "place": place, "page": pages[node.key], "label": node.label, "heading": node.heading, "body": node.body,
        }
        for place, (node, level, parent) in enumerate(structure.flatten(nodes))
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Provision), rows)
    return max(pages.values(), default=0) + 1


def _node(given: Node | Mapping[str, Any]) -> Node:
    if isinstance(given, Node):
        return given
    key, kind = str(given["id"]), str(given["kind"])
    if kind not in structure.KINDS or not structure.KEY.fullmatch(key):
        raise ValueError(f"not a provision: {kind} {key}")
    return Node(
        kind, key, given.get("label") or "", given.get("heading") or "", (given.get("text") or "").strip(),
        [_node(child) for child in given.get("children") or ()],
    )  # fmt: skip
