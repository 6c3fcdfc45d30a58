"""`Did it happen?`: asked when whoever is asked is at work, and kept in sight until somebody says what became of the round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from handlers.pipeline import asking, cards, messages
from storage import reqs
from storage.models import Application, Interview, Outbox, Person, Requisition, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, DM, EVE, TOM, added, opened, reachable, rows
from tests.pipeline.test_digests import sent

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""10:00 where Ravi is."""
NINE = timedelta(hours=-1)
"""From there to the beginning of his day."""


@pytest.fixture
def search(tell):
    """Mei hires, Ravi recruits, in New York; Dana and Tom are known; Ana is the candidate."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    return added(tell, number)


def ask(house, at):
    """What was asked by then: (channel, text)."""
    house.database.write("acme", lambda unit: asking.queue_questions(unit, house.packaged, at, at, 10))
    found = rows(house, Outbox, Outbox.kind.in_(asking.KINDS))

    def text(unit, message):
        reply = messages.compose(unit, message.kind, message.refs, house.packaged, at, message.id)
        return reply.text if reply else ""

    return [(each.address["channel"], house.database.read("acme", lambda unit, each=each: text(unit, each))) for each in found]


def asked_next(house):
    return house.database.read_system(reqs.next_end_to_ask_about)


@pytest.mark.parametrize(
    ("ends", "asked"),
    [
        ("2026-12-01 12:00", "2026-12-01 12:00"),
        ("2026-12-01 04:00", "2026-12-01 09:00"),
        ("2026-12-01 20:00", "2026-12-02 09:00"),
        ("2026-12-05 12:30", "2026-12-07 09:00"),
        ("2026-12-25 12:00", "2026-12-28 09:00"),
    ],
    ids=["at work", "in the night", "in the evening", "on a Saturday", "on a holiday"],
)
def test_it_is_asked_when_they_are_at_work(tell, stateful, search, ends, asked):
    ends, asked = (datetime.fromisoformat(f"{each}-05:00").astimezone(UTC) for each in (ends, asked))
    tell(f"interview book ana technical {ends - HOUR:%Y-%m-%d %H:%M} UTC", at=MONDAY)
    assert asked_next(stateful) == ends + HOUR / 2
    if asked > ends:
        assert ask(stateful, ends + HOUR / 2) == []
        assert asked_next(stateful) == asked
        assert stateful.database.read_system(lambda unit: reqs.workspaces_to_ask(unit, asked - HOUR / 60)) == [], "nothing to do"
        assert ask(stateful, asked - HOUR / 60) == []
    ((channel, text),) = ask(stateful, max(asked, ends + HOUR / 2))
    assert (channel, text[:14]) == ("D-Ravi", "Did it happen?")
    assert asked_next(stateful) is None


def test_a_stand_in_is_asked_and_told_for_whom(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri @dana", by=RAVI, at=MONDAY)
    ((channel, text),) = ask(stateful, MONDAY + 26 * HOUR)
    assert channel == "D-Dana"
    assert text.endswith("You stand in for Ravi.")
    owed = tell("due", by=DANA, at=MONDAY + 26 * HOUR)
    assert "Did it happen?" in str(owed.elements)
    tell(verb=owed.actions[0].verb, **owed.actions[0].args, by=DANA, at=MONDAY + 26 * HOUR)
    assert rows(stateful, Interview)[0].status == "done"


def test_without_a_stand_in_whoever_hires_is_asked(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri", by=RAVI, at=MONDAY)
    ((channel, text),) = ask(stateful, MONDAY + 26 * HOUR)
    assert channel == "D-Mei"
    assert text.endswith("Ravi is away.")
    owed = tell("due", at=MONDAY + 26 * HOUR)
    assert "Did it happen?" in str(owed.elements)
    assert ["Did it happen?" in reply.text for _, reply in sent(stateful, WEDNESDAY + 3 * HOUR)] == [True], "in her morning"
    tell(verb=owed.actions[0].verb, **owed.actions[0].args, at=WEDNESDAY)
    assert rows(stateful, Interview)[0].status == "done"


def test_with_whoever_is_away_and_their_stand_in_away_it_is_whoever_hires_too(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri @dana", by=RAVI, at=MONDAY)
    tell("away until wed", by=DANA, at=MONDAY)
    assert [channel for channel, _ in ask(stateful, MONDAY + 26 * HOUR)] == ["D-Mei"]
    tell("away back", by=DANA, at=MONDAY + 27 * HOUR)
    assert "Did it happen?" not in str(tell("due", at=MONDAY + 27 * HOUR).elements)
    assert "Did it happen?" in str(tell("due", by=DANA, at=MONDAY + 27 * HOUR).elements)


def test_where_nobody_else_is_there_it_waits_for_their_return_and_no_longer(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri", by=RAVI, at=MONDAY)
    tell("away until 2026-12-14", at=MONDAY)
    assert ask(stateful, MONDAY + 26 * HOUR) == []
    assert asked_next(stateful) == MONDAY + 4 * 24 * HOUR + NINE
    tell("away back", by=RAVI, at=MONDAY + 27 * HOUR)
    assert [channel for channel, _ in ask(stateful, MONDAY + 27 * HOUR)] == ["D-Ravi"]


def test_whoever_recruits_by_then_is_asked(tell, stateful, search):
    tell("interview book ana technical 2026-12-01 02:00", by=RAVI, at=MONDAY)
    night = MONDAY + 18 * HOUR
    assert ask(stateful, night) == []
    tell("req team R-1 add @tom as recruiter", at=night)
    assert [channel for channel, _ in ask(stateful, night)] == ["D-Tom"], "in Berlin it is 10:00"


def test_a_round_that_was_moved_while_it_waited_to_be_asked_about_is_asked_about_at_its_new_end(tell, stateful, search):
    tell("interview book ana technical 2026-12-05 10:00", by=RAVI, at=MONDAY)
    saturday = MONDAY + 5 * 24 * HOUR + 2 * HOUR
    assert ask(stateful, saturday) == []
    tell("interview move ana technical tue 10:00", by=RAVI, at=saturday)
    (interview,) = rows(stateful, Interview)
    assert asked_next(stateful) == interview.ends_at
    tell("undo", by=RAVI, at=saturday)
    assert asked_next(stateful) == MONDAY + 7 * 24 * HOUR + NINE


@pytest.mark.parametrize("stop", ["req hold R-1", "req cancel R-1"])
def test_of_a_req_that_stands_still_it_is_asked_once_that_goes_on(tell, stateful, search, stop):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell(stop, at=MONDAY + 24 * HOUR)
    assert ask(stateful, MONDAY + 26 * HOUR) == []
    assert asked_next(stateful) > MONDAY + 20 * 24 * HOUR, "it is not looked at each beat"
    tell("req resume R-1", at=MONDAY + 48 * HOUR)
    assert [channel for channel, _ in ask(stateful, MONDAY + 48 * HOUR)] == ["D-Ravi"]


# Until somebody says what became of it


@pytest.fixture
def unsaid(tell, stateful, search):
    """A round with Tom that should have ended on Tuesday at 11:30 in New York, asked about then; its id."""
    id = tell("interview book ana technical tue 10:00 @tom", by=RAVI, at=MONDAY).data["interview"]
    ask(stateful, MONDAY + 25.5 * HOUR)
    return id


WEDNESDAY = MONDAY + 47 * HOUR
"""9:00 where Ravi is."""


def labels(reply):
    return [each.label for each in reply.actions]


def test_it_is_owed_by_whoever_is_asked_until_somebody_says_so(tell, unsaid):
    mine = tell("due", by=RAVI, at=WEDNESDAY, place=DM)
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)" in str(mine.elements)
    assert labels(mine) == ["It happened", "No-show", "Move it"]
    assert mine.data["unrecorded"] == [{"interview": unsaid, "req": 1}]
    assert "You owe nothing" in tell("due", by=MEI, at=WEDNESDAY).text
    assert ", with Ravi" in str(tell("due R-1", by=MEI, at=WEDNESDAY).elements)
    assert "Did it happen?" in str(tell("due @ravi", by=MEI, at=WEDNESDAY).elements)
    tell(verb=mine.actions[0].verb, **mine.actions[0].args, by=RAVI, at=WEDNESDAY)
    assert "unrecorded" not in tell("due", by=RAVI, at=WEDNESDAY).data


def test_of_several_each_has_a_button_that_says_whose(tell, stateful, unsaid):
    tell('cand add "Bo Lind" R-1', at=MONDAY)
    tell("interview book bo technical tue 12:00", by=RAVI, at=MONDAY)
    assert labels(tell("due", by=RAVI, at=WEDNESDAY)) == ["It happened: Ana Quiroga", "It happened: Bo Lind"]


def test_two_rounds_of_one_candidate_have_buttons_that_say_which(tell, stateful, unsaid):
    tell("interview book ana debugging tue 12:00", by=RAVI, at=MONDAY)
    ask(stateful, MONDAY + 28 * HOUR)
    both = ["It happened: Ana Quiroga, Technical", "It happened: Ana Quiroga, Debugging"]
    assert labels(tell("due", by=RAVI, at=WEDNESDAY)) == both
    ((_, reply),) = sent(stateful, WEDNESDAY)
    assert labels(reply)[:2] == both


def test_whose_due_it_is_not_to_see_does_not(tell, unsaid):
    assert "Ana" not in str(tell("due @ravi", by=EVE, at=WEDNESDAY))


def test_the_morning_after_says_it_again_with_the_button(stateful, unsaid):
    ((channel, reply),) = sent(stateful, WEDNESDAY)
    assert channel == "D-Ravi"
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)." in reply.text
    assert labels(reply) == ["It happened", "What do I owe?"]


def test_a_morning_does_not_repeat_what_is_asked_then(tell, stateful, search):
    tell("interview book ana technical 2026-12-01 22:00", by=RAVI, at=MONDAY)
    assert ask(stateful, MONDAY + 40 * HOUR) == []
    assert sent(stateful, WEDNESDAY) == []
    assert len(ask(stateful, WEDNESDAY)) == 1


def test_their_own_page_shows_it(tell, unsaid):
    page = tell("home", by=RAVI, at=WEDNESDAY, place=DM)
    assert page.text.startswith("Ravi, you owe 1 thing.")
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30 (R-1)" in str(page.elements)
    assert labels(page)[0] == "It happened"


def test_the_req_says_it(tell, unsaid):
    shown = tell("req show R-1", by=RAVI, at=WEDNESDAY, place=DM)
    assert "Did it happen? Ana Quiroga, Technical depth, should have ended Tue 11:30." in str(shown.elements)
    assert labels(shown)[0] == "It happened"
    assert "req health" in {each.verb for each in shown.more}
    health = tell("req health R-1", by=RAVI, at=WEDNESDAY, place=DM)
    (found,) = (each for each in health.data["findings"] if each["code"] == "unrecorded")
    text = "Nobody has said what became of a round: Ana Quiroga, Technical depth, should have ended Tue 11:30."
    assert found["text"] == text
    assert "It happened" in labels(health)


def test_several_rounds_of_which_nobody_said_what_became_are_counted_in_the_reqs_health(tell, unsaid):
    tell("interview book ana debugging tue 12:00", by=RAVI, at=MONDAY)
    (found,) = (each for each in tell("req health R-1", by=RAVI, at=WEDNESDAY).data["findings"] if each["code"] == "unrecorded")
    assert found["text"].startswith("Nobody has said what became of 2 rounds: ")


def test_a_channel_reads_it_without_the_name(stateful, unsaid):
    def card(unit):
        (req,) = unit.all(Requisition)
        return cards.card(unit, req, stateful.packaged, WEDNESDAY, public=True)

    shown = stateful.database.read("acme", card)
    assert "Did it happen? A.Q. (C-1), Technical depth" in str(shown.elements)
    assert "Ana" not in str(shown)


def test_a_candidate_shows_that_it_is_not_recorded_instead_of_a_next_round(tell, unsaid):
    shown = tell("cand show ana R-1", by=RAVI, at=WEDNESDAY, place=DM)
    assert ("Not recorded", "Technical depth, should have ended Tue 11:30. Did it happen?") in shown.elements[1].pairs
    assert "Next round" not in str(shown.elements)
    assert labels(shown)[0] == "It happened"


@pytest.mark.parametrize("end", ["interview done ana technical", "cand reject ana because thin", "req hold R-1"])
def test_where_it_does_not_matter_any_more_nothing_says_it(tell, stateful, unsaid, end):
    tell(f"{end} R-1" if "R-1" not in end else end, by=RAVI, at=WEDNESDAY - HOUR)
    assert "Did it happen" not in str(tell("due", by=RAVI, at=WEDNESDAY))
    assert "Did it happen" not in str(tell("req show R-1", by=RAVI, at=WEDNESDAY).elements)
    assert all("Did it happen" not in reply.text for _, reply in sent(stateful, WEDNESDAY))


@pytest.mark.parametrize(
    "after",
    [
        ["loop done ana"],
        ["loop done 2026-12-01 11:00 ana"],
        ["loop done ana", "decide yes ana"],
        ["offer sent ana"],
    ],
    ids=["the loop's end", "its end as it was told", "a decision", "an offer"],
)
def test_what_comes_after_a_loop_says_that_its_rounds_are_behind_the_candidate(tell, stateful, unsaid, after):
    for said in after:
        assert "event" in tell(f"{said} R-1", at=WEDNESDAY - HOUR).data
    assert "unrecorded" not in tell("due", by=RAVI, at=WEDNESDAY).data
    assert "unrecorded" not in tell("due R-1", by=RAVI, at=WEDNESDAY).data
    assert "Did it happen" not in str(tell("req show R-1", by=RAVI, at=WEDNESDAY).elements)
    assert "Not recorded" not in str(tell("cand show ana R-1", by=RAVI, at=WEDNESDAY).elements)
    assert all("Did it happen" not in reply.text for _, reply in sent(stateful, WEDNESDAY))


def test_a_round_that_is_behind_the_candidate_before_it_is_asked_about_is_not(tell, stateful, search):
    tell("interview book ana technical tue 20:00 @tom", by=RAVI, at=MONDAY)
    tell("loop done ana 2026-12-01 21:30 R-1", by=RAVI, at=WEDNESDAY - HOUR)
    assert ask(stateful, WEDNESDAY) == []
    assert asked_next(stateful) is None


def test_a_round_that_is_held_after_the_loops_end_is_asked_about(tell, stateful, search):
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("interview book ana technical tue 10:00 @tom", by=RAVI, at=MONDAY + HOUR)
    assert len(ask(stateful, MONDAY + 25.5 * HOUR)) == 1
    assert "unrecorded" in tell("due", by=RAVI, at=WEDNESDAY).data


def test_back_in_the_loop_a_round_that_nobody_recorded_is_asked_about_again(tell, unsaid):
    tell("loop done ana R-1", by=RAVI, at=WEDNESDAY)
    tell("undo", by=RAVI, at=WEDNESDAY)
    assert "unrecorded" in tell("due", by=RAVI, at=WEDNESDAY).data


def test_a_scorecard_proves_that_its_round_took_place(tell, stateful, unsaid):
    reply = tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    assert reply.elements[1].text == "With that Technical depth is recorded: it took place, until Tue 17:30."
    (interview,) = rows(stateful, Interview)
    assert (interview.status.value, interview.done_at) == ("done", interview.ends_at)
    owed = tell("due R-1", by=RAVI, at=WEDNESDAY).data
    assert {each["clock"] for each in owed["due"]} == {"loop_span"}
    assert "unrecorded" not in owed
    assert sent(stateful, WEDNESDAY) == []


def test_the_scorecard_of_the_last_round_ends_the_loop(tell, stateful, search):
    tell("interview book ana team tue 10:00 @tom", by=RAVI, at=MONDAY)
    reply = tell("scorecard ana team R-1 yes because good", by=TOM, at=WEDNESDAY)
    assert "The loop is over: a decision is next." in reply.elements[1].text
    assert "decision" in {each["clock"] for each in tell("due R-1", at=WEDNESDAY).data["due"]}


def test_a_scorecard_that_is_taken_back_takes_back_what_it_proved(tell, stateful, unsaid):
    before = stateful.database.read("acme", lambda unit: [each.stage for each in unit.all(Application)])
    tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    assert "event" in tell("undo", by=TOM, at=WEDNESDAY).data
    assert rows(stateful, Interview)[0].status == "booked"
    assert stateful.database.read("acme", lambda unit: [each.stage for each in unit.all(Application)]) == before
    assert "unrecorded" in tell("due", by=RAVI, at=WEDNESDAY).data


# Once the search has passed to somebody else, or is over


def edited(house, at):
    """What stands where it was asked, once it is edited; None where nothing has it edited."""
    (question,) = rows(house, Outbox, Outbox.kind.in_(asking.KINDS))
    if not rows(house, Surface, Surface.key == question.key):
        return None
    return house.database.read(
        "acme", lambda unit: messages.compose(unit, question.kind, question.refs, house.packaged, at, None)
    )


def test_who_hands_the_search_on_and_is_off_it_reads_a_line_without_buttons_or_a_name(tell, stateful, unsaid):
    assert edited(stateful, WEDNESDAY) is None
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    line = edited(stateful, WEDNESDAY)
    assert line.text == "R-1: whether a round took place, which this asked, is no longer yours to say."
    assert line.actions == line.more == ()
    assert tell(verb="interview done", interview=unsaid, by=RAVI, at=WEDNESDAY).data == {"refused": "NotAllowed"}
    assert labels(tell("due", by=DANA, at=WEDNESDAY))[0] == "It happened"
    tell("undo", at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]


def test_who_hands_it_on_and_stays_on_the_team_may_say_so_still_and_reads_who_is_asked_now(tell, stateful, unsaid):
    tell("req team R-1 add @ravi as sponsor", at=WEDNESDAY)
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    question = edited(stateful, WEDNESDAY)
    assert question.text.endswith("should have ended Tue 11:30 (R-1). Dana is asked now.")
    pressed = tell(verb=question.actions[0].verb, **question.actions[0].args, by=RAVI, at=WEDNESDAY)
    assert "event" in pressed.data
    assert edited(stateful, WEDNESDAY).text.endswith("it took place.")


def test_who_recruits_for_all_and_no_longer_does_reads_a_line_without_buttons(tell, stateful, unsaid):
    tell("people role @ravi recruiter", at=WEDNESDAY)
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]
    stateful.database.write("acme", lambda unit: unit.delete(Surface, Surface.kind == asking.KIND))
    tell("people role remove @ravi recruiter", at=WEDNESDAY)
    assert edited(stateful, WEDNESDAY).text.endswith("is no longer yours to say.")
    tell("undo", at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]


def test_which_candidate_was_meant_is_answered_by_whoever_may_say_so_by_then(tell, stateful, unsaid):
    added(tell, 1, "Ana Bell")
    which = tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY).actions[0]
    tell("req team R-1 add @dana as recruiter", at=WEDNESDAY)
    refused = tell(verb=which.verb, **which.args, by=RAVI, at=WEDNESDAY)
    assert refused.data == {"refused": "NotAllowed"}
    assert "Mei" in refused.text, "who can let him in"
    assert rows(stateful, Interview)[0].status == "booked"
    assert "event" in tell(verb=which.verb, **which.args, by=DANA, at=WEDNESDAY).data


def test_whose_stand_in_was_asked_and_is_back_is_asked_themselves(tell, stateful, search):
    tell("interview book ana technical tue 10:00", by=RAVI, at=MONDAY)
    tell("away until fri @dana", by=RAVI, at=MONDAY)
    ask(stateful, MONDAY + 26 * HOUR)
    tell("away back", by=RAVI, at=MONDAY + 27 * HOUR)
    assert edited(stateful, MONDAY + 27 * HOUR).actions == ()


@pytest.mark.parametrize("end", ["cand reject ana R-1 because thin", "decide no ana R-1 because thin", "req cancel R-1"])
def test_of_who_left_and_of_a_closed_search_nothing_is_asked_any_more(tell, stateful, unsaid, end):
    tell(end, by=RAVI, at=WEDNESDAY)
    line = edited(stateful, WEDNESDAY)
    assert (line.text, line.actions) == ("✓ Ana Quiroga, Technical depth (R-1): nothing to do any more.", ())
    tell("undo", by=RAVI, at=WEDNESDAY)
    assert labels(edited(stateful, WEDNESDAY)) == ["It happened", "No-show", "Move it"]


def test_on_hold_what_was_asked_can_still_be_answered(tell, stateful, unsaid):
    tell("req hold R-1", by=RAVI, at=WEDNESDAY)
    question = edited(stateful, WEDNESDAY)
    assert "event" in tell(verb=question.actions[0].verb, **question.actions[0].args, by=RAVI, at=WEDNESDAY).data


# What was recorded is put right


def test_of_two_who_sat_in_it_only_the_other_still_owes_one(tell, stateful, unsaid):
    tell("interview move ana technical @tom @dana R-1", by=RAVI, at=MONDAY)
    tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    (owed,) = {each["person"] for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] if each["clock"] == "scorecard"}
    assert owed == next(each.id for each in rows(stateful, Person) if each.name == "Dana")


@pytest.mark.parametrize("end", ["interview no-show", "interview cancel"])
def test_a_round_recorded_as_done_may_turn_out_not_to_have_taken_place(tell, stateful, unsaid, end):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    assert {each["clock"] for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"]} == {"scorecard", "loop_span"}
    reply = tell(f"{end} ana technical R-1 because Tom mixed them up", by=RAVI, at=WEDNESDAY + HOUR)
    assert "nobody owes a scorecard" in str(reply.elements)
    assert tell("due R-1", by=RAVI, at=WEDNESDAY + HOUR).data["due"] == []
    assert "Stands at', 'New" in str(tell("cand show ana R-1", by=RAVI, at=WEDNESDAY + HOUR).elements)
    assert "event" in tell("undo", by=RAVI, at=WEDNESDAY + HOUR).data
    (interview,) = rows(stateful, Interview)
    assert (interview.status.value, interview.done_at) == ("done", interview.ends_at)
    assert {each["clock"] for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"]} == {"scorecard", "loop_span"}


def test_a_last_round_that_did_not_take_place_ends_no_loop(tell, stateful, search):
    tell("interview book ana team tue 10:00 @tom", by=RAVI, at=MONDAY)
    assert tell("interview done ana team R-1", by=RAVI, at=WEDNESDAY).data["loop_done"] is True
    retime = tell("interview done ana team 2026-12-01 09:00 R-1", by=RAVI, at=WEDNESDAY).actions[0]
    tell(verb=retime.verb, **retime.args, by=RAVI, at=WEDNESDAY)
    assert "decision" in str(tell("due R-1", by=RAVI, at=WEDNESDAY).data)
    tell("interview no-show ana team R-1", by=RAVI, at=WEDNESDAY)
    assert tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] == []
    assert "Final round" not in str(tell("cand show ana R-1", by=RAVI, at=WEDNESDAY).elements[1])


def test_where_a_scorecard_is_in_the_round_took_place(tell, stateful, unsaid):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    tell("scorecard ana technical R-1 yes because good", by=TOM, at=WEDNESDAY)
    for end in ("interview no-show", "interview cancel"):
        reply = tell(f"{end} ana technical R-1", by=RAVI, at=WEDNESDAY)
        assert reply.data == {"refused": "Conflict"}
        assert "Tom has handed in a scorecard for Technical depth" in reply.text
    assert rows(stateful, Interview)[0].status == "done"


def test_a_button_that_is_late_and_words_that_name_no_round_overturn_nothing(tell, stateful, unsaid):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    late = tell(verb="interview no-show", interview=unsaid, at=WEDNESDAY)
    unnamed = tell("interview no-show ana R-1", at=WEDNESDAY)
    assert {late.data["refused"], unnamed.data["refused"]} == {"Conflict"}
    (sure,) = late.actions
    assert "event" in tell(verb=sure.verb, **sure.args, at=WEDNESDAY).data
    assert rows(stateful, Interview)[0].status == "no_show"


def test_another_time_for_a_round_that_is_recorded_is_asked_back(tell, stateful, unsaid):
    tell("interview done ana technical R-1", by=RAVI, at=WEDNESDAY)
    which = tell("interview done ana technical 2026-12-01 10:30 R-1", by=RAVI, at=WEDNESDAY)
    assert (which.data["refused"], labels(which)) == ("Conflict", ["Until Tue 10:30", "Another round"])
    assert len(rows(stateful, Interview)) == 1
    retime, another = which.actions
    tell(verb=retime.verb, **retime.args, by=RAVI, at=WEDNESDAY)
    (due,) = (each for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] if each["clock"] == "scorecard")
    assert due["due_at"] == "2026-12-02T15:30:00+00:00"
    (span,) = (each for each in tell("due R-1", by=RAVI, at=WEDNESDAY).data["due"] if each["clock"] == "loop_span")
    assert span["due_at"] == "2026-12-15T15:30:00+00:00"
    assert "event" in tell("undo", by=RAVI, at=WEDNESDAY).data
    assert rows(stateful, Interview)[0].done_at == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    second = tell(verb=another.verb, **another.args, by=RAVI, at=WEDNESDAY)
    assert "Nobody is named who sat in it" in str(second.elements)
    assert len(rows(stateful, Interview)) == 2


# A round that stands in the calendar of somebody who has left


@pytest.mark.parametrize("end", ["cand reject ana R-1 because thin", "cand withdraw ana R-1", "decide no ana R-1 because thin"])
def test_who_leaves_the_search_has_their_booked_round_named_with_the_way_to_cancel_it(tell, stateful, search, end):
    tell("interview book ana technical thu 10:00 @tom", by=RAVI, at=MONDAY)
    reply = tell(end, by=RAVI, at=MONDAY)
    assert "Still booked: Technical depth, Thu 10:00." in str(reply.elements)
    shown = tell("cand show ana R-1", by=RAVI, at=MONDAY, place=DM)
    assert ("Still booked", "Technical depth, Thu 10:00") in shown.elements[1].pairs
    assert "Next round" not in str(shown.elements)
    assert labels(shown)[0] == "Cancel the round"
    off = next(each for each in reply.actions if each.label == "Cancel the round")
    tell(verb=off.verb, **off.args, by=RAVI, at=MONDAY)
    assert rows(stateful, Interview)[0].status == "cancelled"
    assert "Still booked" not in str(tell("cand show ana R-1", by=RAVI, at=MONDAY, place=DM).elements)


def test_without_a_booked_round_nothing_is_said_of_one(tell, search):
    reply = tell("cand reject ana R-1 because thin", by=RAVI, at=MONDAY)
    assert "booked" not in str(reply.elements)


# However many are asked about


@pytest.fixture
def twelve(tell, stateful, search):
    """Rounds of twelve candidates that were asked about, each in a message of its own."""
    for place, letter in enumerate("abcdefghijkl"):
        tell(f'cand add "P{letter}x Q{letter}y" R-1', at=MONDAY)
        tell(f'interview book "P{letter}x Q{letter}y" technical tue 9:{place:02} R-1', by=RAVI, at=MONDAY)
    for _ in range(2):
        ask(stateful, MONDAY + 24.75 * HOUR)


@pytest.fixture
def statements():
    """What is sent to the database from now on."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    listen(Engine, "before_cursor_execute", note)
    yield sent
    remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("said", ["req hold R-1", "req team R-1 add @dana as recruiter", "cand withdraw Pax R-1"])
def test_a_change_asks_once_which_messages_asked_about_the_rounds_at_hand(tell, twelve, statements, said):
    assert "event" in tell(said, at=WEDNESDAY).data
    assert sum("FROM delivery" in each for each in statements) <= 1
    statements.clear()
    tell("undo", at=WEDNESDAY)
    assert sum("FROM delivery" in each for each in statements) <= 1


def test_who_leaves_has_their_own_question_edited_and_no_other(tell, stateful, twelve):
    tell("cand withdraw Pax R-1", at=WEDNESDAY)
    assert len(rows(stateful, Surface, Surface.kind.in_(asking.KINDS))) == 1
