"""Where an archive is brought to: it must be empty, or what is there is laid aside. A mark stands there until all is done."""

from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, Engine, text

from portal.core import clock
from portal.core.db import begin_read, begin_write, db
from portal.operations.archive.columns import own_tables
from portal.operations.snapshot import number_of_rows

MARK = "restore-under-way"
OF_THE_WORKER = {"core_job", "core_worker"}  # one that was started on an empty database has planned its days


def data_folder() -> Path:
    return Path(current_app.config["DATA"])


def mark() -> Path:
    return data_folder() / MARK


def half_restored() -> str | None:
    """Which archive was being brought back when the work was broken off (or is being brought back now)."""
    return mark().read_text().strip() if mark().exists() else None


def what_is_there() -> list[str]:
    """Why this is no empty portal, in words."""
    found = []
    begin_read()
    with db.engine.connect() as connection:
        names = [name for name in own_tables(connection) if name not in OF_THE_WORKER and number_of_rows(connection, name)]
        connection.rollback()
    if names:
        found.append(f"the database holds rows ({', '.join(names[:4])}{' …' if len(names) > 4 else ''})")
    folder = data_folder() / "files"
    if folder.exists() and any(path.is_file() for path in folder.rglob("*")):
        found.append(f"there are files in {folder}")
    return found


def lay_aside() -> str:
    """What is there is kept under a name with the time; says where."""
    name = f"replaced-{clock.now().astimezone(UTC):%Y%m%d-%H%M%S}"
    folder = data_folder() / name
    folder.mkdir(mode=0o700)
    if (data_folder() / "files").exists():
        (data_folder() / "files").rename(folder / "files")
    path = _sqlite_file(db.engine)
    if path is None:
        schema = name.replace("-", "_")
        _postgresql_aside(db.engine, schema)
        return f"the files in {folder}, the tables in the schema {schema} of the same database"
    _let_go()
    for part in _sqlite_parts(path):
        part.rename(folder / part.name)
    return f"database and files in {folder}"


def clear(with_files: bool = True) -> None:
    """Takes away an empty schema, or what an interrupted restore has left."""
    path = _sqlite_file(db.engine)
    if path is None:
        with db.engine.begin() as connection:
            for statement in _drops(connection):
                connection.exec_driver_sql(statement)
    else:
        _let_go()
        for part in _sqlite_parts(path):
            part.unlink()
    if with_files:
        for file in [file for file in (data_folder() / "files").rglob("*") if file.is_file()]:
            file.unlink()


def set_mark(archive: Path) -> None:
    mark().write_text(f"{archive} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _sqlite_file(engine: Engine) -> Path | None:
    if engine.dialect.name != "sqlite":
        return None
    if not engine.url.database:
        raise ValueError("A database in memory cannot be restored.")
    return Path(engine.url.database)


def _sqlite_parts(path: Path) -> list[Path]:
    return [part for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")) if part.exists()]


def _postgresql_aside(engine: Engine, schema: str) -> None:
    """Tables take their indexes and sequences along; what was laid aside can be read there and put back by its name."""
    begin_write()
    with engine.begin() as connection:
        connection.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
        for kind, name in _things(connection):
            connection.exec_driver_sql(f'ALTER {kind} {name} SET SCHEMA "{schema}"')


def _drops(connection: Connection) -> list[str]:
    return [f"DROP {kind} IF EXISTS {name} CASCADE" for kind, name in _things(connection)]


def _things(connection: Connection) -> list[tuple[str, str]]:
    """Tables and functions of the portal's schema, those of extensions excepted; names as they are written in statements."""
    tables = text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    functions = text(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    found = [("TABLE", str(name)) for name in connection.scalars(tables)]
    return found + [("FUNCTION", str(name)) for name in connection.scalars(functions)]
