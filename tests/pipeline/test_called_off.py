"""Whoever sits in a round hears when it falls away with its candidate: alone, once, in their hours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline import called_off, history, messages
from handlers.pipeline.calendar import NotNow
from storage.models import Outbox, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.asked import HOUR, MONDAY
from tests.pipeline.team import DANA, TOM, added, opened, reachable, rows

MINUTE = timedelta(minutes=1)


@pytest.fixture
def booked(tell):
    """Tom, who is in Berlin, and Ravi, who recruits, sit with Ana on Thursday at 16:00 in New York; it is Monday, 10:00 there."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    added(tell, number)
    return tell("interview book ana technical thu 16:00 @tom @ravi", by=RAVI, at=MONDAY).data["interview"]


def said(house, at, edited=False):
    """What has been written about rounds that fall away, as it reads then: (channel, text)."""

    def read(unit):
        found = [
            (
                each.address["channel"],
                messages.compose(unit, each.kind, each.refs, house.packaged, at, None if edited else each.id),
            )
            for each in unit.all(Outbox, Outbox.kind == called_off.KIND, Outbox.status != "cancelled", order_by=Outbox.id)
        ]
        return [(channel, reply.text) for channel, reply in found if reply]

    return house.database.read("acme", read)


def arrive(house):
    """All that is on its way is there."""
    house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.status == "queued", status="sent"))


def waiting(house):
    """What is about to leave about rounds."""
    return rows(house, Outbox, Outbox.kind == called_off.KIND, Outbox.status == "queued")


def refreshed(house):
    """What was to be edited is edited; how many messages about rounds that fall away."""
    waits = (Surface.kind == called_off.KIND, Surface.dirty_since.is_not(None))
    return house.database.write("acme", lambda unit: unit.update(Surface, *waits, dirty_since=None, next_try_at=None))


OFF = (
    "Technical depth with Ana Quiroga, Thu 22:00, does not take place: they are no longer in the search (R-1). You need not come."
)
ON = "Technical depth with Ana Quiroga, Thu 22:00, takes place after all: they are in the search again (R-1)."
MOVED = "Technical depth with Ana Quiroga is Fri 15:00 now, not Thu 22:00 (R-1)."
CANCELLED = "Technical depth with Ana Quiroga, Thu 22:00, does not take place (R-1). You need not come."


