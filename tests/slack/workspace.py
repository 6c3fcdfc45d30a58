"""A whole house behind its Slack door: signed requests over HTTP, a peer that stands for Slack, the post delivered when told.

People do here what they can do in Slack: type, mention, press buttons that are really shown, submit forms that really opened.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.chores import Chores
from bot.compose import House
from bot.config import Config, DatabaseSettings, Slack
from bot.slack.mounting import mount
from tests.clocks import StandingClock, ahead
from tests.peers.slack_api import SlackApi, slack_api
from tests.rounds import a_round
from tests.slack.door import FORM, SECRET, signature
from tests.slack.limits import faults_of_message, faults_of_view

CHANNEL = "C1"
PEOPLE = {
    "UMEI": {"name": "mei", "real_name": "Mei", "tz": "America/Los_Angeles"},
    "URAVI": {"name": "ravi", "real_name": "Ravi", "tz": "America/New_York"},
    "UDANA": {"name": "dana", "real_name": "Dana", "tz": "America/New_York"},
    "UTOM": {"name": "tom", "real_name": "Tom Berg", "profile": {"display_name": "Tom"}, "tz": "Europe/Berlin"},
}
PACE = timedelta(seconds=90)
"""How far the clocks of the post move between two rounds: whatever was to wait has waited."""

PATIENCE_SECONDS = 60.0
"""Whoever presses or asks here reads what came of it next, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as somebody sees it: its blocks, where it stands, and whether only they see it."""

    body: Mapping[str, Any]
    channel: str
    ts: str = ""
    thread: str | None = None
    alone: bool = False

    @property
    def text(self) -> str:
        """Everything that it shows, in one string."""
        return json.dumps(self.body, ensure_ascii=False)

    def value(self, label: str) -> tuple[str, str]:
        """(action id, value) of the button or the menu's option with that label."""
        for block in self.body.get("blocks", ()):
            for element in block.get("elements", ()) if block["type"] == "actions" else ():
                for each in (element, *element.get("options", ())):
                    if each.get("text", {}).get("text") == label:
                        return str(element["action_id"]), str(each["value"])
        raise AssertionError(f"no button {label!r} in {self.labels}")

    @property
    def labels(self) -> list[str]:
        """What can be pressed."""
        actions = [block for block in self.body.get("blocks", ()) if block["type"] == "actions"]
        shown = [each for block in actions for element in block["elements"] for each in (element, *element.get("options", ()))]
        return [each["text"]["text"] for each in shown if "text" in each]


