"""What the log says when something breaks, and what it never says."""

from structlog.testing import capture_logs

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
