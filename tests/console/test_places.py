"""Who sees what: channels, threads, direct messages, several people, unread marks, the clock, and the bot's own messages."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.clocks import Clocks
from bot.config import Config, DatabaseSettings, Slack
from bot.console.cast import cast, direct
from bot.console.chat import KEPT_IN_A_PLACE, Chat
from bot.console.routes import DESK
from bot.courier import Courier
from bot.transport import Absent, Found, Refused, Sent
from handlers.core.reply import Heading, Reply
from tests.console.gallery import StillClock, console
from tests.console.tab import Tab


async def test_slash_command_in_a_channel_is_seen_by_the_asker_alone(tab: Tab) -> None:
    question, reply = (await tab.say("/mlhire band senior remote", place="hiring-ml"))["messages"]
    for message in (question, reply):
        assert "Only visible to you" in message["html"]
    other = await tab.get("/?as=ravi&in=hiring-ml")
    assert question["id"] not in other
    assert reply["id"] not in other
    assert (await tab.client.get(f"/console/details/{reply['id']}?as=ravi")).status == 404


async def test_mention_in_a_channel_shows_the_question_to_all_and_the_advice_to_one(tab: Tab) -> None:
    question, reply = (await tab.say("thanks, now @mlhire band senior remote", place="hiring-ml"))["messages"]
    other = await tab.get("/?as=ravi&in=hiring-ml")
    assert question["id"] in other
    assert reply["id"] not in other


async def test_people_among_themselves_are_not_answered(tab: Tab) -> None:
    assert len((await tab.say("band practice tonight?", place="general"))["messages"]) == 1


@pytest.mark.parametrize(
    "words", ["band senior remote", "/band senior remote", "/mlhire band senior remote", "@mlhire band senior remote"]
)
async def test_direct_message_needs_no_address_and_takes_any(tab: Tab, words: str) -> None:
    reply = (await tab.say(words))["messages"][1]["html"]
    assert "$190K–$230K" in reply
    assert "Only visible to you" not in reply


async def test_direct_messages_are_between_two(tab: Tab) -> None:
    await tab.say("band senior remote")
    assert "$190K–$230K" not in await tab.get("/?as=ravi")


async def test_thread_keeps_its_answers_beside_the_channel(tab: Tab) -> None:
    root = (await tab.say("new req", place="hiring-ml"))["messages"][0]["id"]
    _, reply = (await tab.say("@mlhire band senior remote", place="hiring-ml", thread=root))["messages"]
    assert reply["thread"] == root
    channel = await tab.get("/?as=mei&in=hiring-ml")
    assert reply["id"] not in channel
    assert "2 replies" in channel
    assert reply["id"] in await tab.get(f"/?as=mei&in=hiring-ml&thread={root}")
    assert tab.chat.message(reply["id"]).command.place.thread == root  # type: ignore[union-attr]


async def test_message_can_be_used_as_a_document(tab: Tab) -> None:
    message = (await tab.say("You run our GPU node pools and model serving for six teams.", place="general"))["messages"][0]
    assert 'data-shortcut="triage"' in message["html"]
    answer = await tab.post("/console/shortcut", place="general", message=message["id"], said="triage")
    assert "Use as JD" in answer["messages"][0]["html"]
    assert "error" in await tab.post("/console/shortcut", place="general", message=message["id"], said="band")


async def test_unread_marks_count_what_others_said_until_it_is_seen(tab: Tab) -> None:
    await tab.say("one", place="general")
    await tab.say("two", place="general")
    assert (tab.chat.unread("general", "ravi"), tab.chat.unread("general", "mei")) == (2, 0)
    await tab.get("/?as=ravi&in=general")
    assert tab.chat.unread("general", "ravi") == 0
    await tab.say("three", place="general")
    await tab.client.post("/console/read", json={"as": "ravi", "in": "general"})
    assert tab.chat.unread("general", "ravi") == 0


async def _events(response: Any, count: int) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    name = ""
    while len(found) < count:
        line = (await response.content.readline()).decode().strip()
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: ") and name != "heartbeat":
            found.append((name, json.loads(line.removeprefix("data: "))))
    return found


async def test_open_tabs_hear_what_is_theirs_to_hear(tab: Tab) -> None:
    response = await tab.client.get("/console/live?as=ravi")
    assert (await _events(response, 1))[0][0] == "hello"
    await tab.say("/mlhire band senior remote", place="general")
    await tab.say("band senior remote")
    root = (await tab.say("hello all", place="general"))["messages"][0]["id"]
    await tab.say("in the thread", place="general", thread=root)
    heard = await _events(response, 3)
    assert [(name, event["id"]) for name, event in heard[:1]] == [("posted", root)]
    assert [name for name, _ in heard] == ["posted", "posted", "answers"]
    assert "1 reply" in heard[2][1]["html"]
    response.close()


async def test_streams_end_when_the_console_does() -> None:
    app, _ = console()
    desk = app[DESK]
    ended = asyncio.Event()
    desk.chat.listen(lambda change: ended.set())
    await desk.close(app)
    desk.chat.clock_moved()
    assert ended.is_set()


async def test_clock_moves_for_everybody_and_comes_back(lively: Tab) -> None:
    await lively.post("/console/clock", by="+1d")
    await lively.app[DESK].playing.stands()
    page = await lively.get("/")
    assert "Wed 25 Nov 09:05" in page
    assert "+1 d" in page
    assert "Wed 25 Nov 12:05" in await lively.get("/?as=ravi")
    back = await lively.post("/console/clock", by="")
    assert "Tue 24 Nov 09:05" in back["clock"]
    assert (await lively.client.post("/console/clock", json={"by": "yesterday"})).status == 400


async def test_clock_stands_fast_where_real_people_live_by_it() -> None:
    app, house = console(Config(slack=Slack.model_validate({"bot_token": "xoxb-1", "signing_secret": "s"})))
    async with TestClient(TestServer(app)) as client:
        await client.get("/", params={"token": app[DESK].guard.token})
        response = await client.post("/console/clock", json={"as": "mei", "by": "+1h"})
        assert response.status == 422
        assert not house.clock.shift
        assert "disabled" in (await (await client.get("/")).text()).partition("data-clock")[2].partition("</div>")[0]


async def test_bots_own_message_is_posted_found_edited_and_taken_back(tab: Tab) -> None:
    transport = tab.app[DESK].transport
    address = {"channel": "hiring-ml"}
    sent = await transport.send(address, Reply("R-12", (Heading("R-12"),)), "card:R-12")
    assert isinstance(sent, Sent)
    assert await transport.send(address, Reply("R-12", (Heading("R-12"),)), "card:R-12") == sent, "a key is posted once"
    assert await transport.find(address, "card:R-12", 0) == Found(sent.ref)
    assert await transport.find(address, "card:R-13", 0) == Absent()
    thread = {**address, "thread": sent.ref["message"]}
    await transport.send(thread, Reply("beneath it", (Heading("beneath it"),)), "event:1")
    assert "beneath it" not in await tab.get("/?in=hiring-ml")
    assert "beneath it" in await tab.get(f"/?in=hiring-ml&thread={sent.ref['message']}")
    await transport.update(address, sent.ref, Reply("R-12 filled", (Heading("R-12 filled"),)))
    page = await tab.get("/?as=dana&in=hiring-ml")
    assert "R-12 filled" in page
    assert "edited" in page
    await transport.delete(address, sent.ref)
    assert "R-12 filled" not in await tab.get("/?in=hiring-ml")
    assert isinstance(await transport.update(address, sent.ref, Reply("x")), Refused)


async def test_bots_direct_message_is_one_persons() -> None:
    from bot.console.transport import ConsoleTransport

    chat = Chat()
    transport = ConsoleTransport(chat, cast(), StillClock().now)
    await transport.send({"person": "ravi"}, Reply("Heads-up, Ravi."), "nudge:1")
    assert len(chat.timeline(direct("ravi"), "ravi")) == 1
    assert chat.timeline(direct("ravi"), "mei") == ()
    assert isinstance(await transport.send({"person": "nobody"}, Reply("x"), "k"), Refused)
    assert isinstance(await transport.send({"channel": "nowhere"}, Reply("x"), "k"), Refused)


def test_old_messages_make_room() -> None:
    chat = Chat()
    for number in range(KEPT_IN_A_PLACE + 5):
        chat.post("general", "mei", StillClock().now(), text=str(number))
    timeline = chat.timeline("general", "ravi")
    assert (len(timeline), timeline[0].text) == (KEPT_IN_A_PLACE, "5")


async def test_moved_clock_brings_the_nudge_that_would_have_come(tmp_path: Path) -> None:
    app, house = console(Config(database=DatabaseSettings(url=f"sqlite:///{tmp_path}/chat.db")))
    courier = Courier(house.database, house.transports, house.library, Clocks(house.clock))
    async with TestClient(TestServer(app)) as client:
        tab = Tab(client, app, house)
        await client.get("/", params={"token": app[DESK].guard.token})
        await tab.say('/mlhire req open "Senior ML engineer, ranking"', place="hiring-ml")
        await tab.say('/mlhire loop done "A.Q." R-1', place="hiring-ml")
        await tab.post("/console/clock", by="+1d")
        await tab.post("/console/clock", by="+1h")
        said = tab.chat.version
        while tab.chat.version == said:
            await courier.poll()
        await courier.stop()
        nudge = tab.chat.timeline("hiring-ml", "mei")[-1]
        assert nudge.by_bot
        assert "R-1" in (nudge.reply.text if nudge.reply else "")
        assert nudge.id in await tab.get("/?as=ravi&in=hiring-ml")
    house.close()
