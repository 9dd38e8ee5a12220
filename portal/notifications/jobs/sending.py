"""Mails are sent: by a mail server, or into a folder where none is set."""

import os
import re
import secrets
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import structlog
from flask import current_app
from sqlalchemy import update

from portal.core import clock, connections
from portal.core.db import begin_write, db
from portal.core.jobs import Delayed, Stalled, job
from portal.notifications import services
from portal.notifications.models import Mail

log = structlog.get_logger()
PATIENCE_SECONDS = 20
# Of the address: no such mailbox, moved, not allowed as a name; 5.1 and 5.2 say the same. 5.7 speaks of us, not of it.
ABOUT_THE_ADDRESS = re.compile(r"5\d\d[ -]+5\.[12]\.|55[013](?! +5\.[3-7]\.)")


@job("notifications.send", patient=True)
def send(payload: dict[str, Any]) -> None:
    """One mail. Nothing is locked while the mail server is spoken to. Should the worker die between the server's answer and
    our mark, a second copy goes out under the same Message-ID, by which mail programs know it."""
    mail = db.session.get(Mail, payload["mail"])
    if mail is None or mail.sent_at is not None or mail.refused:
        return
    message, number, key = _message(mail), mail.id, mail.key
    db.session.rollback()
    url = str(current_app.config["PORTAL_MAIL_URL"])
    kept: dict[str, Any] = {"refused": False, "refusal": None}
    if url:
        refusal = _by_server(urlsplit(url), message)
        begin_write()
        if refusal:
            services.note_refusal(key, refusal)
            return
        kept["body"] = ""
    else:
        _to_outbox(message, f"{number:08d}-{key[:12]}.eml")
    db.session.execute(update(Mail).where(Mail.id == number).values(sent_at=clock.now(), **kept))
    log.info("mail.sent", id=number)


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    sender = str(current_app.config["PORTAL_MAIL_FROM"])
    message["From"] = Address(display_name="Electoral Partnership Portal", addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(clock.local(mail.made_at))
    message["Message-ID"] = f"<{mail.key}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, charset="utf-8", cte="base64")
    message["Content-Language"] = mail.language
    return message


def _by_server(url: SplitResult, message: EmailMessage) -> str | None:
    """What the server says when it refuses the address for good. Raises Stalled while no mail at all can be handed over, and
    Delayed when only this one cannot."""
    try:
        with _connected(url) as server:
            return _handed_over(server, message)
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as error:
        raise Stalled("unreachable", f"{type(error).__name__}: {error}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Stalled("turned_away", f"{type(error).__name__}: {_words(error)}") from error


def _connected(url: SplitResult) -> smtplib.SMTP:
    """smtp:// (with STARTTLS, which another machine must offer) or smtps://."""
    host, secure = url.hostname or "localhost", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE_SECONDS, context=secure)
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=PATIENCE_SECONDS)
    server.ehlo()
    if url.scheme != "smtps" and server.has_extn("starttls"):
        server.starttls(context=secure)
        server.ehlo()
    elif url.scheme != "smtps" and not connections.may_be_plain(current_app.config, host):
        raise smtplib.SMTPNotSupportedError("the mail server offers no STARTTLS, and nothing goes there unencrypted")
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _handed_over(server: smtplib.SMTP, message: EmailMessage) -> str | None:
    try:
        server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        words = _words(error)
        if ABOUT_THE_ADDRESS.match(words):
            return words
        raise Delayed("put_off", words) from error
    except (smtplib.SMTPNotSupportedError, UnicodeEncodeError):
        return "The mail server takes no address with such letters."
    return None


def _words(error: Exception) -> str:
    """The server's own, with its number."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _said(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return str(error)


def _said(number: int, words: bytes | str) -> str:
    return f"{number} {words.decode(errors='replace') if isinstance(words, bytes) else words}"[:500]


def _to_outbox(message: EmailMessage, name: str) -> None:
    """Written aside, synced, renamed: whoever watches the folder never sees half a mail."""
    folder = Path(current_app.config["DATA"]) / "outbox"
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{name}.{secrets.token_hex(4)}"
    with open(aside, "wb") as file:
        file.write(bytes(message))
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, folder / name)