@dataclass
class Workspace:
    """What a test holds."""

    url: str
    api: SlackApi
    house: House
    http: aiohttp.ClientSession
    chores: Chores
    skew: list[timedelta]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    # What people do

    async def slash(self, who: str, text: str, channel: str = CHANNEL) -> Seen:
        """A slash command; what it is answered with."""
        fields = {
            "team_id": "T1", "channel_id": channel, "user_id": who, "user_name": who.lower().removeprefix("u"),
            "command": "/mlhire", "text": text, "response_url": f"{self.api.url}respond/{who}", "trigger_id": self._trigger(),
        }  # fmt: skip
        before = (len(self.api.responses), len(self.api.posted()), len(self.api.ephemerals))
        body = await self._post(urlencode(fields).encode(), FORM)
        if body:
            return self._seen(body, channel, None)
        await self.api.until(lambda: self._said(*before) or len(self.api.views) > 0)
        return self._last(*before)

    async def mention(self, who: str, text: str, channel: str = CHANNEL, thread: str | None = None) -> Seen:
        """A mention, in a thread where one is named; what the bot says to it."""
        event = {"type": "app_mention", "channel": channel, "user": who, "text": f"<@U0BOT> {text}"}
        return await self._event(event | ({"thread_ts": thread} if thread else {}), channel)

    async def direct(self, who: str, text: str) -> Seen:
        """A direct message."""
        channel = f"D{who[1:]}"
        event = {"type": "message", "channel_type": "im", "channel": channel, "user": who, "text": text}
        return await self._event(event, channel)

    async def opens_home(self, who: str) -> dict[str, Any]:
        """Somebody looks at their App Home: the view that they see."""
        event = {"type": "app_home_opened", "user": who, "channel": f"D{who[1:]}", "tab": "home", "event_ts": "1.1"}
        await self._post(json.dumps(self._envelope(event)).encode(), "application/json")
        return self.api.homes[who]

    async def press(self, who: str, message: Seen, label: str) -> Seen:
        """Press a button that the message shows; what it is answered with (empty where a form opened)."""
        action, value = message.value(label)
        kind = {"selected_option": {"value": value}} if action.startswith("m:") else {"value": value}
        container = {"type": "message", "channel_id": message.channel, "message_ts": message.ts, "is_ephemeral": message.alone}
        payload = {
            "type": "block_actions", "team": {"id": "T1"}, "user": {"id": who, "name": who.lower().removeprefix("u")},
            "channel": {"id": message.channel}, "container": container | _thread(message.thread),
            "trigger_id": self._trigger(), "response_url": f"{self.api.url}respond/{who}",
            "actions": [{"type": "button", "action_id": action, "block_id": "b", **kind}],
        }  # fmt: skip
        before = (len(self.api.responses), len(self.api.posted()), len(self.api.ephemerals))
        await self._interact(payload)
        if len(self.api.responses) > before[0]:
            body = self.api.responses[-1]
            body["stands_in"] = message.channel
            return self._seen(body, message.channel, message.thread)
        return self._last(*before)

    async def submit(self, who: str, **values: Any) -> Seen | dict[str, Any]:
        """Submit the form that opened last: the answer, or what Slack was told to do with the form (errors, its next page)."""
        view = self.api.views[-1]
        assert faults_of_view(view) == []
        shown = {**view, "id": f"V{next(self.numbers)}", "hash": "h1", "state": {"values": filled(view, values)}}
        user = {"id": who, "name": who.lower().removeprefix("u")}
        payload = {"type": "view_submission", "team": {"id": "T1"}, "user": user, "trigger_id": self._trigger(), "view": shown}
        before = (len(self.api.responses), len(self.api.posted()), len(self.api.ephemerals))
        told: dict[str, Any] = await self._interact(payload) or {}
        if told.get("response_action"):
            return told
        self.api.views.pop()
        await self.api.until(lambda: self._said(*before))
        return self._last(*before)

    # What the bot does by itself

    async def deliver(self) -> None:
        """Carry the post and the edits until nothing is left to do now."""
        for _ in range(40):
            self.skew[0] += PACE
            if not await a_round(self.chores):
                return
        raise AssertionError("the post never comes to an end")

    def card(self, number: int = 1) -> Seen:
        """The req's card as it stands in the channel."""
        return next(each for each in self.all_messages() if f"R-{number} ·" in each.text and "Candidates" in each.labels)

    def thread(self, card: Seen) -> list[Seen]:
        """The messages below the card."""
        return [each for each in self.all_messages() if each.thread == card.ts]

    def all_messages(self) -> list[Seen]:
        """Every ordinary message that stands, in the order of posting."""
        found = [(channel, each) for channel, held in self.api.messages.items() for each in held]
        return [
            self._seen({"response_type": "in_channel", **each}, channel, each.get("thread_ts"), ts=each["ts"])
            for channel, each in sorted(found, key=lambda pair: float(pair[1]["ts"]))
        ]

    def to(self, who: str) -> list[Seen]:
        """What stands in somebody's direct conversation with the bot."""
        return [each for each in self.all_messages() if each.channel == f"D{who[1:]}"]

    def ask_about_rounds(self) -> None:
        """What the metronome does beside the post: ask about rounds that should have ended, and carry imports on."""
        self.chores.carry_on()

    def move_clock(self, **by: float) -> datetime:
        """Push business time on."""
        self.house.clock.move(timedelta(**by))
        return self.house.clock.now()

    # How it gets there

    async def _event(self, event: dict[str, Any], channel: str) -> Seen:
        event["ts"] = f"{1_600_000_000 + next(self.numbers)}.000100"
        before = (len(self.api.responses), len(self.api.posted()), len(self.api.ephemerals))
        await self._post(json.dumps(self._envelope(event)).encode(), "application/json")
        return self._last(*before)

    def _envelope(self, event: dict[str, Any]) -> dict[str, Any]:
        return {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{next(self.numbers)}", "event": event}

    async def _interact(self, payload: dict[str, Any]) -> Any:
        return await self._post(urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    async def _post(self, body: bytes, content_type: str) -> Any:
        headers = {"Content-Type": content_type, **signature(body)}
        async with self.http.post(self.url, data=body, headers=headers) as response:
            assert response.status == 200, await response.text()
            return await response.json() if response.content_type == "application/json" else None

    def _trigger(self) -> str:
        return f"t.{next(self.numbers)}"

    def _said(self, responses: int, posted: int, ephemerals: int) -> bool:
        now = (len(self.api.responses), len(self.api.posted()), len(self.api.ephemerals))
        return now != (responses, posted, ephemerals)

    def _last(self, responses: int, posted: int, ephemerals: int) -> Seen:
        """What was said since: by a response_url, to somebody alone, or as an ordinary message."""
        if len(self.api.responses) > responses:
            body = self.api.responses[-1]
            return self._seen(body, CHANNEL, body.get("thread_ts"))
        if len(self.api.ephemerals) > ephemerals:
            body = self.api.ephemerals[-1]
            return self._seen({**body, "response_type": "ephemeral"}, str(body["channel"]), body.get("thread_ts"))
        return self.all_messages()[-1] if len(self.api.posted()) > posted else Seen({}, CHANNEL)

    @staticmethod
    def _seen(body: Mapping[str, Any], channel: str, thread: str | None, ts: str = "") -> Seen:
        if body:
            assert faults_of_message({"text": body.get("text", ""), "blocks": body.get("blocks", [])}) == []
        return Seen(body, channel, ts, thread, body.get("response_type") == "ephemeral")


def filled(view: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a view in which somebody filled in `values`; what it proposed and nobody touched stays."""
    state: dict[str, Any] = {}
    names = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    assert set(values) <= names, f"the form has {sorted(names)}"
    for block in view["blocks"]:
        if block["type"] == "input":
            given = values.get(block["block_id"])
            held = _held(block["element"], given)
            assert block["optional"] or any(held.values()), f"{block['block_id']} is required"
            state[block["block_id"]] = {block["element"]["action_id"]: {"type": block["element"]["type"], **held}}
    return state


def _held(element: Mapping[str, Any], given: Any) -> dict[str, Any]:
    match element["type"]:
        case "static_select":
            groups = element.get("option_groups") or [element]
            options = {each["value"]: each for group in groups for each in group["options"]}
            assert given is None or given in options, f"{given} is none of {sorted(options)}"
            return {"selected_option": options[given] if given else element.get("initial_option")}
        case "datepicker":
            return {"selected_date": given or element.get("initial_date")}
        case "datetimepicker":
            seconds = int(given.timestamp()) if given else element.get("initial_date_time")
            return {"selected_date_time": seconds}
        case "users_select":
            return {"selected_user": given or element.get("initial_user")}
        case "checkboxes":
            return {"selected_options": element["options"] if given else element.get("initial_options", [])}
        case _:
            return {"value": given or element.get("initial_value")}


def _thread(thread: str | None) -> dict[str, str]:
    return {"thread_ts": thread} if thread else {}


@asynccontextmanager
async def workspace(database: str) -> AsyncIterator[Workspace]:
    """A house on that database, its Slack door on a free port, and the peer before it."""
    async with slack_api() as api:
        secrets: Any = {"bot_token": "xoxb-1", "signing_secret": SECRET}
        config = Config(slack=Slack(api_url=api.url, **secrets), database=DatabaseSettings(url=database))
        house, skew = House(config, StandingClock()), [timedelta()]
        app = web.Application()
        mount(app, house, PATIENCE_SECONDS)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

        chores = Chores(house, ahead(house.clock, skew))
        api.people.update(PEOPLE)
        await api.until(lambda: api.called("auth.test"))
        try:
            async with aiohttp.ClientSession() as http:
                url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
                yield Workspace(url, api, house, http, chores, skew)
        finally:
            await chores.stop()
            await runner.cleanup()
            house.close()
