"""Servers in processes of their own: `mlhire serve` as it is deployed, and the references beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_ADDRESS = re.compile(r"http://\S+/(?:slack/events|api/messages)")


@contextmanager
def ours(environment: Mapping[str, str], settings: str = "{}") -> Iterator[str]:
    """`mlhire serve` with these settings on a database of its own; gives the door's address."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "app.yaml")
        file.write_text(settings)
        place = {"MLHIRE_CONFIG": str(file), "DATABASE_URL": f"sqlite:///{folder}/bench.db", "HOST": "127.0.0.1", "PORT": "0"}
        with _running([sys.executable, "-m", "bot", "serve"], {**place, **environment}) as address:
            yield address


@contextmanager
def bare(door: str) -> Iterator[str]:
    """The reference for `slack` or `teams` (tests/bench/bare.py); gives its address."""
    with _running([sys.executable, "-m", "tests.bench.bare", door], {}) as address:
        yield address


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator[str]:
    """The first address of a door that the process prints. Raises ChildProcessError where it ends before it prints one."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "MICROSOFT_"))}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**inherited, **environment}
    )
    assert process.stdout
    try:
        for line in process.stdout:
            if found := _ADDRESS.search(line):
                yield found.group()
                break
        else:
            raise ChildProcessError(f"{' '.join(command)} opened no door")
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
