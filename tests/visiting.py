"""A person at a browser without JavaScript: fetches pages, fills in the forms they offer, has every page examined."""

import gzip
import secrets
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask, has_app_context
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from tests.examiner import Element, examine, text

MOST_REDIRECTS = 5
BY_GUNICORN = b"HTTP/1.1 200 OK\r\nServer: gunicorn\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nConnection: keep-alive\r\n"
_statements: list[str] = []


@event.listens_for(Engine, "before_cursor_execute")
def _count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK")):
        _statements.append(statement)


class Page:
    """An answer. `one` and `all` take CSS selectors; `statements` and `weight` are this answer's: bytes on the wire, as the
    server compresses it, with its headers."""

    def __init__(self, response: TestResponse, path: str, statements: list[str]) -> None:
        self.response, self.path, self.address, self.statements = response, path, path, statements
        self.status: int = response.status_code
        self.headers = response.headers
        self.weight = len(str(response.headers).encode()) + len(BY_GUNICORN) + len(response.get_data())
        if response.headers.get("Content-Encoding") == "gzip":
            response.set_data(gzip.decompress(response.get_data()))
        self.is_html = response.mimetype == "text/html"
        self.source: str = response.get_data(as_text=True) if self.is_html else ""
        self.tree: Element = lxml.html.document_fromstring(self.source) if self.source.strip() else None

    def __repr__(self) -> str:
        return f"<Page {self.status} {self.path} {self.title!r}>"

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def all(self, selector: str) -> list[Element]:
        return list(self.tree.cssselect(selector))

    def one(self, selector: str) -> Element:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements {selector!r} on {self!r}"
        return found[0]

    @property
    def text(self) -> str:
        return text(self.tree.find("body")) if self.tree is not None else self.response.get_data(as_text=True)

    @property
    def title(self) -> str:
        return text(self.tree.find(".//title")) if self.is_html and self.tree is not None else ""

    @property
    def h1(self) -> str:
        return text(self.one("h1"))

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: name of the control that each entry leads to, and its words."""
        links = self.all(".notice.errors a[href^='#']")
        return {self._name_of(link.get("href")[1:]): text(link) for link in links}

    @property
    def notices(self) -> list[str]:
        return [text(notice) for notice in self.all(".notice")]

    @property
    def links(self) -> list[str]:
        """Local addresses that the page leads to, without fragments."""
        whole = (urljoin(self.path, str(link.get("href"))) for link in self.all("a[href]"))
        return sorted({address.split("#")[0] for address in whole if address.startswith("/")})

    def _name_of(self, id_: str) -> str:
        return str(next((element.get("name") for element in self.tree.xpath("//*[@id=$id]", id=id_)), None) or id_)


class Visitor:
    """One person's browser. `get`, `submit` and `follow` lead on through redirects; `answer` does not."""

    def __init__(self, app: Flask, lang: str = "ar", examined: bool = True) -> None:
        self.client = app.test_client()
        self.lang, self.examined = lang, examined
        self.page: Page | None = None

    def get(self, path: str) -> Page:
        """`path` may leave out the language: `/library/` is this visitor's `/ar/library/`."""
        return self._arrive(self.answer("GET", self.address(path)))

    def follow(self, words: str) -> Page:
        """Presses the one link whose words are these (or begin with them) on the present page."""
        page = self._present()
        found = {link.get("href") for link in page.all("a[href]") if text(link) == words} or {
            link.get("href") for link in page.all("a[href]") if text(link).startswith(words)
        }
        assert len(found) == 1, f"{len(found)} links {words!r} on {page!r}"
        return self.get(urljoin(page.path, found.pop()))

    def submit(self, form: str = "main form[method=post]", button: str | None = None, **values: Any) -> Page:
        """Sends a form of the present page as a browser would: what stands in it, changed by `values`.

        `values` by field name (`occurred__day` is `occurred-day`): text, True/False for a tick, a list for several, and
        (stream, file name) or a list of those for files. A name that the form does not offer fails the test.
        """
        page = self._present()
        element = self._form(page, form)
        data = _filled(element, {name.replace("__", "-"): value for name, value in values.items()})
        pressed = _button(element, button)
        if pressed is not None and pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value") or ""]
        action = (pressed.get("formaction") if pressed is not None else None) or element.get("action") or page.address
        return self.send(urljoin(page.path, action), data, element.get("method", "get").upper())

    def send(self, path: str, data: dict[str, Any], method: str = "POST") -> Page:
        where = {"query_string" if method == "GET" else "data": data}
        return self._arrive(self.answer(method, path, **where))

    def post(self, path: str, **data: Any) -> Page:
        """A POST that no page offered, with a valid CSRF token: for what an attacker would try."""
        return self.answer("POST", self.address(path), data={**data, "csrf_token": self._token()})

    def answer(self, method: str, path: str, **options: Any) -> Page:
        assert not has_app_context(), (
            "An app context is open round this request: it would share g and the signed-in person with it. "
            "Use `arrange` to prepare records, not `session`, in a test that visits pages."
        )
        _statements.clear()
        headers = {"Accept-Encoding": "gzip", **options.pop("headers", {})}
        response = self.client.open(path, method=method, headers=headers, **options)
        page = Page(response, path.split("?")[0], list(_statements))
        page.address = path
        if self.examined and page.is_html and page.source.strip() and not 300 <= page.status < 400:
            faults = examine(page.source, page.path)
            assert not faults, f"{page!r}:\n  " + "\n  ".join(faults)
        return page

    def address(self, path: str) -> str:
        if path.startswith(("/ar/", "/ckb/", "/en/", "/static/")) or path in ("/", "/healthz", "/readyz"):
            return path
        return f"/{self.lang}{path}"

    def _arrive(self, page: Page) -> Page:
        for _ in range(MOST_REDIRECTS):
            if page.status not in (301, 302, 303, 307, 308):
                self.page = page
                return page
            target = urlsplit(urljoin(page.path, page.headers["Location"]))
            page = self.answer("GET", target.path + (f"?{target.query}" if target.query else ""))
        raise AssertionError(f"more than {MOST_REDIRECTS} redirects, last to {page.path}")

    def _present(self) -> Page:
        assert self.page is not None, "no page was fetched yet"
        return self.page

    def _form(self, page: Page, selector: str) -> Element:
        found = page.all(selector)
        assert len(found) == 1, f"{len(found)} forms {selector!r} on {page!r}: {[form.get('action') for form in page.all('form')]}"
        return found[0]

    def _token(self) -> str:
        """What a page with a form would have given this browser."""
        with self.client.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(self.client.application.secret_key, salt="wtf-csrf-token").dumps(raw))


