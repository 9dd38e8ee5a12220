"""Every page that the demo's people can reach, in three languages: examined, light, and cheap for the database."""

import gzip
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from portal.core.access import OPEN_TO_ALL
from tests.crawling import ROLES, Crawl, Visit, crawl
from tests.house.registry import reasons
from tests.house.sources import PORTAL, TEMPLATES, python_files, templates
from tests.workshop import Workshop

STATIC = Path(__file__).parents[2] / "portal" / "static"
LIST, RECORD = 6, 10
FIRST_VIEW, REQUESTS = 24 * 1024, 5
NOT_LINKED = {
    "static": "files that pages name",
    "home.healthz": "for the operator's monitor",
    "home.readyz": "for the operator's monitor",
}


@pytest.fixture(scope="module")
def walked(portal_workshop: Workshop) -> Crawl:
    portal_workshop.bring("demo")
    return crawl(portal_workshop.app)


class TestEveryPage:
    def test_answers(self, walked: Crawl) -> None:
        wrong = [visit for visit in walked.visits if visit.page.status not in (200, 206)]
        assert not wrong, "\n".join(f"{visit.page.status} {visit.path} for {visit.who}" for visit in wrong)
        assert not walked.dead, walked.dead
        assert len({visit.who for visit in walked.visits}) == len(ROLES) + 1

    def test_has_no_fault(self, walked: Crawl) -> None:
        faults: dict[str, set[str]] = defaultdict(set)
        for visit in walked.visits:
            for fault in visit.faults:
                faults[f"{visit.endpoint}: {fault}"].add(f"{visit.path} ({visit.who})")
        assert not faults, "\n".join(f"{fault}\n    {sorted(places)[:3]}" for fault, places in sorted(faults.items()))

    def test_asks_the_database_little(self, walked: Crawl) -> None:
        allowed, dear = reasons("STATEMENTS"), {}
        for visit in walked.visits:
            count, most = len(visit.page.statements), LIST if visit.endpoint.endswith(".index") else RECORD
            if count > most and visit.endpoint not in allowed:
                dear[f"{visit.endpoint}: {count} statements, {most} allowed"] = f"{visit.path} ({visit.who})"
        assert not dear, "\n".join(f"{what}  {where}" for what, where in sorted(dear.items()))

    def test_is_light(self, walked: Crawl) -> None:
        allowed, heavy = reasons("HEAVY"), {}
        for visit in walked.visits:
            weight, requests = _first_view(visit)
            if (weight > FIRST_VIEW or requests > REQUESTS) and visit.endpoint not in allowed:
                heavy[visit.endpoint] = f"{weight} bytes, {requests} requests: {visit.path}"
        assert not heavy, heavy

    def test_links_to_itself_in_the_other_languages(self, walked: Crawl) -> None:
        lonely = [visit.path for visit in walked.visits if visit.page.is_html and len(_languages(visit)) != 3]
        assert not lonely, lonely

    def test_is_reached_from_the_navigation(self, walked: Crawl, portal_workshop: Workshop) -> None:
        """Law 9: every endpoint is offered by a page that the crawl met, or named by a template for a state that the demo
        does not show just now, or listed with the reason why nothing leads there."""
        every = {rule.endpoint for rule in portal_workshop.app.url_map.iter_rules()}
        allowed = {**NOT_LINKED, **reasons("UNREACHED")}
        missing = sorted(every - walked.reached - _named_by_templates() - set(allowed))
        assert not missing, f"link to it, or name it in UNREACHED of tests/<feature>/house.py: {missing}"
        assert not set(allowed) - every, f"take out of the exceptions what no longer exists: {set(allowed) - every}"

    def test_shows_a_stranger_only_what_is_open_to_all(self, walked: Crawl) -> None:
        of_strangers = [visit for visit in walked.visits if visit.who == "a stranger"]
        shown = {visit.endpoint for visit in of_strangers if "/sign-in" not in visit.page.path}
        assert shown <= set(OPEN_TO_ALL), shown - set(OPEN_TO_ALL)


def _named_by_templates() -> set[str]:
    """Endpoints that templates and views name; `.show` is of the feature whose folder the file lies in."""
    found = set()
    for path in [*templates(), *(path for path in python_files() if "views" in str(path))]:
        own = path.relative_to(TEMPLATES if TEMPLATES in path.parents else PORTAL).parts[0]
        names = re.findall(r"['\"](\w*\.\w+)['\"]", path.read_text(encoding="utf-8"))
        found |= {f"{own}{name}" if name.startswith(".") else name for name in names}
    return found


def _languages(visit: Visit) -> set[str]:
    found: list[Any] = visit.page.tree.xpath("//nav[contains(@class,'langs')]//*/@*[name()='href' or name()='formaction']")
    return {str(address).split("/")[1] for address in found}


def _first_view(visit: Visit) -> tuple[int, int]:
    """Compressed bytes and requests of the page with its stylesheet, script and icon, before anything is cached."""
    if not visit.page.is_html:
        return 0, 0
    named = [str(name) for name in visit.page.tree.xpath("//link/@href | //script/@src")]
    files = {name.split("/static/")[1].split("?")[0] for name in named if "/static/" in name}
    pictures = visit.page.tree.xpath("//img[not(@loading='lazy')]")
    weight = visit.page.weight + sum(len(gzip.compress((STATIC / name).read_bytes(), 5)) for name in files)
    return weight, 1 + len(files) + len(pictures)
