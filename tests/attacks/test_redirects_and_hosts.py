"""Addresses that lead elsewhere: after the sign-in, by a forged Host, through claimed proxies."""

import pytest

from tests.attacks.client import Client, raw
from tests.attacks.conftest import Server, Start
from tests.people import PASSWORD

ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/%09/evil.example", "/ar/%0d%0aX: y",
    "/ar@evil.example", "/ar.evil.example/", "/%2F%2Fevil.example", "javascript:alert(1)", "data:text/html,x", "%20//evil.example", "/..//evil.example",
    "/ar\\@evil.example", "http:evil.example", "/en/" + "a" * 3000, "/%E2%80%AE/ar/",
]  # fmt: skip


@pytest.fixture(scope="module")
def victim(server: Server) -> Client:
    return server.client("cso_admin")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_way_back_after_the_sign_in_stays_in_the_portal(victim: Client, wanted: str) -> None:
    """Asked by somebody who is signed in: the page then leads on at once."""
    answer = victim.get(f"/ar/sign-in?next={wanted.replace(' ', '%20')}")
    assert (answer.status, answer.location) == (302, "/ar/")


@pytest.mark.parametrize("wanted", ["/ar/violations/", "/ckb/library/?q=%D9%82", "/en"])
def test_an_own_page_is_led_back_to(victim: Client, wanted: str) -> None:
    assert victim.get(f"/ar/sign-in?next={wanted.replace('?', '%3F').replace('%D', '%25D').replace('%8', '%258')}").location == wanted


def test_the_page_before_is_not_believed_when_it_is_another_sites(server: Server) -> None:
    stranger = server.client()
    answer = stranger.post("/ar/identity/account/settings", {}, Referer="https://evil.example/ar/violations/")
    assert answer.status == 303 and "evil" not in answer.location


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "[::2]", "127.0.0.1.evil.example", ""])
def test_a_host_that_is_not_ours_is_refused_everywhere(server: Server, host: str) -> None:
    for path in ("/ar/sign-in", "/static/portal.css", "/healthz", "/ar/password/forgotten"):
        assert raw(server.port, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_every_name_of_this_machine_is_served_with_and_without_port(server: Server, host: str) -> None:
    for name in (host, f"{host}:{server.port}"):
        assert raw(server.port, f"GET /ar/sign-in HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode()).startswith(b"HTTP/1.1 200")


def test_two_hosts_in_one_request_are_refused(server: Server) -> None:
    two = b"GET /ar/sign-in HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    absolute = b"GET http://evil.example/ar/sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    for request in (two, absolute):
        answer = raw(server.port, request)
        assert answer.startswith(b"HTTP/1.1 400") and b"evil.example" not in answer


def failures(client: Client, count: int, address: str) -> list[int]:
    return [client.sign_in("cso_member", "a wrong password", X_Forwarded_For=address.format(number)).status for number in range(count)]


@pytest.fixture(scope="session")
def public(start: Start) -> Server:
    return start(PORTAL_SERVER_NAME="portal.example.org", PORTAL_PROXIES="1", PORTAL_HSTS="31536000", PORTAL_HSTS_SUBDOMAINS="1")


def test_claimed_proxies_are_believed_only_by_setting(public: Server, server: Server) -> None:
    """Six failures from "six addresses": without the setting they are one address; behind one proxy the last hop counts, and
    whatever stands before it was typed by the client."""
    assert failures(server.client(), 6, "198.51.100.{}")[-1] == 429
    assert failures(public.client(host="portal.example.org"), 6, "198.51.100.{}")[-1] == 422
    assert failures(public.client(host="portal.example.org"), 6, "203.0.113.{}, 192.0.2.7")[-1] == 429


def test_with_a_public_name_only_that_name_is_served_and_browsers_are_told_to_stay_with_https(public: Server) -> None:
    assert public.client().get("/ar/sign-in").status == 400
    answer = public.client(host="portal.example.org").get("/ar/sign-in", X_Forwarded_Proto="https", X_Forwarded_Host="evil.example")
    assert answer.status == 200 and "evil.example" not in answer.body
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]
    assert PASSWORD not in public.log.read_text()
