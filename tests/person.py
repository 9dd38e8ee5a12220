"""A person at a real browser, with eyes, a keyboard, or a screen reader's view."""

from typing import Any
from urllib.parse import urlsplit

from tests import axe
from tests.examiner import examine

DEMO_PASSWORD = "demo-Pass-2026"
WIDTHS_OF_OVERFLOW = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const out = [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > most + 1 || box.left < -1);
  });
  return [`${document.documentElement.scrollWidth} px`, ...out.slice(0, 5).map(element => element.outerHTML.slice(0, 160))];
}"""


class Person:
    """Playwright's page is `page`; buttons, links and fields are found by role and name, as by assistive technology."""

    def __init__(self, context: Any, address: str, lang: str) -> None:
        self.context, self.address, self.lang = context, address, lang
        self.page = context.new_page()
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(f"script error: {error}"))
        self.page.on("console", self._hear)
        self.page.on("request", self._see_request)

    def go(self, path: str) -> None:
        """`/violations/` in this person's language; a path that has a language already stays."""
        whole = path if path.startswith(("/ar/", "/ckb/", "/en/")) else f"/{self.lang}{path}"
        self.page.goto(self.address + whole)
        self.look()

    def sign_in(self, login: str, password: str | None = None) -> None:
        self.go("/sign-in")
        self.page.locator("input[autocomplete=username]").fill(login)
        self.page.locator("input[type=password]").fill(password or DEMO_PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        self.look()

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(words)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=False).first.select_option(label=option)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=False).first.check()

    def attach(self, label: str, *files: Any) -> None:
        self.page.get_by_label(label, exact=False).first.set_input_files(list(files))

    def press(self, words: str) -> None:
        """A button, by its name (the beginning is enough)."""
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()
        self.look()

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def tab_to(self, words: str, most: int = 80) -> None:
        """Presses Tab until the focus stands on the control with this accessible name."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if words in self.focused():
                return
        raise AssertionError(f"{words!r} is not reached by Tab on {self.page.url}")

    def focused(self) -> str:
        """Accessible words of the focused element: its label, aria-label, text or title."""
        return str(
            self.page.evaluate(
                "() => { const e = document.activeElement; if (!e || e === document.body) return '';"
                " return [...(e.labels || [])].map(l => l.innerText).join(' ')"
                " || e.getAttribute('aria-label') || e.innerText || e.id; }"
            )
        )

    def tree(self) -> str:
        """The accessibility tree, as a screen reader gets it."""
        return str(self.page.locator("body").aria_snapshot())

    def sees(self, words: str) -> bool:
        return words in self.page.locator("body").inner_text()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def look(self) -> None:
        """Examines the page as it stands, and what the browser complained about."""
        faults = self.trouble + examine("<!DOCTYPE html>" + self.page.content().removeprefix("<!DOCTYPE html>"), self.path)
        assert not faults, f"{self.path}:\n  " + "\n  ".join(faults)

    def check(self) -> None:
        """axe-core, and nothing sticking out at this width."""
        faults = axe.findings(self.page) + [f"wider than the screen: {one}" for one in self.page.evaluate(WIDTHS_OF_OVERFLOW)]
        assert not faults, f"{self.page.url} at {self.page.viewport_size}:\n  " + "\n  ".join(faults)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of" not in message.text:
            self.trouble.append(f"console: {message.text}")

    def _see_request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.trouble.append(f"a request to another host: {request.url}")
