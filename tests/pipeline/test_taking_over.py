"""Whoever takes over the place of one who was told: they hear once what still stands, and the one before them no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline.reminders import owing
from storage.models import Nudge, Person, Requisition, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, DM, TOM, everything, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard, shown

TOLD_NEXT = ENDED + 20 * HOUR + 24 * HOUR
"""Wednesday, 9:00 in New York: Dana hears what Mei left undone on Tuesday."""


@pytest.fixture
def undecided(tell):
    """Mei hires, Dana sponsors; Ana's loop ended on Monday, and nobody has decided. No mornings. The application's id."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell("settings digest off")
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @dana as sponsor")
    return tell('loop done "Ana Quiroga" R-1', at=ENDED).data["application"]


def hourly(house, since, until):
    """Who is told what in that time, looked at each hour."""
    hours = int((until - since) / HOUR)
    return [(name, reply.text) for after in range(hours) for name, reply in heard(house, since + after * HOUR)]


def climbs(house, name):
    """What the next person in line, of that name, was told or is to be told, that stands."""
    names = {each.id: each.name for each in rows(house, Person)}
    return [each for each in rows(house, Nudge) if owing.is_climb(each) and names[each.person_id] == name and not each.reason]


def test_who_becomes_the_sponsor_hears_once_what_stands_and_the_one_before_no_more(tell, stateful, undecided):
    said = hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    assert [text.split(" (")[0] for name, text in said if name == "Dana"] == [
        "20 h over: the decision about Ana Quiroga was due Tue 13:00"
    ]
    tell("req team R-1 add @tom as sponsor", at=TOLD_NEXT + HOUR)
    tom = [text for name, text in hourly(stateful, TOLD_NEXT + HOUR, TOLD_NEXT + 3 * HOUR) if name == "Tom"]
    assert [text.split(" (")[0] for text in tom] == ["21 h over: the decision about Ana Quiroga was due Tue 19:00"]
    assert "It is with Mei, who knows." in tom[0]
    assert "✓ Mei added Tom to R-1 as sponsor, in Dana's place, Wed 10:00." in [
        reply.text for reply in shown(stateful, TOLD_NEXT + HOUR)
    ]
    assert tell("due", by=DANA, at=TOLD_NEXT + HOUR).data["due"] == []
    later = [name for name, text in hourly(stateful, TOLD_NEXT + 3 * HOUR, TOLD_NEXT + 96 * HOUR) if "decision" in text]
    assert not {"Dana", "Tom"} & set(later)


def test_who_was_told_and_comes_back_is_not_told_again(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    tell("req team R-1 add @tom as sponsor", at=TOLD_NEXT + HOUR)
    tell("req team R-1 add @dana as sponsor", at=TOLD_NEXT + HOUR)
    assert not {"Dana", "Tom"} & {name for name, _ in hourly(stateful, TOLD_NEXT + HOUR, TOLD_NEXT + 4 * HOUR)}
    assert [each.clock for each in climbs(stateful, "Dana") if each.said_at] == ["decision"]
    assert len(tell("due", by=DANA, at=TOLD_NEXT + 4 * HOUR).data["due"]) == 1


def test_who_becomes_the_sponsor_in_the_night_hears_it_in_the_morning(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    night = TOLD_NEXT + 8 * HOUR  # 23:00 in Berlin
    tell("req team R-1 add @tom as sponsor", at=night)
    morning = night + 10 * HOUR
    assert "Tom" not in dict(hourly(stateful, night, morning))
    text = dict(heard(stateful, morning))["Tom"].text
    assert "h over: the decision about Ana Quiroga was due Tue 19:00 (R-1). It is with Mei" in text
    assert "over, waits for the decision." in text


@pytest.mark.parametrize("said", [False, True])
def test_what_the_owner_has_answered_is_not_told_to_who_becomes_the_sponsor(tell, stateful, undecided, said):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR if said else TOLD_NEXT)
    for each in rows(stateful, Nudge, Nudge.voice == "escalation"):
        if each.said_at and not owing.is_climb(each):
            tell(verb="snooze", nudge=each.id, hours=72, at=TOLD_NEXT + HOUR)
    tell("req team R-1 add @tom as sponsor", at=TOLD_NEXT + HOUR + timedelta(minutes=1))
    assert [each.clock for each in climbs(stateful, "Tom")] == (["decision", "offer"] if said else ["offer"])
    hourly(stateful, TOLD_NEXT + 2 * HOUR, TOLD_NEXT + 4 * HOUR)
    assert not [each for each in climbs(stateful, "Tom") if each.clock == "decision"]


def test_the_owner_reads_who_is_told_next_as_it_is_now(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, ENDED + 28 * HOUR)
    said = dict(heard(stateful, ENDED + 28 * HOUR))["Mei"]
    assert "I'll let Dana know" in said.text
    tell("req team R-1 add @tom as sponsor", at=ENDED + 29 * HOUR)
    mine = next(each for each in rows(stateful, Nudge, Nudge.clock == "decision") if each.voice == "escalation" and each.said_at)
    shown_again = tell(verb="show nudge", nudge=mine.id, at=ENDED + 29 * HOUR)
    assert "I'll let Tom know" in shown_again.text
    assert any("I'll let Tom know" in reply.text for reply in shown(stateful, ENDED + 29 * HOUR))


def test_who_stood_in_for_the_sponsor_and_was_told_is_not_told_again_as_sponsor(tell, stateful, undecided):
    tell("away until fri @tom", by=DANA, at=ENDED + 20 * HOUR)
    before = [text for name, text in hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR) if name == "Tom"]
    assert len([text for text in before if "the decision about Ana Quiroga" in text]) == 1
    tell("req team R-1 add @tom as sponsor", at=TOLD_NEXT + HOUR)
    assert "Tom" not in dict(hourly(stateful, TOLD_NEXT + HOUR, TOLD_NEXT + 4 * HOUR))
    assert [each.clock for each in climbs(stateful, "Tom") if each.said_at] == ["decision"]


