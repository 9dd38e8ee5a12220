"""The bare pages that the portal is measured beside: Flask, Jinja and SQLAlchemy's models, the same rows, the same server,
and nothing else: no sign-in, no languages, no rights, no audit, no compression. Run by gunicorn as `bench.bare:app`."""

import os
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, render_template_string, request
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, event, insert, select, text
from sqlalchemy.orm import Session

from portal.core.files.models import StoredFile  # noqa: F401 - the models refer to its table
from portal.elections.models import Election  # noqa: F401
from portal.identity.models import Organisation, Person  # noqa: F401
from portal.library.models import Document, DocumentText, Provision
from portal.violations.models import Violation

DATA = Path(os.environ["PORTAL_DATA_DIR"])
URL = os.environ.get("PORTAL_DATABASE_URL") or f"sqlite:///{DATA / 'portal.db'}"
HEAD = '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>'
DOCUMENTS = HEAD + (
    "<ul>{% for document, text in rows %}<li><a href=\"{{ url_for('one', slug=document.slug) }}\">{{ text.title }}</a>"
    " {{ document.kind }} {{ document.number }} {{ document.year }} {{ document.passed_on }} {{ document.state }}</li>{% endfor %}</ul></body></html>"
)
DOCUMENT = HEAD + "{% for row in rows %}<h2>{{ row.label }}</h2><p>{{ row.body }}</p>{% endfor %}</body></html>"
VIOLATIONS = HEAD + (
    "<table>{% for row in rows %}<tr><td><a href=\"{{ url_for('violations', after=row.reference) }}\">{{ row.reference }}</a></td>"
    "<td>{{ row.title }}</td><td>{{ row.category }}</td><td>{{ row.governorate }}</td><td>{{ row.state }}</td>"
    "<td>{{ row.received_at }}</td></tr>{% endfor %}</table></body></html>"
)

NOTE = Table("bench_bare", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text), Column("file", Text))
app = Flask(__name__)
engine = create_engine(URL)
if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")


FOUND = text(
    "SELECT r.owner_id FROM search_words w CROSS JOIN search_row r ON r.id = w.rowid WHERE w.search_words MATCH :word ORDER BY w.rowid LIMIT 100"
)
TITLED = select(Document, DocumentText).join(DocumentText, DocumentText.version_id == Document.current_version_id)


@app.get("/library")
def library() -> str:
    with Session(engine) as session:
        newest = TITLED.where(Document.publication == "published").order_by(Document.order_key.desc()).limit(20)
        return render_template_string(DOCUMENTS, title="Library", rows=session.execute(newest).all())


@app.get("/search")
def search() -> str:
    """The portal's own index asked for one word, and the documents that have it, newest first."""
    with Session(engine) as session:
        ids = list(dict.fromkeys(session.scalars(FOUND, {"word": f'"{request.args["q"]}"'})))[:20]
        rows = session.execute(TITLED.where(Document.id.in_(ids)).order_by(Document.order_key.desc())).all()
        return render_template_string(DOCUMENTS, title="Search", rows=rows)


@app.get("/document/<slug>")
def one(slug: str) -> str:
    with Session(engine) as session:
        found = session.execute(TITLED.where(Document.slug == slug)).one()
        mine = select(Provision).where(Provision.text_id == found.DocumentText.id).order_by(Provision.place)
        return render_template_string(DOCUMENT, title=found.DocumentText.title, rows=session.scalars(mine).all())


@app.get("/violations")
def violations() -> str:
    with Session(engine) as session:
        rows = session.scalars(select(Violation).where(Violation.turn.is_not(None)).order_by(Violation.turn.desc()).limit(25)).all()
        return render_template_string(VIOLATIONS, title="Violations", rows=rows)


@app.post("/file")
def file() -> tuple[str, int]:
    """Stores one row and the same file."""
    upload = request.files["file"]
    path = DATA / "bare" / secrets.token_hex(16)
    path.parent.mkdir(exist_ok=True)
    upload.save(path)
    with engine.begin() as connection:
        connection.execute(insert(NOTE).values(text=request.form["text"], file=path.name))
    return "", 201


@app.post("/note")
def note() -> tuple[str, int]:
    """Stores one row."""
    with engine.begin() as connection:
        connection.execute(insert(NOTE).values(text=request.form["text"], file=""))
    return "", 201


@app.get("/healthz")
def healthz() -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT 1")).scalar())
