"""What is put right in a word or two right after it was done, and what hurried words must not be taken for: offered, and recorded
by a press."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.core.typed import corrections, moments
from handlers.core.typed.deedwords import told
from storage.models import Interview
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import LATER, decided, drafted, offer_of
from tests.pipeline.team import DM, TOM, added, everything, met, rows

__all__ = ["decided"]

SOON = NOW + timedelta(seconds=30)


def offered(reply):
    """What a reply's buttons do, and of whom."""
    return [(each.verb, each.args.get("application")) for each in (*reply.actions, *reply.more)]


@pytest.fixture
def booked(tell, search):
    """Ana's screen is booked for tomorrow at 15:00, by Ravi."""
    met(tell, TOM)
    tell("interview book ana screen @tom tomorrow 15:00", by=RAVI)
    return search


# A time, and a figure


@pytest.mark.parametrize("said", ["sorry make that 4", "no, 4", "oops make that 4pm", "no, 4pm", "make that 4pm"])
def test_an_hour_in_a_word_is_the_booked_rounds(tell, stateful, booked, said):
    before = everything(stateful)
    (move,) = tell(said, by=RAVI, at=SOON).actions
    assert (move.verb, move.args["application"]) == ("interview move", booked.application)
    assert everything(stateful) == before
    day = rows(stateful, Interview)[0].starts_at
    tell(verb=move.verb, by=RAVI, at=SOON, **move.args)
    assert rows(stateful, Interview)[0].starts_at == day + timedelta(hours=1)


@pytest.mark.parametrize("said", ["no, 225", "sorry 225", "oops i meant 225k", "no make that 225", "sorry, $225k"])
def test_a_figure_in_a_word_is_the_drafts(tell, stateful, decided, said):
    drafted(tell)
    (change,) = tell(said, by=RAVI, at=SOON).actions
    assert (change.verb, change.args["application"]) == ("offer edit", decided.application)
    tell(verb=change.verb, by=RAVI, at=LATER, **change.args)
    assert offer_of(stateful).base == 225_000


def test_a_figure_corrects_nothing_where_none_was_entered(tell, decided):
    assert not {"offer edit", "decide no"} & {verb for verb, _ in offered(tell("no, 225", by=RAVI, place=DM, at=SOON))}


# Whom it should not have been


@pytest.mark.parametrize(
    "said", ["no wait, wrong ana", "wrong one", "i booked the wrong ana", "sorry, that was the wrong person"]
)
def test_what_was_done_to_the_wrong_one_can_be_taken_back(tell, stateful, booked, said):
    silva = added(tell, booked.req, "Ana Silva")
    before = everything(stateful)
    reply = tell(said, by=RAVI, place=DM, at=SOON)
    assert reply.text.startswith("Ravi booked a round for Ana Quiroga")
    assert reply.actions[0].verb == "undo"
    assert (("cand show", silva) in offered(reply)) is ("ana" in said)
    assert everything(stateful) == before
    tell(verb="undo", by=RAVI, at=SOON, **reply.actions[0].args)
    assert not [each for each in rows(stateful, Interview) if each.status == "booked"]


def test_nothing_of_somebody_else_is_taken_back(tell, booked):
    added(tell, booked.req, "Bo Chen")
    assert "undo" not in [verb for verb, _ in offered(tell("wrong bo", by=RAVI, at=SOON))]


# A day with its hour


@pytest.mark.parametrize(
    ("said", "hour"), [("mon 10", 18), ("tomorrow 3", 23), ("next thu 11 please", None), ("fri 14", 22), ("to mon 9", 17)]
)
def test_an_hour_beside_a_named_day_is_one(said, hour):
    if hour is None:
        assert moments.find(said) == (0, len("next thu 11"))
    else:
        assert moments.read(said, "America/Los_Angeles", datetime(2026, 11, 24, 16, tzinfo=UTC)).at.hour == hour


@pytest.mark.parametrize("said", ["mon 3 rounds", "tomorrow 2 people", "fri 5 min", "mon 24", "mon 30"])
def test_what_is_counted_behind_a_day_is_no_hour(said):
    begin, end = moments.find(said)
    assert said[begin:end] in ("mon", "tomorrow", "fri")


def test_a_number_that_is_the_days_date_too_is_asked_back():
    with pytest.raises(moments.Unclear) as unclear:
        moments.read("fri 4", "America/Los_Angeles", datetime(2026, 11, 28, 16, tzinfo=UTC))
    assert unclear.value.why == "no_clock"


