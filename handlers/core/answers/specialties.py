"""A specialty within a lane (`nlp`, `computer vision`): what a guide says of it, and the lane that it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core.answers.cellnames import a
from handlers.core.library import Library
from handlers.core.reply import Element, Text
from handlers.core.wording import Wording
from knowledge.schema import Fact

say = Wording("telling")

TOLD_IN = ("specialties", "lanes")
"""Topics that describe specialties: as jobs of their own, then as kinds of the job."""


def specialty_fact(library: Library, specialty: str | None) -> Fact | None:
    """What a guide says of a specialty as a job of its own, or as one kind of the job; None for one that no guide describes."""
    told = (fact for topic in TOLD_IN for fact in library.knowledge.topic(topic)) if specialty else ()
    return next((fact for fact in told if "lane" in fact.applies_to and specialty in _specialties(fact)), None)


def _specialties(fact: Fact) -> Sequence[str]:
    said = fact.applies_to.get("specialty", ())
    return (said,) if isinstance(said, str) else said


def lane_of(library: Library, lane: str | None, specialty: str | None) -> tuple[str | None, list[Element]]:
    """The lane asked for, else the one that the specialty stands in, with a line that says so."""
    fact = None if lane else specialty_fact(library, specialty)
    if fact is None or specialty is None:
        return lane, []
    found = str(fact.applies_to["lane"])
    names = library.vocabulary
    line = say.lane_of_specialty(
        specialty=names.name("specialty", specialty), lane=a(names.name("lane", found)), source=library.short_names[fact.source]
    )
    return found, [Text(line, small=True)]
