"""Sample agreements with their signatures, and the commitments of the charter with their steps, each at its own time."""

from collections.abc import Callable
from typing import Any

from portal.core.access import Actor
from portal.identity.services.agreements import committing, drafting, signing
from portal.identity.services.agreements.committing import Promise
from portal.identity.vocabulary.agreements import AgreementKind, CommitmentState, Whose
from portal.operations.demo.content import Event, Written, date_of, day, event, read


def events(people: dict[str, Actor]) -> list[Event]:
    made: list[Event] = []
    for row in read("agreements.yaml")["versions"]:
        written = Written()
        made.append(event(row.get("published") or row["drafted"], _version(people["admin"], row, written)))
        made += [event(item, _signature(people[item["by"]], item, written)) for item in row["signatures"]]
    for row in read("agreements.yaml")["commitments"]:
        written = Written()
        made += [event(step, _step(people["admin"], row, number, step, written)) for number, step in enumerate(row["steps"])]
    return made


def _version(actor: Actor, row: dict[str, Any], written: Written) -> Callable[[], None]:
    sign_by = date_of(row["sign_by"]) if "published" in row else None  # counted from the first start, not from the day that is played

    def do() -> None:
        draft = drafting.begin_version(actor, AgreementKind(row["kind"]))
        texts = {code: (text["title"], text["body"].strip()) for code, text in row["texts"].items()}
        drafting.change_version(actor, draft, texts, "ar", draft.lock_version)
        if sign_by is not None:
            drafting.publish_version(actor, draft, sign_by, draft.lock_version)
        written.thing = draft

    return do


def _signature(actor: Actor, item: dict[str, Any], written: Written) -> Callable[[], None]:
    def do() -> None:
        signing.sign(actor, written.thing, actor.name, item["position"], item["language"])

    return do


def _step(actor: Actor, row: dict[str, Any], number: int, step: dict[str, Any], written: Written) -> Callable[[], None]:
    promise = Promise(row["texts"], Whose(row["whose"]), CommitmentState(step["state"]), day(step["due"]), step.get("note"), step.get("language"))

    def do() -> None:
        if number == 0:
            written.thing = committing.commit_to(actor, promise)
        else:
            committing.change_commitment(actor, written.thing, promise, written.thing.lock_version)

    return do
