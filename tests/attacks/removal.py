"""`python -m tests.attacks.removal`: takes ten controls out, one at a time, and shows which named test turns red.

Each time in a copy of the tree, so that nothing of it can stay. Not part of `make test`: it takes minutes."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", "var", ".keys", ".venv", "__pycache__", "*.pyc")


@dataclass(frozen=True)
class Control:
    """`there` stands once in `file`; with `instead` in its place the control is gone, and `test` must fail."""

    name: str
    file: str
    there: str
    instead: str
    test: str


CONTROLS = (
    Control(
        "CSRF tokens", "portal/factory.py", "    CSRFProtect(app)\n", "    app.jinja_env.globals['csrf_token'] = lambda: 'x'\n",
        "tests/house/test_policies.py::test_a_form_without_its_token_is_refused",
    ),
    Control(
        "host header checked", "portal/core/headers.py", "    if host_name(get_host(environ)) not in hosts:", "    if False:",
        "tests/attacks/test_redirects_and_hosts.py::test_a_host_that_is_not_ours_is_refused_everywhere",
    ),
    Control(
        "only own pages after the sign-in", "portal/core/pages.py", "wanted if OWN_PATH.match(wanted) and", "wanted if wanted and",
        "tests/attacks/test_redirects_and_hosts.py::test_the_way_back_after_the_sign_in_stays_in_the_portal",
    ),
    Control(
        "proxies believed only by setting", "portal/core/headers.py", "    if proxies:\n", "    proxies = 1\n    if proxies:\n",
        "tests/attacks/test_redirects_and_hosts.py::test_claimed_proxies_are_believed_only_by_setting",
    ),
    Control(
        "failed sign-ins are counted", "portal/core/limits.py", "        if used.get(of, 0) and used[of] + amount > limit.allowed:", "        if False:",
        "tests/attacks/test_guessing.py::test_tries_over_many_connections_and_processes_are_counted_as_one",
    ),
    Control(
        "a hash is compared for accounts that are not there", "portal/identity/services/passwords.py",
        "        return alone(_hasher.verify, password_hash or _dummy()", "        return password_hash is not None and alone(_hasher.verify, password_hash",
        "tests/attacks/test_guessing.py::test_an_account_that_is_there_and_one_that_is_not_get_one_answer_for_the_same_work",
    ),
    Control(
        "who is known goes before strangers", "portal/core/hashing.py", "            if not _taken(known):\n                return False\n", "",
        "tests/attacks/test_guessing.py::test_only_half_of_the_threads_wait_for_strangers_and_who_is_known_goes_first",
    ),
    Control(
        "no cache keeps a page", "portal/core/headers.py", '        response.headers.setdefault("Cache-Control", "no-store")', "        pass",
        "tests/attacks/test_private_pages.py::test_no_cache_keeps_a_page",
    ),
    Control(
        "the wrong key is refused", "portal/core/keys/checking.py", "    wrong = problem()\n    if wrong:", "    wrong = None\n    if wrong:",
        "tests/core/test_keys.py::test_with_another_key_nothing_is_sealed_and_what_is_missing_is_counted",
    ),
    Control(
        "a sealed column takes only sealed text", "portal/core/crypto.py", "        if value is not None and not MARK.match(value):", "        if False:",
        "tests/core/test_keys.py::test_a_sealed_column_takes_nothing_that_was_not_sealed",
    ),
    Control(
        "what one may not see does not exist", "portal/core/access.py", "            if record is None:\n                abort(404)",
        "            if record is None:\n                abort(403)",
        "tests/house/test_records.py::test_what_one_may_not_see_does_not_exist_at_any_address",
    ),
    Control(
        "the session ends in the database at sign-out", "portal/identity/services/signing_in.py", "    _end(SignIn.id == actor.sign_in_id)\n", "",
        "tests/attacks/test_private_pages.py::test_the_session_of_somebody_who_left_opens_nothing",
    ),
)  # fmt: skip


def main() -> int:
    print("| control taken out | test that turns red |\n|---|---|")
    green = 0
    for control in CONTROLS:
        folder = Path(tempfile.mkdtemp(prefix="portal-removal-"))
        try:
            red = _turns_red(control, folder / "tree")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        green += not red
        name = control.test.split("::")[1]
        print(f"| {control.name} | {name if red else f'**none: {name} stays green**'} |", flush=True)
    return green


def _turns_red(control: Control, tree: Path) -> bool:
    shutil.copytree(TOP, tree, ignore=LEFT_OUT)
    file = tree / control.file
    source = file.read_text(encoding="utf-8")
    if source.count(control.there) != 1:
        raise SystemExit(f"{control.file} does not hold once: {control.there!r}")
    file.write_text(source.replace(control.there, control.instead), encoding="utf-8")
    for command in (["git", "init", "--quiet"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=tree, check=True)
    asked = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-x", "--no-header", control.test]
    done = subprocess.run(asked, cwd=tree, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    if done.returncode not in (0, 1) or (done.returncode == 1 and "FAILED" not in done.stdout):
        raise SystemExit(f"{control.name}: the test could not be run\n{done.stdout[-2000:]}{done.stderr[-1000:]}")
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main())
