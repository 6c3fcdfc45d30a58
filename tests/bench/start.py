"""From the start of a process to its first answer, and what a Slack-only start imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from time import perf_counter

from tests.bench.table import Outcome

LIBRARIES = (
    "import asyncio, importlib.metadata, jinja2, rapidfuzz.distance, yaml; from pydantic import BaseModel, Field, SecretStr"
)
"""What the terminal's answer stands on (pydantic imports its parts when they are named, and importlib.metadata with the first
model that is made); the bound is on what comes beyond."""
ROUNDS = 9

SAY = ("-m", "bot", "say", "band senior remote")
SLACK_ONLY = """
import json, resource, sys
from bot.compose import House
from bot.config import Config
from bot.web import application

settings = {"server": {"host": "0.0.0.0"}, "slack": {"bot_token": "xoxb-1", "signing_secret": "s"}}
app = application(House(Config.model_validate(settings)), dict)
loaded = {name.split(".")[0] for name in sys.modules}
heavy = sorted(loaded & {"botbuilder", "botframework", "docx", "matplotlib", "numpy", "pypdf"})
print(json.dumps({"heavy": heavy, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def measure() -> list[Outcome]:
    """Outcomes for the first answer and for the imports of a Slack-only start."""
    _timed(*SAY)  # the bytecode and the parsed facts are written by whoever comes first
    imports = ("-c", LIBRARIES)
    pairs = [(_timed(*SAY), _timed(*imports)) for _ in range(ROUNDS)]
    said, imported = (min(times) for times in zip(*pairs, strict=True))  # what a busy machine adds is nobody's
    beside = f"{said:.0f} ms in all; {imported:.0f} ms: {LIBRARIES}; {_say_mib():.0f} MiB"
    told = json.loads(_run("-c", SLACK_ONLY))
    return [
        Outcome("start", said - imported, beside=beside),
        Outcome("slack-start", len(told["heavy"]), beside=", ".join([*told["heavy"], f"{told['mib']:.0f} MiB"])),
    ]


def _timed(*arguments: str) -> float:
    """Milliseconds of one run of Python."""
    begun = perf_counter()
    _run(*arguments)
    return (perf_counter() - begun) * 1e3


def _say_mib() -> float:
    said = f"import resource; from bot.cli import main; main({list(SAY[2:])!r})"
    weighed = "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    return float(_run("-c", f"{said}; {weighed}").splitlines()[-1])


def _run(*arguments: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "MICROSOFT_"))}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, env=environment)
    return done.stdout
