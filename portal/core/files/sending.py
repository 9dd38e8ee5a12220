"""Files go out only here, after a policy has been asked by the view."""

from flask import Response, request, send_file

from portal.core.files.kinds import ENDINGS, MEDIA
from portal.core.files.models import StoredFile
from portal.core.files.scanning import withheld
from portal.core.files.storing import open_stored

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def send(stored: StoredFile, inline: bool = False) -> Response:
    """Inline only for our own re-encoded pictures and for listed media; all else is a download, whatever is asked.
    Raises Refusal for a file in which a virus was found, or that was not searched for one yet."""
    refusal = withheld(stored)
    if refusal:
        raise refusal
    shown = inline and (stored.media_type in MEDIA or stored.original_id is not None)
    file = open_stored(stored)
    response = send_file(
        file, mimetype=stored.media_type, as_attachment=not shown, download_name=safe_name(stored), etag=False, max_age=None, conditional=False
    )
    response.content_length = stored.size
    response.set_etag(stored.sha256)
    response.make_conditional(request, accept_ranges=True, complete_length=stored.size)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def safe_name(stored: StoredFile) -> str:
    """The person's own name with an ending of the type that the content has: `annex.bat` is no program when it comes
    down as `annex.bat.txt`."""
    endings = ENDINGS[stored.media_type]
    own = stored.name.replace('"', "'")
    return own if own.lower().endswith(endings) else f"{own}{endings[0]}"
