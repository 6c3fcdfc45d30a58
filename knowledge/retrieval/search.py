"""Free questions: the facts that answer one, best first, or that none does.

    found = FactSearch.of(load()).search("how often does the opening package stick?")
    found.answered, found.facts[0].fact.id   # True, "rfs.market.first-offer-close-rate"

A wrong answer costs more than none: what comes near but not near enough is declined, as is what `search.yaml` lists as
covered by no guide, and what is asked of a place that no fact speaks of. What near enough is, and what each measure of likeness
weighs, was learnt from questions (tests/knowledge/weigh.py). Questions only; no résumé is ever searched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from knowledge import ROOT
from knowledge.load import Knowledge
from knowledge.retrieval.disagreeing import figures_differ
from knowledge.retrieval.engineering import READ_AT_MOST, EngineeringQuestions
from knowledge.retrieval.fitting import Fitting, colours_asked
from knowledge.retrieval.ranking import MEASURES, Ranking, Words
from knowledge.retrieval.wordvectors import WordVectors, word_vectors
from knowledge.schema import Fact
from knowledge.words.clauses import asking
from knowledge.words.vocabulary import Match, Reading, Vocabulary

if TYPE_CHECKING:
    from knowledge.retrieval.ranking import Measures, Scores

FILE: Final = ROOT / "search.yaml"
ENOUGH_WORDS, WORD_FOR_WORD = 6, 0.98
"""Words of a question beyond which more make nobody surer; cosine of a question and a wording with the same words."""
OF_PLACES: Final = frozenset({"pay", "pay-factors", "benchmarks"})
"""Topics whose facts hold where they were counted: elsewhere they answer nothing."""
_TO_A_PLACE: Final = re.compile(r"\b(?:in|from|for|at|of|near|around|within)\s+(?:the\s+)?$", re.IGNORECASE)
UNLIKELY: Final = -1.0
"""The logarithm at which a form speaks against a fact as much as it ever does: more forms are asked in than written down."""
PAY: Final = "pay"
"""The topic whose figures hold for one level each: a figure of another level than the one asked about never answers."""
PLACE: Final = "place"
PAY_FACTORS: Final = "pay-factors"
_WHERE: Final = frozenset({"market", "place"})
_OF_A_PART: Final = re.compile(r"\bbonus(?:es)?\b", re.IGNORECASE)
"""A part of pay that no band has a column for."""
_CELL: Final = frozenset({PLACE, "market", "level", "years"})
"""Kinds of what a figure of pay holds for."""
MENTIONED_IN: Final = 3
"""So many of the best facts are looked at for a place that the question names, for the verb that it belongs to, and for the fact
that is asked for in these very words: that one answers, however short they are."""
PAY_ELSEWHERE: Final = "pay in places not covered"
NEARBY: Final = frozenset({PAY_ELSEWHERE, "interns", "executives"})
"""What no guide covers and verbs still answer, with what comes nearest."""
NEAREST_TOPICS, GUESSED, LOOKED_AT = 3, 3, 30
"""Topics that are named; facts that are told as near where none answers surely; facts among which the topics, and the best one's
rival, are looked for."""
OURSELVES, NOBODY = "the bot itself", -1.0
"""What no guide covers and no question is about that speaks to none (`what's the catch with remote`), and how near it is then."""
_TO_US: Final = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|bots?|robot|mlhire|my|me|account|password|log ?in|door|human|chatgpt|gpt|program|tool|app"
    r"|assistant|this|data)\b",
    re.IGNORECASE,
)
GUESSED_BELOW: Final = 0.3
"""How far below the best a fact is told beside it: two facts a question, with the right one among them almost as often."""
LEAN: Final = 0.1
"""What a fact gains for each standard deviation by which the question's meaning leans to its topic."""
TOLD: Final = 0.3
"""What a fact gains that the question asks for in the very words of one of its askings, the little ones included."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact, and how well it meets the question: from 0 for nothing in common to about 3.5 for its own words."""

    fact: Fact
    score: float


