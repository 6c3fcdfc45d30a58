"""The text of files that people hand over, through whichever door."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

MOST_BYTES = 1024 * 1024
"""A file is no longer than this."""
_NO_TEXT = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How documents and pictures begin that need not have a zero byte near their beginning."""


def text_of(raw: bytes) -> str | None:
    """What stands in it, as UTF-16 where it begins with its mark, as UTF-8 or as Windows wrote it; None where that is no text."""
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    if raw.startswith(_NO_TEXT) or b"\0" in raw[:4096]:
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
