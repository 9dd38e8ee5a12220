"""Programs of the system that features call; where one is absent they do without it, and say so."""

import shutil
from dataclasses import dataclass
from typing import Any

from portal.core.catalogue import lazy_gettext as _l


@dataclass(frozen=True)
class Program:
    """`package` is Debian's; `gives` says what works with it."""

    command: str
    package: str
    gives: Any

    @property
    def present(self) -> bool:
        return shutil.which(self.command) is not None

    @property
    def brought_by(self) -> str:
        return f"apt-get install {self.package}"


PROGRAMS = (
    Program("pdftotext", "poppler-utils", _l("Text of PDF files in reading order; without it a slower reader is used.")),
)


def absent() -> list[Program]:
    return [program for program in PROGRAMS if not program.present]
