"""Charts in a card."""

from __future__ import annotations

import io
from base64 import b64decode

from PIL import Image

from bot.charts import draw
from bot.teams.pictures import MOST_CHARACTERS, address
from handlers.core.reply import Bar, Panel, Picture


def chart(bars: int) -> bytes:
    rows = tuple(Bar(f"Source {n}, US remote", 150_000 + 5_000 * n, 230_000 + 9_000 * n, 200_000) for n in range(bars))
    return draw(Picture("Senior ML engineer, remote", "ranges", (Panel("Base a year", "USD", rows),)))


def test_a_chart_is_made_small_enough_for_a_card_and_stays_readable() -> None:
    png = chart(6)
    made = address(png)
    assert made is not None and len(made) <= MOST_CHARACTERS < len(png)
    with Image.open(io.BytesIO(b64decode(made.partition(",")[2]))) as opened:
        assert opened.width >= 540


def test_a_chart_that_stays_too_large_is_left_to_its_words() -> None:
    assert address(chart(6), most=2_000) is None


def test_a_light_picture_stays_as_it_is() -> None:
    assert address(b"png") == "data:image/png;base64,cG5n"
