"""Every check in its order, each by itself: one that cannot be done is a fault, and the others go on."""

from collections.abc import Callable, Iterator

from sqlalchemy.exc import SQLAlchemyError

from portal.core.db import begin_read, db
from portal.core.register import Finding
from portal.operations.checking import database, records, surroundings

Check = Callable[[], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "restore": surroundings.unfinished,
    "database": database.integrity,
    "schema": database.schema,
    "files": records.stored_files,
    "files without rows": records.files_without_rows,
    "audit": records.chain,
    "content": records.of_features,
    "search": records.search,
    "catalogues": surroundings.catalogues,
    "settings": surroundings.settings,
    "mail": surroundings.mail,
    "scanner": surroundings.scanner,
    "worker": surroundings.worker,
    "disk": surroundings.disk,
    "backup": surroundings.last_backup,
}


def findings() -> Iterator[tuple[str, Finding]]:
    for name, check in CHECKS.items():
        begin_read()
        try:
            for finding in check():
                yield name, finding
        except (SQLAlchemyError, OSError, ValueError) as error:
            yield name, Finding.fault(f"This could not be checked: {type(error).__name__}: {str(error).splitlines()[0]}")
        finally:
            db.session.rollback()
