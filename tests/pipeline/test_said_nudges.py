"""What becomes of a nudge that was said: one message for several, edited as they are answered; a daily limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage import nudges
from storage.models import Nudge, Outbox, Person, Setting, Surface
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DANA, TOM, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, clock, heard, queued, shown, texts, waiting

DAY_LATER = ENDED + 24 * HOUR


@pytest.fixture
def search(tell):
    """A req that Mei hires for and Ravi recruits for; two loops ended on Monday, a minute apart. The applications' ids."""
    reachable(tell, MEI, RAVI, DANA)
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    tell(f"req team R-{number} add @ravi as recruiter")
    names = ("Ana Quiroga", "Tom Berg")
    ended = (ENDED, ENDED + timedelta(minutes=4))
    found = [tell(f'loop done "{name}" R-{number}', at=at).data["application"] for name, at in zip(names, ended, strict=True)]
    for application in found:
        tell(verb="decide yes", application=application, at=ENDED + HOUR)
    return found


def actions(reply):
    return [each.label for each in reply.actions]


def test_what_comes_due_within_ten_minutes_is_one_message_with_a_button_for_each(stateful, search):
    ((name, reply),) = heard(stateful, DAY_LATER)
    assert name == "Ravi"
    assert reply.text.startswith("2 things are open, Ravi: Ana Quiroga's offer is due Wed 13:00")
    assert actions(reply) == ["Offer sent: Ana Quiroga", "Offer sent: Tom Berg"]
    assert [each.label for each in reply.more] == ["Ana Quiroga's offer", "Tom Berg's offer", "What do I owe?"]
    assert "KORE1" in reply.elements[-1].text
    assert heard(stateful, DAY_LATER + timedelta(minutes=5)) == []


def test_each_of_several_says_what_it_waits_for(tell, stateful, search):
    tell("req team R-1 add @dana as approver")
    tell("offer draft ana base 210k", by=RAVI, at=DAY_LATER - 2 * HOUR)
    tell("offer approve ana", by=DANA, at=DAY_LATER - HOUR)
    ((_, reply),) = [each for each in heard(stateful, DAY_LATER) if each[0] == "Ravi"]
    ana, tom = (str(item) for item in reply.elements[1].items)
    assert ana.endswith("(R-1). It is approved and waits to be sent.")
    assert tom.endswith("(R-1). It waits to be drafted and sent.")


def test_one_of_several_by_itself_has_all_that_can_be_said_to_it(tell, stateful, search):
    ((_, reply),) = heard(stateful, DAY_LATER)
    alone = tell(verb=reply.more[0].verb, **reply.more[0].args, by=RAVI, at=DAY_LATER)
    assert actions(alone) == ["Offer sent", "Snooze 3 h", "Not needed"]


def test_a_message_of_several_shows_which_are_done_and_which_still_stand(tell, stateful, search):
    tell("settings me digest off", by=RAVI, at=NOW)
    heard(stateful, DAY_LATER)
    tell(verb="offer sent", application=search[0], by=RAVI, at=DAY_LATER + HOUR)
    (reply,) = shown(stateful, DAY_LATER + HOUR)
    assert actions(reply) == ["Offer sent", "Snooze 3 h", "Not needed"]
    assert "Tom Berg" in reply.text
    assert reply.elements[-1].text == "✓ Ravi sent Ana Quiroga the offer, Tue 14:00."
    tell(verb="offer sent", application=search[1], by=RAVI, at=DAY_LATER + HOUR)
    (reply,) = shown(stateful, DAY_LATER + HOUR)
    assert (reply.actions, reply.more) == ((), ())
    assert reply.text.count("✓") == 2


