"""Terms that change while the candidate has the offer: what is said of the new ones names when the offer that is out ends."""

from __future__ import annotations

import pytest

from storage.models import Nudge
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard

CHANGED = ENDED + 20 * HOUR
"""Tuesday, 9:00 in New York."""


@pytest.fixture
def changed(tell):
    """Ana has our offer until Friday; its terms were changed on Tuesday, and approved in the afternoon. No mornings."""
    reachable(tell, MEI, RAVI, DANA)
    tell("settings digest off")
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    tell("req team R-1 add @dana as approver")
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    tell("decide yes ana", at=ENDED)
    tell("offer draft ana base 220k", by=RAVI, at=ENDED)
    tell("offer approve ana", by=DANA, at=ENDED)
    tell("offer sent ana expires fri 17:00", by=RAVI, at=ENDED)
    tell("call recruiter done ana", by=RAVI, at=ENDED)
    tell("offer edit ana base 224k", by=RAVI, at=CHANGED)
    tell("offer approve ana", by=DANA, at=CHANGED + 6 * HOUR)


def test_the_reminder_of_new_terms_names_when_the_offer_that_is_out_ends(tell, stateful, changed):
    said = dict(heard(stateful, CHANGED + 24 * HOUR))["Ravi"]
    assert "next offer is due now" in said.text
    assert "The offer that they have ends Fri 17:00." in said.text


def test_it_rests_on_the_rule_of_changed_terms_not_on_that_of_the_final_round(tell, stateful, changed):
    reply = dict(heard(stateful, CHANGED + 24 * HOUR))["Ravi"]
    assert "A house rule: who was made an offer that was taken back or changed" in str(reply.elements)
    assert "48 hours" not in str(reply.elements)


def test_once_that_offer_is_over_the_reminder_says_that_it_was(tell, stateful, changed):
    due = [each for each in rows(stateful, Nudge, Nudge.clock == "next_offer", Nudge.voice == "due") if each.person_id][-1]
    shown = tell(verb="show nudge", nudge=due.id, by=RAVI, at=ENDED + 104 * HOUR)
    assert "The offer that they had ended Fri 17:00." in shown.text
    assert "have ends" not in shown.text
