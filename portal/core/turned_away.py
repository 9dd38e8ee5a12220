"""What the portal has turned away: one line of the log a request, with its id, the pattern of the address and the number
of the account, never what was typed. A flood of one kind leaves at most so many lines a minute of each process; the next
line of its kind says how many were left out."""

import threading
import time
from collections import Counter
from collections.abc import Iterable

import structlog
from flask import Flask, Response, g, request

from portal.core.access import current_actor

log = structlog.get_logger()
MOST_A_MINUTE = 60
KINDS = {400: "request", 403: "right", 404: "unseen", 405: "method", 409: "state", 413: "size", 422: "form", 429: "limit"}


class Meter:
    """How many lines of each kind this minute has, and how many it left out."""

    def __init__(self) -> None:
        self._lock, self._began, self._written, self._left_out = threading.Lock(), 0.0, Counter[str](), Counter[str]()

    def left_out(self, kind: str) -> int | None:
        """How many lines of this kind were left out since the last one; None when this one is left out too."""
        with self._lock:
            if time.monotonic() - self._began >= 60:
                self._began = time.monotonic()
                self._written.clear()
            if self._written[kind] >= MOST_A_MINUTE:
                self._left_out[kind] += 1
                return None
            self._written[kind] += 1
            return self._left_out.pop(kind, 0)


_meter = Meter()


def register(app: Flask) -> None:
    app.after_request(_look)


def because(kind: str) -> None:
    """A better word than the answer's status has; it holds for answers that lead on, too."""
    g.turned_away = kind


def note_fields(names: Iterable[str]) -> None:
    """Which fields of a form were refused."""
    g.refused_fields = sorted({*g.get("refused_fields", ()), *names})


def _look(response: Response) -> Response:
    kind = g.pop("turned_away", None) or KINDS.get(response.status_code)
    nowhere = response.status_code == 404 and (request.url_rule is None or request.endpoint == "static")
    if kind and not nowhere:
        _write(kind, response.status_code)
    return response


def _write(kind: str, status: int) -> None:
    left_out = _meter.left_out(kind)
    if left_out is None:
        return
    actor = None if kind == "host" else current_actor()
    told = {"id": str(g.get("request_id", "-")), "status": status, "method": request.method, "rule": str(request.url_rule)}
    facts = {"fields": g.get("refused_fields"), "person": actor.person_id if actor else None, "left_out": left_out}
    log.warning("request.refused", why=kind, **told, **{name: fact for name, fact in facts.items() if fact})
