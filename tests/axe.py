"""axe-core in a page, mended for Arabic: its contrast rule takes joined letters for the ligatures of an icon font and
leaves such text out without a word (tests/pages/test_axe.py plants one that must be found)."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

LIGATURE_TEST = re.compile(r"(\w)=e\.actualNode\.nodeValue\.trim\(\);(?=if\(!)")
ARABIC_IS_NO_ICON = r"if(/[\u0590-\u08FF\uFB1D-\uFEFF]/.test(\1))return!1;"
RUN = """() => axe.run(document, {
  resultTypes: ['violations'],
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
}).then(found => found.violations.map(one => ({rule: one.id, help: one.help,
  places: one.nodes.map(node => node.html.slice(0, 200) + ' — ' + node.failureSummary)})))"""


@cache
def script() -> str:
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    mended, count = LIGATURE_TEST.subn(lambda found: found[0] + found.expand(ARABIC_IS_NO_ICON.replace("\\u", "\\\\u")), source)
    if count != 1:
        raise AssertionError(f"axe-core's icon test was found {count} times: mend LIGATURE_TEST for this version")
    return mended


def findings(page: Any) -> list[str]:
    """What axe-core finds on the page that the browser shows (WCAG 2.2 A and AA, best practice)."""
    page.evaluate(script())
    found = page.evaluate(RUN)
    return [f"{one['rule']}: {one['help']}: {place}" for one in found for place in one["places"]]
