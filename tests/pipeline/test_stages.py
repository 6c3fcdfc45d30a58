"""What may follow what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.pipeline.rules.stages import NEW, OUTCOMES, allowed, named, next_stage, stages, step
from storage.enums import Outcome

LOOP = [
    {"key": "screen", "name": "Recruiter screen", "short": "Screen"},
    {"key": "technical", "name": "Technical depth", "short": "Technical"},
    {"key": "team", "name": "Team fit and reverse interview", "short": "Team"},
]
ORDER = stages(LOOP)
KEYS = st.sampled_from([stage.key for stage in ORDER])


def test_everybody_begins_before_the_first_round():
    assert [stage.key for stage in ORDER] == [NEW, "screen", "technical", "team"]


@pytest.mark.parametrize(
    ("at", "to", "way", "asks"),
    [
        (NEW, "screen", "forward", False),
        ("screen", "team", "skip", True),
        ("team", "screen", "back", True),
        ("team", "team", "stay", False),
    ],
)
def test_only_the_usual_way_needs_no_reason(at, to, way, asks):
    found = step(ORDER, at, None, to)
    assert (found.way, found.needs_reason) == (way, asks)


def test_what_is_skipped_is_named():
    assert step(ORDER, NEW, None, "team").skipped == ("screen", "technical")


@given(KEYS, KEYS)
def test_who_is_hired_does_not_go_back_into_the_loop(at, to):
    assert step(ORDER, at, Outcome.HIRED, to) is None
    assert allowed(ORDER, at, Outcome.HIRED) == ()


@given(KEYS, KEYS, st.sampled_from([Outcome.REJECTED, Outcome.WITHDRAWN]))
def test_who_left_comes_back_only_with_a_reason(at, to, outcome):
    found = step(ORDER, at, outcome, to)
    assert (found.way, found.needs_reason) == ("reopen", True)


@given(KEYS)
def test_what_is_offered_is_possible_and_the_next_stage_comes_first(at):
    offered = allowed(ORDER, at, None)
    assert all(step(ORDER, at, None, key) for key in offered)
    following = next_stage(ORDER, at)
    assert following is None or offered[0] == following.key


@given(st.sampled_from([*Outcome, None]), st.sampled_from(list(Outcome)))
def test_every_outcome_has_a_row_in_the_table(before, after):
    assert before in OUTCOMES
    assert after in OUTCOMES


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("tech", ["technical"]),
        ("technical depth", ["technical"]),
        ("te", ["technical", "team"]),
        ("Reverse", ["team"]),
        ("tecnical", ["technical"]),
    ],
)
def test_stages_are_known_by_parts_of_their_names(said, keys):
    assert [stage.key for stage in named(ORDER, said)] == keys


@pytest.mark.parametrize("said", ["", "zzz", "🦄"])
def test_a_stage_nobody_knows_is_not_guessed(said):
    assert named(ORDER, said) == ()
