"""Reading what was mailed."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from portal.core.db import db
from portal.notifications.models import Mail

Arrange = Callable[..., Any]


def mails(arrange: Arrange) -> list[tuple[str, str, str]]:
    """Receiver, subject and text of each mail, the oldest first."""
    return arrange(lambda: [(mail.to, mail.subject, mail.body) for mail in db.session.scalars(select(Mail).order_by(Mail.id))])


def last_link(arrange: Arrange) -> str:
    """The path of the last mail's link, with its language."""
    _to, _subject, text = mails(arrange)[-1]
    return re.findall(r"^http://localhost:\d+(/\S+)$", text, re.MULTILINE)[0]
