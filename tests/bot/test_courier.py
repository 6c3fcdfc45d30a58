"""The courier: everything due is said once, and no message stands in another's way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.courier import MOST_BREAKS
from bot.ledger import Held
from bot.transport import Failed, Pace, Throttled
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.rules.calendar import NotNow
from storage import nudges, outbox
from storage.database import Database
from storage.models import Outbox, Setting
from storage.outbox import Claim
from storage.unit import SystemUnit, Unit
from tests.bot.post import LATER, LEASE, NOW, Post, claimed, queued, two_in_line, until


def away(*_: Any) -> Any:
    raise OperationalError("SELECT", {}, Exception("the server closed the connection"))


def stored(post: Post, message: str) -> Outbox:
    found = post.house.database.read("acme", lambda unit: unit.get(Outbox, message))
    assert found is not None
    return found


# The ordinary way


async def test_a_mark_and_a_persons_command_do_not_overtake_each_other(post: Post) -> None:
    """Read, decide, write: of each kind eight at once count to sixteen."""
    database = post.house.database
    post.loop_done()
    post.due()
    claim = claimed(post)
    database.write("acme", lambda unit: unit.add(Setting(key="counter", value={"n": 0}, changed_at=NOW)))

    def count_up(unit: Unit) -> bool:
        setting = unit.get(Setting, "counter")
        assert setting is not None
        setting.value = {"n": setting.value["n"] + 1}
        unit.flush()
        return True

    def mark(unit: SystemUnit, claim: Claim) -> bool:
        return count_up(unit.within(claim.workspace_id))

    ledger = post.courier._ledger
    commands = (asyncio.to_thread(database.write, "acme", count_up) for _ in range(8))
    marks = (asyncio.to_thread(ledger._mark_all, [(Held(claim, 0.0), mark)]) for _ in range(8))
    await asyncio.gather(*commands, *marks)
    setting = database.read("acme", lambda unit: unit.get(Setting, "counter"))
    assert setting and setting.value == {"n": 16}


async def test_a_due_nudge_is_said_once(post: Post) -> None:
    post.loop_done()
    post.due()
    for _ in range(3):
        await post.round()
        post.passes(LEASE)
    ((key, text),) = post.slack.arrived
    assert "A.Q.'s offer is due" in text
    assert (post.message().status, post.message().platform_ref) == ("sent", {"ts": key})
    assert post.nudges() == {"heads_up": "said", "due": "pending", "escalation": "pending"}


async def test_a_poll_that_finds_nothing_only_reads(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.loop_done()
    monkeypatch.setattr(Database, "write", away)
    monkeypatch.setattr(Database, "write_system", away)
    assert not await post.courier.poll()


async def test_what_waits_behind_another_costs_no_writing_either(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    two_in_line(post)
    post.slack.outcomes = [Throttled(30)]
    await post.round()
    monkeypatch.setattr(Database, "write_system", away)
    assert not await post.courier.poll()


async def test_a_nudge_says_what_is_true_when_it_leaves(post: Post) -> None:
    application = post.loop_done()
    post.due()
    queued(post)
    post.tell(verb="offer sent", application=application)
    await post.round()
    assert post.slack.arrived == []
    assert post.message().status == "cancelled"


async def test_an_offer_sent_between_claim_and_send_stops_the_message(post: Post) -> None:
    application = post.loop_done()
    post.due()
    claimed(post)
    post.tell(verb="offer sent", application=application)
    post.passes(LEASE)
    await post.round()
    assert (post.slack.arrived, post.message().status) == ([], "cancelled")
    assert set(post.nudges().values()) == {"dropped"}


async def test_a_nudge_that_was_snoozed_on_its_way_is_said_once_and_then(post: Post) -> None:
    post.loop_done()
    post.due()
    queued(post)
    (nudge,) = post.message().refs["nudges"]
    post.house.database.write("acme", lambda unit: nudges.snooze(unit, nudge, NOW + timedelta(hours=27)))
    await post.round()
    assert post.slack.arrived == []
    post.due(27)
    await post.round()
    assert len(post.slack.arrived) == 1
    assert [message.status for message in post.messages()] == ["cancelled", "sent"]


async def test_after_a_long_stop_only_the_last_voice_is_said(post: Post) -> None:
    post.loop_done()
    post.due(24 * 7)
    await post.round()
    ((_, text),) = post.slack.arrived
    assert "over" in text
    assert post.nudges() == {"heads_up": "dropped", "due": "dropped", "escalation": "said"}


async def test_what_waited_for_a_platform_meanwhile_is_said_in_its_last_voice_only(post: Post) -> None:
    post.loop_done()
    for hours in (24, 48, 50):
        post.due(hours)
        post.slack.outcomes = [Failed("no connection")]
        await post.round()
    post.slack.outcomes = []
    for _ in range(3):
        post.passes(3600)
        await post.round()
    ((_, text),) = post.slack.arrived
    assert "over" in text


# What goes wrong inside


async def test_a_message_that_cannot_be_composed_is_given_up_and_its_line_goes_on(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_in_line(post)
    poison = post.messages()[0].refs
    compose = speech.compose

    def broken(unit: Any, refs: Any, *rest: Any) -> Any:
        return compose(unit, refs, *rest) if refs != poison else 1 / 0

    monkeypatch.setattr(speech, "compose", broken)
    tries = 0
    while post.messages()[0].status == "queued":
        await post.round()
        post.passes(120)
        tries += 1
    await post.round()
    assert tries == MOST_BREAKS
    assert [message.status for message in post.messages()] == ["given_up", "sent"]
    assert len(post.slack.arrived) == 1


async def test_a_message_that_may_not_leave_now_is_put_off_and_its_line_goes_on(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_in_line(post)
    waits, compose = post.messages()[0].refs, speech.compose
    night_ends = post.business.at + 10 * LATER

    def quiet(unit: Any, refs: Any, *rest: Any) -> Any:
        if refs == waits and post.business.at < night_ends:
            raise NotNow(night_ends)
        return compose(unit, refs, *rest)

    monkeypatch.setattr(speech, "compose", quiet)
    for _ in range(2):  # a second night, as business time stood still
        await post.round()
        await post.round()
        first, second = post.messages()
        assert (first.status, first.next_try_at, second.status) == ("queued", post.real.at + 10 * LATER, "sent")
        post.passes(10 * LATER.total_seconds())
    post.business.at = night_ends
    await post.round()
    assert [message.status for message in post.messages()] == ["sent", "sent"]


async def test_a_message_whose_kind_only_a_newer_program_knows_waits_for_it(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    def is_of_kind(kind: str) -> None:
        post.house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.id == message.id, kind=kind))

    post.loop_done()
    post.due()
    queued(post)
    message = post.message()
    is_of_kind("newer")
    for _ in range(MOST_BREAKS + 1):
        await post.round()
        post.passes(120)
    left = stored(post, message.id)
    assert (post.slack.arrived, left.status, left.attempts) == ([], "queued", 1)
    assert [record.getMessage() for record in caplog.records if "newer" in record.getMessage()] == [
        "messages of kind 'newer' are left to a newer program: this one does not know them"
    ]
    is_of_kind(message.kind)
    post.passes(LEASE)
    await post.round()
    assert (len(post.slack.arrived), post.message().status) == (1, "sent")


async def test_nothing_waits_behind_a_message_that_is_left_to_a_newer_program(post: Post) -> None:
    two_in_line(post)
    first = post.messages()[0].id
    post.house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.id == first, kind="newer"))
    await post.round()
    await post.round()
    assert [message.status for message in post.messages()] == ["sent"]
    assert len(post.slack.arrived) == 1


async def test_a_message_that_a_newer_program_died_with_is_there_for_the_next(post: Post) -> None:
    post.loop_done()
    post.due()
    claim = claimed(post)
    post.house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.id == claim.id, kind="newer"))
    post.passes(LEASE)
    await post.round()
    left = stored(post, claim.id)
    assert (left.status, left.may_have_arrived, post.slack.asked) == ("queued", True, [])


async def test_a_database_that_is_away_is_nobodys_poison(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.loop_done()
    post.due()
    with monkeypatch.context() as failing:
        failing.setattr(speech, "compose", away)
        for _ in range(MOST_BREAKS + 2):
            await post.round()
            post.passes(120)
    await post.round()
    assert (len(post.slack.arrived), post.slack.asked) == (1, [])


@pytest.mark.parametrize("system", ["slack", "teams"])
async def test_what_is_known_is_stored_although_the_database_fails_for_a_moment(
    post: Post, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    post.loop_done(system=system)
    post.due()
    failures = iter(range(4))
    mark_sent = outbox.mark_sent
    monkeypatch.setattr(outbox, "mark_sent", lambda *a: away() if next(failures, None) is not None else mark_sent(*a))
    await post.round()
    assert (len(post.platforms[system].arrived), post.message().status) == (1, "sent")


async def test_one_mark_that_fails_does_not_undo_those_beside_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        post.loop_done(f"C.{number}", person=f"p{number}")
    post.due()
    post.slack.held = asyncio.Event()
    mark_sent = outbox.mark_sent
    bad = iter((True,))

    def fails(unit: Any, claim: Claim, *rest: Any) -> bool:
        if claim.key == first and next(bad, False):
            away()
        return mark_sent(unit, claim, *rest)

    await post.courier.poll()
    first = post.messages()[0].key
    monkeypatch.setattr(outbox, "mark_all_sent", away)
    monkeypatch.setattr(outbox, "mark_sent", fails)
    post.slack.held.set()
    await post.round()
    assert [message.status for message in post.messages()] == ["sent"] * 5


async def test_a_poll_that_fails_leaves_nothing_behind(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.loop_done()
    post.due()
    with monkeypatch.context() as failing:
        failing.setattr(outbox, "claim", away)
        with pytest.raises(OperationalError):
            await post.courier.poll()
    await post.round()
    assert len(post.slack.arrived) == 1


# Side by side


async def test_a_slow_send_holds_nobody_up(post: Post) -> None:
    post.loop_done("A.Q.", system="teams", person="ravi")
    post.due()
    post.teams.held = asyncio.Event()
    await post.courier.poll()
    await post.teams.begun.wait()
    post.business.at = NOW
    post.loop_done("B.R.")
    post.due()
    assert not await post.courier.poll()
    await until(lambda: post.slack.arrived)
    assert post.courier.under_way
    post.teams.held.set()
    await post.round()
    assert len(post.teams.arrived) == 1


async def test_an_address_is_paced_and_no_other_waits_for_it(post: Post) -> None:
    post.slack.pace = (Pace(1, 1.0),)
    two_in_line(post, "ravi")
    await post.round()
    assert len(post.slack.arrived) == 2
    await post.round()
    assert len(post.slack.arrived) == 2
    post.passes(1)
    await post.round()
    assert len(post.slack.arrived) == 3


async def test_many_due_at_once_are_all_said(post: Post) -> None:
    for number in range(60):
        post.loop_done(f"C.{number}", person=f"p{number}")
    post.due()
    await post.round()
    assert len({key for key, _ in post.slack.arrived}) == len(post.slack.arrived) == 60
    assert {message.status.value for message in post.messages()} == {"sent"}


async def test_stopping_finishes_what_is_being_sent(post: Post) -> None:
    post.loop_done(system="teams")
    post.due()
    post.teams.held = asyncio.Event()
    await post.courier.poll()
    await post.teams.begun.wait()
    stopping = asyncio.create_task(post.courier.stop())
    await asyncio.sleep(0)
    post.teams.held.set()
    await stopping
    assert (len(post.teams.arrived), post.message().status) == (1, "sent")
    assert not await post.courier.poll()


async def test_what_had_not_begun_when_it_stopped_goes_back(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.loop_done(system="teams")
    post.due()
    compose = speech.compose
    loop = asyncio.get_running_loop()
    stopped: list[Any] = []

    def meanwhile(*args: Any) -> Any:
        if not stopped:
            stopped.append(asyncio.run_coroutine_threadsafe(post.courier.stop(), loop))
        return compose(*args)

    monkeypatch.setattr(speech, "compose", meanwhile)
    await post.courier.poll()
    await until(lambda: stopped)
    await asyncio.wrap_future(stopped[0])
    assert (post.teams.arrived, post.message().status, post.message().may_have_arrived) == ([], "queued", False)
    await post.round(post.another())
    assert len(post.teams.arrived) == 1
