"""Requests that another site, or another person's page, makes a browser send."""

from urllib.parse import urlencode

import pytest

from tests.attacks.client import Client
from tests.attacks.conftest import Server

LEAVE, SETTINGS = "/ar/sign-out", "/ar/identity/account/settings"


@pytest.fixture(scope="module")
def victim(server: Server) -> Client:
    return server.client("cso_admin")


def still_in(victim: Client) -> bool:
    return victim.get("/ar/notifications/").status == 200


@pytest.mark.parametrize("path", [LEAVE, SETTINGS, "/ar/identity/people/new"])
def test_a_form_without_a_token_changes_nothing(victim: Client, path: str) -> None:
    assert victim.post(path, {"language": "en"}, form=None).status == 400
    assert still_in(victim)


@pytest.mark.parametrize("told", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_what_a_browser_says_to_come_from_another_site_is_refused_even_with_a_token(victim: Client, told: dict[str, str]) -> None:
    data = {"csrf_token": victim.token("/ar/identity/account"), "settings-language": "en"}
    assert victim.ask("POST", SETTINGS, urlencode(data), {"Content-Type": "application/x-www-form-urlencoded", **told}).status == 403


def test_the_token_of_another_session_is_worth_nothing(server: Server, victim: Client) -> None:
    others = server.client().token()
    assert victim.post(LEAVE, {"csrf_token": others}, form=None).status == 400
    assert victim.post(LEAVE, {"csrf_token": others + "x"}, form=None).status == 400
    assert still_in(victim)


def test_an_address_or_a_header_does_not_turn_a_look_into_a_change(victim: Client) -> None:
    assert victim.get(f"{LEAVE}?_method=POST", X_HTTP_Method_Override="POST").status in (302, 303, 404, 405)
    assert victim.ask("HEAD", LEAVE, None, {"X-HTTP-Method-Override": "POST"}).status in (302, 303, 404, 405)
    assert still_in(victim)


def test_a_body_that_a_foreign_page_may_send_without_asking_is_no_form(victim: Client) -> None:
    """text/plain and JSON need no preflight when they are sent by a form; neither carries a token."""
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x"):
        assert victim.ask("POST", LEAVE, '{"csrf_token": "x"}', {"Content-Type": kind}).status == 400
    assert still_in(victim)


def test_the_right_form_works(victim: Client) -> None:
    """Or the tests above would pass against a portal that refuses everything."""
    answer = victim.post(LEAVE, {}, form="/ar/identity/account")
    assert (answer.status, still_in(victim)) == (303, False)
