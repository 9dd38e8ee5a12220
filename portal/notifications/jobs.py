"""Writing and sending mails: delivered at least once; a server that is down delays them, nothing loses them."""

import os
import secrets
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import structlog
from flask import current_app
from sqlalchemy import update

from portal.core import clock, letters
from portal.core.catalogue import lazy_gettext as _l
from portal.core.db import db
from portal.core.jobs import job
from portal.core.register import Retention, registers
from portal.notifications import services
from portal.notifications.models import Mail

log = structlog.get_logger()
PATIENCE_SECONDS = 20
RETENTIONS = {
    "notices": Retention(_l("Notices to a person"), 365, _l("So that an election can be looked back on."), services.forget_notices),
    "mails": Retention(_l("E-mails that were sent"), 30, _l("So that a complaint about a missing e-mail can be answered."), services.forget_mails),
}


@job("notifications.mail")
def write(payload: dict[str, Any]) -> None:
    """A mail for each person with an address, in that person's language. It says that something waits and where; what
    it is about is read in the portal."""
    subject = registers.subjects.get(payload["subject_kind"])
    for person, (address, language) in sorted(registers.people(payload["people"]).items()):
        with letters.speaking(language):
            link = letters.absolute(subject.address(payload["subject_ref"]) if subject else f"/{language}/notifications/")
        title, text = letters.letter("waiting", language, link=link)
        services.write_mail(address, language, title, text, key=f"{payload['key']}-{person}")


@job("notifications.send")
def send(payload: dict[str, Any]) -> None:
    """One mail. Nothing is locked while the mail server is spoken to."""
    mail = db.session.get(Mail, payload["mail"])
    if mail is None or mail.sent_at is not None:
        return
    message, number, key = _message(mail), mail.id, mail.key
    db.session.rollback()
    url = str(current_app.config["PORTAL_MAIL_URL"])
    kept: dict[str, Any] = {"sent_at": clock.now()}
    if url:
        _by_server(urlsplit(url), message)
        kept["body"] = ""
    else:
        _to_outbox(message, f"{number:08d}-{key[:12]}.eml")
    db.session.execute(update(Mail).where(Mail.id == number).values(**kept))
    log.info("mail.sent", id=number)


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    sender = str(current_app.config["PORTAL_MAIL_FROM"])
    message["From"] = Address(display_name="Electoral Partnership Portal", addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(clock.local(mail.made_at))
    message["Message-ID"] = make_msgid(mail.key, domain=sender.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, charset="utf-8", cte="base64")
    message["Content-Language"] = mail.language
    return message


def _by_server(url: SplitResult, message: EmailMessage) -> None:
    """smtp:// (with STARTTLS where it is offered) or smtps://. Raises what smtplib raises; the job is tried again."""
    host, secure = url.hostname or "localhost", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE_SECONDS, context=secure)
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=PATIENCE_SECONDS)
    with server:
        server.ehlo()
        if url.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=secure)
            server.ehlo()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


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
