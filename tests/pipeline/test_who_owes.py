"""What a req says of who owes what, to whoever reads it: in one zone, each deadline once, and where nobody owes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.models import Requisition
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, DM, TOM, added, met, opened, rows, sat_with_ana, undecided
from tests.pipeline.test_cards import composed, text
from tests.pipeline.test_home import counted
from tests.pipeline.test_nudges import ENDED, HOUR, heard

SOON = ENDED + HOUR


@pytest.fixture
def search(tell):
    """Mei hires from Los Angeles, Ravi recruits from New York, Dana sponsors; Ana's loop ended on Monday at 13:00 in New York."""
    return undecided(tell, ENDED)


def buttons(reply):
    return [(each.label, each.verb) for each in (*reply.actions, *reply.more)]


def without_approver(tell, application):
    """A draft that nobody can approve: the req names no approver."""
    tell(verb="decide yes", application=application, at=SOON)
    tell(verb="offer draft", application=application, base={"amount": 210_000, "currency": "USD"}, at=SOON)


def test_an_approval_that_nobody_can_give_asks_for_an_approver(tell, stateful, search):
    without_approver(tell, search)
    said = next(reply for name, reply in heard(stateful, ENDED + 24 * HOUR) if name == "Mei")
    assert "names no approver" in said.text
    assert [each.label for each in said.actions] == ["Name an approver", "Snooze 3 h", "Not needed"]
    form = tell(verb=said.actions[0].verb, at=ENDED + 24 * HOUR, **said.actions[0].args).form
    assert next(field.value for field in form.fields if field.name == "part") == "approver"


def test_who_may_not_name_one_is_not_offered_it(tell, stateful, search):
    without_approver(tell, search)
    tell("req team R-1 add @tom as sponsor", by=MEI, at=SOON)
    met(tell, TOM)
    tell("away until fri @tom", at=SOON)
    said = [reply for name, reply in heard(stateful, ENDED + 25 * HOUR) if name == "Tom"]
    assert all(action.verb != "req team" for reply in said for action in reply.actions)


def test_a_req_shows_all_times_in_the_zone_of_whoever_reads_it(tell, search):
    shown = text_of(tell("req show R-1", by=RAVI, at=SOON, place=DM))
    assert "decision due Tue 13:00 (in 23 h), Mei." in shown
    assert "offer out due Wed 13:00 (in 47 h), Mei." in shown
    assert "decision due Tue 10:00 (in 23 h), Mei." in text_of(tell("req show R-1", at=SOON, place=DM))


def test_a_req_shows_the_readers_times_where_nobody_owes_them(tell, search):
    tell("req team R-1 remove @mei", at=SOON)
    shown = text_of(tell("req show R-1", by=RAVI, at=SOON, place=DM))
    assert "decision due Tue 13:00 (in 23 h)." in shown
    assert "UTC" not in shown


def text_of(reply):
    return "\n".join(str(getattr(each, "text", "")) for each in reply.elements)


def test_the_card_shows_all_times_in_its_channels_zone_and_says_which(tell, stateful, search):
    (card,) = composed(stateful, "card", SOON)
    assert "decision due Tue 13:00 in New York (in 23 h), Mei." in text(card)


def test_the_card_names_no_zone_where_there_is_one_only(tell, stateful):
    tell('loop done "Ana Quiroga" R-' + str(opened(tell)), at=ENDED)
    (card,) = composed(stateful, "card", SOON)
    assert "decision due Tue 10:00 (in 23 h), Mei." in text(card)


def test_all_who_owe_a_scorecard_are_named(tell, stateful):
    sat_with_ana(tell, ENDED)
    (card,) = composed(stateful, "card", SOON)
    (line,) = [each for each in text(card).splitlines() if "scorecard" in each]
    assert sorted(line.rsplit("), ", 1)[1].rstrip(".").split(", ")) == ["Dana", "Ravi"]


