"""Cutting text into words, and finding the word that a misspelt one meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.words.spelling import Speller, fold, slips_allowed, tokens

WORDS = ["senior", "remote", "staff", "principal", "seattle", "san francisco", "production", "research"]
WORDS += ["band", "loop", "triage", "mid"]
SPELLER = Speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("senoir", "senior"),
        ("esnior", "senior"),
        ("remtoe", "remote"),
        ("satff", "staff"),
        ("tsaff", "staff"),
        ("pricipal", "principal"),
        ("Seatle", "seattle"),
        ("san fransisco", "san francisco"),
        ("produciton", "production"),
        ("prodcuiton", "production"),
        ("reserach", "research"),
        ("bnad", "band"),
        ("tirage", "triage"),
    ],
)
def test_a_slip_or_two_finds_the_word(typed: str, meant: str) -> None:
    assert SPELLER.nearest(typed)[0][0] == meant


@pytest.mark.parametrize("typed", ["land", "sand", "major", "mad", "md", "", "x" * 10_000, "taffs", "seventeen", "сеньор"])
def test_another_word_finds_nothing(typed: str) -> None:
    assert SPELLER.nearest(typed) == []


def test_the_right_word_is_zero_slips_away() -> None:
    assert SPELLER.nearest("Senior") == [("senior", 0)]
    assert SPELLER.nearest("mid") == [("mid", 0)]
    assert "STAFF" in SPELLER and "stuff" not in SPELLER


def test_the_nearest_comes_first_and_the_limit_holds() -> None:
    speller = Speller(["planner", "planned", "planter", "platter"])
    assert speller.nearest("planer", limit=1) == [("planner", 1)]
    assert [slips for _, slips in speller.nearest("planer", limit=4)] == [1, 1, 2, 2]


@given(st.sampled_from([word for word in WORDS if len(word) > 5]), st.data())
def test_two_neighbours_swapped_are_one_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert SPELLER.nearest(swapped)[0] == (word, 0 if swapped == word else 1)


@given(st.sampled_from([word for word in WORDS if len(word) > 6]), st.data())
def test_two_letters_lost_after_the_first_still_find_a_long_word(word: str, data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.integers(1, len(word) - 1), max_size=2))
    left = "".join(letter for at, letter in enumerate(word) if at not in lost)
    reach = len(lost) <= slips_allowed(len(left))
    assert (word in [found for found, _ in SPELLER.nearest(left)]) is reach


LETTERS = st.text(alphabet="abcdef", min_size=6, max_size=9)


@given(st.lists(LETTERS, max_size=30), LETTERS)
def test_the_index_finds_what_comparing_with_every_word_finds(words: list[str], typed: str) -> None:
    from rapidfuzz.distance import OSA

    near = {word: OSA.distance(typed, word) for word in words}
    same_start = {word for word in near if word[0] == typed[0] or word[1::-1] == typed[:2]}
    expected = {(word, slips) for word, slips in near.items() if slips <= 1 or (slips == 2 and word in same_start)}
    assert set(Speller(words).nearest(typed, limit=100)) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("São Paulo", "sao paulo"),
        ("Sa\u0303o Paulo", "sao paulo"),
        ("ＳＥＮＩＯＲ", "senior"),
        ("ﬁt", "fit"),
        ("sen\u200bior", "senior"),
        ("senior\x00remote", "senior remote"),
        ("Straße", "strasse"),
        ("mid-level, what's U.S.?", "mid level , what s u s"),
        ("_senior_ *remote*", "senior remote"),
        ("🙂", ""),
        ("\ud800 lone", "lone"),
    ],
)
def test_text_folds_to_plain_words(text: str, words: str) -> None:
    assert fold(text) == words


@given(st.text())
def test_words_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    words, spans = tokens(text)
    assert len(words) == len(spans)
    for begins, ends in spans:
        assert end <= begins < ends <= len(text) or begins < end  # one character may hold two words (`㍿`, `½`)
        end = ends