def signed_in(app: Flask, token: str | None, lang: str = "ar", examined: bool = True) -> Visitor:
    made = Visitor(app, lang, examined)
    if token:
        with made.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
    return made


def _button(form: Element, words: str | None) -> Element | None:
    buttons = [button for button in form.cssselect("button, input[type=submit]") if button.get("type", "submit") == "submit"]
    if words is None:
        return buttons[0] if buttons else None
    found = [button for button in buttons if words in (text(button), button.get("value"), button.get("name"))]
    assert len(found) == 1, f"{len(found)} buttons {words!r}; there are {[text(button) for button in buttons]}"
    return found[0]


def _filled(form: Element, values: dict[str, Any]) -> dict[str, list[Any]]:
    data: dict[str, list[Any]] = {}
    names = set()
    for control in form.cssselect("input[name], select[name], textarea[name]"):
        if control.get("type") in ("submit", "button", "image") or control.get("disabled") is not None:
            continue
        names.add(control.get("name"))
        data.setdefault(control.get("name"), []).extend(standing(control))
    unknown = set(values) - names
    assert not unknown, f"the form offers no {sorted(unknown)}; it has {sorted(names)}"
    data.update({name: _as_list(value, form, name) for name, value in values.items()})
    return {name: several for name, several in data.items() if several}


def standing(control: Element) -> list[str]:
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag == "select":
        options = control.cssselect("option")
        chosen = [option for option in options if option.get("selected") is not None]
        several = control.get("multiple") is not None
        return [option.get("value", text(option)) for option in chosen or ([] if several else options[:1])]
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [] if control.get("type") == "file" else [control.get("value", "")]


def _as_list(value: Any, form: Element, name: str) -> list[Any]:
    if value is True:
        return [form.xpath(".//input[@name=$name]/@value", name=name)[0] or "on"]
    if value is False or value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
