"""What is made of rows and files once they are there, and the comparison of all of it with the archive."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import delete, select

from portal.audit import services as audit
from portal.core.access import SYSTEM
from portal.core.db import begin_read, begin_write, db
from portal.core.files import StoredFile
from portal.core.keys import checking
from portal.core.register import registers
from portal.core.worker import Worker
from portal.identity.services import ending
from portal.operations.archive.reading import Contents, Head
from portal.operations.snapshot import SEARCHABLE
from portal.operations.subjects import KIND, SIGNS

EVERY = 200
Say = Callable[[str], None]


def index(say: Say) -> None:
    """The search, written anew from the records: each engine keeps it in a way of its own."""
    for collection, owners in sorted(registers.indexing.items()):
        begin_write()
        count = 0
        for count, _owner in enumerate(owners(), start=1):
            if count % EVERY == 0:
                db.session.flush()
                db.session.expunge_all()
        db.session.commit()
        say(f"  {collection}: {count:,} can be found again")


def go_on_without_its_keys() -> None:
    begin_write()
    checking.adopt()
    db.session.commit()


def end_what_was_open() -> tuple[int, int, int]:
    """Nobody is signed in by what an old copy says, and no worker lives by it; returns how many sign-ins, single-use keys
    and private links of applications ended."""
    begin_write()
    db.session.execute(delete(Worker))
    ended = ending.end_all()
    db.session.commit()
    return ended


def leave_line(action: str, sha256: str, contents: Contents) -> None:
    begin_write()
    after = {
        "sha256": sha256, "taken_at": contents.head.taken_at, "release": contents.head.release,
        "rows": sum(contents.rows.values()), "files": contents.files,
    }  # fmt: skip
    audit.record(SYSTEM, action, KIND, sha256[:SIGNS], after=after)
    db.session.commit()


def compare(head: Head) -> Iterator[str]:
    """What does not hold in the chain and in the search, in words: it came so in the archive, whose own hashes held."""
    begin_read()
    broken = audit.first_broken_line()
    if broken is not None:
        yield f"Audit line {broken[0]}: {broken[1]}."
    found = {str(name): int(number) for name, number in db.session.execute(SEARCHABLE)}
    db.session.rollback()
    missing = {name: number - found.get(name, 0) for name, number in head.searchable.items() if found.get(name, 0) != number}
    if missing:
        yield f"The search lacks what it had when the backup was taken, by kind and number: {missing}."



def files_of_rows() -> Iterator[Any]:
    """Key, SHA-256, size and whether it is sealed, of every file that a row names."""
    begin_read()
    wanted = (StoredFile.key, StoredFile.sha256, StoredFile.size, StoredFile.sealed)
    with db.engine.connect() as connection:
        yield from connection.execute(select(*wanted).order_by(StoredFile.id), execution_options={"stream_results": True, "yield_per": EVERY})
