"""Writing a job description: a lane, a level and a few answers become one whose own audit finds nothing.

The lanes' sentences are data (``templates/jd.yaml``), the document a template (``templates/jd.md.j2``); answers are put in as
they were typed, but for white space and the full stop at their end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from knowledge.printing import TEMPLATES, printed


@dataclass(frozen=True, slots=True)
class Draft:
    """A job description in parts."""

    title: str
    lane: str
    level: str
    answers: Mapping[str, str]
    """Every question by name; empty where a lane needs no answer and none was given."""
    duties: tuple[str, ...]
    helps: tuple[str, ...]


def questions() -> tuple[str, ...]:
    """Names of the answers that a description is written from, in the order in which they are asked."""
    return tuple(entry["name"] for entry in _shape()["answers"])


def needed(lane: str | None) -> frozenset[str]:
    """The answers without which a description for this lane is not whole; while the lane is open, for any."""
    return frozenset(entry["name"] for entry in _shape()["answers"] if lane in entry.get("lanes", (lane,)))


def draft(lane: str, level: str, answers: Mapping[str, str]) -> Draft:
    """The description in parts. Raises KeyError for an unknown lane or level, and for an answer that is needed and missing."""
    shape = _shape()
    written = {name: _trimmed(answers.get(name, "")) for name in questions()}
    missing = sorted(name for name in needed(lane) if not written[name])
    if missing:
        raise KeyError(", ".join(missing))
    about = shape["lanes"][lane]
    return Draft(
        title=about["title"].format(level=shape["level_names"][level]),
        lane=lane,
        level=level,
        answers=written,
        duties=(*about["duties"], shape["levels"][level]),
        helps=tuple(about["helps"]),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the document: a head, or none for the opening, and its lines, listed or as one paragraph."""

    head: str
    lines: tuple[str, ...]
    listed: bool


def parts(jd: Draft) -> tuple[Part, ...]:
    """The document part by part; a part without any answer is left out."""
    found = []
    for entry in _shape()["parts"]:
        lines = getattr(jd, entry["from"]) if "from" in entry else tuple(_filled(entry["lines"], jd.answers))
        if lines:
            found.append(Part(entry.get("head", ""), lines, "from" in entry or entry.get("listed", False)))
    return tuple(found)


def markdown(jd: Draft) -> str:
    """The description as one Markdown document."""
    return printed("jd.md.j2", title=jd.title, parts=parts(jd))


def _filled(lines: Iterable[str], answers: Mapping[str, str]) -> Iterator[str]:
    """The lines whose answer is given. Put in once: what looks like a place to fill in an answer stays as it is."""
    for line in lines:
        before, _, rest = line.partition("{")
        name, _, after = rest.partition("}")
        if answers[name]:
            yield f"{before}{answers[name]}{after}"


def _trimmed(answer: str) -> str:
    return " ".join(answer.split()).rstrip(" .")


@lru_cache(maxsize=1)
def _shape() -> dict[str, Any]:
    with (TEMPLATES / "jd.yaml").open("rb") as file:
        parsed: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)
    return parsed
