"""Why a file can't be read. The sentences stand in handlers/core/wording/document.j2, a macro a reason."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What is the matter with a file."""

    TOO_LARGE = "too_large"
    LOCKED = "locked"
    NO_TEXT = "no_text"
    EMPTY = "empty"
    BROKEN = "broken"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH = "too_much"
    MACROS = "macros"
    OLD_WORD = "old_word"
    RICH_TEXT = "rich_text"
    OPEN_DOCUMENT = "open_document"
    APPLE_PAGES = "apple_pages"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    PICTURE = "picture"
    OTHER = "other"


class Refused(Exception):
    """A file that is not read, and why; `limit` is the bound that it exceeds, as it is said."""

    def __init__(self, reason: Reason, *, limit: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit
