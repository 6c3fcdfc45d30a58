"""Cards say which day of the search it is, so they are edited as days go by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.duties import CARDS, Timed
from storage.models import Surface
from tests.conftest import NOW
from tests.pipeline.conftest import stateful, tell  # noqa: F401 - fixtures
from tests.pipeline.team import opened, rows


@pytest.fixture
def cards(stateful):  # noqa: F811
    return Timed(stateful.database, stateful.library, CARDS)


def wanted(house):
    return [each.wanted for each in rows(house, Surface, Surface.kind == "card")]


def test_the_cards_of_open_reqs_are_edited_some_times_a_day(tell, stateful, cards):  # noqa: F811
    opened(tell)
    number = opened(tell)
    tell(f"req cancel R-{number}")
    before = wanted(stateful)
    for hours in (0, 1, 7):
        cards.poll(NOW + timedelta(hours=hours), NOW)
    after = wanted(stateful)
    assert [new - old for old, new in zip(before, after, strict=True)] == [2, 0]
