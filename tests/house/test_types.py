"""The types that every function says are also true."""

import subprocess
import sys

import pytest

from tests.house.sources import TOP


@pytest.mark.long
def test_mypy_finds_nothing() -> None:
    run = subprocess.run([sys.executable, "-m", "mypy"], cwd=TOP, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-1000:]
