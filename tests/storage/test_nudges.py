"""Nudges follow what the clocks want, and nothing is ever said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from storage import nudgekeys, nudges, outbox, reconciling
from storage.database import Database
from storage.enums import NudgeStatus, Voice
from storage.models import Nudge, Outbox, Person
from storage.reconciling import Reconciled
from storage.unit import table_of
from storage.wanted import NO_LONGER_WANTED, Wanted
from tests.storage.rows import HOUR, NOW, Search, start_search, wanted


def reconcile(db: Database, search: Search, *want: Wanted) -> Reconciled:
    return db.write("acme", lambda unit: reconciling.reconcile(unit, want, requisition_id=search.requisition))


def nudge(db: Database, key: str) -> Nudge:
    row = db.read("acme", lambda unit: unit.one(Nudge, table_of(Nudge).c.key == key))
    assert row is not None
    return row


def send(db: Database, *keys: str) -> str:
    """Queue the nudges in one message; its outbox id."""
    ids = [nudge(db, key).id for key in keys]

    def queue(unit) -> str:  # type: ignore[no-untyped-def]
        message = outbox.put(unit, "message-" + keys[0], "nudge", {"nudges": ids}, {"channel": "C1"}, NOW)
        assert message
        nudges.queue(unit, {message: ids})
        return message

    return str(db.write("acme", queue))


def lost(db: Database, *keys: str) -> None:
    """They were said in one message, of which nobody knows whether it arrived."""
    message = send(db, *keys)

    def mark(unit) -> None:  # type: ignore[no-untyped-def]
        unit.update(Outbox, table_of(Outbox).c.id == message, status="unclear")
        nudges.said(unit, message, NOW)

    db.write("acme", mark)


def another(unit) -> str:  # type: ignore[no-untyped-def]
    """Somebody else's id."""
    return str(unit.add(Person(name="Ravi Menon", created_at=NOW)).id)


def test_new_keys_are_added_and_a_second_time_changes_nothing(db: Database, search: Search) -> None:
    assert reconcile(db, search, wanted(search, "a"), wanted(search, "b")).added == ("a", "b")
    assert reconcile(db, search, wanted(search, "a"), wanted(search, "b")) == Reconciled()
    assert nudge(db, "a").status is NudgeStatus.PENDING


def test_a_moved_deadline_moves_what_waits(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"), wanted(search, "b"))
    assert reconcile(db, search, wanted(search, "a", hours=5), wanted(search, "b")).changed == ("a",)
    assert (nudge(db, "a").say_at, nudge(db, "b").say_at) == (NOW + 5 * HOUR, NOW)


def test_what_was_said_before_a_deadline_came_nearer_is_said_anew_once(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "of:mira:due", hours=9))
    told = send(db, "of:mira:due")
    db.write("acme", lambda unit: nudges.said(unit, told, NOW))
    nearer = replace(wanted(search, "of:mira:due", hours=5), news_at=NOW + HOUR)
    (anew,) = reconcile(db, search, nearer).added
    assert anew.startswith("of:mira:due-")
    assert (nudge(db, anew).status, nudge(db, "of:mira:due").status) == (NudgeStatus.PENDING, NudgeStatus.DONE)
    assert reconcile(db, search, nearer) == Reconciled()
    assert reconcile(db, search, wanted(search, "of:mira:due", hours=9)).dropped == (anew,)
    assert nudge(db, "of:mira:due").status is NudgeStatus.SAID


