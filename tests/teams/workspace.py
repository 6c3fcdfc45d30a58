"""A whole house behind its Teams door: activities with real tokens over HTTP, a peer for Microsoft, the post delivered when told.

People do here what they can do in Teams: write, mention, press buttons that cards really carry, submit the forms on them.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from bot import clocks
from bot.chores import Chores
from bot.compose import House
from bot.config import Config, DatabaseSettings, Teams
from bot.teams.receive import TeamsDoor, wired
from bot.teams.render import CARD_TYPE
from bot.teams.tokens import Keys, TokenGate
from bot.teams.transport import Connector, Line
from tests.clocks import StandingClock, ahead
from tests.peers.teams_connector import APP_ID, TeamsConnector
from tests.rounds import a_round
from tests.teams.test_house import VALIDATOR

TENANT = "tenant-1"
CHANNEL = "19:hiring@thread.tacv2"
PACE = timedelta(seconds=90)
"""How far the clocks of the post move between two rounds: whatever was to wait has waited."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message or a response as somebody sees it: its card, and where it stands."""

    body: Mapping[str, Any]
    conversation: str
    id: str = ""

    @property
    def card(self) -> dict[str, Any]:
        """Its card; empty where there is none (a short notice)."""
        if self.body.get("type") == CARD_TYPE:
            return dict(self.body["value"])
        cards = [each["content"] for each in self.body.get("attachments", ()) if each["contentType"] == CARD_TYPE]
        return cards[0] if cards else {}

    @property
    def text(self) -> str:
        """Everything that it shows, in one string."""
        return json.dumps(self.card or self.body, ensure_ascii=False)

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """Label → button; of one that asks first, the button that says yes."""
        found = {}
        for action in self.card.get("actions", ()):
            found[action["title"]] = action["card"]["actions"][0] if action["type"] == "Action.ShowCard" else action
        return found

    @property
    def inputs(self) -> dict[str, dict[str, Any]]:
        """Field → its input."""
        return {each["id"].removeprefix("f."): each for each in self.card.get("body", ()) if each["type"].startswith("Input.")}


