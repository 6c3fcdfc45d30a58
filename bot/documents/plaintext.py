"""Plain text, however it was saved, and what else a file is by how it begins: names and media types are not trusted."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from enum import Enum

from bot.documents.limits import MOST_TEXT_BYTES
from bot.documents.refusal import Reason, Refused


class Kind(Enum):
    """What is read."""

    TEXT = "text"
    PDF = "pdf"
    WORD = "word"
    """Or another archive: the reader of Word documents tells."""


_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_BE)
"""How a text in wide characters begins; that of UTF-32 the other way round begins like the first."""
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_RICH_TEXT = b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE_OLD_OFFICE = {
    "EncryptedPackage": Reason.LOCKED,  # a new document behind a password comes in the old envelope
    "WordDocument": Reason.OLD_WORD,
    "Workbook": Reason.SPREADSHEET,
    "PowerPoint Document": Reason.SLIDES,
}
_PDF, _PDF_WITHIN = b"%PDF-", 1024
"""Readers of PDF have always let some bytes stand before the mark."""


def kind_of(raw: bytes) -> Kind:
    """What a file is. Raises Refused for what is never read."""
    if raw.startswith(_MARKS):
        return Kind.TEXT
    if _PDF in raw[:_PDF_WITHIN]:
        return Kind.PDF
    if raw.startswith(_ARCHIVES):
        return Kind.WORD
    if raw.startswith(_RICH_TEXT):
        raise Refused(Reason.RICH_TEXT)
    if raw.startswith(_PICTURES) or raw[4:12] in _HEIC or (raw.startswith(b"RIFF") and raw[8:12] == b"WEBP"):
        raise Refused(Reason.PICTURE)
    if raw.startswith(_OLD_OFFICE):
        raise Refused(next((why for name, why in _INSIDE_OLD_OFFICE.items() if name.encode("utf-16-le") in raw), Reason.OTHER))
    if b"\0" in raw[:4096]:
        raise Refused(Reason.OTHER)
    return Kind.TEXT


def plain_text(raw: bytes) -> str:
    """Text as UTF-16 or UTF-32 where it begins with its mark, as UTF-8, or as Windows wrote it.

    Raises Refused for more than is read, and for nothing at all.
    """
    if len(raw) > MOST_TEXT_BYTES:
        raise Refused(Reason.TOO_LARGE, limit=said(MOST_TEXT_BYTES))
    text = _decoded(raw)
    if not text or text.isspace():
        raise Refused(Reason.EMPTY)
    return text


def _decoded(raw: bytes) -> str:
    if raw.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):  # the mark of UTF-16 begins one of them
        return raw.decode("utf-32", "replace")
    if raw.startswith(_MARKS):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def said(size: int) -> str:
    """A bound in bytes as it is told: "10 MB"."""
    return f"{size // (1024 * 1024)} MB"
