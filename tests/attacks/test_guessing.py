"""Who guesses passwords learns neither which accounts there are nor gets more tries by coming to another process."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from portal.core import hashing
from tests.attacks.conftest import Server
from tests.people import PASSWORD
from tests.visiting import Page, Visitor

pytestmark = pytest.mark.statements  # tries are counted in the database
KNOWN, UNKNOWN = "other_admin", "nobody.at.all"
DOORS: dict[str, dict[str, str]] = {
    "/sign-in": {"password": "a wrong password"},
    "/password/forgotten": {},
    "/code": {"code": "AAAAA-AAAAA", "password": "a long new sentence", "again": "a long new sentence"},
}


def test_tries_over_many_connections_and_processes_are_counted_as_one(server: Server) -> None:
    """Twenty-four at once, to two processes: at most five are compared, and nobody gets in, not even with the password."""
    clients = [server.client() for _ in range(24)]
    tokens = {client: client.token() for client in clients}
    with ThreadPoolExecutor(12) as pool:
        tried = {"account": "basra_officer", "password": "a wrong password"}
        statuses = list(pool.map(lambda client: client.post("/ar/sign-in", {**tried, "csrf_token": tokens[client]}, form=None).status, clients))
    assert statuses.count(422) <= 5 and set(statuses) <= {422, 429, 503}
    for _ in range(6):
        last = server.client().sign_in("basra_officer", PASSWORD)
        if last.status == 429:
            break
    workers = set(re.findall(r"Booting worker with pid: (\d+)", server.log.read_text()))
    assert len(workers) == 2 and (last.status == 429 or statuses.count(422) < 5)


def test_a_known_browser_gets_in_while_its_account_is_guessed(server: Server) -> None:
    owner = server.client("nineveh_officer")
    owner.cookies.pop("portal")
    guesser = server.client()
    statuses = [guesser.sign_in("nineveh_officer", "a wrong password").status for _ in range(7)]
    assert statuses[-1] == 429
    assert owner.sign_in("nineveh_officer", PASSWORD).status == 303


@pytest.mark.parametrize("door", DOORS)
def test_an_account_that_is_there_and_one_that_is_not_get_one_answer_for_the_same_work(
    door: str, app: Flask, visitor: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work is counted in statements and slow hashes: what takes time. With and without a browser that has been here."""
    hashed: list[Any] = []
    compute = hashing.alone
    for place in ("portal.identity.services.passwords.alone", "portal.identity.services.keys.alone"):
        monkeypatch.setattr(place, lambda work, *rest, **options: (hashed.append(options.get("known")), compute(work, *rest, **options))[1])
    seen = []
    for account in (KNOWN, UNKNOWN):
        for device in ("", "x" * 32):
            hashed.clear()
            browser = visitor()
            browser.get("/sign-in")
            if device:
                browser.client.set_cookie("device", device)
            page = browser.post(door, account=account, **DOORS[door])
            seen.append((page.status, page.headers.get("Location"), _words(page), _shapes(page), list(hashed)))
    assert seen[0] == seen[2] and seen[1] == seen[3]


def _words(page: Page) -> str:
    return " ".join(page.notices) if page.tree is not None else ""


def _shapes(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", statement) for statement in page.statements]


def test_a_dead_link_and_an_invented_one_look_the_same(visitor: Callable[..., Visitor]) -> None:
    for door in ("/password/new/", "/invitation/"):
        answers = [visitor(lang="en").answer("GET", f"/en{door}{token}") for token in ("x" * 43, "y" * 43, "a")]
        assert [answer.status for answer in answers] == [410] * 3 and len({answer.text for answer in answers}) == 1


def test_only_half_of_the_threads_wait_for_strangers_and_who_is_known_goes_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash is under way; two strangers may wait, the third is told to come again; somebody known comes next."""
    from threading import Event

    begun, go, order = Event(), Event(), list[str]()
    monkeypatch.setitem(app.config, "PORTAL_WEB_THREADS", "6")

    def first(_name: str) -> None:
        begun.set()
        go.wait(10)

    def turn(name: str, known: bool) -> str:
        with app.app_context():
            try:
                hashing.alone(first if name == "first" else order.append, name, known=known)
            except Exception as refused:  # noqa: BLE001 - looked at below
                return f"{name} {getattr(refused, 'status', refused)}"
        return name

    with ThreadPoolExecutor(6) as pool:
        running = [pool.submit(turn, "first", False)]
        assert begun.wait(10)
        running += [pool.submit(turn, f"stranger {number}", False) for number in (1, 2)]
        while hashing._strangers < 3:
            pass
        assert turn("stranger 3", False) == "stranger 3 503"
        running.append(pool.submit(turn, "known", True))
        while not _line_is_held(app):
            pass
        go.set()
        assert [one.result(20) for one in running] == ["first", "stranger 1", "stranger 2", "known"]
    assert order[0] == "known"


def _line_is_held(app: Flask) -> bool:
    """Whether somebody known stands in line: strangers cannot take that lock then."""
    import fcntl

    with open(app.config["DATA"] / "hashing-known.lock", "ab") as line:
        try:
            fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
