"""Out of office: nobody is reminded there, and who stands in is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.duties import ABSENCES, Timed
from handlers.pipeline.reminders import owing
from storage.models import Nudge, Person
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, EVE, TOM, met, reachable, rows
from tests.pipeline.test_nudges import shown, texts

ENDED = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""A Monday."""


@pytest.fixture
def search(tell):
    """Mei hires and recruits; a loop ended on Monday."""
    met(tell, MEI, RAVI)
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    return tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED).data["application"]


def offer(house):
    """What people hear of the offer; the line in the req's thread is nobody's."""
    people = {each.id: each.name for each in rows(house, Person)}
    rows_of = (each for each in rows(house, Nudge) if each.clock == "offer" and each.person_id and each.reason is None)
    found = [each for each in rows_of if not owing.is_climb(each)]
    return [(each.voice.value, people[each.person_id], each.say_at) for each in sorted(found, key=lambda each: each.say_at)]


def test_without_a_stand_in_what_can_be_is_said_before_and_the_rest_on_return(tell, stateful, search):
    reply = tell("away from tue until friday", at=ENDED + timedelta(hours=1))
    back = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
    assert reply.data["away_until"] == back.isoformat()
    away = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert all(at < away or at >= back for _, _, at in offer(stateful))


def test_a_stand_in_takes_over_what_falls_into_the_absence(tell, stateful, search):
    tell("away until wed @ravi", at=ENDED + timedelta(hours=1))
    heard = {voice: name for voice, name, _ in offer(stateful)}
    assert heard == {"heads_up": "Ravi", "due": "Mei", "escalation": "Mei"}


def test_whoever_is_back_is_reminded_as_ever(tell, stateful, search):
    before = offer(stateful)
    tell("away until friday @ravi", at=ENDED + timedelta(hours=1))
    assert offer(stateful) != before
    tell("away back", at=ENDED + timedelta(hours=2))
    assert offer(stateful) == before


def test_until_when_is_asked_by_a_form_and_the_past_is_refused(tell, search):
    form = tell("away").form
    assert {each.name for each in form.fields} == {"until", "stand_in"}
    assert tell(verb="away", until="yesterday 10:00").data["refused"] == "Invalid"


@pytest.mark.parametrize("words", ["until blah", "blah", "till the cows come home"])
def test_what_is_no_day_is_named_and_nothing_changes(tell, stateful, search, words):
    reply = tell(f"away {words}")
    assert reply.data["refused"] == "Invalid"
    assert f'"{words}"' in reply.text
    assert "away until mon" in reply.text
    assert not any(each.away_until for each in rows(stateful, Person))


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("away 3d", "2026-11-27T16:00:00+00:00"),
        ("away for 3 days", "2026-11-27T16:00:00+00:00"),
        ("away 2 weeks from 2026-12-01", "2026-12-15T05:00:00+00:00"),
        ("away from 2026-12-01 until 2026-12-04 3d", "2026-12-04T05:00:00+00:00"),
    ],
)
def test_how_long_says_until_when_too(tell, search, said, until):
    assert tell(said, by=RAVI).data["away_until"] == until


def test_a_forms_words_that_are_no_day_are_said_as_they_were_typed(tell, search):
    assert '"blah"' in tell(verb="away", until="blah").text


def test_words_beside_a_day_are_said_to_be_left_out(tell, stateful, search):
    reply = tell("away until friday dana", at=ENDED)
    assert 'left out "dana"' in reply.elements[-1].text
    assert any(each.away_until for each in rows(stateful, Person))


def test_a_stand_in_is_told_for_whom(tell, stateful, search):
    tell("away until friday @ravi", at=ENDED + timedelta(hours=1))
    assert dict(texts(stateful, ENDED + timedelta(hours=24)))["Ravi"].endswith("You stand in for Mei.")


def test_who_leaves_at_once_is_told_before_and_on_return_not_that_we_were_away(tell, stateful, search):
    reachable(tell, MEI, RAVI)
    tell("away until friday", at=ENDED + timedelta(hours=1))
    assert "Mei" in dict(texts(stateful, ENDED + timedelta(hours=1, seconds=1)))
    back = dict(texts(stateful, datetime(2026, 12, 4, 17, 0, tzinfo=UTC)))["Mei"]
    assert "I was away" not in back


def test_who_leaves_in_the_evening_is_told_on_return_and_not_that_we_were_away(tell, stateful, search):
    evening = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)  # 20:00 where Mei is
    tell("away until friday", at=evening)
    assert texts(stateful, evening + timedelta(minutes=1)) == []
    back = dict(texts(stateful, datetime(2026, 12, 4, 17, 0, tzinfo=UTC)))["Mei"]
    assert "I was away" not in back


def on_her_req(tell):
    """Ravi recruits and approves in Mei's req; Tom has no part in it."""
    met(tell, TOM)
    for part in ("recruiter", "approver"):
        tell(f"req team R-1 add @ravi as {part}", at=ENDED)


