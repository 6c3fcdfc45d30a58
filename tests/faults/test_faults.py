"""A short run of `make faults`, in a process of its own: it forks, and a test's process has threads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_nothing_is_lost_or_said_twice_whatever_dies_or_fails() -> None:
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-m", "tests.faults", "--short"], cwd=root, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
