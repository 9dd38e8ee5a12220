"""What notifications add to a person's own copy."""

from flask import Flask

from portal.core.register import registers
from portal.notifications import queries


def register(app: Flask) -> None:
    if queries.personal not in registers.personal:
        registers.personal.append(queries.personal)
