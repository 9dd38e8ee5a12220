"""What stands around the records: catalogues, settings, rights on folders, mail, the worker, the disk, the last backup."""

import shutil
import smtplib
import ssl
import stat
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.messages.pofile import read_po
from flask import current_app
from sqlalchemy import func, select

from portal.audit import queries as audit
from portal.core import clock, connections, files
from portal.core.db import begin_read, db
from portal.core.files import clamd
from portal.core.jobs import Job
from portal.core.keys import checking
from portal.core.register import Finding
from portal.operations import backing_up, queries
from portal.operations.restoring import ground

PATIENCE_SECONDS = 10
LATE = timedelta(minutes=10)
LONGEST_WITHOUT_BACKUP = timedelta(days=2)
LEAST_FREE = 1024**3


def catalogues() -> Iterator[Finding]:
    for source in sorted(Path(current_app.config["TRANSLATIONS"]).glob("*/LC_MESSAGES/messages.po")):
        language, compiled = source.parts[-3], source.with_suffix(".mo")
        with source.open("rb") as file:
            texts = [text for text in read_po(file, locale=language) if text.id]
        missing = sum(1 for text in texts if text.fuzzy or not all(text.string if isinstance(text.string, (list, tuple)) else [text.string]))
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield Finding.fault(f"The catalogue {language} is not compiled: run `flask operations prepare`.")
        elif missing:
            yield Finding.warning(f"The catalogue {language} lacks {missing} of {len(texts)} texts; readers meet English there.")
        else:
            yield Finding.ok(f"The catalogue {language} is compiled and complete ({len(texts):,} texts).")


def settings() -> Iterator[Finding]:
    told = current_app.config
    faults = [*_secrets(told), *_rights(told), *_public(told), *_in_the_open(told)]
    yield from faults
    if not faults:
        yield Finding.ok("Settings, keys and the rights on folders are as they should be.")


def _secrets(told: Mapping[str, Any]) -> Iterator[Finding]:
    if len(str(told["SECRET_KEY"])) < 32:
        yield Finding.fault("The key that signs session cookies is shorter than 32 characters.")
    begin_read()
    wrong = checking.problem()
    db.session.rollback()
    if wrong:
        yield Finding.fault(wrong)
    try:
        if not backing_up.recipients():
            yield Finding.warning("PORTAL_BACKUP_RECIPIENT is empty: backups are not encrypted.")
    except ValueError as error:
        yield Finding.fault(f"{error}.")


def _rights(told: Mapping[str, Any]) -> Iterator[Finding]:
    keys = Path(told["PORTAL_KEY_DIR"]).resolve()
    for path in (Path(told["DATA"]), keys, *sorted(keys.glob("*.key*"))):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding.fault(f"Others than the portal's user may enter {path}: chmod {'700' if path.is_dir() else '600'} {path}")


def _public(told: Mapping[str, Any]) -> Iterator[Finding]:
    if int(told["PORTAL_HSTS"]) and not told["PORTAL_SERVER_NAME"]:
        yield Finding.fault("PORTAL_HSTS is set without PORTAL_SERVER_NAME: browsers would be bound to HTTPS on a name that has none.")
    if told["PORTAL_SERVER_NAME"] and not int(told["PORTAL_PROXIES"]):
        yield Finding.warning("PORTAL_SERVER_NAME is set and PORTAL_PROXIES is 0: behind a proxy everybody seems to come from its address.")


def _in_the_open(told: Mapping[str, Any]) -> Iterator[Finding]:
    for words in connections.in_the_open(told):
        yield Finding.warning(f"{words} PORTAL_PLAINTEXT=1 allows it.") if told["PORTAL_PLAINTEXT"] == "1" else Finding.fault(words)


