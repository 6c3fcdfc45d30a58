"""A nudge that was answered loses its buttons where people see it: in Slack and in Teams, over HTTP."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import aiohttp
import pytest

from bot.clocks import BusinessClock, Clocks
from bot.refresher import Refresher
from bot.slack.transport import SlackTransport, client
from bot.teams.transport import Connector, TeamsTransport
from storage.models import Identity, Surface
from tests.bot.post import Post
from tests.faults.search import teams_address
from tests.peers.slack_api import Fault, SlackApi, slack_api
from tests.peers.teams_connector import TeamsConnector


@dataclass
class Line:
    """A post office whose platforms are the stand-ins, and what edits what it sent."""

    post: Post
    slack: SlackApi
    teams: TeamsConnector
    refresher: Refresher

    async def edited(self, seconds: float = 5) -> None:
        """Real time passes, and what has changed is edited."""
        self.post.passes(seconds)
        while await self.refresher.poll():
            pass

    def in_teams(self) -> None:
        """Everybody is reached in Teams from now on."""
        address = teams_address("mei", self.teams.service_url)
        self.post.house.database.write("acme", lambda unit: unit.update(Identity, address=address))


@pytest.fixture
async def line(post: Post) -> AsyncIterator[Line]:
    async with slack_api() as slack, TeamsConnector() as teams, aiohttp.ClientSession() as session:
        web = client("xoxb-stand-in", slack.url)
        web.session = session
        ways: Any = {"slack": SlackTransport(web), "teams": TeamsTransport(Connector(lambda: session))}
        made = Post(post.house, ways)
        # Messages carry the time: a look-up asks for what is newer than a moment.
        slack._numbers = itertools.count(int(made.real.at.timestamp()) - 1_700_000_000)
        clocks = Clocks(cast(BusinessClock, made.business), made.real.now)
        refresher = Refresher(post.house.database, ways, post.house.library, clocks)
        yield Line(made, slack, teams, refresher)
        await made.courier.stop()


ALL = ["Decide", "Snooze 3 h", "Not needed", "Why?"]


def buttons(shown: Any) -> list[str]:
    return [each for each in ALL if each in json.dumps(shown)]


async def test_in_slack_an_answered_nudge_becomes_one_line_and_an_undo_brings_its_buttons_back(line: Line) -> None:
    application = line.post.loop_done()
    line.post.due()
    await line.post.round()
    (message,) = line.slack.posted()
    assert buttons(message["blocks"]) == ALL
    line.post.tell(verb="offer sent", application=application)
    await line.edited()
    (message,) = [each for each in line.slack.posted() if each["ts"] == message["ts"]]
    assert message["text"].startswith("✓ Mei sent A.Q. the offer")
    assert buttons(message["blocks"]) == []
    line.post.tell("undo")
    await line.edited()
    (message,) = [each for each in line.slack.posted() if each["ts"] == message["ts"]]
    assert buttons(message["blocks"]) == ALL


async def test_in_teams_an_answered_nudge_becomes_one_line(line: Line) -> None:
    application = line.post.loop_done()
    line.in_teams()
    line.post.due()
    await line.post.round()
    line.post.tell(verb="offer sent", application=application)
    await line.edited()
    posted, edit = line.teams.accepted
    assert (posted["method"], edit["method"], edit["activity"]) == ("POST", "PUT", posted["id"])
    assert (bool(buttons(posted["body"])), buttons(edit["body"])) == (True, [])


async def test_a_deed_in_mid_send_edits_the_message_once_it_is_there(line: Line) -> None:
    application = line.post.loop_done()
    line.post.due()
    line.slack.fail("chat.postMessage", Fault(cut="after"))
    await line.post.round()
    line.post.tell(verb="offer sent", application=application)
    await line.edited(1)
    assert line.slack.called("chat.update") == []
    line.post.passes(60)
    await line.post.round()
    await line.edited()
    (message,) = [each for each in line.slack.posted() if each.get("metadata")]
    assert buttons(message["blocks"]) == []


async def test_a_message_that_never_came_is_not_waited_for(line: Line) -> None:
    application = line.post.loop_done()
    line.in_teams()
    line.post.due()
    line.teams.plan.append("500")
    await line.post.round()
    assert line.post.message().status == "unclear"
    line.post.house.database.write("acme", lambda unit: unit.insert(Surface, [_surface_of(line.post)]))
    line.post.tell(verb="offer sent", application=application)
    await line.edited()
    assert not line.post.house.database.read("acme", lambda unit: unit.count(Surface, Surface.dirty_since.is_not(None)))


def _surface_of(post: Post) -> dict[str, Any]:
    """As it stands where the deed was done while the message was being sent."""
    message, at = post.message(), post.real.at - timedelta(seconds=1)
    return {
        "id": message.id, "key": message.key, "kind": message.kind, "refs": message.refs, "address": message.address,
        "wanted": 1, "dirty_since": at, "next_try_at": at,
    }  # fmt: skip
