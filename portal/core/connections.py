"""Which of the portal's own connections would go unencrypted over a network: it does not start with one of those.

What stays on this machine (loopback, a socket) needs no TLS; what leaves it does, with the other side's certificate checked."""

import ipaddress
import os
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from sqlalchemy.engine import make_url

CHECKED = ("verify-ca", "verify-full")
ADVICE = "PORTAL_PLAINTEXT=1 allows it, where another layer (a private tunnel) encrypts."


def require(told: Mapping[str, Any]) -> None:
    """Ends the program with the sentences of what is open."""
    found = list(in_the_open(told))
    if found and told["PORTAL_PLAINTEXT"] != "1":
        raise SystemExit("\n".join([*found, ADVICE]))


def in_the_open(told: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_a_database("PORTAL_DATABASE_URL", str(told["SQLALCHEMY_DATABASE_URI"]))
    queue = str(told["PORTAL_QUEUE_URL"])
    if queue.startswith("postgres"):
        yield from _of_a_database("PORTAL_QUEUE_URL", queue)
    elif queue.startswith("redis") and not is_here(urlsplit(queue).hostname) and not _checks_certificates(urlsplit(queue)):
        yield "PORTAL_QUEUE_URL: Redis on another machine needs rediss://, with its certificate checked."
    clamd = str(told["PORTAL_CLAMD"])
    if not is_here(clamd if clamd.startswith("/") else clamd.rpartition(":")[0].strip("[]")):
        yield "PORTAL_CLAMD: clamd speaks no TLS; let one run on this machine."
    mail = urlsplit(str(told["PORTAL_MAIL_URL"]))
    if mail.scheme and mail.scheme not in ("smtp", "smtps"):
        yield "PORTAL_MAIL_URL begins with smtp:// (STARTTLS is demanded of another machine) or smtps://."


def may_be_plain(told: Mapping[str, Any], host: str | None) -> bool:
    return is_here(host) or told["PORTAL_PLAINTEXT"] == "1"


def is_here(host: str | None) -> bool:
    """This machine, or a socket on it."""
    if not host or host == "localhost" or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _of_a_database(setting: str, written: str) -> Iterator[str]:
    url = make_url(written.replace("postgres://", "postgresql://", 1))
    if not url.drivername.startswith("postgresql"):
        return
    asked = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in url.query.items()}
    host, hostaddr = asked.get("host") or url.host or os.environ.get("PGHOST", ""), asked.get("hostaddr") or os.environ.get("PGHOSTADDR", "")
    checked = (asked.get("sslmode") or os.environ.get("PGSSLMODE")) in CHECKED
    if not checked and not all(map(is_here, (*host.split(","), *hostaddr.split(",")))):
        yield f"{setting}: a database on another machine needs ?sslmode=verify-full in its address (and sslrootcert=… for an own authority)."


def _checks_certificates(url: SplitResult) -> bool:
    return url.scheme == "rediss" and parse_qs(url.query).get("ssl_cert_reqs", ["required"])[-1] == "required"
