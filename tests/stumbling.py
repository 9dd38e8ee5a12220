"""What no link leads to: forms sent back empty or with nonsense in them, and the error pages."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from flask import Flask, abort

from portal.core.errors import SENTENCES
from tests.examiner import Element
from tests.visiting import Page, Visitor, standing

CONTROLS = ".//*[self::input or self::select or self::textarea][@name][not(@disabled)]"
HIDDEN = ("hidden", "submit", "image")
TICKED = ("radio", "checkbox", "file")


@dataclass(frozen=True)
class Sending:
    """A form as somebody sends it who filled in nothing (`how` is "empty") or nonsense ("wrong")."""

    how: str
    action: str
    data: dict[str, Any]
    needs_something: bool


def sendings(page: Page) -> Iterator[Sending]:
    for form in page.all("main form[method=post]"):
        controls = form.xpath(CONTROLS)
        typed = [control for control in controls if control.get("type") not in HIDDEN]
        if not typed:
            continue
        action = urljoin(page.address, str(form.get("action") or page.address))
        kept = {control.get("name"): standing(control) for control in controls if control.get("type") == "hidden"}
        needs = any(control.get("required") is not None for control in typed)
        yield Sending("empty", action, kept | {control.get("name"): "" for control in typed if control.get("type") not in TICKED}, needs)
        nonsense = {control.get("name"): wrong for control in typed if (wrong := _nonsense(control)) is not None}
        if nonsense:
            yield Sending("wrong", action, kept | _answered(typed) | nonsense, needs)


def error_page(app: Flask, browser: Visitor, status: int) -> Page:
    """An error of this status on a page that is open to all."""
    view = app.view_functions["home.about"]
    app.view_functions["home.about"] = lambda **_parts: abort(status)
    try:
        return browser.answer("POST" if status == 405 else "GET", browser.address("/about"))
    finally:
        app.view_functions["home.about"] = view


STATUSES = tuple(SENTENCES)


def _nonsense(control: Element) -> Any:
    if control.get("type") == "file":
        return (io.BytesIO(b"MZ\x90\x00" * 40), "program.exe")
    if control.get("type") == "password":
        return "x"
    if control.get("inputmode") == "numeric":
        return "99x"
    return "nobody" if "email" in (control.get("type"), control.get("autocomplete")) else None


def _answered(typed: list[Element]) -> dict[str, Any]:
    """What stands in the form, and the first of the choices where none is taken."""
    stands: dict[str, Any] = {}
    for control in typed:
        stands.setdefault(control.get("name"), []).extend(standing(control))
    radios = {control.get("name"): control.get("value") for control in reversed(typed) if control.get("type") == "radio"}
    return stands | {name: value for name, value in radios.items() if not stands[name]}
