"""A deadline that comes nearer after its person was told of it: they hear so at once, and once for each time that it does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.pipeline.rules.clock import deadlines
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DANA, reachable, sat_with_ana, undecided
from tests.pipeline.test_clock import ENDED as FINAL_ROUND
from tests.pipeline.test_clock import RULES, told
from tests.pipeline.test_nudges import ENDED, HOUR, shown, texts

HEADS_UP = ENDED + 24 * HOUR
"""Tuesday, 13:00 in New York: Ravi has a day left for the offer."""
spans = st.lists(st.integers(2, 200), min_size=1, max_size=6)


@pytest.fixture
def decided(tell):
    """Mei decided yes on Monday; Ravi is to send Ana's offer by Wednesday, 13:00. The application."""
    reachable(tell, MEI, RAVI, DANA)
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    application = tell('loop done "Ana Quiroga" R-1', at=ENDED).data["application"]
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    return application


def ravi(house, at):
    """What Ravi hears at that time of the offer, as far as to when it is due."""
    return [text.split(" (")[0] for name, text in texts(house, at) if name == "Ravi" and "'s offer" in text]


@pytest.mark.parametrize("whose", ["", "R-1 "])
def test_hours_that_are_shortened_twice_are_told_of_twice(tell, stateful, decided, whose):
    assert ravi(stateful, HEADS_UP) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 13:00, in 24 h"]
    tell(f"settings {whose}offer 46 hours", at=HEADS_UP + HOUR)
    assert ravi(stateful, HEADS_UP + HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 11:00, in 21 h"]
    assert ravi(stateful, HEADS_UP + 2 * HOUR) == []
    tell(f"settings {whose}offer 44 hours", at=HEADS_UP + 2 * HOUR)
    assert ravi(stateful, HEADS_UP + 2 * HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 09:00, in 18 h"]
    later = [said for hour in range(3, 21) for said in ravi(stateful, HEADS_UP + hour * HOUR)]
    assert later == ["Ana Quiroga's offer is due now, Ravi"]


def test_hours_that_are_set_longer_are_edited_and_told_to_nobody(tell, stateful, decided):
    ravi(stateful, HEADS_UP)
    tell("settings offer 44 hours", at=HEADS_UP + HOUR)
    ravi(stateful, HEADS_UP + HOUR)
    tell("settings offer 46 hours", at=HEADS_UP + 2 * HOUR)
    assert ravi(stateful, HEADS_UP + 2 * HOUR) == []
    assert {each.text.split(" (")[0] for each in shown(stateful, HEADS_UP + 2 * HOUR) if "Heads-up" in each.text} == {
        "Heads-up, Ravi: Ana Quiroga's offer is due Wed 11:00, in 20 h"
    }


def test_hours_set_shorter_and_longer_again_before_anybody_heard_say_how_it_stands(tell, stateful, decided):
    ravi(stateful, HEADS_UP)
    tell("settings offer 44 hours", at=HEADS_UP + HOUR)
    tell("settings offer 46 hours", at=HEADS_UP + HOUR)
    assert ravi(stateful, HEADS_UP + HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 11:00, in 21 h"]
    assert ravi(stateful, HEADS_UP + 2 * HOUR) == []


def test_what_was_said_promises_the_newer_message_where_that_waits_for_the_morning(tell, stateful, decided):
    ravi(stateful, HEADS_UP)
    evening = HEADS_UP + 9 * HOUR
    tell("settings offer 47 hours", at=evening)
    assert ravi(stateful, evening) == []
    (line,) = [each.text for each in shown(stateful, evening) if "newer message" in each.text]
    assert line == "Ana Quiroga's offer is due Wed 12:00 now; a newer message says so Wed 09:00."
    assert ravi(stateful, HEADS_UP + 20 * HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 12:00, in 3 h"]


def test_hours_set_shorter_and_taken_back_leave_what_was_said_as_it_was(tell, stateful, decided):
    ravi(stateful, HEADS_UP)
    tell("settings offer 44 hours", at=HEADS_UP + HOUR)
    assert "refused" not in tell("undo", at=HEADS_UP + HOUR).data
    assert [said for hour in range(1, 23) for said in ravi(stateful, HEADS_UP + hour * HOUR)] == []


def test_each_other_companys_offer_that_leaves_less_time_is_told_of(tell, stateful, decided):
    def theirs(expires, at):
        tell(verb="volunteered", application=decided, offer="240k", expires=expires, by=RAVI, at=at)

    ravi(stateful, HEADS_UP)
    theirs("thu 10:00", HEADS_UP + HOUR)
    assert ravi(stateful, HEADS_UP + HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 10:00, in 20 h"]
    theirs("thu 9:30", HEADS_UP + 2 * HOUR)
    assert ravi(stateful, HEADS_UP + 2 * HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Wed 09:30, in 18½ h"]
    theirs("sat 9:30", HEADS_UP + 3 * HOUR)
    assert ravi(stateful, HEADS_UP + 3 * HOUR) == []


def test_what_was_said_the_evening_before_is_said_anew_where_it_is_due_earlier_still(tell, stateful, decided):
    tell("settings R-1 offer 68 hours", at=ENDED + HOUR)  # Thursday, 9:00
    tell("settings R-1 offer 64 hours", at=ENDED + 2 * HOUR)  # Thursday, 5:00: said on Wednesday, 17:00
    assert ravi(stateful, ENDED + 28 * HOUR) == ["Heads-up, Ravi: Ana Quiroga's offer is due Thu 05:00, in 36 h"]
    assert ravi(stateful, ENDED + 52 * HOUR) == ["Ana Quiroga's offer is due Thu 05:00, in 12 h, Ravi"]
    tell("settings R-1 offer 56 hours", at=ENDED + 52.5 * HOUR)  # Wednesday, 21:00
    assert ravi(stateful, ENDED + 52.5 * HOUR) == ["Ana Quiroga's offer is due Wed 21:00, in 3½ h, Ravi"]
    assert ravi(stateful, ENDED + 53 * HOUR) == []


@given(spans)
def test_a_deadline_came_nearer_when_it_last_stood_later_than_it_does(hours):
    sets = [NOW + place * timedelta(minutes=1) for place in range(1, len(hours))]
    found = deadlines(
        told(**{FINAL_ROUND: NOW}),
        RULES,
        {"offer": hours[-1]},
        {"offer": sets},
        lambda moment: {"offer": hours[sum(each <= moment for each in sets)]},
    )
    (offer,) = (each for each in found if each.clock == "offer")
    later = [place for place, span in enumerate(hours) if span > hours[-1]]
    assert offer.news_at == (sets[max(later)] if later else None)


def test_a_reminder_says_when_another_companys_offer_ends(tell, stateful, decided):
    tell("volunteered ana other offer 240k expires 2026-12-04 17:00", by=RAVI, at=ENDED + HOUR)
    (said,) = [text for name, text in texts(stateful, HEADS_UP) if name == "Ravi"]
    assert "Another company's offer to them ends Fri 17:00." in said


def test_who_sat_in_a_round_reads_nothing_of_other_companies(tell, stateful):
    sat_with_ana(tell, ENDED)
    tell("loop done ana", at=ENDED)
    tell("volunteered ana other offer 240k expires 2026-12-04 17:00", at=ENDED)
    said = [text for hour in range(1, 50) for name, text in texts(stateful, ENDED + hour * HOUR) if name == "Dana"]
    assert any("offer" in text for text in said)
    assert "Another company" not in str(said)


def test_who_was_warned_before_the_hours_were_set_longer_hears_in_the_evening_what_falls_in_the_night(tell, stateful):
    """The heads-up was said in the morning, of a nearer end: the evening's words do not say the same twice."""
    tell("settings digest off")
    undecided(tell, ENDED)
    tell("settings R-1 decision 6 hours", at=ENDED)
    first = dict(texts(stateful, ENDED + HOUR / 10))
    assert first["Mei"].startswith("Heads-up, Mei: the decision about Ana Quiroga is due Mon 16:00, in 5½ h")
    tell("settings R-1 decision 12 hours", at=ENDED + HOUR)
    assert [name for after in range(1, 7) for name, _ in texts(stateful, ENDED + after * HOUR)] == []
    said = dict(texts(stateful, ENDED + 7 * HOUR))
    assert said["Mei"].startswith(
        "The decision about Ana Quiroga is due Mon 22:00, in 5 h, Mei (R-1). That is outside your hours"
    )
