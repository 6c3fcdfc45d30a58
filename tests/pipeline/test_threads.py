"""What a req's thread hears of its deadlines: without a name, in one line, which says what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.duties import LINES, Timed
from handlers.pipeline.reminders import owing, several
from storage.models import Nudge, Person, Requisition, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.team import rows, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, clock, heard, queued, sent, shown, waiting
from tests.pipeline.test_said_nudges import DAY_LATER, search

__all__ = ["search"]


def in_thread(house):
    """The req's card was posted."""

    def post(unit):
        req = unit.one(Requisition)
        req.address = {**req.address, "thread": "17.1"}

    house.database.write("acme", post)


def lines(house, at):
    """What is posted in reqs' threads at that time."""
    queued(house, at)
    ids = {each.id for each in rows(house, Nudge) if owing.is_line(each)}
    said = [(each, sent(house, at, each)) for each in waiting(house)]
    return [reply for message, reply in said if reply and ids.issuperset(message.refs["nudges"])]


def test_the_reqs_thread_hears_what_is_due_without_a_name_and_its_line_is_answered(tell, stateful, search):
    in_thread(stateful)
    heard(stateful, DAY_LATER)
    (line,) = lines(stateful, ENDED + 48 * HOUR)
    assert (line.text, line.actions, line.more) == ("R-1: an offer is due Wed 13:00 in New York.", (), ())
    tell(verb="offer sent", application=search[0], by=RAVI, at=ENDED + 48 * HOUR)
    texts = [each.text for each in shown(stateful, ENDED + 48 * HOUR)]
    assert any(text.startswith("✓ Ravi sent A.Q. (C-1) the offer, Wed 13:00 in New York") for text in texts)
    assert not any("Ana" in text for text in texts if "C-1" in text)


def passed(house, at):
    """The texts of what is edited at that time, after a look at the lines of deadlines that have passed."""
    Timed(house.database, house.library, LINES).poll(at, at)
    return [each.text for each in shown(house, at)]


def test_a_deadline_is_one_line_in_the_thread_which_says_that_it_has_passed(tell, stateful, search):
    in_thread(stateful)
    tell(verb="offer sent", application=search[1], by=RAVI, at=DAY_LATER)
    tell(verb="call recruiter done", application=search[1], by=RAVI, at=DAY_LATER)
    tell(verb="call manager done", application=search[1], by=MEI, at=DAY_LATER)
    heard(stateful, DAY_LATER)
    due, over = (f"R-1: an offer {each} due Wed 13:00 in New York." for each in ("is", "was"))
    said = lines(stateful, ENDED + 48 * HOUR + timedelta(seconds=2))
    assert [each.text for each in said] == [due]
    assert over not in passed(stateful, ENDED + 48 * HOUR + timedelta(minutes=10))
    assert over in passed(stateful, ENDED + 48 * HOUR + timedelta(minutes=11))
    edits = sum(each.wanted for each in rows(stateful, Surface))
    passed(stateful, ENDED + 49 * HOUR)
    assert sum(each.wanted for each in rows(stateful, Surface)) == edits
    assert lines(stateful, ENDED + 52 * HOUR) == []


def test_a_line_says_that_its_deadline_has_passed_where_nobody_hears_of_it_before_friday(tell, stateful, search):
    in_thread(stateful)
    tell("away until fri", by=RAVI, at=ENDED + 2 * HOUR)
    heard(stateful, DAY_LATER)
    assert len(lines(stateful, ENDED + 48 * HOUR)) == 1
    assert "R-1: an offer was due" in str(passed(stateful, ENDED + 49 * HOUR))


def test_a_line_of_a_deadline_that_was_moved_says_anew_that_it_has_passed(tell, stateful, search):
    in_thread(stateful)
    lines(stateful, ENDED + 48 * HOUR)
    passed(stateful, ENDED + 49 * HOUR)
    tell("settings R-1 offer 60 hours", at=ENDED + 50 * HOUR)
    assert "R-1: an offer is due Thu 01:00" in str([each.text for each in shown(stateful, ENDED + 50 * HOUR)])
    assert "R-1: an offer was due" in str(passed(stateful, ENDED + 61 * HOUR))


def test_the_thread_hears_it_in_the_working_hours_of_the_reqs_people(tell, stateful, search):
    late = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    tell('loop done "Cy Dahl" R-1', at=late - 48 * HOUR)
    found = [each for each in rows(stateful, Nudge) if owing.is_line(each) and each.deadline_at == late and each.clock == "offer"]
    assert [each.say_at for each in found] == [datetime(2026, 12, 2, 22, 0, tzinfo=UTC)]  # 17:00 in New York


def test_whoever_is_in_one_zone_needs_no_place_named(tell, stateful, search):
    in_thread(stateful)

    def move(unit):
        for each in unit.all(Person):
            each.timezone = "America/New_York"

    stateful.database.write("acme", move)
    (line,) = lines(stateful, ENDED + 48 * HOUR)
    assert line.text == "R-1: an offer is due Wed 13:00."


def test_nobody_is_told_twice_in_the_same_place(tell, stateful, search):
    def same_place(unit):
        req = unit.one(Requisition)
        req.address = {"system": "slack", "channel": "D-Ravi", "thread": "17.1"}

    stateful.database.write("acme", same_place)
    heard(stateful, DAY_LATER)
    assert lines(stateful, ENDED + 48 * HOUR) == []


def test_a_heads_up_stays_between_the_bot_and_its_person(stateful, search):
    in_thread(stateful)
    assert lines(stateful, DAY_LATER) == []


def in_public(house, search, numbers, since=None):
    """What a thread reads of the offers that are due: those of these candidates, in this order."""

    def look(unit):
        found = [
            next(each for each in clock(house, "offer", "due") if each.application_id == search[number]) for number in numbers
        ]
        return several.reply([owing.owed(unit, house.packaged, DAY_LATER, each, private=False) for each in found], since)

    return house.database.read("acme", look)


def test_a_threads_lines_are_counted_as_they_are_read(tell, stateful, search):
    reply = in_public(stateful, search, (0, 1) * 6)
    assert "6 offers are due" in reply.text
    assert "more" not in str(reply.elements)


def test_a_threads_one_line_that_comes_late_says_so(tell, stateful, search):
    reply = in_public(stateful, search, (0, 0), since=DAY_LATER - 4 * HOUR)
    assert reply.text.startswith("I was away, and this comes late")
    assert reply.data["late"]


def test_what_nobody_owes_is_said_once_where_others_read_and_that_nobody_is_named(tell, stateful):
    undecided(tell, ENDED)
    in_thread(stateful)
    for who in ("mei", "ravi", "dana"):
        tell(f"req team R-1 remove @{who}", at=ENDED + HOUR)
    hours = [ENDED + after * HOUR for after in range(1, 100)]
    said = [reply.text for at in hours for _, reply in heard(stateful, at)]
    assert said == [
        "R-1: a decision is due Tue 18:00 UTC, and nobody here is named for it.",
        "R-1: an offer is due Wed 18:00 UTC, and nobody here is named for it.",
    ]
    assert passed(stateful, hours[-1]) == [text.replace(" is due", " was due") for text in said]
    assert {each["clock"] for each in tell("due R-1", at=hours[-1]).data["due"]} == {"decision", "offer"}
