"""The offer waits for the decision, and a clock of each runs: whoever decides hears of both in one reminder, once a voice."""

from __future__ import annotations

import pytest

from storage.models import Nudge
from tests.pipeline.team import DM, rows, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown

HOURS = (7, 24, 28, 44, 48, 50, 52.5, 68)
"""After the loop's end, when clocks speak to Mei in Los Angeles and to Dana in New York."""


@pytest.fixture
def search(tell):
    """Mei hires and decides, Dana sponsors; Ana's loop ended on Monday. No mornings. The application's id."""
    tell("settings digest off")
    return undecided(tell, ENDED)


def told(house, *hours):
    """What is said after so many hours: (hours, who, the first sentence without its req, the whole)."""
    said = [(after, name, reply.text) for after in hours for name, reply in heard(house, ENDED + after * HOUR)]
    return [(after, name, text.split(" (R-1)")[0], text) for after, name, text in said]


def test_one_stream_speaks_while_the_decision_is_missing_and_says_when_the_offer_is_due(stateful, search):
    said = told(stateful, *HOURS)
    assert [(name, lead) for _, name, lead, _ in said] == [
        ("Mei", "Heads-up, Mei: the decision about Ana Quiroga is due Tue 10:00, in 17 h"),
        ("Mei", "The decision about Ana Quiroga is due now, Mei"),
        ("Mei", "4 h over, Mei: the decision about Ana Quiroga was due Tue 10:00"),
        ("Dana", "20 h over: the decision about Ana Quiroga was due Tue 13:00"),
        ("Mei", "Ana Quiroga's offer is due now, Mei"),
    ]
    assert ["The offer, due Wed" in text and "waits for the decision." in text for *_, text in said] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert "It waits for the decision." in said[-1][-1]


def test_both_stand_in_due_and_the_offers_why_tells_only_what_will_be_said_of_it(tell, stateful, search):
    told(stateful, 24, 28)
    assert [each["clock"] for each in tell("due", at=ENDED + 29 * HOUR, place=DM).data["due"]] == ["decision", "offer"]
    (due,) = [each for each in rows(stateful, Nudge, Nudge.clock == "offer", Nudge.voice == "due") if each.person_id]
    why = str(tell(verb="why nudge", nudge=due.id, at=ENDED + 29 * HOUR).elements)
    assert "When it is due: Wed 10:00 to Mei." in why
    assert "Once it is over" not in why


def test_who_put_the_decision_off_hears_that_the_offer_is_over_and_so_does_the_next_person(tell, stateful, search):
    told(stateful, 24, 28)
    (over,) = [each for each in rows(stateful, Nudge, Nudge.clock == "decision", Nudge.voice == "escalation") if each.said_at]
    tell(verb="snooze", nudge=over.id, hours=72, at=ENDED + 29 * HOUR)
    assert [(name, lead) for _, name, lead, _ in told(stateful, 44, 48, 50, 52.5, 68)] == [
        ("Mei", "Ana Quiroga's offer is due now, Mei"),
        ("Mei", "2 h over, Mei: Ana Quiroga's offer was due Wed 10:00"),
        ("Dana", "5 h over: Ana Quiroga's offer was due Wed 13:00"),
    ]


def test_who_put_the_decision_off_reads_that_alone_where_the_offers_heads_up_came_with_it(tell, stateful):
    """On Monday evening one message speaks of both: Tuesday 8:00 is outside of Mei's hours for either."""
    tell("settings digest off")
    undecided(tell, ENDED - 2 * HOUR)
    assert ["The offer, due Wed 08:00, waits for the decision." in text for *_, text in told(stateful, 7)] == [True]
    said = [each for each in rows(stateful, Nudge, Nudge.status == "said") if each.person_id]
    assert {(each.clock, each.voice) for each in said} == {("decision", "due"), ("offer", "heads_up")}
    (due,) = [each for each in said if each.clock == "decision"]
    tell(verb="snooze", nudge=due.id, hours=1, at=ENDED + 7.1 * HOUR)
    for later in (7.1, 8):
        (edited,) = shown(stateful, ENDED + later * HOUR)
        assert edited.text == "✓ Mei put a reminder about Ana Quiroga off, Mon 17:06. I'll say it again Tue 09:00."
        assert not (edited.actions or edited.more)
    assert ["The offer, due Wed 08:00, waits for the decision." in text for *_, text in told(stateful, 23)] == [True]
    assert [each.text for each in shown(stateful, ENDED + 23.1 * HOUR) if each.actions] == [], "its message has the buttons"