@pytest.mark.parametrize("said", ["move ana's screen to mon 10", "mon 10", "can we move ana to monday 10"])
def test_a_round_is_moved_to_the_hour_that_is_said(tell, stateful, booked, said):
    (move,) = tell(said, by=RAVI, place=DM, at=SOON).actions
    assert move.verb == "interview move"
    tell(verb=move.verb, by=RAVI, place=DM, at=SOON, **{"req": booked.req, **move.args})
    (moved,) = rows(stateful, Interview)
    assert (moved.starts_at.weekday(), moved.starts_at.astimezone(UTC).minute) == (0, 0)
    assert moved.starts_at.hour == 15


# Either of several times


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("ana can do friday or monday", ["friday", "monday"]),
        ("ana is free thu 2pm or fri morning", ["thu 2pm", "fri morning"]),
        ("ana can do friday at 2pm or monday at 11am", ["friday at 2pm", "monday at 11am"]),
        ("mon, tue or wed works for ana", ["mon", "tue", "wed"]),
        ("ana can do the screen tue 3 or wed at 11", ["tue 3", "wed at 11"]),
    ],
)
def test_a_round_is_offered_at_each_time_that_one_can_come(tell, stateful, search, said, times):
    before = everything(stateful)
    reply = tell(said, by=RAVI)
    assert [(each.verb, each.args["application"], each.args["when"]) for each in reply.actions] == [
        ("interview book", search.application, when) for when in times
    ]
    assert everything(stateful) == before


def test_a_booked_round_is_moved_to_either(tell, booked):
    assert {verb for verb, _ in offered(tell("ana can do friday or monday", by=RAVI, at=SOON))} == {"interview move"}


# What is no deed of a candidate's


@pytest.mark.parametrize("said", ["ana screen ❌", "ana's screen ✅", "ana: screen no", "ana screen 👎"])
def test_a_verdict_on_a_round_is_none_on_the_candidate(tell, search, said):
    reply = tell(said, by=RAVI)
    assert [verb for verb, _ in offered(reply)] == ["interview done", "cand note"]
    assert reply.actions[0].args["round"].endswith("screen")


def test_whoever_sat_in_it_is_asked_for_their_scorecard(tell, booked):
    (card,) = tell("ana screen ❌", by=TOM, at=NOW + timedelta(days=2)).actions
    assert (card.verb, card.args["application"]) == ("scorecard", booked.application)


def test_a_cross_behind_a_name_alone_is_still_a_no(tell, search):
    assert offered(tell("ana ❌", by=RAVI))[0][0] == "decide no"


@pytest.mark.parametrize("said", ["dana approves", "dana approves it", "Dana signs off on the offer", "dana signed off"])
def test_a_colleagues_yes_is_theirs_to_give(tell, decided, said):
    drafted(tell)
    reply = tell(said, by=RAVI, place=DM, at=SOON)
    assert "Waiting for Dana: Ana Quiroga" in reply.text
    assert offered(reply) == [("offer show", decided.application)]


@pytest.mark.parametrize("said", ["give ana until friday to hand in the test", "extend ana's take-home until friday"])
def test_time_for_a_task_extends_no_offer(tell, decided, said):
    drafted(tell)
    assert [verb for verb, _ in offered(tell(said, by=RAVI, at=SOON))] == ["cand note", "cand show"]


def test_an_offer_that_nobody_has_is_not_gone_up_with(tell, search):
    assert "nobody has an offer drafted or out" in tell("go up to 240", by=RAVI).text


@pytest.mark.parametrize("said", ["make it 3 rounds", "wrong lane", "band 235", "mon to fri", "3"])
def test_other_words_put_nothing_right(said):
    assert told(said) is None


@pytest.mark.parametrize("said", ["ana tech mon 10 @tom", "ana screen wed 4 w tom", "ana final thu 2"])
def test_a_round_with_its_day_and_a_bare_hour_is_a_booking(tell, search, said):
    met(tell, TOM)
    (book,) = tell(said, by=RAVI).actions
    assert (book.verb, book.args["application"]) == ("interview book", search.application)
    assert book.args["when"]


def test_a_day_alone_is_asked_for_its_hour(tell, booked):
    (move,) = tell("no, friday", by=RAVI, at=SOON).actions
    assert move.verb == "interview move"


def test_a_correction_behind_oops_takes_nothing_back_by_itself(tell, stateful, booked):
    before = everything(stateful)
    tell("oops, make that 4pm", by=RAVI, at=SOON)
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["ok 3", "ok, 235", "please 4", "ok friday"])
def test_agreeing_puts_nothing_right(said):
    assert corrections.put_right(said) is None
