"""With whom something is that somebody was told of as the next in line: in their list, on their page, in their morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import MEI, RAVI
from tests.pipeline.digesting import sent
from tests.pipeline.team import DANA, DM, TOM, added, opened, reachable
from tests.pipeline.test_nudges import heard

HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""10:00 where Ravi is."""
DUE = MONDAY + 48 * HOUR
MEIS_MORNING = datetime(2026, 12, 3, 17, 0, tzinfo=UTC)


@pytest.fixture
def unsent(tell, stateful):
    """Mei hires, Ravi recruits; the offer to Ana was due on Wednesday, Ravi was told that it is over, and Mei was told of it."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    about = tell(f'loop done "Ana Quiroga" R-{number}', at=MONDAY).data["application"]
    tell(verb="decide yes", application=about, at=MONDAY + HOUR)
    said = [name for hours in range(9) for name, _ in heard(stateful, DUE + hours * HOUR)]
    assert said == ["Ravi", "Ravi", "Mei"]


def morning(house):
    return {channel.casefold(): reply for channel, reply in sent(house, MEIS_MORNING)}["d-mei"]


def listed(reply):
    return [line for each in reply.elements for line in getattr(each, "items", ())]


def test_what_is_anothers_is_counted_as_such_and_says_with_whom_it_is(tell, unsent):
    due = tell("due", at=MEIS_MORNING, place=DM)
    assert due.text == "You owe nothing; 1 thing is with others"
    assert listed(due) == ["Ana Quiroga's offer was due Wed 07:00 (R-1), with Ravi"]
    page = tell("home", at=MEIS_MORNING, place=DM)
    assert page.text.startswith("Mei, you owe nothing.")
    assert "With others, and over" in str(page.elements)
    assert listed(page)[0].endswith("(R-1), with Ravi")


def test_beside_ones_own_it_is_counted_apart(tell, unsent):
    tell('loop done "Bo Lind" R-1', at=DUE)
    assert tell("due", at=DUE + 12 * HOUR, place=DM).text == "You owe 2 things; 1 more is with others"


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("due", "with Ravi"),
        ("away until wed @tom", "with Tom, who stands in for Ravi"),
        ("away until wed @mei", "with you, in place of Ravi"),
        ("away until wed", "with Ravi, who is away until Wed"),
    ],
    ids=["at work", "with a stand-in", "with the reader in their place", "with nobody in their place"],
)
def test_while_whoever_owes_it_is_away_it_is_with_whoever_stands_in(tell, stateful, unsent, said, held):
    tell(said, by=RAVI, at=DUE + 9 * HOUR)
    assert listed(tell("due", at=MEIS_MORNING, place=DM)) == [f"Ana Quiroga's offer was due Wed 07:00 (R-1), {held}"]
    assert f"(R-1), {held}." in morning(stateful).text


def test_an_offer_that_waits_for_two_scorecards_is_with_both(tell, stateful):
    reachable(tell, MEI, RAVI, DANA, TOM)
    number = opened(tell)
    added(tell, number)
    for said in ("interview book ana technical mon 10:00 PST @ravi @dana", "interview done ana technical", "loop done ana"):
        tell(f"{said} R-1", at=MONDAY + (0 if "book" in said else 6) * HOUR)
    said = [each for hours in range(6, 76) for each in heard(stateful, MONDAY + hours * HOUR)]
    each_line = [(name, line) for name, reply in said for line in (reply.text, *listed(reply))]
    lines = {name: line for name, line in each_line if " over" in line and "'s offer was" in line}
    assert all("I'll let Mei know" in lines[name] for name in ("Ravi", "Dana"))
    assert any(f"It is with {both}." in lines["Mei"] for both in ("Ravi and Dana", "Dana and Ravi"))
