"""Who may read and who may publish."""

from typing import Any, Protocol

from portal.core.access import Actor

PUBLISHER = "publishing_officer"


class Published(Protocol):
    publication: Any


def may_read_library(actor: Actor) -> bool:
    """Every signed-in person, but not the people of a suspended organisation."""
    return actor.kind == "system" or not actor.suspended


def may_publish(actor: Actor, document: Published | None = None) -> bool:
    return actor.kind == "system" or PUBLISHER in actor.roles and actor.is_commission


def may_view(actor: Actor, document: Published) -> bool:
    """Published documents and the tombstones of withdrawn ones are for every reader; drafts for publishing officers."""
    return may_publish(actor) or may_read_library(actor) and document.publication != "draft"
