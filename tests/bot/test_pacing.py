"""Whose turn it is to call a method that a platform allows so often."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import Turns
from bot.transport import Pace


class At:
    """A monotonic clock that is set by hand, and the turns that go by it."""

    def __init__(self, pace: Pace) -> None:
        self.now = 1000.0
        self.turns = Turns(pace, lambda: self.now)

    def wait(self, who: str) -> float:
        return self.turns.wait(who)


def test_as_many_as_a_platform_bears_go_side_by_side_and_each_other_is_told_its_turn() -> None:
    at = At(Pace(2, 60.0))
    assert [at.wait(who) for who in "abcde"] == [0, 0, 60, 60, 120]


def test_a_turn_is_kept_for_whoever_was_given_it() -> None:
    at = At(Pace(1, 60.0))
    assert [at.wait(who) for who in "abc"] == [0, 60, 120]
    at.now += 30
    assert [at.wait(who) for who in "cb"] == [90, 30]
    at.now += 30
    assert [at.wait(who) for who in "cb"] == [60, 0]


def test_a_platform_that_throttles_is_left_alone_and_then_called_half_as_often() -> None:
    at = At(Pace(4, 60.0))
    assert [at.wait(who) for who in "abcdef"] == [0, 0, 0, 0, 60, 60]
    for _ in "bcd":  # the answers to one burst
        at.turns.throttled(90)
    assert [at.wait(who) for who in "efbcd"] == [90, 90, 150, 150, 210]


def test_each_call_that_is_answered_is_one_more_again() -> None:
    at = At(Pace(4, 60.0))
    at.turns.throttled(1)
    at.turns.answered()
    at.now += 1
    assert [at.wait(who) for who in "abcd"] == [0, 0, 0, 60]


@given(st.integers(1, 5), st.lists(st.floats(0, 90), max_size=60))
def test_within_the_time_never_more_are_called_than_the_platform_allows(most: int, apart: list[float]) -> None:
    """Who is given a turn comes at it."""
    at, called = At(Pace(most, 60.0)), []
    coming = [(moment, str(who)) for who, moment in enumerate(accumulate(apart, initial=at.now))]
    while coming:
        at.now, who = heappop(coming)
        if seconds := at.wait(who):
            heappush(coming, (at.now + seconds, who))
        else:
            called.append(at.now)
    assert len(called) == len(apart) + 1
    assert all(last - first > 60 - 1e-6 for first, last in zip(called, called[most:], strict=False))