class Margin(NamedTuple):
    """How clearly the best fact meets a question."""

    lead: float
    """How far its score is above that of any other topic's facts."""
    ahead: float
    """How far it is above what no guide covers, places and levels that the question names set aside."""
    words: float
    """Words of the question that say what it is about, up to ENOUGH_WORDS: two words meet by chance, six seldom do."""
    said: float
    """1 where the question is one of the ways in which people ask for the fact, word for word; else 0."""
    covered: float
    """How much of the question finds a word of like meaning in the fact (see MEASURES)."""
    form: float
    """How much likelier questions of its form are asked of the fact than of others (see MEASURES), from UNLIKELY on."""


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
    margin: Margin
    """How clearly the best fact is the best."""
    gap: str = ""
    """The same where no verb has anything to say of it either: no place, and nobody whose nearest level is told."""
    names_cell: bool = False
    """Whether it names a level, or years that stand for one, and where."""
    foreign: bool = False
    """Whether it is plainly asked in another language than English."""
    pays: bool = False
    """Whether it asks what is paid in such a cell: then a figure of another level that comes near is no answer."""
    near: tuple[Fact, ...] = ()
    """What comes so near, where nothing answers surely, that the answer is likely among it; a figure of pay never is."""
    elsewhere: str = ""
    """The place that the question names, where it is answered by what is said of no place."""
    differ: bool = False
    """Whether the sides are at odds: in their figures, or as data says of what has none."""


