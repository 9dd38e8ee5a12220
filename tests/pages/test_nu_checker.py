"""The Nu HTML checker over every page of the walk, in one call."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import Crawl

CHECKER = Path(__file__).parents[2] / ".venv/checker/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.mark.long
def test_the_nu_checker_finds_no_error(walked: Crawl, tmp_path: Path) -> None:
    if not CHECKER.exists() or not shutil.which("java"):
        pytest.skip("no Nu HTML checker: apt-get install npm default-jre-headless && make checker")
    pages = [visit for visit in walked.everything if visit.examined]
    for number, visit in enumerate(pages):
        (tmp_path / f"{number}.html").write_text(visit.page.source, encoding="utf-8")
    said = {(one["message"], one.get("extract", "")): pages[int(Path(one["url"]).stem)] for one in _errors(tmp_path)}
    assert not said, "\n".join(f"{visit.path} ({visit.who}): {' '.join(words)}" for words, visit in said.items())


def _errors(folder: Path) -> list[dict[str, Any]]:
    how = ["--format", "json", "--exit-zero-always", "--errors-only", "--skip-non-html"]
    run = subprocess.run(["java", "-jar", str(CHECKER), *how, str(folder)], capture_output=True, text=True, timeout=900)
    return [one for one in json.loads(run.stderr)["messages"] if one["type"] == "error"]
