"""Lines: what a page broke apart or ran together is put right before it is read as sentences.

A page that set words in bold, or wrapped its lines, gives a sentence on several lines; one that lost its line breaks glues
heads and sentences to what follows ("Key ResponsibilitiesDevelop …"). The words are data (``cues/sections.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.texts.cues import data

_LABELLED = re.compile(r"[^.:!?]{2,60}:(?=\s|$)")
SIGNS = "➤►▶▸➢➔→»✓✔✅☑■□◆◇○∙⁃❖★☆🔹🔸"
"""What pages set before the items of a list, beside dots and dashes."""
_MARKED = re.compile(rf"\s*(?:[-+*•·▪●‣◦–—>#{SIGNS}]|\d{{1,2}}[.)]\s)")
_LOWER = re.compile(r"\s*\(?[a-z]")
_CLOSES = re.compile(r"\s*[,;.)](?:\s|$)")
"""How a line begins that is one of its own ("Location: Leeds", "- Own search"), and one that goes on with a sentence."""
_ENDS = re.compile(r"[.!?:;]\W*$")
_LAST = re.compile(r"([A-Za-z]+)\s*$")
"""How a line ends after which a sentence is over, and the word that another ends in."""
_BOLD_BEFORE = re.compile(r"(\*\*+|__)(?=\S)([^*\n:]{1,80}?)\1(?=\s*[a-z,;.)])")
_BOLD_AFTER = re.compile(r"(?<=[a-z,] )(\*\*+|__)(?=\S)([^*\n:]{1,80}?)\1")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]|\d)")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[A-Za-z]+$"), re.compile(r"[A-Za-z]+")
_LONGEST_WORD = 24
"""So many letters around a place are looked at for the words that meet there."""


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Words by which a break is told, as ``cues/sections.yaml`` names them; `opens`: verbs of work."""

    never_ends: frozenset[str]
    leads_on: frozenset[str]
    ends_head: frozenset[str]
    opens: frozenset[str]
    asked: frozenset[str]
    words_at_most: int


def joined(lines: Sequence[str], is_head: Callable[[str], bool]) -> list[str]:
    """The lines, those that go on with a sentence moved up to the line that it begins on; what they leave is empty."""
    out = list(lines)
    begun: int | None = None
    parts: list[str] = []
    for number, line in enumerate([*lines, ""]):
        if begun is not None and _goes_on(parts, line, is_head):
            parts.append(line.strip() if _CLOSES.match(line) else f" {line.strip()}")
            continue
        if begun is not None and len(parts) > 1:
            out[begun : begun + len(parts)] = ["".join(parts), *[""] * (len(parts) - 1)]
        begun, parts = (number, [line.rstrip()]) if line.strip() else (None, [])
    return out


def plain(line: str) -> str:
    """A line without the marks of words that are bold inside a sentence: it is one sentence, and they are no head."""
    if "**" not in line and "__" not in line:
        return line
    return _BOLD_AFTER.sub(r"\2", _BOLD_BEFORE.sub(r"\2", line))


def unglued(text: str) -> Iterator[str]:
    """The parts of a run of words between which a line break was lost: after a head, or before a verb of work."""
    start = 0
    for found in _GLUED.finditer(text):
        at = found.start()
        if at > start and _parts_words(text, at):
            yield text[start:at]
            start = at
    yield text[start:]


def _goes_on(parts: Sequence[str], line: str, is_head: Callable[[str], bool]) -> bool:
    """Whether a line goes on with the sentence that stands before it."""
    if not line.strip() or _MARKED.match(line) or _ENDS.search(parts[-1]) or _words(parts) > _breaks().words_at_most:
        return False
    if _CLOSES.match(line):
        return True
    if _LABELLED.match(line.strip()):
        return False
    found = _LAST.search(parts[-1])
    last = found[1].lower() if found else ""
    if last in _breaks().never_ends:
        return True
    if len(parts) == 1 and is_head(parts[0]):
        return False
    if _LOWER.match(line):
        return len(parts) > 1 or not _LOWER.match(parts[0])
    return last in _breaks().leads_on and (len(parts) > 1 or parts[0].split()[0].lower() not in _breaks().asked)


def _words(parts: Sequence[str]) -> int:
    return sum(part.count(" ") for part in parts)


def _parts_words(text: str, at: int) -> bool:
    """Whether a change of case inside a word is where two words meet, and no name that is written so: "PyTorch"."""
    before = _WORD_BEFORE.search(text[max(0, at - _LONGEST_WORD) : at])
    after = _WORD_AFTER.match(text[at : at + _LONGEST_WORD])
    if before is not None and before[0].lower() in _breaks().ends_head:
        return True
    return after is not None and after[0].lower() in _breaks().opens


@lru_cache(maxsize=1)
def _breaks() -> _Breaks:
    sections = data("sections")
    return _Breaks(
        never_ends=frozenset(map(str, sections["never_ends"])),
        leads_on=frozenset(map(str, sections["leads_on"])),
        ends_head=frozenset(map(str, sections["ends_head"])),
        opens=frozenset(map(str, (*sections["deeds"], *sections["openers"]))),
        asked=frozenset(map(str, sections["asked"])),
        words_at_most=int(sections["joined_words_at_most"]),
    )
