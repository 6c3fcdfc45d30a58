"""What somebody names and the guides do not tell apart: said in a line, never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.core.cellnames import a, in_sentence
from handlers.core.library import Library
from handlers.core.reply import Element, Text
from handlers.core.wording import Wording
from knowledge.schema import Fact

say = Wording("telling")


def not_told_apart(
    library: Library,
    *,
    level: str | None = None,
    lane: str | None = None,
    specialty: str | None = None,
    markets: Iterable[str] = (),
    places: Iterable[str] = (),
) -> list[Element]:
    """Small lines that name what was asked for and makes no difference to this answer; nothing where nothing was."""
    name = library.vocabulary.name
    names = [name("level", level).lower()] if level else []
    names += [in_sentence(name(kind, each)) for kind, each in (("lane", lane), ("specialty", specialty)) if each]
    where = [*(name("market", each) for each in markets), *places]
    lines = [say.not_told_apart(names=names)] if names else []
    lines += [say.not_of_place(names=where)] if where else []
    return [Text(line, small=True) for line in lines]


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
