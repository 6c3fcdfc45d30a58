"""Who is told next while people come, go, put off and pass on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.duties import ABSENCES, Timed
from handlers.core.command import Actor
from handlers.pipeline.reminders import owing
from storage.models import Nudge
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, EVE, TOM, met, opened, reachable, rows, sat_with_ana, undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown

TOLD = ENDED + 24 * HOUR
"""Tuesday, 13:00 in New York: Ravi's heads-up of the offer, which is due on Wednesday at that hour."""
DUE = ENDED + 48 * HOUR


@pytest.fixture
def search(tell):
    """Mei hires and has decided, Ravi sends the offer, Dana sponsors; all can be written to, as Tom and Eve can."""
    application = undecided(tell, ENDED)
    reachable(tell, TOM, EVE)
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    return application


def hourly(house, since, until):
    """What is said from hour to hour, each as (name, text)."""
    hours = int((until - since) / HOUR)
    return [(name, reply.text) for after in range(hours) for name, reply in heard(house, since + after * HOUR)]


def told_next(said):
    """Who was told in private what another owes."""
    return [name for name, text in said if "I tell you in private" in text]


def of_clock(house, clock, voice):
    """The row that stands, of whoever owes it."""
    owed = (each for each in rows(house, Nudge) if each.person_id and not (owing.is_over(each) or owing.is_climb(each)))
    return next(each for each in owed if (each.clock, each.voice) == (clock, voice))


def test_what_was_told_to_the_next_persons_stand_in_is_told_to_them_when_they_are_back(tell, stateful, search):
    tell("away until fri @tom", at=TOLD + HOUR)
    away = hourly(stateful, TOLD, DUE + 24 * HOUR)
    assert told_next(away) == ["Tom"]
    back = DUE + 48 * HOUR  # Friday, 10:00 in Los Angeles
    Timed(stateful.database, stateful.library, ABSENCES).poll(back, back)
    edited = [reply.text for reply in shown(stateful, back)]
    assert "✓ Ana Quiroga's offer is with Ravi now." in edited, "Mei is told of it; it is not hers"
    assert told_next(hourly(stateful, back, back + 2 * HOUR)) == ["Mei"]
    assert tell("due", by=TOM, at=back + 2 * HOUR).data["due"] == []
    assert [each["clock"] for each in tell("due", at=back + 2 * HOUR).data["due"]] == ["offer"]


def test_what_a_stand_in_puts_off_keeps_nothing_from_the_next_person_once_the_owner_is_back(tell, stateful, search):
    tell("away until thu @tom", by=RAVI, at=ENDED + 2 * HOUR)
    (name,) = {name for name, _ in hourly(stateful, ENDED + 20 * HOUR, TOLD + HOUR)}
    assert name == "Tom"
    tell(verb="snooze", nudge=of_clock(stateful, "offer", "heads_up").id, hours=3, by=TOM, at=TOLD + HOUR)
    assert told_next(hourly(stateful, TOLD + 2 * HOUR, DUE + 11 * HOUR)) == []
    back = DUE + 11 * HOUR  # midnight in New York
    Timed(stateful.database, stateful.library, ABSENCES).poll(back, back)
    assert told_next(hourly(stateful, back, back + 24 * HOUR)) == ["Mei"]


def test_what_was_put_off_before_the_approval_keeps_nothing_back_after_it(tell, stateful, search):
    tell("req team R-1 add @dana as approver", at=ENDED + HOUR)
    hourly(stateful, TOLD, TOLD + HOUR)
    tell(verb="snooze", nudge=of_clock(stateful, "offer", "heads_up").id, hours=3, by=RAVI, at=TOLD + HOUR)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=TOLD + 2 * HOUR)
    tell("offer approve ana", by=DANA, at=TOLD + 3 * HOUR)
    assert told_next(hourly(stateful, TOLD + 4 * HOUR, DUE + 24 * HOUR)) == ["Mei"]


