"""Business time moved on, the sample, and a new beginning: nothing is skipped, said twice, or lost for good."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.config import Config, DatabaseSettings, Slack
from bot.console.cast import cast
from bot.console.chat import Message
from bot.console.routes import DESK
from bot.console.sample import lines
from storage import people
from tests.console.gallery import console
from tests.console.rounds import going_round
from tests.console.tab import Tab

NOW = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)


async def _stands(tab: Tab) -> None:
    await tab.app[DESK].playing.stands()


async def _moved(tab: Tab, by: str) -> None:
    assert "error" not in await tab.post("/console/clock", by=by)
    await _stands(tab)


async def _loop_done(tab: Tab) -> None:
    await tab.say('req open "Senior ML engineer, ranking"')
    await tab.say('loop done "A.Q." R-1')


def _bots_own(tab: Tab, person: str = "mei") -> list[Message]:
    """What the bot said by itself, cards left out."""
    return [each for each in tab.chat.timeline(f"dm:{person}", person) if each.key and not each.key.startswith("card:")]


async def test_days_moved_at_once_bring_every_nudge_in_order_and_at_its_own_time(lively: Tab) -> None:
    await _loop_done(lively)
    await _moved(lively, "+1w")
    said = _bots_own(lively)
    texts = [message.reply.text for message in said if message.reply]
    assert len(said) >= 4
    assert [message.at for message in said] == sorted(message.at for message in said)
    assert len({message.at.date() for message in said}) >= 3, "each on its own day, none of them at the end"
    assert any("see my newer message" in text for text in texts[:1]), texts
    assert lively.house.clock.now() == NOW + timedelta(days=7)


async def test_the_next_thing_due_is_one_press_away(lively: Tab) -> None:
    await _loop_done(lively)
    await _moved(lively, "next")
    first = _bots_own(lively)
    assert len(first) == 1
    assert first[0].at == lively.house.clock.now()
    await _moved(lively, "next")
    assert len(_bots_own(lively)) > len(first)


async def test_what_waits_for_its_readers_hours_is_said_in_them_by_the_time_that_is_moved(lively: Tab) -> None:
    await lively.say("due", person="tom", place="dm:tom")
    await lively.say('req open "Senior ML engineer, ranking"')
    await lively.say('cand add "Ana Quiroga" R-1')
    await lively.say("interview book ana technical fri 16:00 @tom R-1")
    await lively.say("cand withdraw ana R-1")
    await _moved(lively, "+1h")
    assert _bots_own(lively, "tom") == [], "it is past seven in the evening in Berlin"
    await _moved(lively, "next")
    (told,) = _bots_own(lively, "tom")
    assert told.reply and "does not take place" in told.reply.text
    assert (told.at, lively.house.clock.now() - told.at) == (datetime(2026, 11, 25, 8, tzinfo=UTC), timedelta())


async def test_where_nothing_is_due_time_stands_and_says_so(lively: Tab) -> None:
    assert "Nothing is due" in (await lively.post("/console/clock", by="next"))["error"]
    assert not lively.house.clock.shift


async def test_a_year_moved_at_once_ends(lively: Tab) -> None:
    await _loop_done(lively)
    await lively.say("away until 2026-12-20")
    await _moved(lively, "+52w")
    assert lively.house.clock.now() == NOW + timedelta(weeks=52)


async def test_time_is_moved_by_one_at_a_time_and_can_be_stopped(lively: Tab) -> None:
    await _loop_done(lively)
    await lively.post("/console/clock", by="+50w")
    assert "moving already" in (await lively.post("/console/clock", by="+1d"))["error"]
    await lively.post("/console/clock", by="stop")
    await _stands(lively)
    assert lively.house.clock.shift < timedelta(weeks=50)


async def test_spans_that_are_none_are_refused(tab: Tab) -> None:
    for by in ("yesterday", "-1d", "+0h", "+90w", "+1e9d"):
        assert (await tab.client.post("/console/clock", json={"by": by})).status == 400


def test_the_samples_lines_stand_in_order_and_before_now() -> None:
    script = lines(cast(), NOW)
    assert [line.at for line in script] == sorted(line.at for line in script)
    assert script[-1].at <= NOW
    assert {line.person.id for line in script} == {"mei", "ravi", "dana", "tom", "iris"}


async def test_the_sample_is_three_searches_in_different_trouble(lively: Tab) -> None:
    assert 'class="try-sample"' in await lively.get("/")
    assert await lively.post("/console/sample") == {"loading": True}
    assert "moving already" in (await lively.post("/console/sample"))["error"]
    await _stands(lively)
    answers = [message.reply for person in ("mei", "ravi", "dana", "tom", "iris") for place in ("hiring-ml", f"dm:{person}")
               for message in lively.chat.timeline(place, person) if message.reply]  # fmt: skip
    assert [reply.text for reply in answers if reply.data.get("refused") or reply.form or not reply.understood] == []
    assert not lively.house.clock.shift
    health = {number: await _said(lively, f"req health R-{number}") for number in (1, 2, 3)}
    assert "Nothing has moved for" in health[1]
    assert "Day 46 and nobody who is in it has finished the loop" in health[1]
    assert "offer" in await _said(lively, "due R-2")
    assert any("Applied AI" in reply.text for reply in answers), "the research req's work is another lane's"
    assert 'class="try-sample"' not in await lively.get("/")


async def _said(tab: Tab, words: str) -> str:
    return str((await tab.say(words))["messages"][1]["html"])


async def test_where_searches_are_the_sample_asks_first(lively: Tab) -> None:
    await _loop_done(lively)
    response = await lively.client.post("/console/sample", json={"as": "mei"})
    assert response.status == 409
    assert "put aside" in (await response.json())["confirm"]


async def test_starting_over_puts_everything_aside_and_numbers_begin_again(lively: Tab) -> None:
    await _loop_done(lively)
    await lively.post("/console/clock", by="+1d")
    await _stands(lively)
    assert "error" not in await lively.post("/console/start-over")
    assert not lively.house.clock.shift
    assert lively.chat.timeline("dm:mei", "mei") == ()
    await _moved(lively, "+1d")
    assert _bots_own(lively) == [], "clocks of before are gone with their searches"
    assert "R-1 is open" in await _said(lively, 'req open "Another"')


@asynccontextmanager
async def _served_from(file: Path) -> AsyncIterator[Tab]:
    app, house = console(Config(database=DatabaseSettings(url=f"sqlite:///{file}")))
    async with TestClient(TestServer(app)) as client, going_round(house):
        await client.get("/", params={"token": app[DESK].guard.token})
        yield Tab(client, app, house)
    house.close()


def _put_aside(folder: Path) -> list[Path]:
    aside = sorted(folder.glob("mlhire-before-*.db"), key=lambda file: file.stem)
    return [file for file in aside if not file.stem.endswith("-chat")]


async def test_what_each_new_beginning_put_aside_is_there_whole_under_its_own_name(tmp_path: Path) -> None:
    titles = ("Staff engineer", "Research lead")
    async with _served_from(tmp_path / "mlhire.db") as tab:
        for title in titles:
            await tab.say(f'req open "{title}"')
            assert "error" not in await tab.post("/console/start-over")
    for title, file in zip(titles, _put_aside(tmp_path), strict=True):
        async with _served_from(file) as tab:
            said = [message.text for message in tab.chat.timeline("dm:mei", "mei")]
            assert said[0] == f'req open "{title}"', "the chat is beside it"
            assert title in await _said(tab, "req show R-1")


async def test_starting_over_spares_other_peoples_workspaces(lively: Tab) -> None:
    lively.house.database.write_system(lambda unit: people.ensure_workspace(unit, "slack:T1", NOW))
    assert "other workspaces" in (await lively.post("/console/start-over"))["error"]


async def test_nothing_is_played_beside_real_doors() -> None:
    app, house = console(Config(slack=Slack.model_validate({"bot_token": "xoxb-1", "signing_secret": "s"})))
    async with TestClient(TestServer(app)) as client:
        await client.get("/", params={"token": app[DESK].guard.token})
        for path in ("clock", "sample", "start-over"):
            response = await client.post(f"/console/{path}", json={"as": "mei", "by": "+1h"})
            assert response.status == 422
    house.close()


async def test_the_chat_is_there_after_a_restart(tmp_path: Path) -> None:
    settings = Config(database=DatabaseSettings(url=f"sqlite:///{tmp_path}/mlhire.db"))
    shown = []
    for turn in range(2):
        app, house = console(settings)
        async with TestClient(TestServer(app)) as client, going_round(house):
            await client.get("/", params={"token": app[DESK].guard.token})
            tab = Tab(client, app, house)
            if turn == 0:
                await tab.say("band senior remote")
                await tab.say("gallery pears")
                await tab.say("book")
                await tab.say("good morning", place="general", person="ravi")
                await tab.say('@mlhire req open "Senior ML engineer"', place="hiring-ml")
                await tab.get("/?as=mei&in=general")
            pages = [await tab.get(f"/?as=mei&in={place}") for place in ("mlhire", "general")]
            shown.append([page.partition('data-log="">')[2].partition("</main>")[0] for page in pages])
            ids = [message.id for message in tab.chat.timeline("dm:mei", "mei")]
            if turn:
                assert len(set(ids)) == len(ids)
                assert (await tab.post("/console/submit", form=ids[-1], fields={"candidate": "B.", "minutes": "30"}))["messages"]
                assert "error" not in await tab.say("hello", place="general")
        house.close()
    assert shown[0] == shown[1]