def test_vanished_keys_are_dropped_and_come_back_when_wanted_again(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    assert reconcile(db, search).dropped == ("a",)
    assert (nudge(db, "a").status, nudge(db, "a").reason) == (NudgeStatus.DROPPED, NO_LONGER_WANTED)
    assert reconcile(db, search) == Reconciled()
    reconcile(db, search, wanted(search, "a", hours=1))
    assert (nudge(db, "a").status, nudge(db, "a").reason, nudge(db, "a").say_at) == (NudgeStatus.PENDING, None, NOW + HOUR)


def test_what_a_person_dropped_stays_dropped(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    db.write("acme", lambda unit: nudges.drop(unit, [nudge(db, "a").id], "not_needed"))
    assert reconcile(db, search, wanted(search, "a", hours=1)) == Reconciled()
    assert reconcile(db, search) == Reconciled()
    assert nudge(db, "a").reason == "not_needed"


def test_a_said_voice_is_done_with_the_deed_and_owed_again_after_an_undo_but_not_said_again(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    message = send(db, "a")
    assert db.write("acme", lambda unit: nudges.said(unit, message, NOW)) == 1
    reconcile(db, search)
    assert nudge(db, "a").status is NudgeStatus.DONE
    reconcile(db, search, wanted(search, "a", hours=2))
    assert (nudge(db, "a").status, nudge(db, "a").deadline_at) == (NudgeStatus.SAID, NOW + 2 * HOUR)
    assert db.read("acme", lambda unit: nudges.due(unit, NOW + 9 * HOUR, 10)) == []


@pytest.mark.parametrize(("left", "status"), [(True, NudgeStatus.DONE), (False, NudgeStatus.DROPPED)])
def test_a_clock_that_stops_while_its_message_is_on_its_way(
    db: Database, search: Search, left: bool, status: NudgeStatus
) -> None:
    reconcile(db, search, wanted(search, "a"))
    message = send(db, "a")
    reconcile(db, search)
    assert nudge(db, "a").status is NudgeStatus.QUEUED
    if left:
        db.write("acme", lambda unit: nudges.said(unit, message, NOW))
    else:
        db.write("acme", lambda unit: nudges.unneeded(unit, message))
    assert nudge(db, "a").status is status


def test_a_clock_that_stops_and_goes_on_while_the_message_is_on_its_way_says_it_once(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    message = send(db, "a")
    reconcile(db, search)
    reconcile(db, search, wanted(search, "a"))
    assert db.read("acme", lambda unit: nudges.due(unit, NOW, 10)) == []
    db.write("acme", lambda unit: nudges.said(unit, message, NOW))
    assert nudge(db, "a").status is NudgeStatus.SAID


def voiced(search: Search, voice: Voice, *, whose: str = "mira", hours: float = 0) -> Wanted:
    return replace(wanted(search, f"a:{whose}:{voice.value}", hours=hours), voice=voice)


@pytest.mark.parametrize("left", [True, False])
def test_what_was_said_stands_while_a_later_voice_of_its_deadline_is_wanted(db: Database, search: Search, left: bool) -> None:
    reconcile(db, search, voiced(search, Voice.HEADS_UP), voiced(search, Voice.DUE, hours=9))
    message = send(db, "a:mira:heads_up")
    if left:
        db.write("acme", lambda unit: nudges.said(unit, message, NOW))
    assert reconcile(db, search, voiced(search, Voice.DUE, hours=2)).dropped == ()
    if not left:
        db.write("acme", lambda unit: nudges.said(unit, message, NOW))
    row = nudge(db, "a:mira:heads_up")
    assert (row.status, row.reason, row.deadline_at, row.say_at) == (NudgeStatus.SAID, None, NOW + 2 * HOUR, NOW)
    assert reconcile(db, search, voiced(search, Voice.DUE, hours=2)) == Reconciled()
    reconcile(db, search)
    assert nudge(db, "a:mira:heads_up").status is NudgeStatus.DONE
    reconcile(db, search, voiced(search, Voice.DUE, hours=2))
    assert nudge(db, "a:mira:heads_up").status is NudgeStatus.SAID


@pytest.mark.parametrize(("voice", "whose"), [(Voice.DUE, "ravi"), (Voice.HEADS_UP, "mira")])
def test_what_was_said_is_settled_where_no_later_voice_is_wanted_of_the_same_owner(
    db: Database, search: Search, voice: Voice, whose: str
) -> None:
    reconcile(db, search, voiced(search, Voice.DUE), voiced(search, voice, whose=whose))
    message = send(db, "a:mira:due")
    db.write("acme", lambda unit: nudges.said(unit, message, NOW))
    reconcile(db, search, voiced(search, voice, whose=whose))
    assert nudge(db, "a:mira:due").status is NudgeStatus.DONE


def test_a_heads_up_that_still_waits_goes_where_it_is_not_wanted(db: Database, search: Search) -> None:
    reconcile(db, search, voiced(search, Voice.HEADS_UP), voiced(search, Voice.DUE, hours=9))
    assert reconcile(db, search, voiced(search, Voice.DUE, hours=2)).dropped == ("a:mira:heads_up",)


def test_a_snoozed_nudge_keeps_the_time_its_owner_chose(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    assert db.write("acme", lambda unit: nudges.snooze(unit, nudge(db, "a").id, NOW + 3 * HOUR))
    reconcile(db, search, wanted(search, "a", hours=1))
    assert (nudge(db, "a").say_at, nudge(db, "a").deadline_at) == (NOW + 3 * HOUR, NOW + HOUR)
    assert [row.key for row in db.read("acme", lambda unit: nudges.due(unit, NOW + 3 * HOUR, 10))] == ["a"]


def test_due_gives_the_longest_waiting_first_and_no_more_than_asked(db: Database, search: Search) -> None:
    reconcile(db, search, *(wanted(search, f"n{hours}", hours=hours) for hours in (3, 1, 2)))
    assert [row.key for row in db.read("acme", lambda unit: nudges.due(unit, NOW + 5 * HOUR, 2))] == ["n1", "n2"]
    assert db.read("acme", lambda unit: nudges.due(unit, NOW, 2)) == []
    assert db.read_system(nudges.next_time) == NOW + HOUR


def test_only_workspaces_with_due_nudges_are_named(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a", hours=1))
    assert db.read_system(lambda unit: nudges.workspaces_due(unit, NOW)) == []
    assert db.read_system(lambda unit: nudges.workspaces_due(unit, NOW + HOUR)) == ["acme"]


def test_another_workspaces_nudges_are_never_due_here(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    theirs = db.write("globex", start_search)
    db.write("globex", lambda unit: reconciling.reconcile(unit, [wanted(theirs, "a")], requisition_id=theirs.requisition))
    assert [row.workspace_id for row in db.read("globex", lambda unit: nudges.due(unit, NOW, 10))] == ["globex"]
    assert reconcile(db, search).dropped == ("a",)
    assert len(db.read("globex", lambda unit: nudges.due(unit, NOW, 10))) == 1


def test_an_applications_nudges_are_reconciled_without_the_reqs(db: Database, search: Search) -> None:
    of_req = Wanted("req-age", "req_age", "digest", search.requisition, None, search.manager, NOW, NOW, 0)  # type: ignore[arg-type]
    reconcile(db, search, of_req, wanted(search, "a"))
    scope = {"requisition_id": search.requisition, "application_id": search.application}
    assert db.write("acme", lambda unit: reconciling.reconcile(unit, [], **scope)).dropped == ("a",)
    assert nudge(db, "req-age").status is NudgeStatus.PENDING


def test_only_the_first_acknowledgement_counts(db: Database, search: Search) -> None:
    reconcile(db, search, wanted(search, "a"))
    row = nudge(db, "a")
    assert db.write("acme", lambda unit: nudges.acknowledge(unit, row.id, search.manager, NOW))
    assert not db.write("acme", lambda unit: nudges.acknowledge(unit, row.id, search.manager, NOW))


def test_reconciling_many_takes_four_statements(db: Database, search: Search) -> None:
    from sqlalchemy import event

    reconcile(db, search, *(wanted(search, f"n{number}") for number in range(20)))
    statements: list[str] = []

    def count(unit) -> None:  # type: ignore[no-untyped-def]
        @event.listens_for(unit.session.connection(), "before_cursor_execute")
        def seen(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
            statements.append(statement)

        want = [wanted(search, f"n{number}", hours=1) for number in range(10, 30)]
        reconciling.reconcile(unit, want, requisition_id=search.requisition)

    db.write("acme", count)
    assert len(statements) == 4


def test_what_comes_to_be_wanted_for_a_time_that_has_passed_is_wanted_from_now_on(db: Database, search: Search) -> None:
    def at(now: datetime, *want: Wanted) -> None:
        db.write("acme", lambda unit: reconciling.reconcile(unit, want, requisition_id=search.requisition, now=now))

    at(NOW + HOUR, wanted(search, "new"), wanted(search, "ahead", hours=9), wanted(search, "again", hours=9))
    assert (nudge(db, "new").say_at, nudge(db, "new").deadline_at) == (NOW + HOUR, NOW)
    at(NOW + 2 * HOUR, wanted(search, "new"), wanted(search, "ahead"))
    assert (nudge(db, "new").say_at, nudge(db, "ahead").say_at) == (NOW + HOUR, NOW + 2 * HOUR)  # one waits since then, one moved
    at(NOW + 3 * HOUR, wanted(search, "new"), wanted(search, "ahead"), wanted(search, "again"))
    assert (nudge(db, "ahead").say_at, nudge(db, "again").say_at) == (NOW + 2 * HOUR, NOW + 3 * HOUR)


def test_of_two_voices_at_one_moment_the_last_speaks_once_for_each_of_two_rounds(db: Database, search: Search) -> None:
    keys = ("one:mira:due", "one:mira:over", "two:mira:due", "two:mira:over")
    voices = (Voice.DUE, Voice.ESCALATION) * 2
    reconcile(db, search, *(replace(wanted(search, key), voice=voice) for key, voice in zip(keys, voices, strict=True)))
    ids = {key: nudge(db, key).id for key in keys}
    overtaken = db.read("acme", lambda unit: nudges.overtaken(unit, list(ids.values()), NOW))
    assert overtaken == {ids["one:mira:due"], ids["two:mira:due"]}


def test_a_later_voice_about_one_of_two_scorecards_takes_no_word_from_the_other(db: Database, search: Search) -> None:
    start = NOW.isoformat()
    due, over = f"a:scorecard:round:tom:{start}:ravi:due", f"a:scorecard:round:ravi:{start}:ravi:escalation"
    moved = f"a:scorecard:round:tom:{start}::escalation"
    want = ((due, Voice.DUE), (over, Voice.ESCALATION))
    reconcile(db, search, *(replace(wanted(search, key), voice=voice) for key, voice in want))
    ids = [nudge(db, due).id, nudge(db, over).id]
    assert db.read("acme", lambda unit: nudges.overtaken(unit, ids, NOW)) == set()
    reconcile(db, search, *(replace(wanted(search, key), voice=voice) for key, voice in (*want, (moved, Voice.ESCALATION))))
    assert db.read("acme", lambda unit: nudges.overtaken(unit, ids, NOW)) == {ids[0]}


def test_what_nobody_knows_of_one_scorecard_says_nothing_of_another(db: Database, search: Search) -> None:
    start = NOW.isoformat()
    toms, ravis = (f"a:scorecard:round:{whose}:{start}:ravi:{{}}" for whose in ("tom", "ravi"))
    keys = [each.format(voice) for each in (toms, ravis) for voice in ("due", "escalation")]
    reconcile(db, search, *(replace(wanted(search, key), voice=Voice(key.rsplit(":", 1)[1])) for key in keys))
    lost(db, keys[0])
    later = {nudge(db, key).id: key for key in keys if key.endswith("escalation")}
    assert {later[id] for id in db.read("acme", lambda unit: nudges.unclear_before(unit, list(later)))} == {
        toms.format("escalation")
    }


def test_what_was_told_to_one_is_said_anew_to_who_is_in_their_place_since(db: Database, search: Search) -> None:
    due, over = (
        replace(wanted(search, f"a:offer:{NOW.isoformat()}:mira:{voice.value}"), voice=voice)
        for voice in (Voice.DUE, Voice.ESCALATION)
    )
    reconcile(db, search, due, over)
    lost(db, due.key)
    other = db.write("acme", another)
    reconcile(db, search, replace(due, person_id=other), replace(over, person_id=other))
    assert (nudge(db, due.key).person_id, nudge(db, over.key).person_id) == (other, other)
    assert nudge(db, due.key).status == NudgeStatus.PENDING
    assert db.read("acme", lambda unit: nudges.unclear_before(unit, [nudge(db, over.key).id])) == set()


def test_a_line_in_the_thread_speaks_for_its_own_deadline_alone(db: Database, search: Search) -> None:
    start = NOW.isoformat()
    other = db.write("acme", another)
    toms, ravis = f"a:scorecard:round:tom:{start}:tom:due", f"a:scorecard:round:ravi:{start}:ravi:due"
    line = replace(wanted(search, nudgekeys.line_of(toms)), person_id=None)
    reconcile(db, search, wanted(search, toms), replace(wanted(search, ravis), person_id=other), line)
    assert db.read("acme", lambda unit: nudges.owners_of(unit, nudge(db, line.key))) == [search.manager]
