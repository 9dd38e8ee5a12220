"""Every page in Chromium: axe-core, no sideways scrolling, at three widths, light and dark, in three languages; refused forms,
errors and what a suspended organisation sees too. A few pages of the real server in `make test`, every page that the walk
came to in `make test-all`."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import axe
from tests.crawling import LANGUAGES, ROLES, STRANGER, Crawl
from tests.pages import busy
from tests.person import WIDTHS_OF_OVERFLOW, Person
from tests.visiting import Visitor

WIDTHS = (1280, 360, 320)
SHORT = ("/", "/library/", "/violations/", "/violations/new", "/reports/")
WALKERS = (STRANGER, *ROLES, f"{busy.MEMBER}, after the suspension", f"{busy.MEMBER}, after the appeal", f"{busy.OFFICE}, after the appeal")


def judge(page: Any, name: str, widths: tuple[int, ...]) -> list[str]:
    """Axe and overflow of the page that stands there at each width, in light and dark."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: wider than the screen: {one}" for one in page.evaluate(WIDTHS_OF_OVERFLOW)]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in axe.findings(page)]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px, 200 % text: wider than the screen: {one}" for one in page.evaluate(WIDTHS_OF_OVERFLOW)]
    return [f"{name} {one}" for one in found]


class Shown:
    """Pages of the walk before Chromium: it gets each as the portal answered, with the portal's stylesheet and script."""

    def __init__(self, context: Any, walked: Crawl) -> None:
        self.answers = {visit.path: visit.page for visit in walked.visits if not visit.page.is_html}
        self.files = Visitor(walked.app)
        self.page = context.new_page()
        self.page.route("**/*", self._answer)

    def show(self, page: Any) -> None:
        address = f"http://localhost{page.path}"
        self.answers[page.path] = page
        self.page.goto(address)

    def _answer(self, route: Any) -> None:
        path = urlsplit(route.request.url).path
        found = self.files.answer("GET", path) if path.startswith("/static/") else self.answers.get(path)
        if found is None:
            route.fulfill(status=404)
            return
        kept = ("Content-Type", "Content-Security-Policy")
        headers = {name: found.headers[name] for name in kept if name in found.headers}
        route.fulfill(status=found.status, headers=headers, body=found.response.get_data())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_main_pages_stand_before_axe_and_at_every_width(tab: Callable[..., Person], lang: str) -> None:
    person, faults = tab("staff@nahrain.example", lang=lang), []
    for path in SHORT:
        person.go(path)
        faults += judge(person.page, path, (1280, 320))
    assert not faults, "\n".join(faults)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("who", WALKERS)
def test_every_page_stands_before_axe(browser: Callable[..., Any], walked: Crawl, lang: str, who: str) -> None:
    chromium, faults = Shown(browser(), walked), []
    visits = [visit for visit in walked.everything if (visit.who, visit.lang, visit.examined) == (who, lang, True)]
    assert visits
    for visit in visits:
        chromium.show(visit.page)
        faults += judge(chromium.page, visit.path, WIDTHS)
    assert not faults, "\n".join(faults)
