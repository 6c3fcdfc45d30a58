"""Writing a job description: a lane, a level and a few answers become one whose own audit finds nothing.

The lanes' sentences are data (``templates/jd.yaml``), the document a template (``templates/jd.md.j2``); answers are put in as
they were typed, but for white space and the full stop at their end.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """The answers without which a description for this lane is not whole; all of them while the lane is open."""
    return frozenset(entry["name"] for entry in _shape()["answers"] if lane is None or lane in entry.get("lanes", (lane,)))


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


def markdown(jd: Draft) -> str:
    """The description as one Markdown document."""
    return printed("jd.md.j2", jd=jd)


def _trimmed(answer: str) -> str:
    return " ".join(answer.split()).rstrip(" .")


@lru_cache(maxsize=1)
def _shape() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (TEMPLATES / "jd.yaml").open("rb") as file:
        parsed: dict[str, Any] = yaml.load(file, Loader=loader)  # noqa: S506
    return parsed
