"""What chats and phones write in the place of what was typed."""

from __future__ import annotations

import pytest

from handlers.core.typed.marks import plain


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("band :tada: senior", "band   senior"),
        ("_loop_ senior", "loop senior"),
        ("_band senior remote_", "band senior remote"),
        ("thanks :+1::skin-tone-3:", "thanks  "),
        ("cand show ‘Ana O’Neil’ R–1", 'cand show "Ana O’Neil" R-1'),
        ("cand show 'Ana O'Neil', R\u20111", 'cand show "Ana O\'Neil", R-1'),
    ],
)
def test_it_is_read_as_a_keyboard_writes_it(said, meant):
    assert plain(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "at 12:30:45", "std::vector::x", "http://a:80:b", "what does :us: cost", "the candidates' pay in '24", "190–210k",
        "eval_set and a_b_c", "__init__",
        "cand add Ana 'Annie' Quiroga", "away 'til the candidates' calls",
        "<img src=x onerror=document.title='owned'>", "we don't, they won't", "req hold R-1 because ‘x’ :fire: R–2",
        "cand note Ana: prefers 'remote' :tada:", "cand note Ana : prefers 'remote' :tada:", "triage\nwe :rocket: 'ship'",
    ],
)  # fmt: skip
def test_what_is_somebodys_own_or_only_looks_like_it_stays(said):
    assert plain(said) == said


@pytest.mark.parametrize("said", [":wave:", ":wave: help", "help :thinking_face:"])
def test_a_code_of_an_emoji_is_no_word(ask, said):
    assert ask(said).data == ask("help").data


@pytest.mark.parametrize("said", [":wave: band senior remote", ":moneybag: band :house: senior remote :tada:"])
def test_a_code_beside_a_request_is_passed_over_in_silence(ask, said):
    assert ask(said).elements == ask("band senior remote").elements
