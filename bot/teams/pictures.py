"""A chart inside a card: Teams counts its bytes among the message's 28 KB, so it is made as small as it stays readable."""

from __future__ import annotations

import io
from base64 import b64encode

WIDTHS = (900, 720, 600, 540)
"""Pixels, widest first; below the last the chart's labels can't be read."""
COLOURS = 16
"""Enough for flat colours and the edges of letters; with half as many, two panels look the same."""
MOST_CHARACTERS = 20_000
"""Of an inline picture's address; a longer one leaves no room for the heading and the buttons."""


def address(png: bytes, most: int = MOST_CHARACTERS) -> str | None:
    """A PNG as the address of itself, made smaller where it must be; None where it stays too large. Takes some 50 ms."""
    if len(png) * 4 // 3 + 30 <= most:
        return _data_uri(png)
    from PIL import Image

    with Image.open(io.BytesIO(png)) as opened:
        full = opened.convert("RGB")
    for width in WIDTHS:
        if width > full.width:
            continue
        smaller = full.resize((width, round(full.height * width / full.width)), Image.Resampling.LANCZOS)
        written = io.BytesIO()
        smaller.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "png", optimize=True)
        if written.tell() * 4 // 3 + 30 <= most:
            return _data_uri(written.getvalue())
    return None


def _data_uri(png: bytes) -> str:
    return "data:image/png;base64," + b64encode(png).decode()
