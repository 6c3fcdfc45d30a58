"""What knowledge proposes for a new req: its lane from a JD, its loop, its band, and what should be asked first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.core.figures import SYMBOLS
from handlers.core.library import Library
from knowledge.pay.adjustments import Cell
from knowledge.pay.posting import PostingRange
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.scoping import OpenQuestion, open_questions

SCOPING = ("six-month-deliverable", "reliability-bar")
"""The two questions that decide which req it is: what is delivered first, and how reliable it must be."""

CURRENCIES = tuple(SYMBOLS)
"""What a band may be in, the usual one first."""
CURRENCY = CURRENCIES[0]

USUAL_LEVEL = "senior"
"""Whose loop is taken where no level is named."""


@dataclass(frozen=True, slots=True)
class LanesFound:
    """What a JD and a title say of the lane: `lane` is proposed; `two` names both where they are two jobs."""

    lane: str | None = None
    two: tuple[str, str] | None = None
    title: str | None = None
    misleads: bool = False
    questions: tuple[tuple[str, str], ...] = ()
    """(id, question) of what the text leaves open, of the two that are asked."""


def lanes(library: Library, title: str, jd: str) -> LanesFound:
    """Read the lane from a job description where one came along; a title that names two lanes is two reqs."""
    named = tuple(dict.fromkeys(match.id for match in library.vocabulary.read(title, {"lane"}).found))
    two = (named[0], named[1]) if len(named) > 1 else None
    if not jd.strip():
        return LanesFound(named[0] if named else None, two, questions=questions())
    found = triage(jd)
    if found.verdict == "two" and found.lane and found.confused_with:
        two = two or (found.lane, found.confused_with)
    return LanesFound(
        found.lane or (named[0] if named else None), two, found.title, found.title_misleads, _asked(found.open_questions)
    )


def questions() -> tuple[tuple[str, str], ...]:
    """The two scoping questions, as they are asked."""
    return _asked(open_questions(read("")))


def loop(library: Library, level: str | None, lane: str | None) -> list[dict[str, Any]]:
    """The recommended loop as a req keeps it: a key a round, unique in it."""
    found = library.loops.loop(level or USUAL_LEVEL, lane)
    keys: list[str] = []
    for each in found.rounds:
        same = sum(key.split("-")[0] == each.kind for key in keys)
        keys.append(f"{each.kind}-{same + 1}" if same else each.kind)
    return [
        {
            "key": key,
            "kind": each.kind,
            "name": each.name,
            "short": key.replace("-", " ").capitalize(),
            "minutes_low": each.minutes_low,
            "minutes_high": each.minutes_high,
            "who": each.who,
            "fact": each.facts[0],
        }
        for key, each in zip(keys, found.rounds, strict=True)
    ]


def band(library: Library, level: str | None, lane: str | None, market: str | None) -> PostingRange | None:
    """The base range that would be posted; None where no source has one."""
    if not level or not market:
        return None
    return library.bands.band(Cell(level, (market,), lane)).posting


def _asked(still_open: tuple[OpenQuestion, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.partly or each.question) for each in still_open if each.id in SCOPING)