def test_a_deed_that_is_undone_brings_the_buttons_back(tell, stateful, search):
    heard(stateful, DAY_LATER)
    for application in search:
        tell(verb="offer sent", application=application, by=RAVI, at=DAY_LATER + HOUR)
    tell("undo", by=RAVI, at=DAY_LATER + HOUR)
    (reply,) = shown(stateful, DAY_LATER + HOUR)
    assert actions(reply) == ["Offer sent", "Snooze 3 h", "Not needed"]
    assert "Tom Berg" in reply.text


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"said": "req hold R-1 because budget"}, "✓ Mei put R-1 on hold, Tue 14:00."),
        ({"verb": "skip", "reason": "no"}, "✓ Ravi dropped a reminder about Ana Quiroga, Tue 14:00."),
        (
            {"verb": "snooze", "hours": 3},
            "✓ Ravi put a reminder about Ana Quiroga off, Tue 14:00. I'll say it again Tue 17:00.",
        ),
        ({"verb": "reassign", "person": "dana"}, "✓ Ravi passed a reminder about Ana Quiroga on to Dana, Tue 14:00."),
        ({"verb": "cand withdraw"}, "✓ Ravi recorded that Ana Quiroga withdrew, Tue 14:00."),
    ],
)
def test_whatever_ends_a_nudge_turns_it_into_a_line_of_who_did_what_when(tell, stateful, search, said, line):
    heard(stateful, DAY_LATER)
    tell("people role @dana admin", at=DAY_LATER)
    mine = next(each for each in clock(stateful, "offer", "heads_up") if each.application_id == search[0])
    about = {"nudge": mine.id} if said.get("verb") in {"skip", "snooze", "reassign"} else {}
    about |= {"application": search[0]} if said.get("verb") == "cand withdraw" else {}
    tell(**said, **about, by=MEI if "said" in said else RAVI, at=DAY_LATER + HOUR)
    (reply,) = shown(stateful, DAY_LATER + HOUR)
    assert line in [getattr(each, "text", "") for each in reply.elements]


@pytest.mark.parametrize(
    "said", [{"verb": "skip", "reason": "no"}, {"verb": "snooze", "hours": 3}, {"verb": "reassign", "person": "tom"}]
)
def test_who_neither_owes_it_nor_leads_the_req_ends_no_reminder(tell, stateful, search, said):
    reachable(tell, TOM)
    heard(stateful, DAY_LATER)
    tell("req team R-1 add @tom as interviewer", at=DAY_LATER)
    before = rows(stateful, Nudge)
    offers = next(each for each in before if each.clock == "offer" and each.application_id == search[0])
    assert tell(**said, nudge=offers.id, by=TOM, at=DAY_LATER + HOUR).data == {"refused": "NotAllowed"}
    assert [(each.status, each.person_id) for each in rows(stateful, Nudge)] == [(each.status, each.person_id) for each in before]
    assert "refused" not in tell(verb="why nudge", nudge=offers.id, by=TOM, at=DAY_LATER + HOUR).data


def test_what_was_put_off_stands_in_the_message_that_says_it_again(tell, stateful, search):
    heard(stateful, DAY_LATER)
    mine = next(each for each in clock(stateful, "offer", "heads_up") if each.application_id == search[0])
    tell(verb="snooze", nudge=mine.id, hours=3, by=RAVI, at=DAY_LATER + HOUR)
    ((name, again),) = heard(stateful, DAY_LATER + 4 * HOUR)
    assert (name, actions(again)) == ("Ravi", ["Offer sent", "Snooze 3 h", "Not needed"])


def test_a_message_is_edited_once_for_all_that_changed_in_it(tell, stateful, search):
    heard(stateful, DAY_LATER)
    ids = [each.id for each in rows(stateful, Nudge)]
    stateful.database.write("acme", lambda unit: nudges.said_anew(unit, ids))
    assert [each.wanted for each in rows(stateful, Surface, Surface.kind == "nudge")] == [1]


def test_a_deed_done_while_the_message_is_on_its_way_edits_it_once_it_is_there(tell, stateful, search):
    queued(stateful, DAY_LATER)
    (message,) = waiting(stateful)
    stateful.database.write("acme", lambda unit: unit.update(Outbox, Outbox.id == message.id, attempts=1))
    for application in search:
        tell(verb="offer sent", application=application, by=RAVI, at=DAY_LATER)
    (reply,) = shown(stateful, DAY_LATER)
    assert reply.actions == ()


def test_a_message_that_comes_late_says_so_and_says_only_what_is_still_true(stateful, search):
    ((name, reply),) = [each for each in heard(stateful, ENDED + 75 * HOUR) if each[0] == "Ravi"]
    assert name == "Ravi"
    assert reply.text.startswith("I was away, and this comes late; I should have said it from")
    assert "Still true, Ravi:" in reply.text
    assert reply.text.count("Ana Quiroga's offer") == 1


