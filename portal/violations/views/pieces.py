"""Evidence leaves the portal only here: the cleaned picture to look at, the original as a download with a trace."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.core import files
from portal.core.access import Actor, actor_here, requires
from portal.core.pages import keep
from portal.violations import policy, queries, services
from portal.violations.views.blueprint import bp


def may_open(actor: Actor, piece: queries.Piece) -> bool:
    return policy.may_open_original(actor, piece.violation)


@bp.get("/<reference>/evidence/<int(max=9223372036854775807):number>")
@requires(may_open, queries.piece)
def shown(piece: queries.Piece) -> ResponseReturnValue:
    if piece.evidence.picture is None:
        abort(404)
    return files.send(piece.evidence.picture, inline=True)


@bp.get("/<reference>/evidence/<int(max=9223372036854775807):number>/play")
@requires(may_open, queries.piece, writes=True)
def played(piece: queries.Piece) -> ResponseReturnValue:
    """Video and sound have no cleaned copy: playing one opens its original, which is recorded when it begins."""
    stored = piece.evidence.stored
    if stored.media_type not in files.MEDIA:
        abort(404)
    if request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        services.note_look(actor_here(), piece.evidence, piece.violation)
        keep()
    return files.send(stored, inline=True)


@bp.get("/<reference>/evidence/<int(max=9223372036854775807):number>/original")
@requires(may_open, queries.piece, writes=True)
def original(piece: queries.Piece) -> ResponseReturnValue:
    stored = piece.evidence.stored
    services.note_look(actor_here(), piece.evidence, piece.violation)
    keep()
    return files.send(stored)
