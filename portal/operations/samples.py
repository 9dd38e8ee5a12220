"""The demo, where this installation has it: a server may leave its folder out."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click


def demo() -> Any:
    """What fills a new portal with samples. Ends the command where there is none."""
    if find_spec("portal.operations.demo") is None:
        raise click.ClickException("This installation was made without the demo: set DEMO=0.")
    return import_module("portal.operations.demo.load")
