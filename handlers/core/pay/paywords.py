"""Sentences about pay: why figures differ, what moves a band, what is advised. Each is written once and kept, by its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from handlers.core.figures import money
from handlers.core.pay.payrows import short
from handlers.core.wording import Wording
from knowledge.load import Knowledge
from knowledge.pay.adjustments import Adjustment
from knowledge.pay.bandrows import Reason
from knowledge.pay.bands import Band
from knowledge.schema import Fact
from knowledge.words.vocabulary import Vocabulary

say = Wording("paywords")

UNTOLD = ("—", "employers not stated")
"""What stands in the table for a source that does not say whom its figures count."""

SHOWN_CAUSES = 3
"""Why figures differ is told in so many clauses, and whom each source counts of so many; the table shows all."""


class PayWords:
    """Speaks about one workspace's pay facts. What it keeps grows with the facts, not with the questions."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        self._facts = knowledge.facts
        self._name = vocabulary.name
        self._sources = {source.id: short(source.publisher) for source in knowledge.sources.values()}
        self._kept: dict[Any, str] = {}

    def source(self, id: str) -> str:
        """A source's short name."""
        return self._sources[id]

    def cause(self, reason: Reason) -> str:
        """One reason why figures differ, as a clause; empty where a person sees it in the table anyway."""
        return self._once((reason.key, *reason.about, *reason.about.values()), lambda: self._cause(reason.key, reason.about))

    def move(self, one: Adjustment) -> str:
        """What a factor does to a band, in a few words: `no LLM work −$20K (KORE1)`."""
        return self._once(("move", one.fact), lambda: self._move(one))

    def moves(self, several: Sequence[Adjustment]) -> str:
        """What else could move a band, in one line."""
        return self._once(("moves", *[one.fact for one in several]), lambda: say.moves(moves=[self.move(one) for one in several]))

    def differ(self, band: Band) -> str:
        """Why its figures differ, in one line; empty where a person sees it in the table anyway."""
        causes = [cause for reason in band.disagreement if (cause := self.cause(reason))]
        return say.differ(causes=causes[:SHOWN_CAUSES]) if causes else ""

    def beside(self, market: str) -> str:
        """The button that compares with another market."""
        return self._once(("beside", market), lambda: say.compare_button(market=self._name("market", market)))

    def gap(self, one: Adjustment) -> str:
        """By how much others are paid above those asked about: `ML engineers get 15–30% more (mlai.qa)`."""
        return self._once(("gap", one.fact), lambda: say.gap(amount=self._amount(one), source=self._sources[one.source]))

    def asked(self, one: Adjustment) -> str:
        """A factor that was asked about, in full; that it holds for others only is said."""
        fact = self._facts[one.fact]
        return self._once(
            ("asked", one.fact, one.why_not),
            lambda: say.asked(text=fact.statement, source=self._sources[one.source], why_not=one.why_not),
        )

    def advice(self, fact_ids: tuple[str, ...]) -> str:
        """What the guides advise, each with its source."""
        return self._once(("advice", *fact_ids), lambda: self._advice([self._facts[each] for each in fact_ids]))

    def _once(self, key: Any, write: Callable[[], str]) -> str:
        text = self._kept.get(key)
        if text is None:
            text = self._kept[key] = write()
        return text

    def _advice(self, facts: Iterable[Fact]) -> str:
        return say.advice(facts=[(fact.statement, self._sources[fact.source]) for fact in facts])

    def _cause(self, key: str, about: Mapping[str, tuple[str, ...]]) -> str:
        if key == "population":
            told = {source: said[0] for source, said in about.items() if said[0] not in UNTOLD}
            counted = [(self._sources[source], said) for source, said in told.items()]
            silent = [self._sources[source] for source in about if source not in told]
            return say.differ_population(counted=counted[:SHOWN_CAUSES], silent=silent)
        if key == "measure":
            return say.differ_measure(measures=list(about))
        if key == "region-unstated":
            return say.differ_region(sources=[self._sources[source] for source in about])
        return say.differ_plainly(key=key)

    def _move(self, one: Adjustment) -> str:
        if one.main is None:
            return ""
        names = [self._name("modifier", each) for each in one.modifiers]
        return say.move(names=names, one=one, amount=self._amount(one), source=self._sources[one.source])

    @staticmethod
    def _amount(one: Adjustment) -> str:
        figure = one.main
        if figure is None:
            return ""
        if figure.unit.endswith(" per year"):
            return money(figure.low or 0, figure.unit[:3])
        return say.quantity(low=figure.low, high=figure.high, unit=figure.unit, open_ended=figure.open_ended)