def test_where_the_decision_is_not_needed_the_offer_speaks_for_itself(tell, stateful, search):
    (due,) = [each for each in rows(stateful, Nudge, Nudge.clock == "decision", Nudge.voice == "due") if each.person_id]
    tell(verb="skip", nudge=due.id, reason="they join as a contractor", at=ENDED + HOUR)
    said = [(after, name) for after, name, *_ in told(stateful, *HOURS)]
    assert said == [(24, "Mei"), (48, "Mei"), (50, "Mei"), (52.5, "Dana")]


def test_another_companys_offer_that_sets_when_ours_is_due_is_news(tell, stateful, search):
    tell('volunteered "Ana Quiroga" offer expires thu 10:00 R-1', at=ENDED + 30 * HOUR, place=DM)
    told(stateful, 24, 28)
    tell('volunteered "Ana Quiroga" offer expires wed 15:00 R-1', at=ENDED + 30 * HOUR, place=DM)
    said = told(stateful, 30)
    assert [name for _, name, *_ in said] == ["Mei"]
    assert "Another company's offer to them ends Wed 15:00." in said[0][-1]


@pytest.mark.parametrize("whose", ["", "R-1 "])
def test_hours_that_somebody_sets_for_the_offer_are_news(tell, stateful, search, whose):
    told(stateful, 7)
    tell(f"settings {whose}offer 26 hours", at=ENDED + 7.5 * HOUR)
    said = told(stateful, 7.5)
    assert [(name, lead) for _, name, lead, _ in said] == [
        ("Mei", "Heads-up, Mei: Ana Quiroga's offer is due Tue 12:00, in 18½ h")
    ]
    assert [name for _, name, *_ in told(stateful, 8, 23)] == [], "once"


def test_hours_that_are_set_after_the_decisions_reminder_went_for_the_offers_are_news_too(tell, stateful, search):
    tell("settings offer 47 hours", at=ENDED + HOUR)
    leads = [lead for *_, lead, _ in told(stateful, 7, 23)]
    assert leads == ["Heads-up, Mei: the decision about Ana Quiroga is due Tue 10:00, in 17 h"]
    tell("settings offer 26 hours", at=ENDED + 23.5 * HOUR)
    assert [lead for *_, lead, _ in told(stateful, 23.5)] == ["Heads-up, Mei: Ana Quiroga's offer is due Tue 12:00, in 2½ h"]


def test_who_has_the_decision_passed_on_to_them_has_the_offer_that_waits_for_it(tell, stateful, search):
    (due,) = [each for each in rows(stateful, Nudge, Nudge.clock == "decision", Nudge.voice == "due") if each.person_id]
    tell(verb="reassign", nudge=due.id, person="dana", at=ENDED + HOUR)
    said = told(stateful, 5, 22, 24, 26, 28, 30, 46, 48, 50)
    assert "Mei" not in {name for _, name, lead, _ in said if "over" not in lead}
    assert "Ana Quiroga's offer is due now, Dana" in {lead for _, _, lead, _ in said}


def test_what_the_next_person_need_not_hear_of_the_offer_does_not_wait_again_whatever_else_happens(tell, stateful, search):
    told(stateful, *HOURS, 70)
    tell("settings R-1 scorecard 20 hours", at=ENDED + 71 * HOUR)
    assert not [each.key for each in rows(stateful, Nudge, Nudge.status == "pending") if each.clock == "offer"]
