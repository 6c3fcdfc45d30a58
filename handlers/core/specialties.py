"""A specialty within a lane (`nlp`, `computer vision`): what a guide says of it, and the lane that it stands in."""

from __future__ import annotations

from handlers.core.cellnames import a
from handlers.core.library import Library
from handlers.core.reply import Element, Text
from handlers.core.wording import Wording
from knowledge.schema import Fact

say = Wording("telling")


def specialty_fact(library: Library, specialty: str | None) -> Fact | None:
    """What a guide says of a specialty as a job of its own; None for one that no guide describes so."""
    told = library.knowledge.topic("specialties") if specialty else ()
    return next((fact for fact in told if fact.applies_to.get("specialty") == specialty), None)


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
