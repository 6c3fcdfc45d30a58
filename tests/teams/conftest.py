"""A Teams door on a real port, before a connector on another."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.teams.outgoing import Outgoing
from bot.teams.receive import LOCAL_CHANNELS, TeamsDoor, Wiring
from bot.teams.tokens import Keys, LocalGate, TokenGate
from bot.teams.transport import Connector, Line
from handlers.core.command import Command
from handlers.core.reply import Action, Bullets, Document, Field, Form, Heading, Picture, Reply, Text
from tests.peers.teams_connector import APP_ID, TeamsConnector

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TENANT = "tenant-1"


@dataclass
class Answers:
    """Stands for the router: says back what it was asked, and remembers it."""

    heard: list[Command] = field(default_factory=list)

    async def answer(self, command: Command) -> Reply:
        self.heard.append(command)
        match command.verb or command.said:
            case "refuse":
                return Reply("Only admins.", (Text("Only admins."),), data={"refused": "NotAllowed"})
            case "long":
                return Reply("Long", (Heading("Long"), Bullets(tuple(f"item {n} " * 30 for n in range(200)))))
            case "form":
                return Reply("Fill", form=Form("Loop done", "loop done", (Field("who", "Candidate"),), "Record", {"req": "R-1"}))
            case "picture":
                return Reply("P", (Picture("Ranges", "RFS 190 to 230", ()),))
            case "kit":
                return Reply("Kit", (Heading("Kit"), Document("kit.md", "text/markdown", "# Kit")))
            case "bug":
                raise RuntimeError("broken")
        said = command.said or f"{command.verb} {json.dumps(dict(command.args), sort_keys=True)}"
        return Reply(
            said, (Heading(said), Text(command.actor.name or "-")), actions=(Action("Next", "band", {"level": "staff"}),)
        )


@dataclass
class Door:
    """What a test holds: where to post, what was heard, and the peer that stands for Microsoft."""

    url: str
    answers: Answers
    peer: Any
    http: aiohttp.ClientSession
    wiring: Wiring
    door: TeamsDoor
    keys: Keys
    waits: list[float]
    clock: list[float]

    def rewire(self, **changes: Any) -> None:
        """The same door, otherwise wired."""
        self.wiring = replace(self.wiring, **changes)
        self.door._wiring = self.wiring
        self.door._outgoing = Outgoing(
            self.wiring.connector, self.wiring.draw, self.wiring.sleep, full_width=self.wiring.full_width
        )

    async def post(self, activity: Any, token: str | None = "", **options: Any) -> tuple[int, Any]:
        """Status and JSON body of a POST; with a good token unless another (or None) is given."""
        header = {} if token is None else {"Authorization": f"Bearer {token or self.peer.token()}"}
        async with self.http.post(self.url, json=activity, headers=header, **options) as answer:
            raw = await answer.read()
            return answer.status, json.loads(raw) if raw else None


@pytest.fixture
async def peer() -> AsyncIterator[Any]:
    async with TeamsConnector() as running:
        yield running


@pytest.fixture
async def door(peer: Any) -> AsyncIterator[Door]:
    answers, waits, clock = Answers(), [], [1000.0]  # type: ignore[var-annotated]
    line = Line()
    keys = Keys(line, lambda: clock[0], f"{peer.url}/openid")

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def token() -> str:
        return "bot-token"

    wiring = Wiring(
        answers,
        Connector(line, token),
        TokenGate(APP_ID, keys),
        lambda system, tenant: f"{system}:{tenant}" if tenant == TENANT else None,
        lambda: NOW,
        again=lambda command: Action("", command.verb or command.said, {}),
        sleep=sleep,
    )
    made = TeamsDoor(wiring, line)
    app = web.Application()
    app.router.add_post("/api/messages", made.receive)
    app.cleanup_ctx.append(line.life)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as http:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
        yield Door(url, answers, peer, http, wiring, made, keys, waits, clock)
    await runner.cleanup()


@pytest.fixture
def local(door: Door) -> Door:
    """The same door without tokens."""
    door.rewire(gate=LocalGate(), local=True)
    door.door._channels = LOCAL_CHANNELS
    return door


@pytest.fixture
def activity(peer: Any) -> Any:
    """Makes an activity as Teams sends it, each with an id of its own; keywords replace or add."""
    numbers = count(1_700_000_000_001)

    def make(type: str = "message", **more: Any) -> dict[str, Any]:
        return {
            "type": type,
            "id": str(next(numbers)),
            "timestamp": "2026-11-20T12:00:00.000Z",
            "serviceUrl": peer.service_url,
            "channelId": "msteams",
            "from": {"id": "29:mei", "name": "Mei", "aadObjectId": "aad-mei"},
            "recipient": {"id": "28:bot", "name": "mlhire"},
            "conversation": {"id": "a:personal", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "localTimezone": "America/Los_Angeles",
            **more,
        }

    return make
