"""Pictures are PNGs that show every panel, whatever people wrote."""

from __future__ import annotations

import struct

import pytest

from bot.charts import draw
from handlers.core.reply import Bar, Panel, Picture


def _size(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


def test_picture_grows_with_its_bars_and_keeps_its_width() -> None:
    few = draw(Picture("one", "", (Panel("Base", "USD", (Bar("a", 1, 2),)),)))
    many = draw(Picture("one", "", (Panel("Base", "USD", tuple(Bar(f"bar {n}", 100_000, 200_000, 150_000) for n in range(8))),)))
    assert few.startswith(b"\x89PNG")
    assert _size(few)[0] == _size(many)[0]
    assert _size(few)[1] < _size(many)[1]


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("words", ["$x^2$ \\frac{1}{0}", "<b>&", "名前", "a" * 300, ""])
def test_words_are_drawn_as_they_are(words: str) -> None:
    assert draw(Picture(words, words, (Panel(words, "EUR", (Bar(words, 5, 5), Bar(words, 5, 9, 7))),)))


def test_picture_without_bars_is_still_one() -> None:
    assert draw(Picture("nothing", "", (Panel("Base", "USD", ()),)))
    assert draw(Picture("nothing", "", ()))
