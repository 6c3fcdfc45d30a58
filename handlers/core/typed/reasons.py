"""Somebody's own words behind a request: why, or a note. What stands in them is theirs, and asks for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from handlers.core.typed.labelled import QUOTED, either
from handlers.core.words import Words
from knowledge.words.patterns import pattern

REQ = pattern(r"(?<![\w-])(?:r|req)[-\s#]{0,2}(\d{1,9})(?![\w-])", re.IGNORECASE)
"""A req by its number: `R-12`, `r12`, `req 12`."""
_REQ_AT_END = pattern(
    rf"(?<!\b(?:to|in|on|of|as|by|or))(?<!\band)(?<!\bfor)(?<!\b(?:with|from|than|into|like|over))[\s,;(]+{REQ.pattern}[\s.)]*$",
    re.IGNORECASE,
)
"""A req's number that ends a text and is no part of its last sentence."""
_GOES_ON = (
    r"\s*(?:[,;.:–—]|\s-)\s+(?=(?:she|he|they|we|it|her|his|their|our|there|too|the(?!\s+day|\s+\d)"
    r"|not|no|lacks?|lacking|weak|poor|failed)(?:['’]\w+)?\s)"
)
"""A pause behind which a sentence goes on about somebody."""
NO_SEAT = pattern(
    r"\b(?:head ?count|hiring freeze|lay-?offs?|budget|(?:no longer|not|stopped|stop) hiring|re-?org)\b"
    r"|\b(?:req|requisition|role|position|seat|opening|search)\b.{0,20}\b(?:cut|gone|closed|cancell?ed|eliminated|frozen|pulled|killed)\b",
    re.IGNORECASE,
)
"""Why an offer is taken back where nobody is hired any more."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Somebody's own words, to the end: why (`because …`), or a note (`: …`). Nothing is looked for in them.

    An R-number that ends them names the req still, where none was named before and it is no part of a sentence (`goes to R-7`).
    With `pauses` they begin too where a sentence goes on about somebody: `Ana, she took the other job`.
    """

    words: tuple[str, ...] = ("because of", "because", "reason:", "why:")
    pauses: bool = False

    def parted(self, text: str) -> tuple[str, str]:
        """(The text with the reason blanked, every other letter where it was; the reason)."""
        begin = self._begin(QUOTED.sub(lambda found: '"' * len(found.group()), text))
        if begin is None:
            return text, ""
        left, told = text[: begin.start()], text[begin.end() :]
        last = None if REQ.search(left) else _REQ_AT_END.search(told)
        end = begin.end() + (last.start() if last else len(told))
        return left + " " * (end - begin.start()) + text[end:], text[begin.end() : end].strip(' \t\n.,;:"“”')

    def _begin(self, text: str) -> re.Match[str] | None:
        """Where the first of the words stands, or the pause."""
        spelt = rf"(?<!\S)(?:{either(tuple(word for word in self.words if word != ':'))})(?:\s+|\s*$)"
        colon = r"|:(?=\s|$)\s*|(?<=[^\s\d]):\s*" if ":" in self.words else ""
        return re.search(f"{spelt}{colon}{'|' + _GOES_ON if self.pauses else ''}", text, re.IGNORECASE)

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The words as typed, or nothing."""
        return words.reason or None
