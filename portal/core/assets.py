"""Static files: addresses that change with the file, so that browsers may keep each for a year."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request, url_for

_versions: dict[str, str] = {}
KEPT = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    return url_for("static", filename=name, v=_versions.get(name))


def register(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    for path in Path(str(app.static_folder)).glob("*.*"):
        _versions[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()[:10]

    @app.after_request
    def lighten(response: Response) -> Response:
        """Static files come as an open file, which nothing could compress; they are small enough to be read."""
        if request.endpoint == "static" and response.status_code == 200:
            response.direct_passthrough = False
            if request.args.get("v"):
                response.headers["Cache-Control"] = KEPT
        return response