def test_who_was_told_as_sponsor_is_not_told_again_as_the_new_sponsors_stand_in(tell, stateful, undecided):
    tell("away until fri @dana", by=TOM, at=ENDED + 20 * HOUR)
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    tell("req team R-1 add @tom as sponsor", at=TOLD_NEXT + HOUR)
    later = [text for name, text in hourly(stateful, TOLD_NEXT + HOUR, TOLD_NEXT + 4 * HOUR) if name == "Dana"]
    assert not [text for text in later if "the decision about Ana Quiroga" in text]


def test_the_owner_reads_that_the_next_person_is_another_again_or_nobody(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, ENDED + 29 * HOUR)
    tell("req team R-1 add @tom as sponsor", at=ENDED + 29 * HOUR)
    edits = wanted_edits(stateful)
    tell("req team R-1 add @dana as sponsor", at=ENDED + 30 * HOUR)
    assert wanted_edits(stateful) == edits + 1
    tell("req team R-1 remove @dana", at=ENDED + 31 * HOUR)
    assert wanted_edits(stateful) == edits + 2


def wanted_edits(house):
    """How often the owner's message was to be edited."""
    mine = next(each for each in rows(house, Nudge, Nudge.clock == "decision") if each.voice == "escalation" and each.said_at)
    return next(each.wanted for each in rows(house, Surface) if mine.id in each.refs.get("nudges", ()))


def test_an_owner_who_stands_in_for_the_next_person_is_not_told_of_themselves(tell, stateful, undecided):
    tell("away until fri @mei", by=DANA, at=ENDED + HOUR)
    said = [text for name, text in hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + 3 * HOUR) if name == "Mei"]
    assert not [text for text in said if "It is with Mei" in text or "let Mei know" in text]
    assert [each.say_at.strftime("%a") for each in climbs(stateful, "Dana") if each.clock == "decision"] == ["Fri"]


