"""The chat in a terminal, as somebody types to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.compose import House
from bot.config import Config
from bot.terminal import chat
from handlers.core.command import Command
from tests.conftest import CHANNEL, MEI, NOW


@pytest.fixture
def house() -> Iterator[House]:
    made = House(Config())
    yield made
    made.close()


@pytest.fixture
def typed(house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What the chat prints while somebody types these lines; those that it left unread are counted."""

    def typed(*lines: str) -> tuple[str, int]:
        left = list(lines)

        def read(_: str) -> str:
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("builtins.input", read)
        chat(house.answering, lambda words: Command(MEI, CHANNEL, NOW, said=words))
        return capsys.readouterr().out, len(left)

    return typed


def test_a_number_presses_that_button_and_one_beyond_them_is_said(typed: Any) -> None:
    told, _ = typed("band senior remote", "2", "99", "9" * 5000, "help")
    assert "beside Senior, San Francisco Bay Area" in told
    assert told.count("The last answer has ") == 2


def test_a_line_goes_on_from_the_question_before(typed: Any) -> None:
    told, _ = typed("band senior remote", "and in nyc?", "and the loop?")
    assert [line for line in told.splitlines() if "last question" in line] == [
        'Read as "band senior new york", after your last question.',
        'Read as "loop senior", after your last question.',
    ]


def test_an_empty_line_asks_for_nothing(typed: Any) -> None:
    assert typed("", "  ")[0].count("\n") == 1


@pytest.mark.parametrize("word", ["exit", "Quit", ":q"])
def test_a_word_that_ends_other_programs_ends_it(typed: Any, word: str) -> None:
    told, left = typed(word, "band senior remote")
    assert left == 1 and "Senior" not in told


def test_a_line_is_waited_for_where_ctrl_c_ends_the_wait(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> str:
        assert threading.current_thread() is threading.main_thread()
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(KeyboardInterrupt):
        chat(house.answering, lambda words: Command(MEI, CHANNEL, NOW, said=words))
