"""What a question names and a fact is about: the level, the market, the source, a flag's colour, a headcount."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from knowledge.schema import Fact
from knowledge.words.vocabulary import Reading

FITS: Final[Mapping[str, float]] = {"market": 0.35, "source": 0.3, "years": 0.2, "level": 0.1, "lane": 0.1, "specialty": 0.1}
"""What a fact gains that speaks of the very market, source, level… asked about: most where the name narrows a question most."""
CLASHES: Final[Mapping[str, float]] = {"market": -0.35, "source": -0.35, "level": -0.35}
"""What a fact loses that speaks of another, by the kinds where that makes it wrong and not merely less fitting."""
FLAG: Final = re.compile(r"\b(red|green)\b(?=(?:\W+(?:and|or|vs|versus|red|green))*\W+flags?\b)", re.IGNORECASE)
"""What a question asks for by its colour (`red and green flags`: by both); a fact of the other one clashes with it."""
CLASHING_COLOUR: Final = -0.35
RED: Final = {"red-flags": "red"}
"""The colour of every flag of a topic."""
HEADCOUNT: Final = re.compile(
    r"\b(\d{1,6})[\s-]*(?:people|persons?|engineers?|developers?|devs?|programmers?|coders?|employees|heads|staff)\b",
    re.IGNORECASE,
)
"""How large a company is that a question speaks of; a fact of companies of another size clashes with it."""
FITTING_SIZE, CLASHING_SIZE = 0.2, -0.5
SPAN: Final = re.compile(r"\b\d{1,3}\s*-?\s*(?:days?|weeks?|months?|wks?)\b", re.IGNORECASE)
"""A length of time that a question tells: of the facts of what is done when, none is meant by its number alone."""
BEGINS: Final = re.compile(
    r"\b(?:first|start\w*|join\w*|onboard\w*|ramp\w*|new|newcomers?|ship\w*|deliver\w*|achiev\w*|expect\w*|done|do|does|did|plan"
    r"|day one|90|(?:weeks?|months?|days?) in|goals?|milestones?|work(?:ing|ed)?|look(?:s|ed)? like|after)\b",
    re.IGNORECASE,
)
"""What makes a question of it about somebody who begins."""
OF_THE_START: Final = "ramp"
NOT_OF_THE_START: Final = -0.9
OWN_FIRST: Final = 0.15
"""What a company's own fact gains, so that it stands before the guides' on the same matter."""


class Fitting:
    """Facts by what they are limited to; `at` is a fact's place among them."""

    def __init__(self, facts: Sequence[Fact], own: Collection[str]) -> None:
        """`own`: the sources that are a company's own."""
        self.limits = _limits(facts)
        """Kind of concept → the facts that hold for some of its ids only, and for which."""
        flags = ((at, fact.values.get("flag", RED.get(fact.topic))) for at, fact in enumerate(facts))
        self.colours = tuple((at, colour) for at, colour in flags if colour in ("red", "green"))
        """Flags, and their colour."""
        sizes = ((at, fact.values.get("company")) for at, fact in enumerate(facts))
        self._sizes = tuple((at, range(size["low"], size["high"] + 1)) for at, size in sizes if isinstance(size, dict))
        self._starts = [at for at, fact in enumerate(facts) if fact.topic == OF_THE_START]
        self._favour = [OWN_FIRST if fact.source in own else 0.0 for fact in facts]

    def of(self, reading: Reading, question: str) -> Sequence[float]:
        """What the levels, markets, sources, flags and headcount named in the question add to each fact, or take from it."""
        fit = list(self._favour)
        for kind, limited in self.limits.items():
            asked = {each for match in reading.all(kind) for each in (match.ids or (match.id,))}
            for at, allowed in limited if asked else ():
                fit[at] += FITS[kind] if asked & allowed else CLASHES.get(kind, 0.0)
        colours = colours_asked(question)
        for at, colour in self.colours if len(colours) == 1 else ():
            fit[at] += 0.0 if colour in colours else CLASHING_COLOUR
        if SPAN.search(question) and not BEGINS.search(question):
            for at in self._starts:
                fit[at] += NOT_OF_THE_START
        for headcount in HEADCOUNT.findall(question)[:1]:
            for at, sizes in self._sizes:
                fit[at] += FITTING_SIZE if int(headcount) in sizes else CLASHING_SIZE
        return fit


def colours_asked(question: str) -> list[str]:
    """The colours of the flags that a question asks for, in its order."""
    return list(dict.fromkeys(found.casefold() for found in FLAG.findall(question)))


def _limits(facts: Sequence[Fact]) -> dict[str, list[tuple[int, frozenset[str]]]]:
    """Kind of concept → the facts that hold for some of its ids only, by place, and for which; every fact is its source's."""
    limits: dict[str, list[tuple[int, frozenset[str]]]] = {}
    limits["source"] = [(at, frozenset({fact.source})) for at, fact in enumerate(facts)]
    for kind in FITS:
        said = [(at, fact.applies_to[kind]) for at, fact in enumerate(facts) if kind in fact.applies_to]
        limits[kind] = [(at, frozenset((ids,) if isinstance(ids, str) else ids)) for at, ids in said]
    return limits