def test_the_next_person_reads_with_whom_it_is_when_its_owner_was_replaced(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    tell("req team R-1 add @tom as manager", at=TOLD_NEXT + HOUR)
    told = [reply.text for reply in shown(stateful, TOLD_NEXT + HOUR)]
    assert not [text for text in told if text.startswith("✓ Settled")]
    assert len([text for text in told if "the decision about Ana Quiroga is with Tom now" in text]) == 3


def test_nobody_is_named_as_told_next_who_was_told_or_need_not_be(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    mine = next(each for each in rows(stateful, Nudge, Nudge.clock == "decision") if each.voice == "escalation" and each.said_at)
    assert "I'll let" not in tell(verb="show nudge", nudge=mine.id, at=TOLD_NEXT + HOUR).text
    tell(verb="snooze", nudge=mine.id, hours=72, at=TOLD_NEXT + HOUR)
    tell("req team R-1 add @tom as sponsor", at=TOLD_NEXT + 8 * HOUR)
    assert "I'll let" not in tell(verb="show nudge", nudge=mine.id, at=TOLD_NEXT + 8 * HOUR).text
    assert "Tom" not in str(tell(verb="why nudge", nudge=mine.id, at=TOLD_NEXT + 8 * HOUR).elements)


def test_what_was_told_before_keys_named_who_is_told_is_not_told_again(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)

    def as_it_was(unit):
        for each in unit.all(Nudge):
            each.key = f"{each.key.split(':climb-')[0]}:climb" if owing.is_climb(each) else each.key

    stateful.database.write("acme", as_it_was)
    tell("settings R-1 scorecard 20 hours", at=TOLD_NEXT + HOUR)
    later = [text for name, text in hourly(stateful, TOLD_NEXT + HOUR, TOLD_NEXT + 4 * HOUR) if name == "Dana"]
    assert not [text for text in later if "the decision about Ana Quiroga" in text]


def test_who_goes_away_before_they_would_be_told_next_leaves_it_to_their_stand_in(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT - 2 * HOUR)
    tell("away until fri @tom", by=DANA, at=TOLD_NEXT - 2 * HOUR)
    said = [text for name, text in hourly(stateful, TOLD_NEXT - 2 * HOUR, TOLD_NEXT + 3 * HOUR) if name == "Tom"]
    assert len([text for text in said if "the decision about Ana Quiroga" in text]) == 1


def test_what_was_said_to_be_over_and_lies_ahead_again_says_when_it_is_due(tell, stateful, undecided):
    hourly(stateful, ENDED + 24 * HOUR, TOLD_NEXT + HOUR)
    tell("settings R-1 decision 120 hours", at=TOLD_NEXT + HOUR)
    about = [reply.text for reply in shown(stateful, TOLD_NEXT + HOUR) if "the decision about ana" in reply.text.casefold()]
    assert about
    assert not [text for text in about if " over" in text]


@pytest.mark.parametrize(
    ("said", "by"),
    [("req team R-1 add @ravi as recruiter", "Ravi"), ("reassign ana to @dana", "Dana")],
    ids=["part", "passed on"],
)
def test_who_takes_over_what_is_over_hears_since_when_it_is_theirs(tell, stateful, undecided, said, by):
    tell(verb="decide yes", application=undecided, at=ENDED + HOUR)
    hourly(stateful, ENDED + 48 * HOUR, ENDED + 52 * HOUR)
    taken = ENDED + 68 * HOUR
    tell(said, at=taken, place=DM)
    told = dict(heard(stateful, taken))[by].text
    assert told.startswith(f"Ana Quiroga's offer was due Wed 13:00, 20 h ago, {by} (R-1).")
    assert "It is yours since Thu 09:00." in told
    later = hourly(stateful, taken + HOUR, taken + 9 * HOUR)
    assert {name for name, text in later if "It is yours" in text} <= {by}


def test_who_gives_a_part_to_another_is_told_whose_it_was_and_what_goes_with_it(tell, stateful, undecided):
    tell(verb="decide yes", application=undecided, at=ENDED)
    tell("req team R-1 add @ravi as recruiter", at=ENDED + HOUR)
    told = tell("req team R-1 add @tom as recruiter", at=ENDED + HOUR)
    assert told.text == "Tom is on R-1's team as recruiter, in Ravi's place: 1 deadline of Ravi's goes to Tom."
    assert "Ravi has no part in R-1 any more." in str(told.elements)
    assert "Mei added Tom to R-1 as recruiter, in Ravi's place." in str(tell("audit R-1", at=ENDED + HOUR).elements)


def test_a_part_is_given_away_without_a_word_where_nothing_goes_with_it_and_nobody_leaves(tell, stateful, undecided):
    told = tell("req team R-1 add @ravi as recruiter")  # Mei, who opened it, had recruited too, and hires
    assert (told.text, len(told.elements)) == ("Ravi is on R-1's team as recruiter.", 1)


def test_of_two_who_are_named_for_a_part_of_one_it_is_asked_which(tell, stateful, undecided):
    before = rows(stateful, Requisition)[0].recruiter_id
    asked = tell("req team R-1 add @ravi @tom as recruiter")
    assert asked.text == "R-1 has one recruiter, whose deadlines are theirs. Who is it: Ravi or Tom?"
    assert rows(stateful, Requisition)[0].recruiter_id == before
    assert [each.label for each in asked.actions] == ["Ravi", "Tom"]
    assert tell(verb="req team", **asked.actions[1].args).text == "Tom is on R-1's team as recruiter."


@pytest.mark.parametrize("parts", [("recruiter", "approver"), ("interviewer", "sponsor")])
def test_of_several_who_are_named_each_for_a_part_each_has_a_button(tell, stateful, undecided, parts):
    before = everything(stateful)
    asked = tell(f"req team R-1 add @ravi as {parts[0]} and @tom as the {parts[1]}")
    assert [each.label for each in asked.actions] == [f"Ravi as {parts[0]}", f"Tom as {parts[1]}"]
    assert everything(stateful) == before
    for who, part, button in zip(("Ravi", "Tom"), parts, asked.actions, strict=True):
        reply = tell(verb=button.verb, **button.args)
        assert f"{who} is " in reply.text and f"{part}" in reply.text


def test_what_somebody_held_before_anybody_knew_of_it_is_theirs_from_the_beginning(tell, stateful):
    """Ravi recruits since an hour before the end of a loop was told that was days ago."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell("settings digest off")
    tell('req open "Senior ML engineer" production senior remote')
    known = ENDED + 68 * HOUR
    tell("req team R-1 add @ravi as recruiter", at=known)
    ended = ENDED - 24 * HOUR
    tell(f'loop done "Ana Quiroga" {ended:%Y-%m-%d %H:%M} UTC R-1', at=known + HOUR / 2)
    tell("decide yes ana", at=known + HOUR)
    told = dict(heard(stateful, known + HOUR))["Ravi"].text
    assert "Ana Quiroga's offer" in told
    assert "It is yours" not in told


def test_what_was_another_step_when_it_was_taken_over_is_theirs_since_that_step(tell, stateful, undecided):
    hourly(stateful, ENDED + 48 * HOUR, ENDED + 52 * HOUR)
    taken = ENDED + 68 * HOUR
    tell("req team R-1 add @ravi as recruiter", at=taken)
    tell(verb="decide yes", application=undecided, at=taken + 2 * HOUR)
    assert "It is yours since Thu 11:00." in dict(heard(stateful, taken + 2 * HOUR))["Ravi"].text


def test_who_is_passed_what_they_were_told_for_another_step_hears_of_it_anew(tell, stateful, undecided):
    """Dana approved Ana's offer, and the offer is then hers to send: an edit of what asked for the approval wakes nobody."""
    for words in ("add @dana as approver", "add @ravi as recruiter"):
        tell(f"req team R-1 {words}", at=ENDED)
    tell(verb="decide yes", application=undecided, at=ENDED)
    tell('offer draft "Ana Quiroga" base 212k R-1', at=ENDED + 49 * HOUR, place=DM)
    assert "It waits for your approval." in dict(heard(stateful, ENDED + 49 * HOUR))["Dana"].text
    tell('offer approve "Ana Quiroga" R-1', by=DANA, at=ENDED + 50 * HOUR)
    assert "It is approved and waits to be sent." in dict(heard(stateful, ENDED + 50 * HOUR))["Ravi"].text
    tell("reassign ana to @dana", by=RAVI, at=ENDED + 51 * HOUR, place=DM)
    told = dict(heard(stateful, ENDED + 51 * HOUR))["Dana"].text
    assert "Ana Quiroga's offer was due Wed 13:00, 3 h ago, Dana" in told
    assert "It is approved and waits to be sent. It is yours since Wed 16:00." in told


@pytest.mark.parametrize("how", ["passed on", "part"])
def test_who_is_given_back_what_was_theirs_before_hears_of_it_anew(tell, stateful, undecided, how):
    def given(to, by, at):
        if how == "part":
            tell(f"req team R-1 add @{to} as hiring manager", at=at, place=DM)
        else:
            names = {each.id: each.name for each in rows(stateful, Person)}
            said = [each for each in rows(stateful, Nudge) if each.clock == "decision" and each.status == "said"]
            theirs = next(each for each in said if names[each.person_id] == by.name)
            tell(verb="reassign", nudge=theirs.id, person=to, by=by, at=at, place=DM)

    hourly(stateful, ENDED + 23 * HOUR, ENDED + 25 * HOUR)
    given("dana", MEI, ENDED + 25 * HOUR)
    assert "decision" in dict(heard(stateful, ENDED + 25 * HOUR))["Dana"].text
    given("mei", DANA, ENDED + 47 * HOUR)
    told = dict(heard(stateful, ENDED + 47 * HOUR))["Mei"].text
    assert told.startswith("The decision about Ana Quiroga was due Tue 10:00, 23 h ago, Mei (R-1).")
