"""Free questions: the facts that answer one, best first, or that none does.

    found = FactSearch.of(load()).search("how often does the opening package stick?")
    found.answered, found.facts[0].fact.id   # True, "rfs.market.first-offer-close-rate"

A wrong answer costs more than none: what comes near but not near enough is declined, as is what `search.yaml` lists as
covered by no guide, and what is asked of a place that no fact speaks of. Questions only; no résumé is ever searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from knowledge.load import Knowledge
from knowledge.ranking import Measures, Ranking, Words
from knowledge.schema import Fact
from knowledge.vocabulary import Reading, Vocabulary
from knowledge.wordvectors import WordVectors, word_vectors

DATA: Final = Path(__file__).parent / "search.yaml"
ENOUGH: Final = 1.35
"""Score from which the best fact answers; below it, nine in ten would no longer be right. By trial on our own questions."""
FITS, CLASHES = 0.12, -0.35
"""What a fact gains when it speaks of the very level, market or source that is asked about, and loses when it speaks of another."""
LIMITS: Final = ("level", "market", "lane", "specialty", "years")
STRICT: Final = frozenset({"level", "market", "source"})
"""Kinds by which a fact about another one is wrong, and not merely less fitting."""
PLACE: Final = "place"
UNCOVERED_MARGIN: Final = 0.0
"""How much nearer than the best fact a known gap must lie for the question to be declined."""
MENTIONED_IN: Final = 3
"""So many of the best facts are looked at for a place that the question names, and for the verb that it belongs to."""
NEAREST_TOPICS: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A fact, and how well it meets the question: from 0 up, ENOUGH and more being an answer."""

    fact: Fact
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the facts say to a question."""

    answered: bool
    facts: tuple[Found, ...]
    """The nearest facts, best first, whether or not they answer."""
    sides: tuple[Fact, ...]
    """The answer: the best fact, then what other sources say to the same question; empty where nothing answers."""
    nearest: tuple[str, ...]
    """Topics that come nearest, best first."""
    verb: str | None
    """The verb whose question this really is, where it is one's."""
    about: str
    """What a declined question is about that no guide covers, where that is known; else empty."""


class FactSearch:
    """All facts, searchable. Building takes some tenths of a second; a question takes a few milliseconds and never raises."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary | None = None, vectors: WordVectors | None = None) -> None:
        data = _data()
        self._knowledge = knowledge
        self._vocabulary = vocabulary or Vocabulary.of(knowledge)
        self._facts = tuple(knowledge.facts.values())
        self._uncovered = tuple((name, wordings) for name, wordings in data["uncovered"].items())
        self._sides = {each: group for group in data["sides"] for each in group}
        self._routes = tuple(data["routes"])
        entries = [(fact.statement, *fact.asked) for fact in self._facts]
        entries += [(name, *wordings) for name, wordings in self._uncovered]
        self._ranking = Ranking(entries, Words(data["silent"].split(), data["same"]), vectors)
        self._limits = [_limits(fact) for fact in self._facts]

    @classmethod
    def of(cls, knowledge: Knowledge, vocabulary: Vocabulary | None = None) -> FactSearch:
        """Search by words and meanings where the vectors are installed, by words alone where not."""
        return cls(knowledge, vocabulary, word_vectors())

    def search(self, question: str, limit: int = 5) -> Answer:
        """The answer to a question in anybody's words, with the `limit` nearest facts."""
        reading = self._vocabulary.read(question)
        measures = self._ranking.measure(question)
        scores = measures.total
        count = len(self._facts)
        fitted = scores[:count] + [self._fit(limits, reading) for limits in self._limits]
        order = [int(at) for at in fitted.argsort()[::-1][: max(limit, 2 * NEAREST_TOPICS)]]
        ranked = [Found(self._facts[at], round(float(fitted[at]), 4)) for at in order]
        about = self._not_covered(reading, scores[count:], ranked)
        answered = not about and bool(measures.roots) and ranked[0].score >= ENOUGH
        return Answer(
            answered=answered,
            facts=tuple(ranked[:limit]),
            sides=self._all_sides(ranked[0].fact) if answered else (),
            nearest=tuple(dict.fromkeys(each.fact.topic for each in ranked))[:NEAREST_TOPICS],
            verb=self._route(reading, ranked),
            about=about,
        )

    def _fit(self, limits: Mapping[str, frozenset[str]], reading: Reading) -> float:
        """What the levels, markets and sources named in the question add to a fact, or take from it."""
        total = 0.0
        for kind, allowed in limits.items():
            asked = {each for match in reading.all(kind) for each in (match.ids or (match.id,))}
            if asked:
                total += FITS if asked & allowed else CLASHES if kind in STRICT else 0.0
        return total
    def _not_covered(self, reading: Reading, uncovered: Iterable[float], ranked: list[Found]) -> str:
        """What puts the question beyond the guides: a place that the best facts do not speak of, or a known gap that lies nearer."""
        for match in reading.all(PLACE):
            if not any(self._ranking.says(match.said, *_wordings(each.fact)) for each in ranked[:MENTIONED_IN]):
                return match.id
        name, score = max(zip((name for name, _ in self._uncovered), uncovered, strict=True), key=lambda one: one[1], default=("", 0.0))
        return name if score > ranked[0].score + UNCOVERED_MARGIN else ""

    def _all_sides(self, best: Fact) -> tuple[Fact, ...]:
        """The best fact, and those that answer the same question for other sources."""
        others = (self._knowledge.facts[each] for each in self._sides.get(best.id, ()) if each in self._knowledge.facts)
        return (best, *(each for each in others if each.id != best.id))

    def _route(self, reading: Reading, ranked: list[Found]) -> str | None:
        """The verb that owns the topic of the best facts, where the question names what that verb works on."""
        topics = [each.fact.topic for each in ranked[:MENTIONED_IN]]
        for route in self._routes:
            named = not route.get("names") or any(reading.first(kind) for kind in route["names"])
            if named and sum(topic in route["topics"] for topic in topics) >= route["of_three"]:
                return str(route["verb"])
        return None


def _limits(fact: Fact) -> dict[str, frozenset[str]]:
    """What a fact holds for, by kind of concept, its source among them."""
    listed = {kind: fact.applies_to[kind] for kind in LIMITS if kind in fact.applies_to}
    limits = {kind: frozenset((said,) if isinstance(said, str) else said) for kind, said in listed.items()}
    return limits | {"source": frozenset({fact.source})}


def _wordings(fact: Fact) -> tuple[str, ...]:
    return (fact.statement, *fact.asked)


@cache
def _data() -> Mapping[str, Any]:
    import yaml

    data: Mapping[str, Any] = yaml.safe_load(DATA.read_bytes())
    return data