def test_what_was_passed_on_to_somebody_who_leaves_the_team_is_told_to_the_next_person_again(tell, stateful, search):
    met(tell, TOM)
    tell("req team R-1 add @tom as recruiter", at=ENDED + HOUR)
    tell("req team R-1 add @ravi as recruiter", at=ENDED + HOUR)
    hourly(stateful, TOLD, TOLD + HOUR)
    tell(verb="reassign", nudge=of_clock(stateful, "offer", "heads_up").id, person="dana", by=RAVI, at=TOLD + HOUR)
    tell("req team R-1 remove @dana", at=TOLD + 2 * HOUR)
    assert told_next(hourly(stateful, TOLD + 3 * HOUR, DUE + 24 * HOUR)) == ["Mei"]


def test_of_what_nobody_hears_in_time_the_next_person_hears_while_there_is_time_to_act(tell, stateful):
    application = undecided(tell, ENDED)
    tell("away until next mon", by=RAVI, at=ENDED + HOUR / 2)
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    said = hourly(stateful, ENDED + 2 * HOUR, DUE - 2 * HOUR)
    (text,) = [text for name, text in said if name == "Mei"]
    assert text.startswith("Ana Quiroga's offer is due Wed 10:00, in 24 h (R-1). It is with Ravi, who is away until Mon.")
    assert told_next(hourly(stateful, DUE - 2 * HOUR, DUE + 24 * HOUR)) == []


def test_of_an_approver_who_is_away_it_is_said_once_that_they_are(tell, stateful):
    application = undecided(tell, ENDED)
    met(tell, TOM)
    tell("req team R-1 add @tom as approver")
    tell("away until next mon", by=TOM, at=ENDED + HOUR / 2)
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=ENDED + HOUR)
    said = [text for name, text in hourly(stateful, ENDED + 2 * HOUR, DUE) if name == "Mei" and "Nobody else" in text]
    assert said
    assert all(text.count("away until Mon") == 1 for text in said)
    assert any("who is away until Mon." in text and "Nobody else can approve it: name another approver" in text for text in said)


@pytest.mark.parametrize("decided", [25, 29], ids=["once it is due", "once it is over"])
def test_nobody_is_pressed_for_a_scorecard_that_was_decided_without_and_nobody_else_hears_of_it(tell, stateful, decided):
    sat_with_ana(tell, ENDED)
    at = ENDED + decided * HOUR
    before = hourly(stateful, ENDED + 24 * HOUR, at)
    assert {name for name, text in before if "scorecard" in text} == {"Ravi", "Dana"}
    tell("loop done ana R-1", at=at)
    tell("decide yes ana R-1", at=at)
    assert not [text for _, text in hourly(stateful, at, ENDED + 72 * HOUR) if "scorecard" in text and "Still open" not in text]
    assert "scorecard for Ana" in str(tell("due", by=DANA, at=ENDED + 72 * HOUR).elements)
    assert not [reply.text for reply in shown(stateful, at) if "I'll let" in reply.text]


def test_whoever_stands_in_where_the_day_begins_later_hears_before_the_next_person(tell, stateful):
    kai = Actor("acme", "slack", "U-KAI", "Kai", "Pacific/Honolulu")
    reachable(tell, MEI, DANA, kai)
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @dana as sponsor")
    told, ended = datetime(2026, 12, 1, 12, 0, tzinfo=UTC), "mon 05:00"
    tell("away until tue 08:00 @kai", at=told - 4 * HOUR)
    assert "event" in tell(f'loop done "Ana Quiroga" R-1 ended {ended}', at=told).data
    said = dict.fromkeys(name for name, text in hourly(stateful, told, told + 30 * HOUR) if "decision" in text)
    assert [*said] == ["Kai", "Mei", "Dana"]


