"""Rounds of several people in one sentence, each at a time of their own: `lena's tech tue 11am, bill's wed 9am`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.core.typed import moments
from handlers.core.typed.deedphrases import WEEKDAY
from handlers.core.typed.deedwords import Told
from storage.reqs import Entry

_DAY = re.compile(rf"\b(?:{WEEKDAY}|today|tomorrow)\b|\d[./-]\d|\b\d{{1,2}}(?:st|nd|rd|th)\b", re.IGNORECASE)
_TIMED = frozenset({"interview book", "interview move"})


def parted(told: Told, found: Sequence[Entry]) -> Sequence[Told] | None:
    """What is told of each of them, in their order; the same of all where one time, or none, is said.

    None where the times can't be given to the people: not everybody's name has one behind it, or a day is said of one alone.
    """
    if len(found) < 2 or _TIMED.isdisjoint(told.verbs) or _times(told.beside) < 2:
        return [told for _ in found]
    begins = [_name_in(told.beside, each) for each in found]
    ends = sorted([*begins, len(told.beside)])
    own = [told.beside[start : ends[ends.index(start) + 1]] for start in begins]
    if -1 in begins or len(set(begins)) < len(begins) or any(_times(words) != 1 for words in own):
        return None
    if len({_DAY.search(words) is None for words in own}) > 1:
        return None
    return [replace(told, beside=words.rstrip(" ,;")) for words in own]


def _times(words: str) -> int:
    """How many times are said one behind the other; a day and its hour are one."""
    count = 0
    while found := moments.find(words):
        count, words = count + 1, words[found[1] :]
    return count


def _name_in(words: str, entry: Entry) -> int:
    """Where their first name stands; -1 where it does not."""
    first = (entry.candidate.name or entry.candidate.initials or "").partition(" ")[0]
    found = re.search(rf"(?<!\w){re.escape(first)}(?!\w)", words, re.IGNORECASE) if first else None
    return found.start() if found else -1
