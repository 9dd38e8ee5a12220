"""Nothing of the portal's own goes unencrypted to another machine, unless a setting says so."""

import os
import subprocess
import sys

import pytest

import config
from portal.core import connections
from portal.core.jobs import Stalled
from portal.notifications.jobs import sending
from tests.browsing import TOP
from tests.notifications.post import post_office

DATABASE, QUEUE, MAIL = "PORTAL_DATABASE_URL", "PORTAL_QUEUE_URL", "PORTAL_MAIL_URL"
IN_THE_OPEN = [
    (DATABASE, "postgresql+psycopg://portal@db.example.org/portal"),
    (DATABASE, "postgresql+psycopg://portal@10.0.0.5/portal?sslmode=prefer"),
    (DATABASE, "postgresql+psycopg://portal@db.example.org/portal?sslmode=require"),
    (DATABASE, "postgresql+psycopg:///portal?host=db.example.org"),
    (DATABASE, "postgresql+psycopg://localhost/portal?hostaddr=10.0.0.5"),
    (DATABASE, "postgresql+psycopg:///portal?host=/run/postgresql&host=db.example.org"),
    (QUEUE, "redis://queue.example.org:6379/0"),
    (QUEUE, "rediss://queue.example.org:6379/0?ssl_cert_reqs=none"),
    (QUEUE, "postgresql://portal@db.example.org/portal"),
    (MAIL, "http://mail.example.org"),
]
FIT = [
    (DATABASE, ""),
    (DATABASE, "postgresql+psycopg:///portal"),
    (DATABASE, "postgresql+psycopg://portal@127.0.0.1:5432/portal"),
    (DATABASE, "postgresql+psycopg://portal@[::1]/portal"),
    (DATABASE, "postgresql+psycopg:///portal?host=/run/postgresql"),
    (DATABASE, "postgresql+psycopg://portal@db.example.org/portal?sslmode=verify-full"),
    (QUEUE, "redis://localhost:6379/0"),
    (QUEUE, "rediss://queue.example.org:6379/0"),
    (QUEUE, "postgresql://portal@db.example.org/portal?sslmode=verify-ca"),
    (MAIL, "smtp://portal:secret@mail.example.org:587"),
    (MAIL, "smtps://mail.example.org"),
]


def told(tmp_path, **environment):
    places = {"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys")}
    return config.read(places | environment)


@pytest.mark.parametrize(("setting", "address"), IN_THE_OPEN)
def test_an_address_on_another_machine_without_tls_ends_the_start_and_is_named(tmp_path, setting, address):
    with pytest.raises(SystemExit, match=setting):
        connections.require(told(tmp_path, **{setting: address}))
    connections.require(told(tmp_path, **{setting: address}, PORTAL_PLAINTEXT="1"))


@pytest.mark.parametrize(("setting", "address"), FIT)
def test_this_machine_and_tls_with_a_checked_certificate_are_fit(tmp_path, setting, address):
    assert list(connections.in_the_open(told(tmp_path, **{setting: address}))) == []


def test_what_libpq_reads_from_the_environment_counts_too(tmp_path, monkeypatch):
    monkeypatch.setenv("PGHOST", "db.example.org")
    assert list(connections.in_the_open(told(tmp_path, PORTAL_DATABASE_URL="postgresql+psycopg:///portal")))
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert not list(connections.in_the_open(told(tmp_path, PORTAL_DATABASE_URL="postgresql+psycopg:///portal")))


def test_the_web_server_and_the_worker_do_not_start_with_one_and_say_why(tmp_path):
    environment = {"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys"), QUEUE: "redis://queue.example.org"}
    starts = ([sys.executable, "-c", "import wsgi"], [sys.executable, "-m", "flask", "--app", "wsgi", "operations", "work"])
    for command in starts:
        ended = subprocess.run(command, cwd=TOP, env=os.environ | environment, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 1 and "PORTAL_QUEUE_URL: Redis on another machine" in ended.stderr and "Traceback" not in ended.stderr


def test_no_mail_goes_to_another_machine_that_offers_no_starttls(app, monkeypatch):
    monkeypatch.setattr(connections, "is_here", lambda host: False)
    with post_office() as post, app.app_context():
        with pytest.raises(Stalled, match="STARTTLS"):
            sending._by_server(sending.urlsplit(post.address), sending.EmailMessage())
        assert post.letters == []