@pytest.mark.parametrize("end", ["cand reject ana because thin", "cand withdraw ana", "decide no ana because thin"])
def test_who_sits_in_a_round_to_come_hears_that_it_falls_away(tell, stateful, booked, end):
    tell(f"{end} R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", OFF)], "not who said so"
    tell(verb="interview cancel", interview=booked, by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", OFF)], "once"


@pytest.mark.parametrize("end", ["offer decline ana because another offer", "offer accept ana"])
def test_an_answer_to_an_offer_calls_off_what_is_booked_too(tell, stateful, booked, end):
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("decide yes ana R-1", at=MONDAY)
    tell("offer sent ana R-1", by=RAVI, at=MONDAY)
    assert "refused" not in tell(f"{end} R-1", by=RAVI, at=MONDAY).data
    assert said(stateful, MONDAY) == [("D-Tom", OFF)]


def test_an_answer_that_is_taken_back_has_the_round_take_place(tell, stateful, booked):
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("decide yes ana R-1", at=MONDAY)
    tell("offer sent ana R-1", by=RAVI, at=MONDAY)
    tell("offer accept ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    assert "refused" not in tell("undo", by=RAVI, at=MONDAY).data
    assert said(stateful, MONDAY) == [("D-Tom", ON)]


def test_it_is_said_when_they_may_be_messaged(tell, stateful, booked):
    evening = MONDAY + 5 * HOUR  # 21:00 in Berlin
    tell("cand withdraw ana R-1", by=RAVI, at=evening)
    (message,) = rows(stateful, Outbox, Outbox.kind == called_off.KIND)
    in_thread = rows(stateful, Outbox, Outbox.kind == history.KIND)[-1]
    assert message.next_try_at - in_thread.next_try_at == 12 * HOUR


def test_who_was_taken_off_the_search_reads_no_name(tell, stateful, booked):
    tell("req team R-1 remove @tom", at=MONDAY)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", "The round, Thu 22:00, does not take place (R-1). You need not come.")]
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR) == [("D-Tom", "The round, Thu 22:00, takes place after all (R-1).")]


def test_what_was_not_said_in_time_waits_out_the_night(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 5 * HOUR)
    with pytest.raises(NotNow) as quiet:
        said(stateful, MONDAY + 32 * HOUR)  # Wednesday, 00:00 in Berlin: nothing ran on Tuesday
    assert quiet.value.until == MONDAY + 41 * HOUR
    assert said(stateful, quiet.value.until) == [("D-Tom", OFF)]


def test_what_was_not_said_before_the_last_night_is_not_said(tell, stateful, booked):
    tell("interview move ana technical wed 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 5 * HOUR)
    assert said(stateful, MONDAY + 32 * HOUR) == []


def test_of_a_round_that_would_have_begun_by_then_nobody_hears(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert said(stateful, MONDAY + 12 * HOUR) == []


def test_of_a_round_that_is_not_booked_any_more_nobody_hears_again(tell, stateful, booked):
    tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + HOUR)
    assert waiting(stateful) == []


def test_what_is_taken_back_before_it_was_said_is_not_said(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    tell("undo", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == []


def test_what_is_taken_back_after_it_was_said_is_put_right(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("undo", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", ON)]
    edited = "Taken back: Technical depth with Ana Quiroga, Thu 22:00, takes place (R-1)."
    assert said(stateful, MONDAY, edited=True) == [("D-Tom", edited), ("D-Tom", ON)]


def test_who_is_taken_back_in_has_the_round_take_place(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR) == [("D-Tom", ON)]
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 1.5 * HOUR)
    assert said(stateful, MONDAY + 1.5 * HOUR)[-1] == ("D-Tom", OFF)


def test_what_was_said_is_put_right_where_they_are_not_in_the_search_after_all(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    arrive(stateful)
    refreshed(stateful)
    tell("undo", by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR)[-1] == ("D-Tom", OFF), "an edit alone would wake nobody"
    edited = "Taken back: Technical depth with Ana Quiroga, Thu 22:00, does not take place (R-1)."
    assert said(stateful, MONDAY + HOUR, edited=True)[1:] == [("D-Tom", edited), ("D-Tom", OFF)]
    assert refreshed(stateful) == 1


def test_who_said_so_themselves_hears_when_somebody_else_takes_it_back(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    tell("cand move ana screen R-1 because it was a misunderstanding", at=MONDAY + MINUTE)
    assert said(stateful, MONDAY + MINUTE) == [("D-Ravi", ON.replace("Thu 22:00", "Thu 16:00"))]
    arrive(stateful)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 2 * MINUTE)
    arrive(stateful)
    tell("cand move ana screen R-1 because they called back", by=RAVI, at=MONDAY + 3 * MINUTE)
    tell("cand withdraw ana R-1", at=MONDAY + 4 * MINUTE)
    assert ("D-Ravi", OFF.replace("Thu 22:00", "Thu 16:00")) in said(stateful, MONDAY + 4 * MINUTE)


def test_whoever_changes_it_reads_who_is_not_told_before_the_round_begins(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 @tom R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    yourself = "as I can't before it begins: Tom (Technical depth, Tue 02:00)"
    off = tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert f"Tell them yourself that it does not take place, {yourself}" in str(off.elements)
    assert "yourself" not in str(tell("undo", by=RAVI, at=MONDAY + 12 * HOUR).elements), "they know of nothing else"
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    for said_so in ("cand move ana screen R-1 because it was a misunderstanding", "undo"):
        answer = tell(said_so, by=RAVI, at=MONDAY + 12 * HOUR)
        stands = "it takes place, " if "move" in said_so else None
        assert stands is None or f"Tell them yourself that {stands}{yourself}" in str(answer.elements)
    assert "yourself" not in str(answer.elements), "what they heard is true again"


def test_what_was_not_said_yet_is_said_where_they_are_not_in_the_search_after_all(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    for _ in range(2):
        tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + MINUTE)
        assert said(stateful, MONDAY + MINUTE) == []
        tell("undo", by=RAVI, at=MONDAY + MINUTE)
        assert said(stateful, MONDAY + MINUTE) == [("D-Tom", OFF)]


def test_what_was_said_of_a_round_follows_where_it_is_moved_and_whether_it_is_cancelled(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + HOUR)
    arrive(stateful)
    refreshed(stateful)
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=MONDAY + HOUR)
    assert refreshed(stateful) == 1
    assert said(stateful, MONDAY + HOUR, edited=True)[1:] == [("D-Tom", ON.replace("Thu 22:00", "Fri 15:00")), ("D-Tom", MOVED)]
    arrive(stateful)
    tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY + HOUR)
    assert refreshed(stateful) == 1
    taken_back = "Taken back: Technical depth with Ana Quiroga, Fri 15:00, does not take place (R-1)."
    cancelled = "Technical depth with Ana Quiroga, Fri 15:00, does not take place (R-1). You need not come."
    assert said(stateful, MONDAY + HOUR, edited=True)[2:] == [("D-Tom", taken_back), ("D-Tom", cancelled)]


def test_why_a_round_takes_place_after_all_is_said_though_it_was_moved_before_that_was_said(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + 5 * HOUR)
    for when, shown in (("fri 9:00", "Fri 15:00"), ("fri 10:00", "Fri 16:00")):
        tell(f"interview move ana technical {when} R-1", by=RAVI, at=MONDAY + 5 * HOUR)
        assert said(stateful, MONDAY + 17 * HOUR)[-1] == ("D-Tom", ON.replace("Thu 22:00", shown))
    assert len(waiting(stateful)) == 1


def test_who_does_not_sit_in_it_any_more_hears_nothing_of_it(tell, stateful, booked):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=MONDAY + 5 * HOUR)
    tell("interview move ana technical fri 9:00 @dana R-1", by=RAVI, at=MONDAY + 5 * HOUR)
    assert waiting(stateful) == [], "they know that they need not come"


def test_who_is_forgotten_is_not_named(tell, stateful, booked):
    sure = tell("cand forget ana R-1", at=MONDAY).actions[0]
    tell(verb=sure.verb, **sure.args, at=MONDAY)
    told = said(stateful, MONDAY)
    assert ("D-Tom", OFF.replace("Ana Quiroga", "C-1")) in told
    assert "Ana" not in str(told)


def test_who_sits_in_a_round_that_is_cancelled_hears_so(tell, stateful, booked):
    tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", CANCELLED)], "not who said so"


def test_a_cancelled_round_that_stands_again_takes_place(tell, stateful, booked):
    for arrives in (False, True):
        tell("interview cancel ana technical R-1", by=RAVI, at=MONDAY)
        if arrives:
            arrive(stateful)
        tell("undo", by=RAVI, at=MONDAY)
        on = "Technical depth with Ana Quiroga, Thu 22:00, takes place after all (R-1)."
        assert said(stateful, MONDAY) == ([("D-Tom", on)] if arrives else []), "whoever was not told knows of nothing else"


def test_who_sits_in_a_round_that_is_moved_hears_when_it_is(tell, stateful, booked):
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", MOVED)]


def test_of_several_moves_that_nobody_has_heard_of_the_last_counts(tell, stateful, booked):
    evening = MONDAY + 5 * HOUR  # 21:00 in Berlin
    tell("interview move ana technical wed 9:00 R-1", by=RAVI, at=evening)
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=evening)
    tell("interview move ana technical fri 10:00 R-1", by=RAVI, at=evening)
    tell("undo", by=RAVI, at=evening)
    assert said(stateful, MONDAY + 17 * HOUR) == [("D-Tom", MOVED)]
    tell("interview move ana technical thu 16:00 R-1", by=RAVI, at=evening + HOUR)
    assert said(stateful, MONDAY + 17 * HOUR) == [], "it is when it was"


def test_who_was_told_of_a_move_hears_that_it_was_taken_back(tell, stateful, booked):
    tell("interview move ana technical fri 9:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("undo", by=RAVI, at=MONDAY)
    again = "Technical depth with Ana Quiroga is Thu 22:00 now, not Fri 15:00 (R-1)."
    assert said(stateful, MONDAY)[-1] == ("D-Tom", again)


def test_in_whose_place_another_sits_hears_that_they_need_not_come(tell, stateful, booked):
    tell("interview move ana technical fri 9:00 @dana @ravi R-1", by=RAVI, at=MONDAY)
    others = "Technical depth with Ana Quiroga, Thu 22:00, is with others now (R-1). You need not come."
    assert said(stateful, MONDAY) == [("D-Tom", others)], "Dana reads it in the thread, as with a booking"
    arrive(stateful)
    tell("interview move ana technical fri 9:00 @dana @tom R-1", by=RAVI, at=MONDAY)
    on = "Technical depth with Ana Quiroga, Fri 15:00, takes place after all (R-1)."
    assert said(stateful, MONDAY)[-1] == ("D-Tom", on)


def test_who_sits_in_it_again_before_they_heard_that_they_do_not_hears_when_it_is(tell, stateful, booked):
    evening = MONDAY + 5 * HOUR  # 21:00 in Berlin
    tell("interview move ana technical fri 9:00 @dana R-1", by=RAVI, at=evening)
    tell("interview move ana technical fri 9:00 @dana @tom R-1", by=RAVI, at=evening)
    assert said(stateful, MONDAY + 17 * HOUR) == [("D-Tom", MOVED)]


def test_whoever_cancels_or_moves_it_reads_who_is_not_told_before_it_begins(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    night = MONDAY + 12 * HOUR
    moved = tell("interview move ana technical tue 2:30 R-1", by=RAVI, at=night)
    late = "as I can't before it begins: Tom (Technical depth, Tue 02:30)."
    assert f"Tell them yourself when it takes place, {late}" in str(moved.elements), "8:30 in Berlin"
    off = tell("interview cancel ana technical R-1", by=RAVI, at=night)
    assert f"Tell them yourself that it does not take place, {late}" in str(off.elements)
    assert waiting(stateful) == []


def test_whoever_gives_it_to_others_reads_who_is_not_told_before_it_begins(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    moved = tell("interview move ana technical @dana R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert "Tell them yourself that they need not come, as I can't before it begins: Tom" in str(moved.elements)


@pytest.mark.parametrize("end", ["offer decline ana because another offer", "offer accept ana"])
def test_whoever_records_an_answer_reads_who_is_not_told_in_time(tell, stateful, booked, end):
    tell("interview move ana technical tue 2:00 @tom R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell("loop done ana R-1", by=RAVI, at=MONDAY)
    tell("decide yes ana R-1", at=MONDAY)
    tell("offer sent ana R-1", by=RAVI, at=MONDAY)
    reply = tell(f"{end} R-1", by=RAVI, at=MONDAY + 12 * HOUR)
    assert "Tell them yourself that it does not take place, as I can't" in str(reply.elements)


def test_whoever_forgets_a_candidate_reads_who_is_not_told_in_time(tell, stateful, booked):
    tell("interview move ana technical tue 2:00 @tom R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    sure = tell("cand forget ana R-1", at=MONDAY + 12 * HOUR).actions[0]
    reply = tell(verb=sure.verb, **sure.args, at=MONDAY + 12 * HOUR)
    assert "Tell them yourself that it does not take place, as I can't" in str(reply.elements)


# Several rounds of one candidate


@pytest.fixture
def two(tell, booked):
    """Tom sits with Ana in another round too, on Friday at 9:00 in New York."""
    tell("interview book ana debugging fri 9:00 @tom R-1", by=RAVI, at=MONDAY)


DEBUGGING = "Production debugging or system design"
BOTH_OFF = "Of 2 rounds that you sit in: " + " ".join(
    (OFF, OFF.replace("Technical depth", DEBUGGING).replace("Thu 22:00", "Fri 15:00"))
)
BOTH_ON = "Of 2 rounds that you sit in: " + " ".join(
    (ON, ON.replace("Technical depth", DEBUGGING).replace("Thu 22:00", "Fri 15:00"))
)
BACK = "cand move ana screen R-1 because it was a misunderstanding"


def test_of_two_rounds_that_fall_away_at_once_whoever_sits_in_both_reads_one_message(tell, stateful, two):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == [("D-Tom", BOTH_OFF)]
    tell("undo", by=RAVI, at=MONDAY)
    assert said(stateful, MONDAY) == []


def test_of_two_that_take_place_after_all_too_and_what_was_said_is_put_right(tell, stateful, two):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell(BACK, by=RAVI, at=MONDAY + HOUR)
    assert said(stateful, MONDAY + HOUR) == [("D-Tom", BOTH_ON)]
    ((_, edited), _) = said(stateful, MONDAY + HOUR, edited=True)
    assert edited.count("Taken back: ") == 2


def test_what_one_message_was_to_say_of_another_round_is_said_where_one_is_moved_before_it_left(tell, stateful, two):
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY)
    arrive(stateful)
    tell(BACK, by=RAVI, at=MONDAY + HOUR)
    tell("interview cancel ana debugging R-1", by=RAVI, at=MONDAY + HOUR)
    assert (len(waiting(stateful)), said(stateful, MONDAY + HOUR)[-1]) == (1, ("D-Tom", ON)), "they know that the other is off"
    tell("undo", by=RAVI, at=MONDAY + HOUR)
    ((_, text),) = said(stateful, MONDAY + HOUR)[-1:]
    assert (len(waiting(stateful)), text.count(ON), text.count(DEBUGGING)) == (1, 1, 1)
    tell("cand withdraw ana R-1", by=RAVI, at=MONDAY + HOUR)
    assert waiting(stateful) == [], "what they heard first is true again"


@pytest.fixture
def bo(tell, booked):
    """Tom sits with Bo too, in another search, on Friday at 11:00 in New York. The round."""
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    added(tell, number, "Bo Lind")
    return tell(f"interview book bo technical fri 11:00 @tom R-{number}", by=RAVI, at=MONDAY).data["interview"]


BO_CANCELLED = "Technical depth with Bo Lind, Fri 17:00, does not take place (R-2). You need not come."
NIGHT = MONDAY + 9 * HOUR


def test_what_two_deeds_cancel_before_it_was_said_is_one_message(tell, stateful, bo):
    tell("interview cancel ana technical R-1", by=RAVI, at=NIGHT)
    tell("interview cancel bo technical R-2", by=RAVI, at=NIGHT + 3 * MINUTE)
    assert said(stateful, NIGHT + 12 * HOUR) == [("D-Tom", f"Of 2 rounds that you sit in: {CANCELLED} {BO_CANCELLED}")]
    assert len(waiting(stateful)) == 1


@pytest.mark.parametrize(("undone", "left"), [("bo", CANCELLED), ("ana", BO_CANCELLED)])
def test_what_is_undone_of_two_leaves_the_other_to_be_said(tell, stateful, bo, undone, left):
    for name in ("bo", "ana") if undone == "ana" else ("ana", "bo"):
        tell(f"interview cancel {name} technical R-{1 if name == 'ana' else 2}", by=RAVI, at=NIGHT)
    tell("undo", by=RAVI, at=NIGHT)
    assert said(stateful, NIGHT + 12 * HOUR) == [("D-Tom", left)]


@pytest.mark.parametrize("first", ["ana", "bo"])
def test_of_two_of_whom_one_is_back_before_it_was_said_the_other_is_said(tell, stateful, bo, first):
    numbers = {"ana": 1, "bo": 2}
    for name in (first, *({*numbers} - {first})):
        tell(f"cand withdraw {name} R-{numbers[name]}", by=RAVI, at=NIGHT)
    tell("cand move ana screen R-1 because it was a misunderstanding", by=RAVI, at=NIGHT + HOUR)
    ((channel, text),) = said(stateful, NIGHT + 12 * HOUR)
    assert (channel, "Bo Lind" in text, "Ana" in text) == ("D-Tom", True, False)


@pytest.mark.parametrize("deed", ["cand withdraw {} R-{}", "interview cancel {} technical R-{}"])
def test_what_one_message_said_of_two_is_put_right_for_the_one_that_stands_again(tell, stateful, bo, deed):
    tell(deed.format("ana", 1), by=RAVI, at=NIGHT)
    tell(deed.format("bo", 2), by=RAVI, at=NIGHT)
    arrive(stateful)
    tell("undo", by=RAVI, at=NIGHT)
    ((_, text),) = [each for each in said(stateful, NIGHT + 12 * HOUR) if "after all" in each[1]]
    assert "Bo Lind" in text and "Ana" not in text
    assert refreshed(stateful) == 1


def test_who_is_forgotten_is_not_named_in_a_message_of_two(tell, stateful, bo):
    tell("interview cancel ana technical R-1", by=RAVI, at=NIGHT)
    tell("interview cancel bo technical R-2", by=RAVI, at=NIGHT)
    arrive(stateful)
    tell(verb="cand forget", candidate="C-1", sure=True, at=NIGHT + HOUR)
    assert refreshed(stateful) == 1
    assert all("Ana Q" not in text for _, text in said(stateful, NIGHT + HOUR, edited=True))