def test_whoever_stands_in_may_do_what_is_asked_of_them_until_the_other_is_back(tell, search):
    on_her_req(tell)
    tell("away until friday @tom", by=RAVI, at=ENDED + timedelta(hours=1))
    assert "refused" not in tell("offer sent Ana", by=TOM, at=ENDED + timedelta(hours=2)).data
    tell("away back", by=RAVI, at=ENDED + timedelta(hours=3))
    assert tell("call recruiter done Ana", by=TOM, at=ENDED + timedelta(hours=4)).data["refused"] == "NotFound"


def test_whoever_stands_in_for_a_stand_in_may_too_and_nobody_before_the_absence_begins(tell, search):
    on_her_req(tell)
    met(tell, EVE, DANA)
    tell("req team R-1 add @dana as sponsor", at=ENDED)
    tell("away from wed until friday @tom", by=RAVI, at=ENDED)
    tell("away until friday @eve", by=TOM, at=ENDED)
    assert tell("offer sent Ana", by=EVE, at=ENDED + timedelta(hours=1)).data["refused"] == "NotFound"
    assert "refused" not in tell("offer sent Ana", by=EVE, at=ENDED + timedelta(days=2)).data


def test_nobody_approves_an_offer_in_the_approvers_stead(tell, search):
    on_her_req(tell)
    tell("offer draft Ana base 210k start 2027-02-01", at=ENDED)
    tell("away until friday @tom", by=RAVI, at=ENDED + timedelta(hours=1))
    assert tell("offer approve Ana", by=TOM, at=ENDED + timedelta(hours=2)).data["refused"] == "NotAllowed"


def standing(house):
    """Who owes which clock, as far as it was said or is to be."""
    people = {each.id: each.name for each in rows(house, Person)}
    rows_of = (each for each in rows(house, Nudge) if each.person_id and not owing.is_over(each) and not owing.is_climb(each))
    return {(each.clock, people[each.person_id]) for each in rows_of}


@pytest.mark.parametrize("returns", ["says so", "as it was said"])
def test_what_a_stand_in_was_told_is_said_to_who_is_back(tell, stateful, search, returns):
    reachable(tell, MEI, RAVI)
    tell("away until wed @ravi", at=ENDED + timedelta(hours=1))
    day = ENDED + timedelta(hours=24)
    assert [name for name, _ in texts(stateful, day)] == ["Ravi"]
    if returns == "says so":
        tell("away back", at=day + timedelta(hours=1))
    else:
        assert Timed(stateful.database, stateful.library, ABSENCES).poll(day, day) is False
        assert ("decision", "Ravi") in standing(stateful)
    back = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
    Timed(stateful.database, stateful.library, ABSENCES).poll(back, back)
    assert {name for _, name in standing(stateful)} == {"Mei"}
    (mei,) = [text for name, text in texts(stateful, back) if name == "Mei"]
    assert "the decision about ana quiroga was due tue 10:00" in mei.casefold()
    (ravis,) = [reply for reply in shown(stateful, back) if reply and not reply.actions]
    assert "The decision about Ana Quiroga is with Mei now." in ravis.text


def test_who_says_again_that_they_are_away_takes_nothing_back(tell, stateful, search):
    reachable(tell, MEI, RAVI)
    tell("away until wed @ravi", at=ENDED + timedelta(hours=1))
    day = ENDED + timedelta(hours=24)
    texts(stateful, day)
    tell("away until fri @ravi", at=day + timedelta(hours=1))
    assert {name for _, name in standing(stateful)} == {"Ravi"}


def test_what_somebody_was_told_before_they_went_away_stands_with_whoever_stands_in(tell, stateful, search):
    assert texts(stateful, ENDED + timedelta(hours=7)), "Mei hears of the decision on Monday, in her last working hour"
    tell("away until friday @ravi", at=ENDED + timedelta(hours=8))
    later = ENDED + timedelta(hours=20)
    for reply in (tell("due", by=RAVI, at=later), tell("home", by=RAVI, at=later)):
        (line,) = [each for each in str(reply.elements).split("'") if "ecision about Ana Quiroga" in each]
        assert "in place of Mei" in line
    assert "in place of" not in str(tell("due @mei", by=RAVI, at=later).elements)
    tell("away back", at=later)
    assert "decision" not in str(tell("due", by=RAVI, at=later).elements)


def test_an_approver_who_is_away_is_named_and_whoever_runs_the_req_can_name_another(tell, stateful, search):
    met(tell, DANA, TOM)
    tell("req team R-1 add @dana as approver", at=ENDED)
    tell("decide yes ana", at=ENDED)
    tell("away until mon @tom", by=DANA, at=ENDED)
    tell("offer draft ana base 210k equity 0.12% start 2027-01-15", at=ENDED)
    people = {each.id: each.name for each in rows(stateful, Person)}
    said = {
        (people[each.person_id], owing.is_climb(each)): tell(verb="show nudge", nudge=each.id, at=ENDED + timedelta(days=3))
        for each in rows(stateful, Nudge)
        if each.clock == "offer" and each.person_id and each.reason is None and each.voice == "escalation"
    }
    stands_in, hires = said["Tom", False], said["Mei", True]
    assert "Dana is away until Mon" in stands_in.text
    assert "Dana is away until Mon" in hires.text
    assert [each.label for each in hires.actions] == ["Name an approver"]
    assert "Reassign" not in {each.label for each in (*stands_in.actions, *stands_in.more)}
    tell("req team R-1 add @tom as approver", at=ENDED + timedelta(days=3))
    assert "refused" not in tell("offer approve ana", by=TOM, at=ENDED + timedelta(days=3)).data


