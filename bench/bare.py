"""The bare pages that the portal is measured beside: Flask, Jinja and SQLAlchemy, the same rows, the same server, and
nothing else: no sign-in, no languages, no rights, no audit. Run by gunicorn as `bench.bare:app`."""

import os
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, render_template_string, request
from sqlalchemy import MetaData, Table, create_engine, event, insert, select, text

DATA = Path(os.environ["PORTAL_DATA_DIR"])
URL = os.environ.get("PORTAL_DATABASE_URL") or f"sqlite:///{DATA / 'portal.db'}"
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table>{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table></body></html>"""

app = Flask(__name__)
engine = create_engine(URL)
if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")


metadata = MetaData()
document, version_text, provision, violation, bare = (
    Table(name, metadata, autoload_with=engine)
    for name in ("library_document", "library_text", "library_provision", "violations_violation", "bench_bare")
)
TITLED = select(document.c.slug, version_text.c.title, document.c.kind, document.c.number, document.c.year, document.c.passed_on, document.c.state).join(
    version_text, version_text.c.version_id == document.c.current_version_id
)


def show(title: str, rows: Any) -> str:
    return render_template_string(PAGE, title=title, rows=rows)


@app.get("/library")
def library() -> str:
    with engine.connect() as connection:
        newest = TITLED.where(document.c.publication == "published").order_by(document.c.order_key.desc()).limit(20)
        return show("Library", connection.execute(newest).all())


@app.get("/search")
def search() -> str:
    """The rows that the portal found, fetched by their addresses."""
    with engine.connect() as connection:
        return show("Search", connection.execute(TITLED.where(document.c.slug.in_(request.args.getlist("slug")))).all())


@app.get("/document/<slug>")
def one(slug: str) -> str:
    with engine.connect() as connection:
        found = connection.execute(TITLED.where(document.c.slug == slug)).one()
        texts = select(provision.c.label, provision.c.body).join(version_text, version_text.c.id == provision.c.text_id)
        mine = texts.join(document, document.c.current_version_id == version_text.c.version_id).where(document.c.slug == slug)
        return show(found.title, connection.execute(mine.order_by(provision.c.place)).all())


@app.get("/violations")
def violations() -> str:
    columns = (violation.c.reference, violation.c.title, violation.c.category, violation.c.governorate, violation.c.state, violation.c.received_at)
    with engine.connect() as connection:
        return show("Violations", connection.execute(select(*columns).order_by(violation.c.turn.desc()).limit(20)).all())


@app.post("/file")
def file() -> tuple[str, int]:
    """Stores one row and the same file."""
    upload = request.files["file"]
    path = DATA / "bare" / secrets.token_hex(16)
    path.parent.mkdir(exist_ok=True)
    upload.save(path)
    with engine.begin() as connection:
        connection.execute(insert(bare).values(text=request.form["text"], file=path.name))
    return "", 201


@app.get("/healthz")
def healthz() -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT 1")).scalar())
