"""Who approves and who hires are both away: somebody who can act hears while there is time, and reads with whom it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import texts
from tests.pipeline.team import DANA, TOM, reachable
from tests.pipeline.test_nudges import ENDED, HOUR, heard

WEDNESDAY = datetime(2026, 12, 2, 14, 0, tzinfo=UTC)
"""Ravi's morning, in New York; the offer is due at 13:00."""
LEFT = ENDED + HOUR


@pytest.fixture
def drafted(tell):
    """Mei hires, Ravi recruits, and Ana's offer waits for Dana's approval since Monday."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    tell("req team R-1 add @dana as approver")
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    tell("decide yes ana R-1", at=ENDED)
    tell("offer draft ana base 220k R-1", at=ENDED, by=RAVI)


def hourly(house, since, until):
    """What is said from half an hour to half an hour, each as (name, text)."""
    steps = int((until - since) / HOUR * 2)
    return [(name, reply.text) for step in range(steps) for name, reply in heard(house, since + step * HOUR / 2)]


@pytest.mark.parametrize("stand_ins", [("@dana", "@mei"), ("@tom", "@tom")], ids=["for each other", "one for both"])
def test_where_nobody_else_hears_in_the_hiring_managers_place_whoever_recruits_does(tell, stateful, drafted, stand_ins):
    for actor, stand_in in zip((MEI, DANA), stand_ins, strict=True):
        tell(f"away until 2026-12-04 {stand_in}", by=actor, at=LEFT)
    said = [text for name, text in hourly(stateful, LEFT, ENDED + 54 * HOUR) if name == "Ravi"]
    assert len(said) == 1
    assert "name another approver" in said[0]


def test_a_morning_says_with_whom_the_approval_is_before_it_is_over_and_after(tell, stateful, drafted):
    tell("away until 2026-12-04 @ravi", by=MEI, at=LEFT)
    tell("away until 2026-12-04 @tom", by=DANA, at=LEFT)
    hourly(stateful, LEFT, WEDNESDAY)
    assert dict(texts(stateful, WEDNESDAY))["D-Ravi"] == (
        "Good morning, Ravi. Due today: Ana Quiroga's offer by 13:00, to be approved (R-1), with Dana, who is away until Fri."
    )
    hourly(stateful, WEDNESDAY, WEDNESDAY + 24 * HOUR)
    assert "20 h over (R-1), with Dana, who is away until Fri." in dict(texts(stateful, WEDNESDAY + 24 * HOUR))["D-Ravi"]
