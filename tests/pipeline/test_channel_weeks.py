"""A channel's week: what its searches did and what is due, without a name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import RAVI
from tests.pipeline.digesting import DAY, ENDED, HOUR, sent, texts
from tests.pipeline.team import sat_with_ana
from tests.pipeline.test_nudges import heard


@pytest.fixture
def panel(tell, stateful):
    """Ravi and Dana sat in a round of Ana's that ended on Monday; both owe a scorecard of it by Tuesday."""
    sat_with_ana(tell, ENDED)


def test_a_channels_week_names_nobody_and_comes_once(tell, stateful, loop_ended):
    monday = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
    weeks = [reply for channel, reply in sent(stateful, monday) if channel == "C-HIRING"]
    (week,) = weeks
    assert week.public
    assert "R-1" in week.text and "Quiroga" not in week.text
    assert "1 loop finished" in week.text
    assert [channel for channel, _ in texts(stateful, monday + HOUR)] == []
    assert "C-HIRING" not in dict(texts(stateful, monday + DAY))


def test_a_channels_week_counts_its_searches_and_those_it_has_something_to_say_of(tell, stateful, loop_ended):
    monday = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)
    tell('req open "Staff ML engineer" production staff remote', at=monday - 2 * HOUR)
    (text,) = [text for channel, text in texts(stateful, monday) if channel == "C-HIRING"]
    assert text.startswith("The week begins: 2 searches here, and something to say of one. R-1")


def test_a_quiet_channel_without_news_is_left_in_peace(tell, stateful, loop_ended):
    tell("req cancel R-1 because it was merged", at=ENDED + HOUR)
    assert "C-HIRING" not in dict(texts(stateful, datetime(2026, 12, 7, 14, 0, tzinfo=UTC)))


def test_a_channels_week_counts_a_no_however_it_was_said(tell, stateful, loop_ended):
    tell("decide no ana R-1 because thin", at=ENDED + HOUR)
    tell('cand add "Bo Lind" R-1', at=ENDED + HOUR)
    tell("cand reject bo R-1 because thin", at=ENDED + HOUR)
    text = dict(texts(stateful, datetime(2026, 12, 7, 14, 0, tzinfo=UTC)))["C-HIRING"]
    assert "2 noes" in text


@pytest.mark.parametrize(("handed_in", "said"), [(0, "2 deadlines are past."), (1, "1 deadline is past.")])
def test_a_scorecard_that_is_late_is_one_however_often_it_was_said_and_two_are_two(tell, stateful, panel, handed_in, said):
    for after in (24, 28, 48):
        heard(stateful, ENDED + after * HOUR)
    if handed_in:
        tell("scorecard ana technical yes because she found the skew", by=RAVI, at=ENDED + 49 * HOUR)
    assert said in [each["text"] for each in tell("req health R-1", at=ENDED + 49 * HOUR).data["findings"]]
    assert said in dict(texts(stateful, datetime(2026, 12, 7, 17, 0, tzinfo=UTC)))["C-HIRING"]


def test_a_channels_week_counts_alike_deadlines_in_one_line(tell, stateful, panel):
    tell('interview book "Ana Quiroga" debugging mon 7:00 @ravi @dana R-1', at=ENDED + 72 * HOUR)
    tell('interview done "Ana Quiroga" debugging R-1', at=ENDED + 7 * 24 * HOUR - HOUR)
    monday = datetime(2026, 12, 7, 17, 30, tzinfo=UTC)
    assert "Due this week: 2 scorecards Tue" in dict(texts(stateful, monday))["C-HIRING"]


def test_a_channels_week_says_whose_time_it_reads_where_people_are_in_several_zones(tell, stateful, loop_ended):
    tell("decide yes ana R-1", at=ENDED + 3 * HOUR)
    tell("offer sent ana R-1 expires 2026-12-10 12:00", by=RAVI, at=ENDED + 44 * HOUR)
    text = dict(texts(stateful, datetime(2026, 12, 7, 17, 0, tzinfo=UTC)))["C-HIRING"]
    assert "Due this week, by the time in New York: an answer to an offer Wed 12:00." in text


def test_a_channels_week_counts_each_round_and_a_candidate_once(tell, stateful, panel):
    tell('interview book "Ana Quiroga" debugging mon 7:00 @ravi @dana R-1', at=ENDED + 72 * HOUR)
    tell('interview done "Ana Quiroga" debugging R-1', at=ENDED + 7 * 24 * HOUR - HOUR)
    tell("offer sent ana R-1", at=ENDED + 7 * 24 * HOUR - HOUR)
    text = dict(texts(stateful, ENDED + 7 * 24 * HOUR - timedelta(minutes=30)))["C-HIRING"]
    assert "2 rounds" in text
    assert "1 offer out" in text
