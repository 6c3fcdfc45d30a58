"""The questions of a message that asks several."""

from __future__ import annotations

import pytest

from handlers.core.reading.turns import turns


@pytest.mark.parametrize(
    ("said", "first", "other"),
    [
        (
            "what's the band for a senior in seattle? and how long will it take",
            "what's the band for a senior in seattle?",
            "how long will it take",
        ),
        ("how long does a search take and do we need a phd", "how long does a search take", "do we need a phd"),
        (
            "we're 12 people in Austin. what should we pay a senior? how long will it take to find one?",
            "we're 12 people in Austin. what should we pay a senior?",
            "how long will it take to find one?",
        ),
        ("who should interview, and how many rounds", "who should interview", "how many rounds"),
    ],
)  # fmt: skip
def test_each_question_is_one_of_its_own_with_what_was_told_ahead_of_it(said, first, other):
    assert turns(said) == (first, (other,))


@pytest.mark.parametrize(
    "said",
    [
        "should we give a take-home and how long should it be",
        "is 200k ok for a senior? thanks",
        "we need someone to build X and own Y. what would that cost?",
        "do we need someone who owns the platform and who runs on-call",
        "should candidates come onsite and do a live coding",
        "why do they decline and when?",
        "is that fair? is it too low?",
        "band senior remote",
    ],
)
def test_what_hangs_together_is_one_question(said):
    assert turns(said) is None


def test_a_verb_in_front_asks_as_much_as_a_question():
    assert turns("band senior sf, how long to fill") is None
    assert turns("band senior sf, how long to fill", commanded=True) == ("band senior sf", ("how long to fill",))
