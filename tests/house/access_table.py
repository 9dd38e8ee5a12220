"""`python -m tests.house.access_table > docs/access.md`: who may what, asked of the portal itself.

Addresses that name a record are tried with every record of the features' mixed sets (`RECORDS` in tests/<feature>/house.py)."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from portal.core.access import OPEN_TO_ALL, Actor
from portal.core.db import db
from tests.house.registry import records
from tests.workshop import Workshop, workshop

COLUMNS = {
    "cso_member": "CSO member", "cso_case_holder": "CSO case-holder", "cso_admin": "CSO administrator",
    "suspended_member": "member, suspended", "suspended_admin": "administrator, suspended",
    "publishing_officer": "publishing officer", "case_officer": "case officer, national", "basra_officer": "case officer, governorate",
    "commission_admin": "commission administrator", "auditor": "auditor",
}  # fmt: skip
HEAD = """# Who may what

Every address of the portal and every role, written by `make access-table`; a test holds the table and the portal together.
For addresses that name a record, `all` means every record of the tests' mixed sets, of both organisations, all offices and
all states, `some` those that the role may (its own, its governorates', those in the right state), `–` none. What a role may not
see does not exist (404); what it sees and may not do is refused (403). `any` stands where no record can be tried. An open
address serves strangers too, who are sent to the sign-in from all others.

"""
Tried = dict[str, list[dict[str, Any]]]


def table(made: Workshop) -> str:
    made.bring("people")
    cases = records()
    for make in dict.fromkeys(case.make for case in cases):
        made.run(make, made.cast)
    with made.app.app_context():
        tried = _tried(cases)
        rows = [_row(made.app, rule, tried, {key: made.cast[key].actor for key in COLUMNS}) for rule in _rules(made.app)]
        db.session.rollback()
    made.bring("people")
    head = f"| address | how | stranger | {' | '.join(COLUMNS.values())} |\n|---|---|---|{'---|' * len(COLUMNS)}\n"
    return HEAD + head + "".join(f"{row}\n" for row in rows)


def _tried(cases: Iterable[Any]) -> Tried:
    tried: Tried = defaultdict(list)
    for case in cases:
        for record in case.every():
            for endpoint, parts in case.addresses(record).items():
                if parts not in tried[endpoint]:
                    tried[endpoint].append(parts)
    return tried


def _rules(app: Flask) -> list[Rule]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return sorted(rules, key=lambda rule: (rule.endpoint.split(".")[0], rule.rule, sorted(rule.methods or ())))


def _row(app: Flask, rule: Rule, tried: Tried, actors: dict[str, Actor]) -> str:
    methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    path = f"| `{rule.rule.replace('/<lang:lang>', '', 1) or '/'}` | {methods} |"
    if rule.endpoint in OPEN_TO_ALL:
        return f"{path} open |{' open |' * len(actors)}"
    view = app.view_functions[rule.endpoint]
    return f"{path} – | " + " | ".join(_cell(view, tried.get(rule.endpoint, []), actor) for actor in actors.values()) + " |"


def _cell(view: Any, parts: list[dict[str, Any]], actor: Actor) -> str:
    if view.thing is None:
        return "yes" if view.policy(actor) else "–"
    if not parts:
        return "any"
    allowed = sum(_allowed(view, part, actor) for part in parts)
    return "–" if not allowed else "all" if allowed == len(parts) else "some"


def _allowed(view: Any, parts: dict[str, Any], actor: Actor) -> bool:
    record = view.thing(**parts, actor=actor)
    return record is not None and bool(view.policy(actor, record))


if __name__ == "__main__":
    with workshop() as made:
        sys.stdout.write(table(made))