def test_what_waited_for_the_night_after_we_were_away_says_that_it_comes_late(stateful, search):
    at_night = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)
    assert heard(stateful, at_night) == []
    ((name, reply),) = heard(stateful, datetime(2026, 12, 2, 14, 0, tzinfo=UTC))
    assert name == "Ravi"
    assert reply.text.startswith("I was away, and this comes late; I should have said it from Tue 13:00 on.")


def test_what_a_later_word_overtook_in_that_night_still_comes_late(tell, stateful, search):
    """Due in the evening, while we were away; in the morning its escalation speaks for it."""
    evening = ENDED + 4 * HOUR
    cy = tell('loop done "Cy Dahl" R-1', at=evening).data["application"]
    tell(verb="decide yes", application=cy, at=evening)
    for application in search:
        tell(verb="cand reject", application=application, at=evening)
    heard(stateful, evening + 24 * HOUR)
    heard(stateful, evening + 47 * HOUR)
    assert heard(stateful, evening + 52 * HOUR) == []
    said = dict(heard(stateful, datetime(2026, 12, 3, 14, 0, tzinfo=UTC)))
    assert said["Ravi"].text.startswith("I was away, and this comes late; I should have said it from Wed 17:00 on.")


# A person's daily limit


def limit(house, most):
    def set_limit(unit):
        unit.insert(Setting, [{"key": "daily_limit", "value": {"value": most}, "changed_at": NOW}])

    house.database.write("acme", set_limit)


def test_beyond_the_daily_limit_it_stands_in_due_and_for_the_digest_and_is_not_said(tell, stateful, search):
    limit(stateful, 1)
    heard(stateful, DAY_LATER)
    tell(verb="offer sent", application=search[0], by=RAVI, at=DAY_LATER + HOUR)
    call = next(each for each in clock(stateful, "recruiter_call") if each.say_at.date() == datetime(2026, 12, 1).date())
    assert heard(stateful, call.say_at) == []
    ravi = next(each for each in rows(stateful, Person) if each.name == "Ravi")
    standing = stateful.database.read("acme", lambda unit: nudges.standing(unit, ravi.id, call.say_at))
    assert {each.clock for each in standing} == {"offer", "recruiter_call"}
    assert "recruiter_call" in {each["clock"] for each in tell("due", by=RAVI, at=call.say_at).data["due"]}
    tell(verb="call recruiter done", application=search[0], by=RAVI, at=call.say_at)
    standing = stateful.database.read("acme", lambda unit: nudges.standing(unit, ravi.id, call.say_at))
    assert {each.clock for each in standing} == {"offer"}


@pytest.mark.parametrize(("digest", "until"), [("on", "the digest"), ("off", "tomorrow")])
def test_the_last_message_of_the_day_says_so_and_none_before_it(tell, stateful, search, digest, until):
    limit(stateful, 2)
    tell(f"settings me digest {digest}", by=RAVI)
    first = dict(texts(stateful, DAY_LATER))["Ravi"]
    tell(verb="offer sent", application=search[0], by=RAVI, at=DAY_LATER + HOUR)
    call = next(each for each in clock(stateful, "recruiter_call") if each.say_at.date() == datetime(2026, 12, 1).date())
    second = dict(texts(stateful, call.say_at))["Ravi"]
    assert "limit" not in first
    assert second.endswith(f'With this your daily limit is reached: what else comes waits for {until}, and "due" lists it.')


def test_what_a_person_put_off_is_said_beyond_the_limit(tell, stateful, search):
    limit(stateful, 1)
    heard(stateful, DAY_LATER)
    mine = next(each for each in clock(stateful, "offer", "heads_up") if each.application_id == search[0])
    tell(verb="snooze", nudge=mine.id, hours=1, by=RAVI, at=DAY_LATER)
    assert [name for name, _ in heard(stateful, DAY_LATER + HOUR)] == ["Ravi"]


# When the next step changes hands


@pytest.fixture
def undecided(tell):
    """Ana's loop has ended and nobody has decided. The application's id."""
    reachable(tell, MEI, RAVI, DANA)
    number = tell('req open "Senior ML engineer" production senior remote').data["req"]
    tell(f"req team R-{number} add @ravi as recruiter")
    return tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED).data["application"]


