"""Notes: how the words of a text shorter than a whole description are read, where each was chosen to say what the work is.

The words are data (``cues/notes.yaml``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from knowledge.cues import Cues, Hit, compile_cues, data
from knowledge.documents import Document, Passage
from knowledge.naming import is_half_of_pair, title_hit, torn
from knowledge.tallies import ML, Finding, Tally, compiled, read_once, says_something, weights

_NEXT_WORD = re.compile(r"[ -]([a-z]+)", re.IGNORECASE)
_FOR_PEOPLE = re.compile(r"\b(?:for|our|the) (?:(?:our|the|my|their|its|all) )?\Z", re.IGNORECASE)

_AUTOMATED = re.compile(
    r"\b(?:models?|networks?|classifiers?|detectors?|automat\w+|tools?|tooling|engineers?|pipelines?)\b", re.IGNORECASE
)
"""Before what is labelled or rated: who builds that labels nothing."""


SIGNS = 2
"""So many everyday signs show a lane."""
ALONE = 2
"""What one sign counts that says enough by itself."""


@lru_cache(maxsize=1)
def note_cues() -> Cues:
    """What points somewhere in a text of less words than a whole description, beside the rest."""
    return compiled({name: entry for name, entry in data("notes").items() if isinstance(entry, dict)})


@lru_cache(maxsize=1)
def _together_cues() -> Cues:
    """The signs of which two show a lane, each pointing to its pair: "0 one"."""
    return compile_cues(
        (
            (f"{place} {part}", "clear", str(cue))
            for place, pair in enumerate(data("notes")["together"])
            for part in ("one", "other")
            for cue in pair[part]
        ),
        weights().gap,
    )


def add_together(document: Document, tallies: dict[str, Tally]) -> None:
    """Add what two signs of a note show together, where nothing else shows a lane, nor more than a word another trade's work."""
    firm = {name: [each for each in tally.found if says_something(each)] for name, tally in tallies.items() if name != ML}
    lane_ids, sure = weights().lane_factors, weights().second_lane_strengths
    if any(name in lane_ids or any(each.hit.strength in sure for each in found) for name, found in firm.items() if found):
        return
    if not _add_pairs(document, tallies, beside_other_work=any(firm.values())):
        _add_signs(document, tallies)


def _add_pairs(document: Document, tallies: dict[str, Tally], *, beside_other_work: bool) -> bool:
    """Add the pairs that were found; whether there was one."""
    met = _met(document, _together_cues())
    added = False
    for place, pair in enumerate(data("notes")["together"]):
        if beside_other_work and pair["lane"] in weights().every_trades_lanes:
            continue
        for passage, hit in met[f"{place} one"]:
            if any(_are_two(passage, hit, *other) for other in met[f"{place} other"]):
                _add_strong(str(pair["lane"]), passage, hit, tallies)
                added = True
                break
    return added


def _add_signs(document: Document, tallies: dict[str, Tally]) -> None:
    """Add the lane of which most everyday signs are met, where those of both kinds are and nothing firm is said of other work."""
    least = _signs_needed(tallies)
    met = _met(document, _sign_cues())
    most, best = least - 1, None
    for lane in data("signs"):
        alone, what, work = (met[f"{lane} {part}"] for part in ("alone", "what", "work"))
        shown = [(passage, hit) for passage, hit in what if any(_are_two(passage, hit, *other) for other in work)]
        found = [*alone, *shown]
        if not found or met[f"{lane} not"]:
            continue
        count = ALONE * len({hit.cue for _, hit in alone}) + (len(_apart([*what, *work])) if shown else 0)
        if count > most:
            most, best = count, (lane, *found[0])
    if best is not None:
        _add_strong(*best, tallies)


def _signs_needed(tallies: Mapping[str, Tally]) -> int:
    """How many signs show a lane: one more where a word tells of another trade."""
    told = [
        name for name, tally in tallies.items() if name not in weights().lane_factors and any(map(says_something, tally.found))
    ]
    return SIGNS + (any(name != ML for name in told) if ML not in told else 0)


def _apart(found: Iterable[tuple[Passage, Hit]]) -> list[Hit]:
    """The different signs that share no word."""
    apart: list[tuple[Passage, Hit]] = []
    for passage, hit in found:
        if all(hit.cue != other.cue and _are_two(passage, hit, beside, other) for beside, other in apart):
            apart.append((passage, hit))
    return [hit for _, hit in apart]


def _add_strong(lane: str, passage: Passage, hit: Hit, tallies: dict[str, Tally]) -> None:
    points = weights().strengths["strong"] * passage.weight
    found = Finding(passage, hit._replace(points_to=lane, strength="strong"), points)
    tallies.setdefault(lane, Tally()).add(found)


@lru_cache(maxsize=1)
def _sign_cues() -> Cues:
    """The everyday signs, each pointing to its lane and kind: "mlops what"."""
    return compile_cues(
        (
            (f"{lane} {part}", "clear", str(cue))
            for lane, parts in data("signs").items()
            for part, cues in parts.items()
            for cue in cues
        ),
        weights().gap,
    )


def _met(document: Document, cues: Cues) -> Mapping[str, list[tuple[Passage, Hit]]]:
    met: dict[str, list[tuple[Passage, Hit]]] = defaultdict(list)
    for passage in read_once(document):
        for hit in cues.find(passage.text, passage.words, passage.denied):
            if hit.start not in passage.company:
                met[hit.points_to].append((passage, hit))
    return met


def _are_two(passage: Passage, one: Hit, beside: Passage, other: Hit) -> bool:
    """Whether two signs share no word."""
    return beside is not passage or one.end <= other.start or other.end <= one.start


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