def test_what_was_put_off_before_an_absence_that_ends_early_is_said_once(tell, stateful, search):
    evening, tuesday = ENDED + timedelta(hours=7), ENDED + timedelta(hours=25)
    assert [text.split(" is due")[0] for _, text in texts(stateful, evening)] == ["Heads-up, Mei: the decision about Ana Quiroga"]
    tell("snooze until tue 11am", at=evening)
    tell("away until mon", at=evening)
    assert texts(stateful, tuesday) == []
    tell("away back", at=tuesday + timedelta(hours=22))
    said = [text for hours in (22, 27) for _, text in texts(stateful, tuesday + timedelta(hours=hours))]
    assert sum("the decision about Ana Quiroga was due" in text for text in said) == 1
    monday = datetime(2026, 12, 7, 17, 0, tzinfo=UTC)
    assert [text for _, text in texts(stateful, monday) if "decision" in text] == []


@pytest.fixture
def stood_in(tell):
    """Mei hires; Ravi, who recruits, is away until Friday, and Dana, who is in no team, stands in. The application."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    application = tell('loop done "Ana Quiroga" R-1', at=ENDED).data["application"]
    tell(verb="decide yes", application=application, at=ENDED)
    tell("away until fri @dana", by=RAVI, at=ENDED + timedelta(hours=1))
    return application


def named(house):
    """Who hears of the offer as their own."""
    return {name for _, name, _ in offer(house)}


@pytest.mark.parametrize("joined", [True, False], ids=["on the team", "on no team"])
def test_who_is_taken_off_a_req_stands_in_for_nobody_there(tell, stateful, stood_in, joined):
    at = ENDED + timedelta(hours=25)
    if joined:
        tell("req team R-1 add @dana as interviewer", at=ENDED)
    assert any(name == "Dana" for name, _ in texts(stateful, at))
    assert "refused" not in tell("offer draft base 210k", by=DANA, at=at, application=stood_in).data
    left = tell("req team R-1 remove @dana", at=at)
    assert "Dana no longer stands in for Ravi in R-1." in str(left.elements)
    assert named(stateful) == {"Mei"}  # nobody approves yet
    assert tell("due", by=DANA, at=at).data["due"] == []
    assert tell(verb="offer show", by=DANA, at=at, application=stood_in).data["refused"] in {"NotAllowed", "NotFound"}
    assert "Not in R-1, where Dana was taken off the team." in str(tell("away until fri @dana", by=RAVI, at=at).elements)
    tell("req team R-1 add @dana as interviewer", at=at)
    assert "refused" not in tell(verb="offer show", by=DANA, at=at, application=stood_in).data


def test_what_was_with_a_stand_in_who_leaves_is_told_to_the_next_person_at_once(tell, stateful, stood_in):
    at = ENDED + timedelta(hours=25)
    texts(stateful, at)
    tell("req team R-1 remove @dana", at=at)
    said = dict(texts(stateful, at + timedelta(minutes=1)))
    assert "It is with Ravi, who is away until Fri." in said["Mei"]
    assert "Dana" not in said


def test_taking_somebody_off_who_stands_in_can_be_taken_back(tell, stateful, stood_in):
    before = offer(stateful)
    tell("req team R-1 remove @dana", at=ENDED + timedelta(hours=2))
    assert offer(stateful) != before
    tell("undo", at=ENDED + timedelta(hours=2))
    assert offer(stateful) == before


def test_who_has_lost_their_last_role_stands_in_for_nobody(tell, stateful, stood_in):
    at = ENDED + timedelta(hours=2)
    assert "Dana" in named(stateful)
    tell("people role @dana recruiter", at=at)
    taken = tell("people role remove @dana recruiter", at=at)
    assert "Dana no longer stands in for Ravi." in str(taken.elements)
    assert "Dana" not in named(stateful)
    tell("undo", at=at)
    assert "Dana" in named(stateful)


def test_who_approves_is_not_told_that_the_sender_is_away_where_somebody_stands_in(tell, stateful, stood_in):
    at = ENDED + timedelta(hours=25)
    tell("req team R-1 add @mei as approver", at=at)
    tell("offer draft base 210k", by=DANA, at=at, application=stood_in)
    approved = tell(verb="offer approve", at=at, application=stood_in)
    assert "refused" not in approved.data
    assert "hears of it" not in str(approved.elements)
    tell("undo", at=at)
    tell("away until fri", by=RAVI, at=at)
    assert "Ravi is away and hears of it" in str(tell(verb="offer approve", at=at, application=stood_in).elements)
