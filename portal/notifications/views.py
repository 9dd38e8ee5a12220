"""What a person was told; and, in the demo, the mails that would have been sent."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import opaque
from portal.core.access import actor_here, open_to_all, requires
from portal.core.catalogue import gettext as _
from portal.core.catalogue import lazy_gettext as _l
from portal.core.forms import Form
from portal.core.letters import base_address
from portal.core.locale import feature_blueprint
from portal.core.pages import done, page
from portal.core.register import MenuEntry, registers
from portal.core.text import whole_number, written_in
from portal.notifications import policy, queries, services
from portal.notifications.forms import ReadForm

bp = feature_blueprint("notifications", __name__)
blueprints = (bp,)
# NOTE: menu entry: what the person was told
MENU = (MenuEntry(_l("Notifications"), "notifications.index", policy.may_read_own, 80),)


@bp.get("/")
@requires(policy.may_read_own)
def index() -> ResponseReturnValue:
    found = queries.own_notices(actor_here(), request.args.get("after"))
    rows = [(notice, opaque.of("notice", notice.id), registers.notices.get(notice.kind) or _l("There is something new.")) for notice in found.rows]
    form = ReadForm()
    form.up_to.data = opaque.of("notice", found.rows[0].id) if found.rows else ""
    unread = any(notice.read_at is None for notice in found.rows)
    return page(
        "notifications/index.html",
        notices=found,
        rows=rows,
        unread=unread,
        read_form=form,
        mends=policy.mends(actor_here(), actor_here().organisation_id),
        word_of=_word_of,
        written_in=written_in,
    )


def _word_of(kind: str) -> Callable[[str, Any], Any]:
    """For the notices of a feature: the word of a state that it names, None for what is no state."""
    feature = kind.partition(".")[0]
    return lambda fact, value: registers.words.get((feature, fact), {}).get(value) if isinstance(value, str) else None


@bp.post("/read")
@requires(policy.may_read_own)
def read() -> ResponseReturnValue:
    form = ReadForm()
    newest = opaque.number("notice", form.up_to.data)
    if form.submitted() and newest is not None:
        services.mark_read(actor_here(), newest)
    return done(url_for(".index"), _("All notifications are marked as read."))


@bp.get("/to/<key>")
@requires(policy.may_read_own, queries.own_notice, writes=True)
def follow(notice: Any) -> ResponseReturnValue:
    """To what the notice is about; it then counts as read."""
    services.mark_one_read(actor_here(), notice)
    subject = registers.subjects.get(notice.subject_kind)
    return done(subject.address(notice.subject_ref) if subject else url_for(".index"))


@bp.get("/refused")
@requires(policy.may_see_refused)
def refused() -> ResponseReturnValue:
    found = queries.refused_mails(actor_here(), request.args.get("after"))
    return page("notifications/refused.html", found=found, form=Form(formdata=None))


@bp.post("/refused")
@requires(policy.may_see_refused)
def mend() -> ResponseReturnValue:
    form, actor = Form(), actor_here()
    again, settled = whole_number(request.form.get("again")), whole_number(request.form.get("settled"))
    mail = queries.refused_mail(again or settled or 0, actor)
    if not form.submitted() or mail is None:
        abort(404)
    if again:
        services.send_again(actor, mail)
        return done(url_for(".refused"), _("The mail is sent again. Should it be refused once more, it comes back here."))
    services.settle(actor, mail)
    return done(url_for(".refused"), _("It is off the list."))


@bp.get("/outbox")
@open_to_all(
    "in the demo, which serves this machine only, everybody reads the mails: invitations and password links are tried there; elsewhere it does not exist"
)
def outbox() -> ResponseReturnValue:
    _only_in_the_demo()
    return page("notifications/outbox.html", mails=queries.mails(request.args.get("after")))


@bp.get("/outbox/<int:number>")
@open_to_all("as the list of mails: in the demo only")
def mail(number: int) -> ResponseReturnValue:
    _only_in_the_demo()
    found = queries.mail(number)
    if found is None:
        abort(404)
    return page("notifications/mail.html", mail=found, pieces=_pieces(found.body), base=base_address())


def _pieces(body: str) -> list[tuple[bool, str]]:
    """The text parted at its links; true for a link, which is then only the path."""
    base, pieces = base_address(), [(False, "")]
    for line in body.splitlines():
        if line.startswith(base + "/"):
            pieces += [(True, line.removeprefix(base)), (False, "")]
        else:
            pieces[-1] = (False, f"{pieces[-1][1]}{line}\n")
    return [(is_link, words) for is_link, words in pieces if words.strip()]


def _only_in_the_demo() -> None:
    if not current_app.config.get("DEMO_PRESENT"):
        abort(404)
