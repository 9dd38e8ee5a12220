"""What a page offers: links to follow and forms to send."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

ONE_OF_SEVERAL = ("radio", "select")


@dataclass(frozen=True)
class Control:
    name: str
    kind: str
    value: str


@dataclass
class Form:
    """A form with the one button that is pressed: `button` is none where that has no name."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    button: Control | None = None

    @property
    def shape(self) -> tuple[str, ...]:
        """What tells forms of one kind apart, whatever record they stand on."""
        pressed = f"{self.button.name}={self.button.value}" if self.button else ""
        return (pressed, *sorted({control.name for control in self.controls}))

    def filled(self, typed: Callable[[Control], Any]) -> dict[str, list[Any]]:
        """What is hidden goes back as it came; of the rest `typed` decides, and None leaves it out."""
        data: dict[str, list[Any]] = {self.button.name: [self.button.value]} if self.button else {}
        for control in self.controls:
            value = control.value if control.kind == "hidden" else typed(control)
            if value is not None and not (control.kind in ONE_OF_SEVERAL and control.name in data):
                data.setdefault(control.name, []).append(value)
        return data


class Offers(HTMLParser):
    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._address = address
        self._named: dict[str | None, Form] = {}
        self._open: Form | None = None
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        form = self._named.get(given["form"]) if "form" in given else self._open
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self._address, given["href"]).split("#")[0])
        elif tag == "form":
            self._open = Form(urljoin(self._address, given.get("action") or ""), (given.get("method") or "get").upper())
            self._named[given.get("id")] = self._open
        elif tag == "select":
            self._select = given.get("name")
        elif form and tag == "button" and given.get("type") != "button":
            pressed = Control(given["name"] or "", "button", given.get("value") or "") if "name" in given else None
            action = urljoin(self._address, given.get("formaction") or form.action)
            self.forms.append(replace(form, action=action, button=pressed))
        elif form and tag == "option" and self._select and given.get("value"):
            form.controls.append(Control(self._select, "select", given["value"] or ""))
        elif form and tag in ("input", "textarea") and given.get("name"):
            kind = (given.get("type") or "text") if tag == "input" else tag
            form.controls.append(Control(given["name"] or "", kind, given.get("value") or ("on" if kind == "checkbox" else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
