"""Each advice verb's examples and one wrong input, on every renderer, as they were when somebody last read them.

After a change that is meant: `python -m tests.goldens --write`, and read the difference.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pytest

from handlers.router import Router
from tests.goldens.cases import WRONG, advice, asking
from tests.goldens.files import DIALOGS, MESSAGES, expected

SHOWN_LINES = 40


@pytest.fixture(scope="module")
def router() -> Iterator[Router]:
    with asking() as opened:
        yield opened


@pytest.mark.parametrize("verb", advice(), ids=lambda verb: verb.name)
def test_a_verb_answers_as_it_was_last_read(router, verb):
    for file, text in expected(router, verb):
        kept = file.read_text(encoding="utf-8") if file.exists() else ""
        changed = list(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm="", n=1))
        assert not changed, "\n".join([f"{file}: python -m tests.goldens --write", *changed[:SHOWN_LINES]])


def test_every_advice_verb_has_an_input_that_goes_wrong():
    assert WRONG.keys() == {verb.name for verb in advice()}


def test_no_file_is_left_of_a_verb_that_is_gone():
    names = {verb.name.replace(" ", "-") for verb in advice()}
    assert {folder.name for folder in MESSAGES.iterdir()} == names
    assert {file.stem for file in DIALOGS.glob("*.md")} == names


def test_no_wrong_input_shows_what_is_inside(router):
    for verb in advice():
        for file, text in expected(router, verb):
            assert not any(word in text for word in ("Traceback", "pydantic", "Input should be", "object at 0x")), file
