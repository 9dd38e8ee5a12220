"""What the papers must say: each dependency with its reason, each setting, and nothing of anybody's own machine."""

import re

import config
from tests.house.sources import TOP, kept_files, python_files, short

WORKPLACE = re.compile(
    r"/work/|\bfarm-\w+|\bbefore-stop\b|\bissues show\b|\bissue #?\d+\b|pypi\.org|npmjs\.(org|com)|deb\.debian\.org",
    re.IGNORECASE,
)
TEXT = {
    ".py",
    ".md",
    ".html",
    ".css",
    ".js",
    ".txt",
    ".in",
    ".toml",
    ".yaml",
    ".yml",
    ".csv",
    ".po",
    ".pot",
    ".cfg",
    ".ini",
    ".mako",
    ".json",
    "",
}
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
SETTING = re.compile(r"[\"'](PORTAL_[A-Z_]+)[\"']")
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "bench",
    "config.py",
    "docs",
    "migrations",
    "portal",
    "pyproject.toml",
    "requirements.in",
    "requirements.txt",
    "tests",
    "translations",
    "wsgi.py",
}


def test_the_top_level_is_what_the_plan_draws() -> None:
    assert not {short(path).split("/")[0] for path in kept_files()} - TOP_LEVEL


def test_every_dependency_stands_in_docs_with_its_reason() -> None:
    asked = [
        line.split(";")[0]
        for name in ("requirements.in", "tests/requirements.in")
        for line in (TOP / name).read_text().splitlines()
        if line and line[0] not in "#-"
    ]
    names = {re.split(r"[\[=<>~ ]", line)[0].lower() for line in asked}
    written = (TOP / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert not {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name).replace(chr(92) + '.', '[.-]')}(?![\w-])", written)}


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "tests/requirements.txt"):
        blocks = re.split(r"\n(?=\w)", (TOP / name).read_text(encoding="utf-8"))
        assert not [block.splitlines()[0] for block in blocks if re.match(r"\w", block) and not re.search(r"==\S+ \\\n\s+--hash=sha256:", block)]


def test_every_setting_that_the_code_asks_for_stands_in_config_with_its_reason() -> None:
    named = {setting.name for setting in config.SETTINGS}
    assert all(len(setting.reason.split()) >= 3 for setting in config.SETTINGS)
    asked = {(short(path), name) for path in python_files() for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert not {(place, name) for place, name in asked if name not in named}


def test_nothing_names_a_workplace_or_a_registry() -> None:
    own = short(TOP / "tests" / "house" / "test_papers.py")
    found = []
    for path in kept_files():
        if path.suffix in TEXT and short(path) != own:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{short(path)}: {match[0]}" for match in WORKPLACE.finditer(text)]
    assert not found, found[:20]


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{short(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_OVER.search(line)
    ]
    assert not found


def test_no_test_is_skipped_by_hand() -> None:
    own = {"test_papers.py", "browsing.py", "test_nu_checker.py", "test_queues.py"}
    found = [
        short(path)
        for path in python_files(TOP / "tests")
        if path.name not in own and re.search(r"mark\.(skip|xfail)|pytest\.skip\(", path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_ruff_finds_nothing() -> None:
    import subprocess
    import sys

    run = subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "."], cwd=TOP, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout[-6000:]


def test_the_walk_through_the_asvs_names_each_requirement_once_and_files_that_are_there() -> None:
    """Levels 1 and 2 of ASVS 5.0.0 are 253 requirements, 70 of them of level 1."""
    text = (TOP / "docs" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (V[\d.]+) \| ([12]) \| ([a-z ]+) \| (.+) \|$", text, re.MULTILINE)
    assert len(rows) == len({number for number, *_rest in rows}) == 253 and sum(level == "1" for _number, level, *_rest in rows) == 70
    assert {state for _number, _level, state, _why in rows} <= {"met", "not applicable", "open"}
    assert not [number for number, level, state, _why in rows if level == "1" and state == "open"]
    named = {path for *_rest, why in rows for path in re.findall(r"`((?:portal|tests|docs)/[^`]+)`", why)}
    assert not [path for path in named if not list(TOP.glob(path.rstrip("/")))]
