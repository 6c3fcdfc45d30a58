"""Where nobody can tell whether a message arrived: the next voice says so, to whoever may have been told, of that very thing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import nudges
from storage.models import Nudge, Outbox, Person
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard, queued, waiting

UNSURE = "I may have told you already"


def lost(house, at):
    """What is due now leaves, and nobody knows whether it arrived."""
    queued(house, at)

    def lose(unit):
        for message in unit.all(Outbox, Outbox.kind == "nudge", Outbox.status == "queued"):
            unit.update(Outbox, Outbox.id == message.id, status="unclear")
            nudges.said(unit, message.id, at)

    assert waiting(house)
    house.database.write("acme", lose)


@pytest.fixture
def team(tell):
    """Mei hires; everybody can be written to."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell('req open "Senior ML engineer" production senior remote')


@pytest.fixture
def panel(tell, stateful, team):
    """A round of Ana's in which Ravi and Dana sat ended on Monday; both owe a scorecard."""
    tell('cand add "Ana Quiroga" R-1')
    tell('interview book "Ana Quiroga" technical mon 9:00 @ravi @dana R-1', at=ENDED - 72 * HOUR)
    tell('interview done "Ana Quiroga" technical R-1', at=ENDED)


def named(house, name):
    return rows(house, Person, Person.name == name)[0].id


def test_a_lost_word_about_ones_own_scorecard_leaves_anothers_that_one_sees_to_certain(tell, stateful, panel):
    lost(stateful, ENDED + 24 * HOUR)
    ravi = named(stateful, "Ravi")
    danas = next(each for each in rows(stateful, Nudge, Nudge.person_id == named(stateful, "Dana")) if each.said_at)
    tell(verb="reassign", nudge=danas.id, person="ravi", by=DANA, at=ENDED + 25 * HOUR)
    assert UNSURE not in dict(heard(stateful, ENDED + 25 * HOUR + timedelta(minutes=1)))["Ravi"].text
    said = dict(heard(stateful, ENDED + 28 * HOUR))["Ravi"].text
    assert said.startswith(UNSURE) and "your scorecard for Ana Quiroga" in said
    assert len([each for each in rows(stateful, Nudge, Nudge.person_id == ravi) if each.said_at]) == 3


def test_a_lost_word_to_who_goes_away_leaves_who_stands_in_certain(tell, stateful, team):
    thursday, friday_evening = ENDED + 72 * HOUR, ENDED + 103 * HOUR
    tell('loop done "Ana Quiroga" R-1', at=thursday)
    tell('decide yes "Ana Quiroga" R-1 because all four rounds said so', at=thursday + HOUR)
    heard(stateful, thursday + 24 * HOUR)
    lost(stateful, friday_evening)  # what is due on Saturday is said before
    tell("away until wed @ravi", by=MEI, at=friday_evening + timedelta(minutes=5))
    assert "may not have arrived" not in tell("due", by=RAVI, at=friday_evening + HOUR).text
    said = dict(heard(stateful, ENDED + 7 * 24 * HOUR))["Ravi"].text
    assert "Ana Quiroga's offer" in said and UNSURE not in said
