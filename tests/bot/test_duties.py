"""What time itself brings about: cards count days, and keys of deliveries are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.duties import CARDS, DELIVERIES, Timed
from storage.models import Delivery, Surface
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


def test_keys_of_deliveries_are_forgotten_after_two_months(tell, stateful):  # noqa: F811
    opened(tell)
    for days in (1, 40, 63, 64, 65):
        stateful.database.write("acme", lambda unit, days=days: unit.remember(f"{days} days", NOW - timedelta(days=days)))
    duty = Timed(stateful.database, stateful.library, replace(DELIVERIES, at_once=2))
    assert duty.poll(NOW, NOW) is True
    assert duty.poll(NOW, NOW) is False
    assert sorted(row.key for row in stateful.database.read("acme", lambda unit: unit.all(Delivery))) == ["1 days", "40 days"]
