"""Every page that the demo's people can come to, in three languages, with refused forms and errors: examined, light, and
cheap for the database."""

from collections import defaultdict
from functools import cache
from typing import Any

from flask import Flask

from portal.core.access import OPEN_TO_ALL
from tests.crawling import ROLES, STRANGER, Crawl, Visit
from tests.house.registry import reasons
from tests.visiting import Visitor

LISTS = {
    "violations.index", "violations.shared", "library.index", "library.desk", "reports.index", "reports.own", "identity.people", "identity.staff",
    "identity.organisations", "notifications.index", "notifications.outbox", "audit.index", "audit.turned_away", "elections.every",
    "elections.centres",
}  # fmt: skip
LIST, RECORD = 6, 10
FIRST_VIEW, REQUESTS = 24 * 1024, 5
NOT_LINKED = {
    "static": "files that pages name",
    "home.healthz": "for the operator's monitor",
    "home.readyz": "for the operator's monitor",
}


class TestEveryPage:
    def test_answers(self, walked: Crawl) -> None:
        wrong = [visit for visit in walked.visits if visit.page.status not in (200, 206)]
        assert not wrong, "\n".join(f"{visit.page.status} {visit.path} for {visit.who}" for visit in wrong)
        assert not walked.dead, walked.dead
        assert {None, *ROLES} <= {None if visit.who == STRANGER else visit.who for visit in walked.visits}

    def test_that_needs_something_refuses_an_empty_form(self, walked: Crawl) -> None:
        assert not walked.careless, "\n".join(sorted(walked.careless))
        refused = {visit.endpoint for visit in walked.mishaps}
        assert {"identity.sign_in", "violations.new", "violations.edit", "library.write", "reports.facts", "identity.suspended"} <= refused

    def test_has_no_fault(self, walked: Crawl) -> None:
        faults: dict[str, set[str]] = defaultdict(set)
        for visit in walked.everything:
            for fault in visit.faults:
                faults[f"{visit.endpoint}: {fault}"].add(f"{visit.path} ({visit.who})")
        assert not faults, "\n".join(f"{fault}\n    {sorted(places)[:3]}" for fault, places in sorted(faults.items()))

    def test_asks_the_database_little(self, walked: Crawl) -> None:
        dear = {}
        for visit in walked.visits:
            count = len(visit.page.statements)
            most = LIST if visit.endpoint in LISTS else RECORD
            if count > most:
                dear[f"{visit.endpoint}: {count} statements, {most} allowed"] = f"{visit.path} ({visit.who})"
        assert not dear, "\n".join(f"{what}  {where}" for what, where in sorted(dear.items()))

    def test_is_light(self, walked: Crawl) -> None:
        allowed, heavy = reasons("HEAVY"), {}
        for visit in walked.everything:
            weight, requests = first_view(walked.app, visit)
            if (weight > FIRST_VIEW or requests > REQUESTS) and visit.endpoint not in allowed:
                heavy[visit.endpoint] = f"{weight} bytes, {requests} requests: {visit.path}"
        assert not heavy, heavy

    def test_links_to_itself_in_the_other_languages(self, walked: Crawl) -> None:
        lonely = [visit.path for visit in walked.visits if visit.page.is_html and len(_languages(visit)) != 3]
        assert not lonely, lonely

    def test_is_reached_from_the_navigation(self, walked: Crawl) -> None:
        """Law 9: every endpoint is offered by a page or a mail that the walk met, or listed with the reason why not."""
        every = {rule.endpoint for rule in walked.app.url_map.iter_rules()}
        allowed = {**NOT_LINKED, **reasons("UNREACHED")}
        missing = sorted(every - walked.reached - set(allowed))
        assert not missing, f"link to it, or name it in UNREACHED of tests/<feature>/house.py: {missing}"
        untrue = sorted(set(allowed) - (every - walked.reached | {"static"}))
        assert not untrue, f"take out of the exceptions what is reached or no longer exists: {untrue}"

    def test_shows_a_stranger_only_what_is_open_to_all(self, walked: Crawl) -> None:
        of_strangers = [visit for visit in walked.visits if visit.who == STRANGER]
        shown = {visit.endpoint for visit in of_strangers if "/sign-in" not in visit.page.path}
        assert shown <= set(OPEN_TO_ALL), shown - set(OPEN_TO_ALL)


def _languages(visit: Visit) -> set[str]:
    found: list[Any] = visit.page.tree.xpath("//nav[contains(@class,'langs')]//*/@*[name()='href' or name()='formaction']")
    return {str(address).split("/")[1] for address in found}


def first_view(app: Flask, visit: Visit) -> tuple[int, int]:
    """Bytes on the wire, headers and all, and requests of the page with what it fetches at once, before anything is cached."""
    if not visit.page.is_html:
        return 0, 0
    named = {str(name) for name in visit.page.tree.xpath("//link/@href | //script/@src") if "/static/" in str(name)}
    pictures = visit.page.tree.xpath("//img[not(@loading='lazy')]")
    return visit.page.weight + sum(_of_file(app, name) for name in named), 1 + len(named) + len(pictures)


@cache
def _of_file(app: Flask, address: str) -> int:
    return Visitor(app).answer("GET", address).weight