@pytest.mark.parametrize("stand_in", ["", " @tom", " @mei"], ids=["nobody", "somebody", "the next person"])
def test_when_an_approver_who_was_asked_leaves_it_open_the_next_person_hears_while_there_is_time(tell, stateful, stand_in):
    application = undecided(tell, ENDED)
    reachable(tell, TOM, EVE)
    tell("req team R-1 add @eve as approver")
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=ENDED + HOUR)
    hourly(stateful, ENDED + 2 * HOUR, ENDED + 25 * HOUR)
    left = ENDED + 25 * HOUR  # Tuesday, 11:00 where Mei is
    tell(f"away until next mon{stand_in}", by=EVE, at=left)
    (text,) = [text for name, text in hourly(stateful, left, left + 3 * HOUR) if name == "Mei"]
    assert text.startswith("Ana Quiroga's offer is due Wed 10:00, in 2")
    assert "Nobody else can approve it" in text
    assert "name another approver" in text
    assert "who knows" not in text, "whoever stands in can't approve it either"
    assert told_next(hourly(stateful, left + 3 * HOUR, DUE + 24 * HOUR)) == []


def test_what_was_said_before_an_approval_that_comes_late_is_a_line_beside_what_is_said_of_it(tell, stateful, search):
    tell("req team R-1 add @dana as approver", at=ENDED + HOUR)
    assert [name for name, _ in hourly(stateful, TOLD, TOLD + HOUR)] == ["Ravi"]
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=TOLD + 2 * HOUR)
    hourly(stateful, TOLD + 2 * HOUR, DUE + 24 * HOUR)
    approved = DUE + 27 * HOUR
    tell("offer approve ana", by=DANA, at=approved)
    (said,) = [text for name, text in hourly(stateful, approved, approved + HOUR) if name == "Ravi"]
    assert "It is approved and waits to be sent." in said
    edited = shown(stateful, approved + HOUR)
    assert "✓ Ana Quiroga's offer was due Wed 13:00; see my newer message." in [reply.text for reply in edited]
    assert [reply.text for reply in edited if "waits to be sent" in reply.text] == []


def test_who_stands_in_for_an_approver_reads_who_can_name_another_who_hears_of_it_too(tell, stateful):
    application = undecided(tell, ENDED)
    reachable(tell, TOM, EVE)
    tell("req team R-1 add @eve as approver")
    tell(verb="decide yes", application=application, at=ENDED + HOUR)
    tell("away until next mon @tom", by=EVE, at=ENDED + HOUR)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=ENDED + 2 * HOUR)
    said = hourly(stateful, ENDED + 3 * HOUR, DUE)
    toms = [text for name, text in said if name == "Tom"]
    assert toms
    assert all("reach them, or ask Mei to name another approver." in text for text in toms)
    (meis,) = [text for name, text in said if name == "Mei" and "offer" in text]
    assert "name another approver, or reach them." in meis


@pytest.mark.parametrize("manager", ["mei", "dana"])
def test_where_nobody_sponsors_whoever_recruits_is_told_next(tell, stateful, manager):
    """Also where the approval that it waits for is the hiring manager's."""
    reachable(tell, MEI, RAVI, DANA)
    tell("settings digest off")
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    tell(f"req team R-{number} add @{manager} as manager")
    tell(f"req team R-{number} add @{manager} as approver")
    tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED)
    tell("decide yes ana", at=ENDED, by=RAVI)
    tell("offer draft ana base 220k", at=ENDED, by=RAVI)
    for hours in (24, 48, 50):
        heard(stateful, ENDED + hours * HOUR)
    ((name, reply),) = heard(stateful, ENDED + 52.5 * HOUR)
    assert (name, reply.text.split(" (")[0]) == ("Ravi", "5 h over: Ana Quiroga's offer was due Wed 13:00")
    assert "Name an approver" in [each.label for each in reply.actions]


@pytest.mark.parametrize(("expires", "said"), [("mon 9:30", False), ("2026-12-15 17:00", True)])
def test_nobody_is_promised_to_be_told_once_the_offer_of_which_an_answer_is_owed_has_ended(tell, stateful, search, expires, said):
    sent = ENDED + 44 * HOUR
    tell(f"offer sent ana R-1 expires {expires}", by=RAVI, at=sent)
    tell("call recruiter done ana R-1", by=RAVI, at=sent + HOUR)
    tell("call manager done ana R-1", at=sent + 4 * HOUR)
    heard_of_it = hourly(stateful, sent, sent + 14 * 24 * HOUR)
    over = [text for _, text in heard_of_it if "over, Ravi: Ana Quiroga's answer to the offer" in text]
    assert ["I'll let Mei know" in text for text in over] == [said], heard_of_it