class FactSearch:
    """All facts, searchable. Building takes about a second; a question takes a few milliseconds and never raises."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary | None = None, vectors: WordVectors | None = None) -> None:
        data = _data()
        self._knowledge = knowledge
        self._vocabulary = vocabulary or Vocabulary.of(knowledge)
        own = frozenset(source.id for source in knowledge.sources.values() if source.own)
        self._facts = tuple(fact for fact in knowledge.facts.values() if fact.asked or fact.source in own)
        self._uncovered = tuple(data["uncovered"])
        self._sides: dict[str, list[Sequence[str]]] = {}
        for group in data["sides"]:
            for each in group:
                self._sides.setdefault(each, []).append(group)
        self._at_odds = frozenset(data["at_odds"])
        self._routes = tuple(data["routes"])
        self._engineering = EngineeringQuestions.of(data["engineering"])
        self._ourselves = self._uncovered.index(OURSELVES)
        self._gaps = frozenset(data["uncovered"]) - NEARBY | {self._engineering.called}
        entries = [(fact.statement, *fact.asked) for fact in self._facts]
        entries += [(name, *wordings) for name, wordings in data["uncovered"].items()]
        words = Words(data["silent"].split(), data["same"], data["phrases"])
        self._words = words
        self._ranking = Ranking(entries, words, vectors, data["forms"], [fact.topic for fact in self._facts])
        self._telling, self._little = (frozenset(data["other_languages"][each].split()) for each in ("tell", "little"))
        self._weights = [data["weights"][measure] for measure in MEASURES]
        self._sure, self._near = data["sure"], float(data["near"])
        self._fitting = Fitting(self._facts, own)
        self._spoken = {words.spoken(asked): at for at, fact in enumerate(self._facts) for asked in fact.asked}
        self._spoken_of_none = {words.spoken(wording): name for name, each in data["uncovered"].items() for wording in each}
        self._any_flag = frozenset(map(words.root, data["any_flag"].split()))

    @classmethod
    def of(cls, knowledge: Knowledge, vocabulary: Vocabulary | None = None) -> FactSearch:
        """Search by words and meanings where the vectors are installed, by words alone where not."""
        return cls(knowledge, vocabulary, word_vectors())

    def search(self, question: str, limit: int = 5) -> Answer:
        """The answer to a question in anybody's words, with the `limit` nearest facts.

        Of what a message tells besides its question no more is read than makes the answer surer: who asks, and why, has words
        of its own that stand in other facts. The question by itself must come near to what the message as a whole comes near to.
        """
        found = self._search(question, limit)
        if _OF_A_PART.search(question) and (anywhere := self._anywhere(question, found, limit)):
            return anywhere
        if found.answered or found.pays or not found.about:
            return found
        places = self._vocabulary.read(question).all(PLACE)
        if all(place.id != found.about for place in places):
            return found
        anywhere = self._answer(_without(places, question), limit)
        if not anywhere.answered or anywhere.facts[0].fact.topic in OF_PLACES:
            return found
        return replace(anywhere, elsewhere=found.about)

    def _anywhere(self, question: str, found: Answer, limit: int) -> Answer | None:
        """What is said of a part of pay in no place, where the question names one that nothing is said of; else nothing."""
        places = sorted(self._vocabulary.read(question, _WHERE).found, key=lambda match: match.start)
        told = found.answered and not found.pays and found.sides[0].topic == PAY_FACTORS
        if not places or told or found.about not in ("", PAY_ELSEWHERE, *(each.id for each in places)):
            return None
        answer = self._answer(_without(places, question), limit)
        sides = tuple(fact for fact in answer.sides if _WHERE.isdisjoint(fact.applies_to))
        if not sides or sides[0].topic != PAY_FACTORS:
            return None
        return replace(answer, sides=sides, elsewhere=self._vocabulary.name(places[0].kind, places[0].id), pays=False)

    def as_it_stands(self, question: str, limit: int) -> Answer:
        """What the facts say to these words, every one of them heeded."""
        return self._answer(question, limit)

    def _search(self, question: str, limit: int) -> Answer:
        """The same, as the question stands."""
        whole, asked = self._answer(question, limit), asking(question)
        if not asked.besides or whole.pays:
            return whole
        led = self._answer(asked.led, limit) if asked.led else whole
        bare = led if asked.hangs else self._answer(asked.words, limit)
        told_cell = not _CELL.isdisjoint(match.kind for match in self._vocabulary.read(asked.besides).found)
        if told_cell and PAY in {each.topic for found in (led, bare) for each in found.sides[:1]}:
            return whole  # the figure is asked of the place or level that was told
        near = {each.fact.id for each in led.facts}
        if sure := [found for found in (led, whole) if found.answered and found.facts[0].fact.id in near]:
            return max(sure, key=lambda found: self._sureness(found.margin))
        near |= {each.fact.id for each in whole.facts}
        agrees = bool(bare.facts) and bare.facts[0].fact.id in near
        return bare if agrees or led.about else led  # where somebody is (`in Austin`) is no reason not to answer what they ask

    def _answer(self, question: str, limit: int) -> Answer:
        """What the facts say to these words."""
        reading = self._vocabulary.read(question)
        question = self._ranking.spelt(question)
        measures = self._ranking.measure(question)
        scores = measures.table @ self._weights
        count = len(self._facts)
        if not _TO_US.search(question[:READ_AT_MOST]):
            scores[count + self._ourselves] = NOBODY
        fitted = scores[:count] + self._fitting.of(reading, question) + LEAN * measures.lean
        if (told := self._spoken.get(self._words.spoken(question))) is not None:
            fitted[told] += TOLD
        near = [int(at) for at in fitted.argsort()[::-1][: max(limit, LOOKED_AT)]]
        paid = self._paid_otherwise(reading)
        order = [at for at in near if at not in paid] or near
        ranked, margin = self._margin(order, fitted, scores, measures, told)
        # A place or level that the question names speaks for the facts of it, but not for the facts against what none covers.
        gap = self._gap(scores[count:])[0]
        about = self._told_by_none(question, reading, ranked, told)
        if told is None and not about and not self._is_understood(question, measures):
            return Answer(False, (), (), (), None, "", margin, foreign=self._is_foreign(question))
        about = about or (gap if margin.ahead < 0 else "")
        asks = bool(measures.roots) and not about
        answered = asks and (
            told in order[:MENTIONED_IN] or (self._is_sure(margin) and self._names(question, measures, ranked[0]))
        )
        topics = [self._facts[at].topic for at in near[:MENTIONED_IN]]
        sure = answered or (asks and order != near and self._is_sure(self._margin(near, fitted, scores, measures, told)[1]))
        sides = self._all_sides(ranked, colours_asked(question), self._any_flag.issuperset(measures.roots)) if answered else ()
        guessed = asks and not answered and self._sureness(margin) >= self._near and ranked[0].fact.topic != PAY
        return Answer(
            answered=answered,
            facts=tuple(ranked[:limit]),
            sides=sides,
            nearest=tuple(dict.fromkeys(each.fact.topic for each in ranked))[:NEAREST_TOPICS],
            verb=self._route(reading, topics, measures.roots if margin.ahead >= 0 or gap == PAY_ELSEWHERE else ()),
            about=about,
            margin=margin,
            gap=about if about in self._gaps else "",
            names_cell=_names_cell(reading),
            foreign=self._is_foreign(question),
            pays=sure and topics[0] == PAY and _names_cell(reading),
            near=_beside_the_best(ranked[:GUESSED]) if guessed else (),
            differ=any(fact.id in self._at_odds for fact in sides) or figures_differ(sides),
        )

    def _told_by_none(self, question: str, reading: Reading, ranked: list[Found], told: int | None) -> str:
        """What the question is about that no guide tells, by name; empty where one may. `told`: the fact that is asked for so."""
        of_none = self._spoken_of_none.get(self._words.spoken(question), "") if told is None else ""
        return of_none or self._engineering.name(question) or self._elsewhere(reading, ranked)

    def _is_understood(self, question: str, measures: Measures) -> bool:
        """Whether some word of more than a letter says what it is about and stands in some fact: meanings alone are guesswork."""
        return measures.known > 0 and self._words.says_something(question)

    def _names(self, question: str, measures: Measures, best: Found) -> bool:
        """Whether a question of one word asks for what the fact is about: a word of some asking alone may be in any sentence
        (`who is right`)."""
        return len(measures.roots) > 1 or self._ranking.says(question, best.fact.statement)

    def _margin(
        self, order: Sequence[int], fitted: Scores, scores: Scores, measures: Measures, told: int | None
    ) -> tuple[list[Found], Margin]:
        """The facts at these places, the best first, and how clearly the first of them is the best."""
        ranked = [Found(self._facts[at], round(float(fitted[at]), 4)) for at in order]
        ahead = float(scores[order[0]]) - self._gap(scores[len(self._facts) :])[1]
        best = dict(zip(MEASURES, map(float, measures.table[order[0]]), strict=True))
        said = (len(measures.roots) > 1 and best["whole"] >= WORD_FOR_WORD) or told == order[0]
        words = min(len(measures.roots), ENOUGH_WORDS)
        return ranked, Margin(self._lead(ranked), ahead, words, float(said), best["covered"], max(best["form"], UNLIKELY))

    def measured(self, question: str) -> tuple[tuple[Fact, ...], Scores, Scores]:
        """The facts; how each meets the question, a row a fact and a column for each of MEASURES; and what fits are added."""
        import numpy as np

        measures = self._ranking.measure(self._ranking.spelt(question))
        fit = np.array(self._fitting.of(self._vocabulary.read(question), question)) + LEAN * measures.lean
        return self._facts, measures.table[: len(self._facts)], fit

    def _elsewhere(self, reading: Reading, ranked: list[Found]) -> str:
        """The place that the question names and no near fact speaks of; empty where there is none."""
        places = [match for match in reading.all(PLACE) if not self._spoken_of(match.said, ranked[:MENTIONED_IN])]
        return places[0].id if places else ""

    def _spoken_of(self, place: str, near: Iterable[Found]) -> bool:
        return any(self._ranking.says(place, each.fact.statement, *each.fact.asked) for each in near)

    def _gap(self, scores: Iterable[float]) -> tuple[str, float]:
        """The nearest of what no guide covers, and its score."""
        return max(zip(self._uncovered, map(float, scores), strict=True), key=lambda one: one[1], default=("", 0.0))

    def _all_sides(self, ranked: list[Found], colours: Collection[str], every: bool) -> tuple[Fact, ...]:
        """The best fact, those that answer the same question for other sources, and the best flag of its other colour.

        Where flags of one colour are asked for and `every` one is meant, all of its topic.
        """
        best = ranked[0].fact
        others = [self._knowledge.facts[each] for each in self._sides_of(ranked) if each in self._knowledge.facts]
        flags = {each.fact.values.get("flag"): each.fact for each in reversed(ranked) if each.fact.source == best.source}
        others += [flags[colour] for colour in colours if len(colours) > 1 and colour in flags]
        if every and len(colours) == 1 and best.id not in self._sides:
            coloured = [self._facts[at] for at, colour in self._fitting.colours if colour in colours]
            others += [fact for fact in coloured if fact.topic == best.topic]
        return tuple({each.id: each for each in (best, *others)}.values())

    def _sides_of(self, ranked: Sequence[Found]) -> Sequence[str]:
        """The facts that answer what the best one answers; where that answers several questions, what the one asked is."""
        groups = self._sides.get(ranked[0].fact.id, ())
        if len(groups) < 2:
            return groups[0] if groups else ()
        places = {each.fact.id: place for place, each in enumerate(ranked)}
        return min(groups, key=lambda group: sum(places.get(each, len(ranked)) for each in group) / len(group))

    def _lead(self, ranked: list[Found]) -> float:
        """How far the best fact is above the best of another topic that does not answer the same question."""
        best = ranked[0]
        alike = frozenset(each for group in self._sides.get(best.fact.id, ()) for each in group)
        others = (each for each in ranked if each.fact.topic != best.fact.topic and each.fact.id not in alike)
        return best.score - next(others, ranked[-1]).score

    def _is_sure(self, margin: Margin) -> bool:
        """Near enough, and clearly nearer than what answers something else."""
        return self._sureness(margin) >= float(self._sure["least"])

    def _sureness(self, margin: Margin) -> float:
        return sum(float(self._sure[name]) * value for name, value in zip(Margin._fields, margin, strict=True))

    def _paid_otherwise(self, reading: Reading) -> frozenset[int]:
        """The places of the pay facts of other levels than that of the cell named: their figures answer nothing about it.

        Without a place, a word for a level may be none (`the middle offer`): there another level's facts lose, and are kept.
        """
        levels = {match.id for match in reading.all("level")} if _names_cell(reading) else set()
        limited = self._fitting.limits["level"] if levels else ()
        return frozenset(at for at, allowed in limited if self._facts[at].topic == PAY and levels.isdisjoint(allowed))

    def _is_foreign(self, question: str) -> bool:
        """Whether words of another language tell it: those of English that look the same are in no list."""
        said = set(re.findall(r"\w+", question[:READ_AT_MOST].casefold()))
        return not said.isdisjoint(self._telling) or len(said & self._little) > 1

    def _route(self, reading: Reading, topics: Sequence[str], roots: Collection[str]) -> str | None:
        """The verb that owns the topics of the best facts, where the question names what it works on and says its words."""
        for route in self._routes:
            named = not route.get("names") or any(reading.first(kind) for kind in route["names"])
            said = not route.get("says") or self._words.root(route["says"]) in roots
            if named and said and sum(topic in route["topics"] for topic in topics) >= route["of_three"]:
                return str(route["verb"])
        return None


def _without(places: Sequence[Match], question: str) -> str:
    """The question without the places that it names, and what leads to them."""
    for place in reversed(places):
        lead = _TO_A_PLACE.search(question[: place.start])
        question = f"{question[: lead.start() if lead else place.start]} {question[place.end :]}"
    return question


def _names_cell(reading: Reading) -> bool:
    """Whether it names a level, or years that stand for one, and where."""
    kinds = {match.kind for match in reading.found}
    return bool(kinds & {"level", "years"}) and bool(kinds & {"market", PLACE})


def _beside_the_best(ranked: Sequence[Found]) -> tuple[Fact, ...]:
    """The facts that come about as near as the best."""
    return tuple(each.fact for each in ranked if each.fact.topic != PAY and each.score >= ranked[0].score - GUESSED_BELOW)


@cache
def _data() -> Mapping[str, Any]:
    import yaml

    data: Mapping[str, Any] = yaml.load(FILE.read_bytes(), yaml.CSafeLoader)
    return data