def mail() -> Iterator[Finding]:
    """Greets the mail server and leaves; no mail is sent, no password given."""
    address = urlsplit(str(current_app.config["PORTAL_MAIL_URL"]))
    if not address.scheme:
        public = bool(current_app.config["PORTAL_SERVER_NAME"])
        words = "PORTAL_MAIL_URL is empty: mails are written to outbox/ in the data folder, and reach nobody."
        yield Finding.warning(words) if public else Finding.ok(words)
        return
    host = address.hostname or "localhost"
    try:
        with _server(address.scheme, host, address.port) as server:
            code = server.ehlo()[0]
            bare = address.scheme != "smtps" and not server.has_extn("starttls")
    except (OSError, smtplib.SMTPException) as error:
        yield Finding.fault(f"The mail server {host} does not answer: {error}.")
        return
    if bare and not connections.may_be_plain(current_app.config, host):
        yield Finding.fault(f"The mail server {host} offers no STARTTLS: nothing is sent to it.")
        return
    yield Finding.ok(f"The mail server {host} answers.") if code == 250 else Finding.fault(f"The mail server {host} answers with {code}.")


def _server(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 25, timeout=PATIENCE_SECONDS)


def scanner() -> Iterator[Finding]:
    """Asks whether it lives, and counts the files that wait for it or in which it has found something."""
    address = str(current_app.config["PORTAL_CLAMD"])
    if not address:
        words = "PORTAL_CLAMD is empty: files that people send are not searched for viruses."
        yield Finding.warning(words) if current_app.config["PORTAL_SERVER_NAME"] else Finding.ok(words)
        return
    begin_read()
    numbers = files.numbers()
    db.session.rollback()
    try:
        clamd.ping(address)
        yield Finding.ok(f"The virus scanner answers; {numbers.get(files.Scan.CLEAN, 0):,} files were searched.")
    except clamd.AbsentError as error:
        yield Finding.fault(f"The virus scanner does not answer ({error}): files that come are kept and given out to nobody.")
    if numbers.get(files.Scan.WAITING):
        yield Finding.warning(f"{numbers[files.Scan.WAITING]:,} files wait to be searched for viruses: `flask operations scan` does it now.")
    if numbers.get(files.Scan.FOUND):
        yield Finding.warning(f"In {numbers[files.Scan.FOUND]:,} stored files a virus was found; they are given out to nobody.")


def worker() -> Iterator[Finding]:
    """It gives a sign of life all the time, and takes what is due."""
    now, standing = clock.now(), queries.standing()
    late = db.session.scalar(select(func.count()).where(Job.state.in_(("waiting", "running")), Job.due_at < now - LATE)) or 0
    failed = db.session.scalar(select(func.count()).where(Job.state == "failed")) or 0
    if late:
        yield Finding.fault(f"{late:,} jobs wait for more than {LATE.seconds // 60} minutes: the worker does not run, or is too slow.")
    elif standing.silent:
        seen = f"since {clock.local(standing.seen_at):%Y-%m-%d %H:%M}" if standing.seen_at else "so far"
        yield Finding.warning(f"No worker has given a sign of life {seen}: start `flask operations work`.")
    else:
        yield Finding.ok("The worker runs: nothing waits.")
    if failed:
        yield Finding.warning(f"{failed:,} jobs have failed after their last try.")


def disk() -> Iterator[Finding]:
    folder = Path(current_app.config["DATA"])
    usage = shutil.disk_usage(folder)
    words = f"{usage.free / 1024**3:.1f} GiB of {usage.total / 1024**3:.1f} GiB are free under {folder}."
    yield Finding.warning(words) if usage.free < max(LEAST_FREE, usage.total // 20) else Finding.ok(words)


def last_backup() -> Iterator[Finding]:
    at = audit.last_time("operations.backed_up")
    if at is None:
        yield Finding.warning("No backup was ever taken.")
        return
    words = f"The last backup was taken at {clock.local(at):%Y-%m-%d %H:%M}."
    yield Finding.warning(words) if at < clock.now() - LONGEST_WITHOUT_BACKUP else Finding.ok(words)


def unfinished() -> Iterator[Finding]:
    half = ground.half_restored()
    if half:
        yield Finding.fault(f"A restore was broken off, and the portal serves nobody: {half}. Run it again.")