def test_two_clocks_that_wait_for_one_deed_have_one_button(stateful, undecided):
    ((name, reply),) = heard(stateful, DAY_LATER)
    assert (name, actions(reply)) == ("Mei", ["Decide", "Snooze 3 h", "Not needed"])
    assert "The offer, due Wed 10:00, waits for the decision." in reply.text


def test_what_was_said_to_one_is_answered_there_once_and_said_to_whoever_takes_the_next_step(tell, stateful, undecided):
    heard(stateful, DAY_LATER)
    tell(verb="decide yes", application=undecided, at=DAY_LATER + HOUR)
    (reply,) = shown(stateful, DAY_LATER + HOUR)
    assert reply.text == "✓ Mei decided about Ana Quiroga: yes, Tue 11:00; Ana Quiroga's offer is with Ravi now."
    assert (reply.actions, reply.more) == ((), ())
    ((name, told),) = heard(stateful, DAY_LATER + HOUR)
    assert name == "Ravi"
    assert told.text.startswith("Heads-up, Ravi: Ana Quiroga's offer is due Wed 13:00, in 23 h (R-1).")
    assert heard(stateful, DAY_LATER + 2 * HOUR) == []


def test_a_step_that_is_taken_back_and_taken_again_says_nothing_twice(tell, stateful, undecided):
    heard(stateful, DAY_LATER)
    tell(verb="decide yes", application=undecided, at=DAY_LATER + HOUR)
    heard(stateful, DAY_LATER + HOUR)
    tell("undo", at=DAY_LATER + HOUR)
    assert heard(stateful, DAY_LATER + HOUR) == []
    tell(verb="decide yes", application=undecided, at=DAY_LATER + 2 * HOUR)
    assert heard(stateful, DAY_LATER + 2 * HOUR) == []


def test_whoever_takes_the_next_step_in_the_night_hears_of_it_in_the_morning(tell, stateful, undecided):
    heard(stateful, DAY_LATER)
    tell(verb="decide yes", application=undecided, at=DAY_LATER + 6 * HOUR)  # 19:00 in New York
    assert heard(stateful, DAY_LATER + 6 * HOUR) == []
    ((name, told),) = heard(stateful, datetime(2026, 12, 2, 14, 0, tzinfo=UTC))
    assert (name, told.text.startswith("Heads-up, Ravi:")) == ("Ravi", True)


def test_what_is_not_needed_is_not_said_to_whoever_takes_the_next_step(tell, stateful, undecided):
    heard(stateful, DAY_LATER)
    offers = [each for each in clock(stateful, "offer", "heads_up") if each.said_at]
    tell(verb="skip", nudge=offers[0].id, reason="they join as a contractor", at=DAY_LATER)
    tell(verb="decide yes", application=undecided, at=DAY_LATER + HOUR)
    assert heard(stateful, DAY_LATER + HOUR) == []


# Where nobody can tell whether it arrived


def test_the_next_voice_says_that_it_may_have_been_said_and_due_shows_it(tell, stateful, search):
    queued(stateful, DAY_LATER)
    (message,) = waiting(stateful)

    def lost(unit):
        unit.update(Outbox, Outbox.id == message.id, status="unclear")
        nudges.said(unit, message.id, DAY_LATER)

    stateful.database.write("acme", lost)
    assert "may not have arrived" in str(tell("due", by=RAVI, at=DAY_LATER).elements)
    ((_, reply),) = [each for each in heard(stateful, ENDED + 48 * HOUR) if each[0] == "Ravi"]
    assert "I may have told you already: Ana Quiroga's offer is due now" in reply.text
    tell(verb="offer sent", application=search[0], by=RAVI, at=ENDED + 48 * HOUR)
    assert [each.text for each in shown(stateful, ENDED + 48 * HOUR)] != []


def test_who_joins_as_something_else_is_not_said_to_have_taken_it_over(tell, stateful, search):
    heard(stateful, DAY_LATER)
    tell("req team R-1 add @dana as approver", at=DAY_LATER + HOUR)
    tell(verb="offer sent", application=search[1], by=RAVI, at=DAY_LATER + HOUR)
    tell(
        'offer draft "Ana Quiroga" base 210k equity 0.12% start 2027-01-15 R-1',
        by=RAVI,
        at=DAY_LATER + 2 * HOUR,
    )
    assert any("✓ Ravi drafted an offer for Ana Quiroga" in reply.text for reply in shown(stateful, DAY_LATER + 2 * HOUR))
