"""Notes: how the words of a text shorter than a whole description are read, where each was chosen to say what the work is.

The words are data (``cues/notes.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.texts.cues import Cues, Hit, compile_cues, data
from knowledge.texts.passages import Passage
from knowledge.triage.naming import is_half_of_pair, title_hit, torn
from knowledge.triage.tallies import ML, compiled, weights

_NEXT_WORD = re.compile(r"[ -]([a-z]+)", re.IGNORECASE)
_FOR_PEOPLE = re.compile(r"\b(?:for|our|the) (?:(?:our|the|my|their|its|all) )?\Z", re.IGNORECASE)

_AUTOMATED = re.compile(
    r"\b(?:models?|networks?|classifiers?|detectors?|automat\w+|tools?|tooling|engineers?|pipelines?)\b", re.IGNORECASE
)
"""Before what is labelled or rated: who builds that labels nothing."""


@lru_cache(maxsize=1)
def note_cues() -> Cues:
    """What points somewhere in a text of less words than a whole description, beside the rest."""
    return compiled({name: entry for name, entry in data("notes").items() if isinstance(entry, dict)})


def of_note(passage: Passage, hits: Sequence[Hit]) -> list[Hit]:
    """The cues of a note's sentence as they are meant there.

    A tool of everybody's says little, and one of reports nothing of a lane that nobody is called by ("do dashboards"). What
    "ML/AI" or a choice of names ("AI engineer or data scientist") calls somebody says nothing, nor does a trade that something
    is made for ("for our accountants"), nor labelling that a model or a tool is to do. Words of a longer name ("guardrail
    metrics") are that name's alone.
    """
    tools, names = data("notes")["everybodys_tools"], torn(passage)
    reporting = data("notes")["reporting_tools"]
    whole = [hit for hit in hits if " " in hit.cue and "~" not in hit.cue]
    return [
        hit._replace(strength="faint") if hit.cue in tools and hit.points_to != ML else hit
        for hit in hits
        if not (hit.cue in reporting and hit.points_to in weights().lane_factors and not _is_called(passage, hit.points_to))
        and not is_half_of_pair(passage.text, hit)
        and not is_made_for(passage.text, hit)
        and not (hit.points_to == "annotation" and _AUTOMATED.search(passage.text, 0, hit.start))
        and not any(name.start < hit.end and hit.start < name.end for name in names if hit.points_to != ML)
        and not any(_is_inside(hit, other) for other in whole)
    ]


def _is_called(passage: Passage, lane: str) -> bool:
    """Whether somebody of that lane is sought by its name: "data scientist to build dashboards"."""
    name = title_hit(passage.text, passage.words, passage.denied)
    return name is not None and name.points_to == lane


def is_made_for(text: str, hit: Hit) -> bool:
    """Whether a trade is that of colleagues whom something is made for, or a part of what it is called: "for our accountants"."""
    if hit.points_to in weights().lane_factors or hit.points_to == ML:
        return False
    after = _NEXT_WORD.match(text, hit.end)
    if after is not None and after[1].lower().removesuffix("s") in data("notes")["made_things"]:
        return True
    if text[hit.end - 1 : hit.end + 1].rstrip(" ,.;:)") != "s":
        return False
    start = hit.start if hit.strength != "named" else text.rfind(" ", 0, hit.end) + 1
    return _FOR_PEOPLE.search(text, max(0, start - 16), start) is not None


def _is_inside(hit: Hit, other: Hit) -> bool:
    """Whether a cue of one lane is a part of another lane's name for something."""
    lanes_of = weights().lane_factors
    if hit.points_to == other.points_to or hit.points_to not in lanes_of or other.points_to not in lanes_of:
        return False
    return other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start


@lru_cache(maxsize=1)
def empty_duties() -> Cues:
    """Duties that say nothing: "leverage AI to transform healthcare"."""
    return compile_cues((("empty", "", str(cue)) for cue in data("notes")["empty"]), weights().gap)
