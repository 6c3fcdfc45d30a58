"""Slack's Web API and Teams' connector in a process of their own: they fail as told or at random, and keep what arrived."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import re
import signal
import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.faults.forking import fork
from tests.faults.http import call
from tests.peers.slack_api import Fault, SlackApi, slack_api
from tests.peers.teams_connector import TeamsConnector

SLACK_WEATHER = (
    Fault(status=429, retry_after=0.05),
    Fault(error="ratelimited", retry_after=0.05),
    Fault(status=500),
    Fault(status=503, content_type="text/html"),
    Fault(error="fatal_error"),
    Fault(cut="before"),
    Fault(cut="after"),
    Fault(cut="after"),
    Fault(delay=0.15),
)
OPENING_WEATHER = (Fault(status=429, retry_after=0.05), Fault(status=500), Fault(cut="before"))
LOOKING_WEATHER = (*OPENING_WEATHER, Fault(error="missing_scope"))
TEAMS_WEATHER = ("429:0", "412", "503:0", "401", "lost")
"""Nothing that leaves it unclear but accepting and cutting: so that the unclear ones can be counted against those."""

_NUDGE = re.compile(r'"nudge": ?"([0-9a-f]{32})"')


class Weather:
    """Stands where a peer keeps its plan: what was planned comes first, then faults at random."""

    def __init__(self, kinds: Sequence[Any], chance: random.Random) -> None:
        self.rate = 0.0
        self.planned: deque[Any] = deque()
        self.met: Counter[str] = Counter()
        self._kinds = kinds
        self._chance = chance

    def __bool__(self) -> bool:
        return bool(self.planned) or self._chance.random() < self.rate

    def popleft(self) -> Any:
        fault = self.planned.popleft() if self.planned else self._chance.choice(self._kinds)
        self.met[fault if isinstance(fault, str) else named(fault)] += 1
        return fault

    def extend(self, faults: Sequence[Any]) -> None:
        self.planned.extend(faults)


def named(fault: Fault) -> str:
    """A fault in a word."""
    return fault.error or (f"cut {fault.cut}" if fault.cut else str(fault.status or f"{fault.delay} s late"))


@dataclass(frozen=True)
class Peers:
    """The running stand-ins, seen from outside."""

    pid: int
    slack: str
    teams: str
    control: str

    def weather(self, rate: float) -> None:
        """How often calls fail from now on, 0 to 1."""
        call(self.control, {"rates": dict.fromkeys(("slack", "opening", "looking", "teams"), rate)})

    def plan(self, kind: str, *faults: Fault | str) -> None:
        """The next calls of a kind (slack, looking, teams) meet these."""
        written = [each if isinstance(each, str) else {n: getattr(each, n) for n in Fault.__slots__} for each in faults]
        call(self.control, {"plan": {kind: written}})

    def report(self, since: Mapping[str, int] | None = None) -> dict[str, Any]:
        """What arrived, and which faults were met. `since`: of each system only what came after so many (`posted`) messages."""
        return dict(call(self.control, {"since": since or {}}))

    def stop(self) -> None:
        """End the process."""
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)


def start(seed: int, ahead_seconds: int = 0) -> Peers:
    """Fork the stand-ins; back when they listen. Slack's clock may go ahead, for tests that move theirs by hand."""
    reading, writing = os.pipe()
    pid = fork()
    if not pid:
        os.close(reading)
        try:
            asyncio.run(_serve(writing, random.Random(seed), ahead_seconds))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return Peers(pid, **json.loads(pipe.readline()))


async def _serve(ready: int, chance: random.Random, ahead_seconds: int) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with slack_api() as slack, TeamsConnector() as teams:
        weathers = {
            "slack": Weather(SLACK_WEATHER, chance),
            "opening": Weather(OPENING_WEATHER, chance),
            "looking": Weather(LOOKING_WEATHER, chance),
            "teams": Weather(TEAMS_WEATHER, chance),
        }
        _prepare(slack, teams, weathers, ahead_seconds)

        async def control(request: web.Request) -> web.Response:
            told = await request.json()
            for kind, rate in told.get("rates", {}).items():
                weathers[kind].rate = rate
            for kind, faults in told.get("plan", {}).items():
                weathers[kind].extend([each if isinstance(each, str) else Fault(**each) for each in faults])
            return web.json_response(_report(slack, teams, weathers, told["since"]) if "since" in told else None)

        app = web.Application()
        app.router.add_post("/", control)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        said = {"slack": slack.url, "teams": teams.service_url, "control": f"http://127.0.0.1:{runner.addresses[0][1]}/"}
        os.write(ready, (json.dumps(said) + "\n").encode())
        await stop.wait()
        await runner.cleanup()


def _prepare(slack: SlackApi, teams: TeamsConnector, weathers: dict[str, Weather], ahead_seconds: int) -> None:
    # Messages carry the time: a look-up asks for what is newer than a moment.
    slack._numbers = itertools.count(int(time.time()) + ahead_seconds - 1_700_000_000)
    for method, kind in (("chat.postMessage", "slack"), ("conversations.history", "looking"), ("conversations.open", "opening")):
        slack.faults[method] = weathers[kind]  # type: ignore[assignment]
    teams.plan = weathers["teams"]  # type: ignore[assignment]


def _report(slack: SlackApi, teams: TeamsConnector, weathers: dict[str, Weather], since: Mapping[str, int]) -> dict[str, Any]:
    def key(message: dict[str, Any]) -> str:
        return str(((message.get("metadata") or {}).get("event_payload") or {}).get("key", ""))

    in_slack = slack.posted()
    in_teams = [one for one in teams.accepted if one["method"] == "POST" and one["path"].endswith("activities")]
    edits = {one["activity"]: one["body"] for one in teams.accepted if one["method"] == "PUT"}
    return {
        "slack": [
            (key(each), json.dumps(each["blocks"]), _has_buttons(each["blocks"]))
            for each in in_slack[since.get("slack", 0) :]
            if key(each)
        ],
        "teams": [
            (",".join(_NUDGE.findall(body := json.dumps(one["body"]))), body, _has_buttons(edits.get(one["id"], one["body"])))
            for one in in_teams[since.get("teams", 0) :]
        ],
        "posted": {"slack": len(in_slack), "teams": len(in_teams)},
        "cuts": sum(one["meets"] == "lost" for one in in_teams),
        "met": {kind: dict(weather.met) for kind, weather in weathers.items()},
    }


def _has_buttons(shown: Any) -> bool:
    """Whether anything can be pressed, in blocks or in a card."""
    written = json.dumps(shown)
    return '"type": "button"' in written or '"Action.' in written