IN_BERLIN = replace(RAVI, timezone="Europe/Berlin")
LAST = DUE - HOUR / 2
"""Half an hour before the offer is due: 18:30 in Berlin, 9:30 in Los Angeles."""


def to_mei(house, since, until):
    """What Mei hears of the offer, a quarter of an hour after another."""
    moments = [since + each * HOUR / 4 for each in range(int((until - since) / HOUR * 4))]
    return [reply.text for at in moments for name, reply in heard(house, at) if name == "Mei" and "'s offer" in reply.text]


@pytest.fixture
def with_berlin(tell, search):
    """Ravi, who sends the offer, is in Berlin, where the working day ends before the offer is due; Dana approves it."""
    tell("due", by=IN_BERLIN, at=ENDED + HOUR)
    tell("req team R-1 add @dana as approver", at=ENDED + HOUR)


def test_of_a_step_that_passes_to_who_has_gone_home_the_next_person_hears_while_there_is_time(tell, stateful, with_berlin):
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=IN_BERLIN, at=TOLD)
    hourly(stateful, TOLD, LAST)
    tell("offer approve ana", by=DANA, at=LAST)
    assert to_mei(stateful, LAST, DUE + 24 * HOUR) == [
        "Ana Quiroga's offer is due Wed 10:00, in 30 min (R-1). It is with Ravi, who is not at work until Thu 00:00, your time. "
        "I tell you in private, Mei, so that it doesn't stay there."
    ]


def test_of_an_approval_that_waits_for_who_has_gone_home_the_next_person_can_name_another(tell, stateful, search):
    tell("req team R-1 add @tom as approver", at=ENDED + HOUR)
    hourly(stateful, TOLD, LAST)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=RAVI, at=LAST)
    ((name, reply),) = heard(stateful, LAST)
    assert (name, "It is with Tom, who is not at work until Thu 00:00" in reply.text) == ("Mei", True)
    assert reply.actions[0].verb == "req team"


def test_nobody_is_told_by_a_message_that_who_has_gone_home_hears_late_of_what_they_passed_on(tell, stateful, with_berlin):
    tell("req team R-1 add @mei as approver", at=TOLD)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=IN_BERLIN, at=TOLD)
    hourly(stateful, TOLD, LAST)
    assert "Ravi is not at work" in str(tell("offer approve ana", at=LAST).elements)
    assert to_mei(stateful, LAST, DUE) == []


def test_whoever_makes_a_step_theirs_after_hours_needs_nobody_told_before_it_is_due(tell, stateful, with_berlin):
    tell("req team R-1 add @ravi as approver", at=TOLD)
    hourly(stateful, TOLD, LAST)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=IN_BERLIN, at=LAST)
    assert to_mei(stateful, LAST, DUE) == []


def test_who_has_gone_home_too_is_not_told_before_whoever_owes_it(tell, stateful, with_berlin):
    tell("due", by=replace(MEI, timezone="Europe/Berlin"), at=ENDED + HOUR)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", by=IN_BERLIN, at=TOLD)
    hourly(stateful, TOLD, LAST)
    tell("offer approve ana", by=DANA, at=LAST)
    assert to_mei(stateful, LAST, DUE + 14 * HOUR) == []


@pytest.mark.parametrize("passes", [MEI, RAVI], ids=["the next person", "somebody else"])
def test_whoever_passes_a_step_on_to_who_has_gone_home_reads_when_they_hear_of_it(tell, stateful, search, passes):
    tell("people role @tom admin", at=TOLD)
    hourly(stateful, TOLD, LAST)
    reply = tell(verb="reassign", nudge=of_clock(stateful, "offer", "heads_up").id, person="tom", by=passes, at=LAST)
    hears, due = ("Thu 00:00", "Wed 10:00") if passes is MEI else ("Thu 03:00", "Wed 13:00")
    assert f"Tom is not at work and hears of it {hears}, your time: after it is due ({due})." in str(reply.elements)
    assert len(to_mei(stateful, LAST, DUE)) == (passes is not MEI)