@dataclass
class Workspace:
    """What a test holds."""

    url: str
    peer: TeamsConnector
    house: House
    http: aiohttp.ClientSession
    chores: Chores
    skew: list[timedelta]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    # What people do

    async def say(self, who: str, text: str, thread: str | None = None) -> Seen:
        """A mention in the channel: a new post, or in a thread; what is said to it there."""
        number = self._number()
        conversation = f"{CHANNEL};messageid={thread or number}"
        mentions = [_mention("28:bot", "mlhire")]
        for name in re.findall(r"<at>(\w+)</at>", text):
            mentions.append(_mention(f"29:{name.lower()}", name))
            self.peer.members[f"29:{name.lower()}"] = {"aadObjectId": f"aad-{name.lower()}", "name": name}
        kind = {"conversation": {"id": conversation, "conversationType": "channel", "isGroup": True, "tenantId": TENANT}}
        await self._post(who, id=number, text=f"<at>mlhire</at> {text}", entities=mentions, **kind)
        return (self.messages(conversation) or [Seen({}, conversation)])[-1]

    async def chat(self, who: str, text: str) -> Seen:
        """A message in somebody's personal chat with the bot; the answer."""
        await self._post(who, text=text, **personal(who))
        return self.messages(chat_of(who))[-1]

    async def press(self, who: str, message: Seen, label: str, **fields: Any) -> Seen:
        """Press a button of a card, with its inputs filled in where it submits them; the response, which they alone see."""
        button = message.buttons.get(label)
        assert button, f"no button {label!r} in {sorted(message.buttons)}"
        data = dict(button["data"])
        if button.get("associatedInputs") != "none":
            data |= self._filled(message, fields)
        value = {"action": {"type": button["type"], "verb": button["verb"], "data": data}}
        personal = message.conversation == chat_of(who)
        kind = {"conversationType": "personal"} if personal else {"conversationType": "channel", "isGroup": True}
        where = {"conversation": {"id": message.conversation, "tenantId": TENANT, **kind}, "replyToId": message.id}
        body = await self._post(who, "invoke", name="adaptiveCard/action", value=value, **where)
        return self._seen(body, message.conversation, message.id)

    # What stands where

    def messages(self, conversation: str | None = None) -> list[Seen]:
        """The messages that stand in a conversation (or anywhere), in the order of posting, as last edited."""
        held: dict[str, Seen] = {}
        for place, call in enumerate(self.peer.accepted, start=1):
            if call["method"] == "POST" and call["conversation"]:
                held[f"sent-{place}"] = self._seen(call["body"], call["conversation"], f"sent-{place}")
            elif call["method"] == "PUT":
                held[call["activity"]] = self._seen(call["body"], call["conversation"], call["activity"])
            elif call["method"] == "DELETE":
                held.pop(call["activity"], None)
        return [each for each in held.values() if conversation in (None, each.conversation)]

    def card(self, number: int = 1) -> Seen:
        """The req's card as it stands in the channel."""
        return next(each for each in self.messages(CHANNEL) if f"R-{number} ·" in each.text and "Candidates" in each.buttons)

    def thread(self, card: Seen) -> list[Seen]:
        """The messages below the card."""
        return self.messages(f"{CHANNEL};messageid={card.id}")

    async def deliver(self) -> None:
        """Carry the post and the edits until nothing is left to do now."""
        for _ in range(40):
            self.skew[0] += PACE
            if not await a_round(self.chores):
                return
        raise AssertionError("the post never comes to an end")

    def ask_about_rounds(self) -> None:
        """What the metronome does beside the post: ask about rounds that should have ended, and carry imports on."""
        self.chores.carry_on()

    def move_clock(self, **by: float) -> datetime:
        """Push business time on."""
        self.house.clock.move(timedelta(**by))
        return self.house.clock.now()

    # How it gets there

    async def _post(self, who: str, kind: str = "message", **more: Any) -> Any:
        activity = {
            "type": kind, "id": self._number(), "serviceUrl": self.peer.service_url, "channelId": "msteams",
            "from": {"id": f"29:{who}", "name": who.title(), "aadObjectId": f"aad-{who}"},
            "recipient": {"id": "28:bot", "name": "mlhire"}, "channelData": {"tenant": {"id": TENANT}},
            "localTimezone": "America/Los_Angeles", **more,
        }  # fmt: skip
        header = {"Authorization": f"Bearer {self.peer.token()}"}
        async with self.http.post(self.url, json=activity, headers=header) as answer:
            raw = await answer.read()
            assert answer.status == 200, raw
            return json.loads(raw) if raw else {}

    def _number(self) -> str:
        return str(1_700_000_000_000 + next(self.numbers))

    @staticmethod
    def _filled(message: Seen, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What the inputs of a card hold once somebody has filled some of them in; what it proposed stays."""
        inputs = message.inputs
        assert set(fields) <= set(inputs), f"the form has {sorted(inputs)}"
        held = {name: fields.get(name, each.get("value", "")) for name, each in inputs.items()}
        for name, each in inputs.items():
            assert held[name] or not each.get("isRequired"), f"{name} is required"
            choices = [choice["value"] for choice in each.get("choices", ())]
            assert not choices or held[name] in ("", *choices), f"{held[name]} is none of {choices}"
        return {f"f.{name}": value for name, value in held.items()}

    @staticmethod
    def _seen(body: Mapping[str, Any], conversation: str, id: str = "") -> Seen:
        seen = Seen(body, conversation, id)
        if seen.card:
            errors = [error.message for error in VALIDATOR.iter_errors(seen.card)]
            assert not errors, errors
        return seen


def _mention(id: str, name: str) -> dict[str, Any]:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name}}


def chat_of(who: str) -> str:
    """The id of somebody's personal chat with the bot, as the peer gives it."""
    return f"a:chat-29:{who}"


def personal(who: str) -> dict[str, Any]:
    """What an activity in somebody's personal chat says of the place."""
    return {"conversation": {"id": chat_of(who), "conversationType": "personal", "tenantId": TENANT}}


@asynccontextmanager
async def workspace(database: str) -> AsyncIterator[Workspace]:
    """A house on that database, its Teams door on a free port, and the peer that stands for Microsoft."""
    async with TeamsConnector() as peer:
        secrets: Any = {"app_id": APP_ID, "app_password": "secret", "tenant_id": TENANT}
        config = Config(teams=Teams(**secrets), database=DatabaseSettings(url=database))
        house, skew = House(config, StandingClock()), [timedelta()]
        line = Line()

        async def token() -> str:
            return "bot-token"

        gate = TokenGate(APP_ID, Keys(line, clocks.monotonic, f"{peer.url}/openid"))
        door = TeamsDoor(wired(house, gate, Connector(line, token)), line)
        house.transports["teams"] = door.transport
        app = web.Application()
        app.router.add_post("/api/messages", door.receive)
        app.cleanup_ctx.append(line.life)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

        chores = Chores(house, ahead(house.clock, skew))
        try:
            async with aiohttp.ClientSession() as http:
                url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
                yield Workspace(url, peer, house, http, chores, skew)
        finally:
            await chores.stop()
            await runner.cleanup()
            house.close()
