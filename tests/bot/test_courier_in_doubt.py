"""The courier in doubt: what a death, a platform's answer or a clock leaves open is asked about, and never said twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.courier import Timing
from bot.slack.transport import SlackTransport, client
from bot.transport import Absent, Failed, Found, Pace, Refused, Throttled, Unclear, Unknown
from handlers.pipeline.messages import nudges as speech
from storage import outbox
from storage.models import Outbox
from tests.bot.post import LEASE, NOW, Post, claimed, opened, queued, until
from tests.peers.slack_api import Fault, slack_api

# Died on the way


async def test_a_message_that_had_arrived_is_found_and_not_said_again(post: Post) -> None:
    post.loop_done()
    post.due()
    key = claimed(post).key
    post.slack.arrived.append((key, "said by the one that died"))
    await post.round()
    assert post.slack.asked == []
    post.passes(LEASE)
    await post.round()
    assert (len(post.slack.arrived), post.message().status, post.nudges()["heads_up"]) == (1, "sent", "said")


async def test_a_message_that_had_not_arrived_is_said(post: Post) -> None:
    post.loop_done()
    post.due()
    claimed(post)
    post.passes(LEASE)
    await post.round()
    assert (len(post.slack.asked), len(post.slack.arrived)) == (1, 1)


async def test_while_nobody_knows_nothing_is_said(post: Post) -> None:
    post.loop_done()
    post.due()
    claimed(post)
    post.slack.answers = [Unknown(), OSError(), Unknown()]
    for _ in range(3):
        post.passes(3600)
        await post.round()
        assert post.slack.arrived == []
    assert post.message().last_error == "not_known_whether_it_arrived 3"
    post.passes(3600)
    await post.round()
    assert len(post.slack.arrived) == 1


async def test_a_platform_that_wants_to_be_left_alone_is_not_asked_until_then(post: Post) -> None:
    post.loop_done()
    post.due()
    claimed(post)
    post.passes(LEASE)
    post.slack.answers = [Unknown(600)]
    await post.round()
    post.passes(599)
    await post.round()
    assert len(post.slack.asked) == 1
    post.passes(1)
    await post.round()
    assert (len(post.slack.asked), len(post.slack.arrived)) == (2, 1)


async def test_a_platform_that_never_tells_does_not_block_its_line_for_ever(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.courier.MOST_LOOKS", 2)
    post.loop_done()
    post.due()
    claimed(post)
    post.slack.answers = [Unknown(), Unknown()]
    for _ in range(3):
        post.passes(3600)
        await post.round()
    assert (post.slack.arrived, post.message().status) == ([], "unclear")


async def test_look_ups_go_side_by_side_at_slacks_pace_and_what_is_new_does_not_wait_for_them(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SlackTransport, "looks", Pace(2, 60.0))
    for name, many in (("AT_ONCE", 6), ("FEW", 3)):
        monkeypatch.setattr(f"bot.courier.{name}", many)
    async with slack_api() as slack:
        post.platforms["slack"] = cast(Any, SlackTransport(client("xoxb-1", slack.url), monotonic=lambda: post.monotonic))
        for number in range(6):
            post.loop_done(f"C.{number}", person=f"p{number}")
        post.due()
        queued(post)
        assert len(post.house.database.write_system(lambda unit: outbox.claim(unit, post.real.at, 50, LEASE))) == 6
        post.passes(LEASE)
        post.business.at = NOW
        post.loop_done("New", person="new")
        post.due()
        slack.fail("conversations.history", Fault(delay=1), Fault(delay=1))
        while not slack.posted():
            await post.courier.poll()
        assert (len(slack.called("conversations.history")), post.courier.under_way >= 2) == (2, True)
        for minutes in range(1, 4):
            await post.round()
            assert (len(slack.called("conversations.history")), len(slack.posted())) == (2 * minutes, 1 + 2 * minutes)
            post.passes(60)


async def test_where_the_platform_cannot_be_asked_a_send_that_had_begun_is_unclear(post: Post) -> None:
    post.loop_done(system="teams")
    post.due()
    opened(post)
    post.passes(LEASE)
    await post.round()
    assert (post.teams.arrived, post.message().status, post.nudges()["heads_up"]) == ([], "unclear", "said")


async def test_where_the_platform_cannot_be_asked_a_send_that_had_not_begun_is_made(post: Post) -> None:
    post.loop_done(system="teams")
    post.due()
    claimed(post)
    post.passes(LEASE)
    await post.round()
    assert (len(post.teams.arrived), post.message().status) == (1, "sent")


# What platforms answer


async def test_an_unclear_send_is_looked_for_before_another(post: Post) -> None:
    post.loop_done()
    post.due()
    post.slack.outcomes = [Unclear("cut")]
    await post.round()
    assert (post.message().status, post.slack.asked) == ("queued", [])
    post.slack.answers = [Found({"ts": "late"})]
    post.passes(Timing().settle)
    await post.round()
    assert (post.slack.arrived, post.message().platform_ref) == ([], {"ts": "late"})


async def test_an_unclear_send_that_cannot_be_asked_about_is_never_repeated(post: Post) -> None:
    post.loop_done(system="teams")
    post.due()
    post.teams.outcomes = [Unclear("cut")]
    for _ in range(3):
        await post.round()
        post.passes(3600)
    assert (post.teams.arrived, post.message().status, post.message().last_error) == ([], "unclear", "cut")


@pytest.mark.parametrize("system", ["slack", "teams"])
@pytest.mark.parametrize("outcome", [Throttled(7), Failed("no connection")])
async def test_a_send_that_was_surely_not_taken_is_made_again_without_a_question(post: Post, system: str, outcome: Any) -> None:
    post.loop_done(system=system)
    post.due()
    platform = post.platforms[system]
    platform.outcomes = [outcome, outcome]
    for _ in range(3):
        await post.round()
        post.passes(20)
    assert (len(platform.arrived), platform.asked, post.message().attempts) == (1, [], 3)


async def test_a_throttled_message_waits_as_long_as_it_was_told(post: Post) -> None:
    post.loop_done()
    post.due()
    post.slack.outcomes = [Throttled(7)]
    await post.round()
    post.passes(6.9)
    await post.round()
    assert post.slack.arrived == []
    post.passes(0.1)
    await post.round()
    assert len(post.slack.arrived) == 1


async def test_a_refused_message_is_given_up_where_it_is_seen(post: Post) -> None:
    post.loop_done()
    post.due()
    post.slack.outcomes = [Refused("channel_not_found")]
    for _ in range(2):
        await post.round()
        post.passes(3600)
    seen = post.house.database.read("acme", lambda unit: unit.all(Outbox))
    assert ("given_up", "channel_not_found") in [(row.status, row.last_error) for row in seen]


async def test_a_transport_that_crashes_says_nothing_about_the_message(post: Post) -> None:
    post.loop_done("A.Q.")
    post.loop_done("B.R.", system="teams", person="ravi")
    post.due()
    for platform in (post.slack, post.teams):
        platform.outcomes = [KeyError("service_url")]
    await post.round()
    assert [message.status for message in post.messages()] == ["queued", "unclear"]
    assert post.messages()[0].may_have_arrived


async def test_a_message_for_a_closed_door_waits(post: Post) -> None:
    post.loop_done()
    post.due()
    slack = post.platforms.pop("slack")
    await post.round()
    assert (post.message().status, post.message().last_error) == ("queued", "no_door")
    post.platforms["slack"] = slack
    post.passes(300)
    await post.round()
    assert (len(slack.arrived), slack.asked) == (1, [])


# Clocks that are set


@pytest.mark.parametrize("system", ["slack", "teams"])
async def test_a_clock_set_forward_during_a_send_makes_nothing_twice(post: Post, system: str) -> None:
    post.loop_done(system=system)
    post.due()
    platform = post.platforms[system]
    platform.held = asyncio.Event()
    await post.courier.poll()
    await platform.begun.wait()
    post.real.at += timedelta(hours=1)
    await post.courier.poll()
    platform.held.set()
    await post.round()
    assert (len(platform.arrived), post.message().status, post.message().attempts) == (1, "sent", 2)


async def test_a_send_does_not_begin_late_in_its_lease(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.loop_done(system="teams")
    post.due()
    compose = speech.compose

    def slow(*args: Any) -> Any:
        post.monotonic += Timing().begin
        monkeypatch.setattr(speech, "compose", compose)
        return compose(*args)

    monkeypatch.setattr(speech, "compose", slow)
    await post.courier.poll()
    await until(lambda: not post.courier.under_way)
    assert (post.teams.arrived, post.message().last_error, post.message().may_have_arrived) == ([], "too_late", False)
    await post.round()
    assert len(post.teams.arrived) == 1


async def test_an_absent_message_stays_looked_for_until_it_is_said(post: Post) -> None:
    post.loop_done()
    post.due()
    claimed(post)
    post.passes(LEASE)
    post.slack.answers = [Absent()]
    post.slack.outcomes = [Throttled(1)]
    await post.round()
    assert not post.message().may_have_arrived
    post.passes(1)
    await post.round()
    assert (len(post.slack.asked), len(post.slack.arrived)) == (1, 1)
