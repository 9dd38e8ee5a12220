"""How a view ends: a page, a page with a form, or a change that is committed once and leads on."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import after_this_request, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage

from portal.core import files
from portal.core.access import actor_here
from portal.core.db import begin_write, db
from portal.core.forms import Form
from portal.core.refusal import Refusal
from portal.core.turned_away import because

OWN_PATH = re.compile(r"/(ar|ckb|en)(?![^/?])")  # every page of ours begins with its language
LONGEST_NEXT = 2000


def page(template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    return render_template(template, **context), status


def form_page(template: str, form: Form, **context: Any) -> ResponseReturnValue:
    """422 when the form has errors: the error summary then takes the focus."""
    db.session.rollback()
    return page(template, 422 if form.errors else 200, form=form, **context)


def refused(template: str, form: Form, refusal: Refusal, **context: Any) -> ResponseReturnValue:
    """The same page again with the refusal at its field, or over the form when it belongs to none."""
    db.session.rollback()
    form.refuse(refusal)
    tell_wait(refusal)
    return page(template, refusal.status if refusal.seconds else 422, form=form, **context)


def tell_wait(refusal: Refusal) -> None:
    """Retry-After, for what may be tried again after a while (429, 503)."""
    seconds = refusal.seconds
    if seconds:
        after_this_request(lambda answer: answer.headers.set("Retry-After", str(seconds)) or answer)


def done(address: str, message: Any = None, tone: str = "good") -> ResponseReturnValue:
    """The one commit of a request, at its edge."""
    db.session.commit()
    if message is not None:
        flash(str(message), tone)
    return redirect(address, 303)


def safe_next(default: str) -> str:
    """Where to go after sign-in: only an address of this portal, never another host's."""
    wanted = request.args.get("next", "")
    return wanted if OWN_PATH.match(wanted) and "\\" not in wanted and wanted.isprintable() and len(wanted) <= LONGEST_NEXT else default


def request_id() -> str:
    """The id that stands in the log line and on the error page."""
    return str(g.get("request_id", "-"))


def keep() -> None:
    """Commits what must stand although the request goes on: a counted attempt, before the slow part begins."""
    db.session.commit()


def taken_in(uploads: Iterable[FileStorage], kinds: frozenset[str], sealed: bool = False, stranger: str | None = None) -> list[files.Taken]:
    """Uploads of a form on the disk, before their change begins. No transaction is open meanwhile: the large file of one
    person keeps nobody else waiting. Ask for the record again afterwards. `stranger`: the network address of somebody who
    has no account, for whom it is counted."""
    several = [upload for upload in uploads if upload.filename]
    db.session.rollback()
    if several:
        begin_write()
        size = request.content_length or 0
        files.count_uploads_of_strangers(stranger, len(several), size) if stranger else files.count_uploads(actor_here(), len(several), size)
        db.session.commit()
    taken = files.take_in(several, kinds, sealed)
    if any(isinstance(one, files.Rejected) for one in taken):
        because("file")
    return taken


def afterwards(work: Callable[[], None]) -> None:
    """A short transaction of its own when the answer is ready, for what may also be left out (when somebody was last
    here): a busy database only delays it."""
    try:
        db.session.rollback()
        begin_write()
        work()
        db.session.commit()
    except OperationalError:
        db.session.rollback()
