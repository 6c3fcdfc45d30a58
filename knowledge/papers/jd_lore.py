"""``knowledge/cues/jd.yaml`` ready for use: phrases, marks, tools and limits, and how a sentence is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from knowledge.texts.cues import Cues, compile_cues, data, groups, words
from knowledge.texts.passages import Passage

PHRASES = (
    "rockstar", "success", "training", "past_training", "degree", "degree_waived", "degree_sought", "phd", "phd_softened",
    "phd_demanded", "stack_in_use", "asked_for",
)  # fmt: skip
GRADED = {"boilerplate": ("strong", "faint")}
"""Groups of phrases in jd.yaml."""


class Seen(NamedTuple):
    """Words of the text, and the line they begin on."""

    quote: str
    line: int


@dataclass(frozen=True, slots=True)
class Lore:
    """jd.yaml, compiled. `cues` point to the groups of phrases: `model`, `boilerplate`, `success`, …"""

    cues: Cues
    model: Cues
    english: frozenset[str]
    tools: re.Pattern[str]
    category: Mapping[str, str]
    capital: frozenset[str]
    rivals: frozenset[str]
    not_a_stack: frozenset[str]
    marks: Mapping[str, re.Pattern[str]]
    limits: Mapping[str, Any]


def mark(name: str, passages: Iterable[Passage]) -> Seen | None:
    """The first sentence in which the mark of that name stands."""
    pattern = lore().marks[name]
    for passage in passages:
        found = pattern.search(passage.text)
        if found:
            return seen(passage, found.start(), found.end())
    return None


def seen(passage: Passage, start: int = 0, end: int = 0) -> Seen:
    """The sentence, or as much of it around [start, end) as may be quoted, cut between words."""
    text, most = passage.text, int(lore().limits["quote_characters"])
    if len(text) <= most:
        return Seen(text, passage.line)
    begin = max(0, min(start - most // 4, len(text) - most)) if end > most * 3 // 4 else 0
    if begin:
        begin = text.find(" ", begin) + 1
    finish = text.rfind(" ", begin, begin + most + 1)
    return Seen(text[begin : finish if finish > begin else begin + most].strip(" ,;:"), passage.line)


@lru_cache(maxsize=1)
def lore() -> Lore:
    """The file of checks and signs, compiled on first use."""
    jd, gap = data("jd"), data("weights")["gap"]

    plain = [(name, "", str(cue)) for name in PHRASES for cue in jd[name]]
    graded = [cue for name, grades in GRADED.items() for cue in groups(name, jd[name], grades)]
    category = {str(tool).lower(): name for name, tools in jd["tools"].items() for tool in tools}
    longest = sorted(category, key=len, reverse=True)
    return Lore(
        cues=compile_cues((*plain, *graded), gap),
        model=compile_cues(groups("model", jd["model"], ("named", "kind", "use")), gap),
        english=frozenset(jd["english"]),
        tools=re.compile(r"(?<![\w+])(?:" + "|".join(re.escape(tool) for tool in longest) + r")(?![\w+])", re.I),
        category=category,
        capital=frozenset(jd["capital"]),
        rivals=frozenset(jd["rivals_apart"]),
        not_a_stack=frozenset(jd["not_a_stack"]),
        marks={name: re.compile(pattern, re.I) for name, pattern in jd["marks"].items()},
        limits=jd["limits"],
    )


def names_a_type(title: str) -> bool:
    """Whether a title asks for a type of person."""
    return any(hit.points_to == "rockstar" for hit in lore().cues.find(title, words(title)))


@lru_cache(maxsize=1)
def levels() -> tuple[tuple[str, re.Pattern[str], int | None, int | None], ...]:
    """(level, how a title names it, from how many years on it is contradicted, up to how many)."""
    return tuple(
        (entry["level"], re.compile(rf"\b(?:{entry['words']})(?!\w)", re.I), entry.get("least_years"), entry.get("most_years"))
        for entry in data("jd")["levels"]
    )


@lru_cache(maxsize=1)
def any_level() -> re.Pattern[str]:
    """How a title names a level, whichever it is."""
    return re.compile(rf"\b(?:{data('jd')['any_level']})(?!\w)", re.I)