def test_a_deadline_is_owed_once_where_two_people_stand_in_for_each_other(tell, search):
    tell("away until fri @dana", at=SOON, place=DM)
    tell("away until fri @mei", by=DANA, at=SOON + timedelta(minutes=1))
    owed = tell("due R-1", by=RAVI, at=SOON + HOUR).data["due"]
    assert sorted(each["clock"] for each in owed) == ["decision", "offer"]


def test_without_a_hiring_manager_the_card_says_so_and_asks_for_one(tell, stateful, search):
    tell("req team R-1 remove @mei", at=SOON)
    (card,) = composed(stateful, "card", SOON)
    assert "No hiring manager, Ravi recruits" in text(card)
    assert "hires" not in text(card)
    assert buttons(card)[0] == ("Name a hiring manager", "req team")
    assert ("Health", "req health") in buttons(card)
    form = tell(verb="req team", at=SOON, **card.actions[0].args).form
    assert next(field.value for field in form.fields if field.name == "part") == "hiring_manager"


def test_a_req_that_is_over_asks_for_no_hiring_manager(tell, stateful, search):
    tell("req team R-1 remove @mei", at=SOON)
    tell("req cancel R-1 because of budget", at=SOON)
    (card,) = composed(stateful, "card", SOON)
    assert "Name a hiring manager" not in [label for label, _ in buttons(card)]


def test_a_recruiter_by_themselves_needs_no_warning_as_the_hiring_manager_stands_in(tell, stateful, search):
    left = tell("req team R-1 remove @ravi", at=SOON)
    assert len(left.elements) == 1
    (card,) = composed(stateful, "card", SOON)
    assert "Mei hires" in text(card)


def test_who_takes_the_last_one_away_that_a_clock_asks_is_warned(tell, stateful, search):
    left = tell("req team R-1 remove @mei", at=SOON)
    assert text_of(left).endswith(
        "R-1 has no hiring manager now: nobody is asked for the decision and the call on the first 90 days."
    )
    assert left.actions[0].label == "Name a hiring manager"
    assert left.public
    both = tell("req team R-1 remove @ravi", at=SOON)
    assert "R-1 has no hiring manager and no recruiter now: nobody is asked for the " in text_of(both)
    assert [each.label for each in both.actions] == ["Name a hiring manager", "Name a recruiter"]
    assert "nobody is asked" not in text_of(tell("req team R-1 remove @dana", at=SOON))


def test_a_panel_is_left_without_a_word_about_clocks(tell, search):
    met(tell, TOM)
    tell("req team R-1 add @tom as interviewer", at=SOON)
    assert len(tell("req team R-1 remove @tom", at=SOON).elements) == 1


def test_nobody_at_all_is_said_too(tell, stateful):
    number = opened(tell)
    added(tell, number)
    tell(f"req team R-{number} remove @mei")
    assert rows(stateful, Requisition)[0].hiring_manager_id is None
    (card,) = composed(stateful, "card")
    assert "No hiring manager" in text(card)
    assert "recruits" not in text(card)


def test_a_stranger_to_the_zones_reads_the_channels(tell, search):
    lost = replace(MEI, timezone=None, external_id="U-SAM", name="Sam", roles=("recruiter",))
    met(tell, lost)
    shown = text_of(tell("req show R-1", by=lost, at=SOON, place=DM))
    assert "decision due Tue 13:00 in New York (in 23 h), Mei." in shown


@pytest.mark.parametrize("said", ["due", "due R-1", "due @mei"])
def test_what_is_owed_is_looked_up_together_however_much_it_is(tell, stateful, search, said):
    by = RAVI if "@" in said else MEI

    def looked_up():
        with counted(stateful) as run:
            owed = tell(said, by=by, at=SOON, place=DM).data["due"]
        return len(owed), len(run)

    few, once = looked_up()
    for name in ("Bela Nagy", "Chris Ode", "Dora Pint"):
        tell(f'loop done "{name}" R-1 new', at=ENDED)
    many, again = looked_up()
    assert (many, again <= once) == (few + 6, True)
