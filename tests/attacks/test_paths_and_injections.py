"""Names, paths and lines that lead out of where they belong: into other files, other headers, other lines of the log."""

import io
import json
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.db import db
from portal.violations import services
from portal.violations.models import Violation
from tests.attacks.client import Client, raw
from tests.attacks.conftest import Server
from tests.violations import making

OUTSIDE = [
    "/static/../wsgi.py", "/static/../../config.py", "/static/%2e%2e/factory.py", "/static/..%2f..%2fconfig.py", "/static/%2e%2e%2f%2e%2e%2fconfig.py",
    "/static/..\\..\\config.py", "/static//etc/passwd", "/static/%252e%252e/factory.py", "/static/portal.css%00.py", "/static/%c0%ae%c0%ae/factory.py",
    "/../../../../etc/passwd", "/ar/library/..%2f..%2f..%2fetc%2fpasswd", "/ar/violations/../../static/../config.py",
]  # fmt: skip
LINES = ["\r\nSet-Cookie: planted=1", "\nX-Planted: 1", "%0d%0aSet-Cookie:%20planted=1", "\u2028X-Planted: 1", "é\r\n\r\n<html>"]


@pytest.fixture(scope="module")
def member(server: Server) -> Client:
    return server.client("cso_admin")


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_published_files(server: Server, path: str) -> None:
    """As written: a browser would shorten the dots, an attacker does not."""
    answer = raw(server.port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer[9:12] in (b"400", b"404", b"302", b"303", b"308"), answer[:200]
    assert b"root:" not in answer and b"import " not in answer


@pytest.mark.parametrize("name", ["../../../../tmp/planted.jpg", "..\\..\\planted.jpg", "/etc/passwd", "a\0.jpg", ".", "..", "", "con\r\nX-Planted: 1.txt"])
def test_the_name_of_an_upload_names_no_place_on_the_disk(session: Any, name: str) -> None:
    stored = files.store(FileStorage(io.BytesIO("نص".encode()), filename=name), files.DOCUMENTS)
    assert stored.name and not set(stored.name) & set("/\\\0\r\n") and stored.name.strip(".")
    assert stored.key.isalnum() and ".." not in stored.key


@pytest.mark.parametrize("planted", LINES)
def test_no_typed_line_becomes_a_header(member: Client, planted: str) -> None:
    where = quote(planted, safe="%")
    looks = ("/ar/sign-in?next=/ar/", "/ar/library/?q=", "/ar/violations/?after=", "/ar/", "/", "/ar/violations?")
    for answer in [member.get(look + where) for look in looks]:
        assert not [name for name in answer.headers if "planted" in name.lower()]
        assert "planted" not in " ".join(answer.headers.get_all("Set-Cookie", []))
        assert answer.status < 500


def test_no_header_or_name_writes_a_line_of_its_own_into_the_log(server: Server) -> None:
    """What the portal logs is one JSON object a line; a name that is tried stands in none of them."""
    stranger = server.client()
    forged = '{"event": "forged", "level": "info"}'
    for account in (f"x\n{forged}", f"x\r\n{forged}", f"x\u2028{forged}"):
        stranger.sign_in(account, "y", User_Agent="x\t" + forged)
    stranger.get(f"/ar/{quote(chr(10) + forged)}")
    lines = server.log.read_text().splitlines()
    assert not [line for line in lines if line.startswith(forged[:10]) and json.loads(line).get("event") == "forged"]
    assert "forged" not in " ".join(line for line in lines if line.startswith("{"))


PLANTED = {
    "role": "commission_admin", "roles": "commission_admin", "organisation_id": "2", "office_id": "1", "person_id": "1", "filed_by_id": "1", "id": "99",
    "state": "closed", "demo": "1", "password_hash": "x", "severity": "9", "reference": "V-2026-0000-0000", "received_at": "2026-01-01", "arrival": "1",
}  # fmt: skip


@pytest.mark.parametrize("path", ["/ar/identity/account/settings", "/ar/identity/people/new"])
def test_rights_are_never_taken_from_a_form(member: Client, path: str) -> None:
    """Mass assignment: fields that the form does not offer."""
    offered = {"language": "ar", "name": "دينا", "email": "dina@nahrain.example", "theme": ""}
    assert member.post(path, PLANTED | offered, form="/ar/identity/account").status in (303, 422)
    assert member.get("/ar/identity/organisations/").status == 403
    assert member.get("/ar/identity/staff/").status == 403


def test_owner_and_state_of_a_report_are_never_taken_from_a_form(visitor: Any, arrange: Any, people: Any) -> None:
    arrange(making.make_election)
    reference = arrange(lambda: services.start(people["cso_member"].actor, None, making.details()["category"], "ar").reference)

    def kept() -> dict[str, Any]:
        found = db.session.scalar(select(Violation).where(Violation.reference == reference))
        assert found is not None
        return {name: getattr(found, name) for name in PLANTED if hasattr(found, name)}

    before = arrange(kept)
    browser = visitor("cso_member")
    for part in ("kind", "where", "what", "people", "evidence"):
        browser.post(f"/violations/{reference}/edit/{part}", **PLANTED)
    assert len(before) > 6 and arrange(kept) == before
