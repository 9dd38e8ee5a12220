"""Whether the portal can do its work."""

import tempfile
from pathlib import Path

import structlog
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.core.db import db

log = structlog.get_logger()


def readiness(data: Path, migrations: Path) -> dict[str, bool]:
    """The database answers, its tables are those of this release, and files can be written."""
    answers, at_head = _database(migrations)
    return {"database": answers, "migrations": at_head, "data_folder": _writable(data)}


def _database(migrations: Path) -> tuple[bool, bool]:
    try:
        db.session.execute(text("SELECT 1"))
        here = MigrationContext.configure(db.session.connection()).get_current_heads()
        return True, set(here) == set(ScriptDirectory(str(migrations)).get_heads())
    except SQLAlchemyError as error:
        log.warning("ready.database", error=type(error).__name__)
        db.session.rollback()
        return False, False


def _writable(data: Path) -> bool:
    try:
        with tempfile.NamedTemporaryFile(dir=data, prefix=".ready-") as file:
            file.write(b"1")
        return True
    except OSError as error:
        log.warning("ready.data_folder", error=type(error).__name__)
        return False
