"""A search that stands too long is told in a morning, when that is new and then weekly."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.pipeline import health
from handlers.pipeline.digests.stale import Found
from tests.conftest import NOW, RAVI
from tests.pipeline.digesting import DAY, ENDED, HOUR, sent, texts


def test_a_search_that_stands_too_long_is_told_when_it_is_new_and_then_weekly(tell, stateful, loop_ended):
    tell('decide no "Ana Quiroga" R-1 because it was thin', at=ENDED + HOUR)
    tell('told "Ana Quiroga" R-1', by=RAVI, at=ENDED + 2 * HOUR)
    told = []
    for day in range(30):
        at = datetime(2026, 12, 1, 17, 0, tzinfo=UTC) + day * DAY
        told += [at.date() for channel, text in texts(stateful, at) if channel == "D-Mei" and "Nothing has moved" in text]
    assert told[0] == date(2026, 12, 15)
    assert all(each.weekday() == 0 for each in told[1:]), "then with the week's first digest"
    assert len(told) >= 2


def test_a_search_that_is_quiet_comes_with_what_its_health_offers_and_asks_for_no_debts_where_there_are_none(
    tell, stateful, loop_ended
):
    tell('decide no "Ana Quiroga" R-1 because it was thin', at=ENDED + HOUR)
    tell('told "Ana Quiroga" R-1', by=RAVI, at=ENDED + 2 * HOUR)
    (reply,) = (reply for channel, reply in sent(stateful, datetime(2026, 12, 15, 17, 0, tzinfo=UTC)) if channel == "D-Mei")
    assert [each.verb for each in reply.actions] == ["jd audit"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((9,), "Nothing has moved for Ana in 9 days."),
        ((7, 7), "Nothing has moved for Ana and Bo in 7 days."),
        ((7, 9, 8), "Nothing has moved for Bo, Cy and Ana in 7 to 9 days."),
        ((7, 8, 9, 10, 11, 12, 13), "Nothing has moved for Gus, Fay, Eli, Di, Cy and 2 more in 7 to 13 days."),
    ],
)
def test_candidates_for_whom_nothing_has_moved_are_named_with_the_span_of_their_days(house, days, said):
    rule = next(each for each in house.packaged.digest_rules if each.id == "quiet_candidate")
    names = dict(zip("abcdefg", ("Ana", "Bo", "Cy", "Di", "Eli", "Fay", "Gus"), strict=True))
    found = [Found(rule, NOW, count, application) for application, count in zip(names, days, strict=False)]
    (line,) = health.stood_too_long(house.packaged, found, names)
    assert line.text.startswith(said)
