"""Who has moved: what they are told, and when, follows the zone that their platform tells of them, or the one that they chose."""

from __future__ import annotations

from dataclasses import replace

from storage.models import Nudge, Person
from tests.conftest import MEI, RAVI
from tests.pipeline.team import TOM, met, rows, undecided
from tests.pipeline.test_nudges import ENDED, HOUR

IN_KOLKATA = replace(MEI, timezone="Asia/Kolkata")
IN_BERLIN = replace(MEI, timezone="Europe/Berlin")


def due_of_the_decision(house):
    """When it is said that the decision is due, at 18:00 UTC on Tuesday."""
    (found,) = rows(house, Nudge, Nudge.clock == "decision", Nudge.voice == "due", Nudge.person_id.is_not(None))
    return found.say_at


def zone(house, name):
    (person,) = rows(house, Person, Person.name == name)
    return person.timezone


def test_what_waits_for_their_hours_waits_for_those_that_they_have_there(tell, stateful):
    undecided(tell, ENDED)
    assert due_of_the_decision(stateful) == ENDED + 24 * HOUR, "10:00 in Los Angeles"
    tell("settings me", by=IN_KOLKATA, at=ENDED + HOUR)
    assert due_of_the_decision(stateful) == ENDED + 17.5 * HOUR, "18:00 in Kolkata, before their night"


def test_what_somebody_is_refused_leaves_it_to_the_next_thing_that_they_say(tell, stateful):
    application = undecided(tell, ENDED)
    met(tell, TOM)
    in_kolkata = replace(TOM, timezone="Asia/Kolkata")
    assert tell(verb="cand reject", application=application, by=in_kolkata, at=ENDED).data["refused"] == "NotAllowed"
    assert zone(stateful, "Tom") == "Europe/Berlin"
    tell("settings me", by=in_kolkata, at=ENDED)
    assert zone(stateful, "Tom") == "Asia/Kolkata"


def test_a_zone_that_somebody_chose_stays_where_their_platform_told_the_same(tell, stateful):
    undecided(tell, ENDED)
    reply = tell("settings me time zone Kolkata", by=IN_KOLKATA, at=ENDED)
    assert reply.text == "For you, time zone stays Asia/Kolkata, whatever your profile here says."
    assert tell("settings me time zone Kolkata", by=IN_KOLKATA, at=ENDED).data["refused"] == "Conflict"
    tell("settings me", by=IN_BERLIN, at=ENDED)
    tell("settings me", by=IN_KOLKATA, at=ENDED)
    tell("settings me", by=IN_BERLIN, at=ENDED)
    assert zone(stateful, "Mei") == "Asia/Kolkata"


def test_who_takes_their_choice_back_is_where_their_platform_says(tell, stateful):
    undecided(tell, ENDED)
    tell("settings me time zone Kolkata", at=ENDED)
    tell("settings me time zone default", at=ENDED)
    tell("settings me", by=IN_BERLIN, at=ENDED)
    tell("settings me", by=MEI, at=ENDED)
    assert zone(stateful, "Mei") == MEI.timezone


def test_a_choice_that_is_undone_was_none(tell, stateful):
    undecided(tell, ENDED)
    chosen = tell("settings me time zone Los Angeles", by=MEI, at=ENDED)
    assert "stays" in chosen.text
    tell(verb="undo", event=chosen.data["event"], by=MEI, at=ENDED)
    tell("settings me", by=IN_BERLIN, at=ENDED)
    assert zone(stateful, "Mei") == "Europe/Berlin"


def test_nobody_else_moves_along(tell, stateful):
    undecided(tell, ENDED)
    tell("settings me", by=replace(RAVI, timezone="Asia/Kolkata"), at=ENDED + HOUR)
    assert due_of_the_decision(stateful) == ENDED + 24 * HOUR
