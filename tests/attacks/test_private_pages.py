"""What browsers and caches between them keep of a page, and what a page may do in a browser."""

import pytest

from tests.attacks.client import Answer, Client
from tests.attacks.conftest import Server

PRIVATE = ["/ar/", "/ckb/violations/", "/en/notifications/", "/ar/identity/account", "/ar/library/", "/ar/none-such", "/ar/identity/staff/"]
OPEN = ["/ar/sign-in", "/en/about", "/", "/healthz", "/robots.txt"]


@pytest.fixture(scope="module")
def member(server: Server) -> Client:
    return server.client("cso_admin")


def policy(answer: Answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", PRIVATE + OPEN)
def test_no_cache_keeps_a_page(member: Client, path: str) -> None:
    answer = member.get(path)
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers.get("ETag") is None


@pytest.mark.parametrize("path", ["/", "/ar/", "/ar/sign-in", "/static/portal.css", "/healthz"])
def test_no_address_gives_a_request_back_by_trace(member: Client, path: str) -> None:
    answer = member.ask("TRACE", path, None, {"X-Secret": "very-secret"})
    assert answer.status in (404, 405) and "very-secret" not in answer.body


@pytest.mark.parametrize("path", [*PRIVATE, *OPEN, "/static/portal.css", "/static/none-such"])
def test_every_answer_is_as_strict_as_can_be(member: Client, path: str) -> None:
    """Errors and redirects too."""
    answer = member.get(path)
    rules = policy(answer)
    assert rules["default-src"] == "'none'" and rules["frame-ancestors"] == "'none'" and rules["base-uri"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'" and rules["trusted-types"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"] and "*" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin" and answer.headers["Referrer-Policy"] == "same-origin"
    if answer.headers.get_content_type() == "text/html":
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin" and answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        allowed = {part.strip() for part in answer.headers["Permissions-Policy"].split(",") if not part.endswith("=()")}
        assert allowed == {"fullscreen=(self)", "publickey-credentials-create=(self)", "publickey-credentials-get=(self)"}


def test_signing_out_empties_the_browser_but_for_the_device_and_the_language(server: Server) -> None:
    leaving = server.client("other_member")
    answer = leaving.post("/ar/sign-out", {}, form="/ar/identity/account")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert leaving.cookies["device"] and leaving.cookies["lang"] == "ar"
    assert leaving.get("/ar/notifications/").status == 303


def test_the_session_of_somebody_who_left_opens_nothing(server: Server) -> None:
    """A copy of the cookie, taken before."""
    leaving = server.client("other_admin")
    copy = Client(server.port)
    copy.cookies = dict(leaving.cookies)
    assert copy.get("/ar/notifications/").status == 200
    leaving.post("/ar/sign-out", {}, form="/ar/identity/account")
    assert copy.get("/ar/notifications/").status == 303
