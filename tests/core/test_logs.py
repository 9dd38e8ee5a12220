"""What the log says when something breaks, and what it never says."""

import pytest
from structlog.testing import capture_logs

from portal.core import logs, turned_away
from portal.identity import queries


def test_an_error_on_a_private_link_is_logged_without_the_link(visitor, monkeypatch):
    def break_down(token):
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(queries, "password_key", break_down)
    with capture_logs() as lines:
        page = visitor().get("/password/new/very-secret-token")
    assert [line["event"] for line in lines] == ["request.failed"]
    assert lines[0]["id"] in page.text and "RuntimeError" in str(lines)
    assert "very-secret-token" not in str(lines)
    assert page.status == 500 and not [word for word in ("RuntimeError", "Traceback", "the disk is gone", "password_key") if word in page.source]


@pytest.fixture
def loud(app, monkeypatch):
    """Tests are silent below errors; this one hears what a portal in use writes."""
    with monkeypatch.context() as changed:
        changed.setitem(app.config, "PORTAL_LOG_LEVEL", "INFO")
        logs.register(app)
        yield
    logs.register(app)


def test_a_form_without_its_token_leaves_a_line_without_what_was_typed(loud, visitor):
    page, line = _refused(lambda: visitor("cso_member").send("/en/identity/account/settings", {"csrf_token": "forged", "name": "very-secret-words"}))
    assert (line["why"], line["status"], line["method"]) == ("token", page.status, "POST")
    assert "very-secret-words" not in str(line) and "forged" not in str(line)


def test_a_page_that_one_may_not_open_leaves_a_line_with_the_number_of_the_account(loud, people, visitor):
    page, line = _refused(lambda: visitor("cso_member").get("/operations/waiting"))
    assert (page.status, line["why"]) == (403, "right")
    assert line["person"] == people["cso_member"].actor.person_id and line["rule"].endswith("/operations/waiting")


def test_a_record_that_one_may_not_see_leaves_a_line_and_an_address_that_is_none_does_not(loud, visitor):
    page, line = _refused(lambda: visitor("cso_member").get("/violations/V-2026-7K3D-9QH4"))
    assert (page.status, line["why"]) == (404, "unseen")
    assert "7K3D" not in str(line)
    with capture_logs() as lines:
        assert visitor("cso_member").get("/nothing-of-ours").status == 404
    assert lines == []


def test_a_refused_form_leaves_a_line_with_the_names_of_its_fields(loud, visitor):
    stranger = visitor()
    stranger.get("/sign-in")
    page, line = _refused(lambda: stranger.submit(account="somebody@secret.example", password="wrong-words-2026"))
    assert page.status == 422 and line["why"] == "form" and line["fields"]
    assert "somebody" not in str(line) and "wrong-words" not in str(line) and "person" not in line


def test_a_flood_leaves_so_many_lines_a_minute_and_the_next_one_counts_the_rest(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(turned_away.time, "monotonic", lambda: now[0])
    meter = turned_away.Meter()
    written = [meter.left_out("right") for _ in range(turned_away.MOST_A_MINUTE + 7)]
    assert written == [0] * turned_away.MOST_A_MINUTE + [None] * 7
    assert meter.left_out("unseen") == 0
    now[0] += 60
    assert [meter.left_out("right"), meter.left_out("right")] == [7, 0]


def _refused(work):
    """The answer and the one line that it leaves."""
    with capture_logs() as lines:
        page = work()
    [line] = [line for line in lines if line["event"] == "request.refused"]
    return page, line
