"""The knowledge as handlers use it: each book of look-ups is imported and built on first use, and kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from handlers.core.pay.payrows import PayTable, short
from handlers.core.pay.paysheet import PaySheets
from handlers.core.pay.paywords import PayWords
from knowledge.ages import is_old, old_from
from knowledge.load import Knowledge
from knowledge.pay.bands import BandBook
from knowledge.topics.levels import LevelBook
from knowledge.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from knowledge.deadlines.clocks import ClockRule, Customs
    from knowledge.deadlines.digest_rules import DigestRule
    from knowledge.interviews.loops import LoopBook
    from knowledge.interviews.questions import QuestionBook
    from knowledge.plans import PlanBook
    from knowledge.topics.sourcing import SourcingBook
    from knowledge.topics.tools import ToolBook


class Library:
    """Everything packaged and everything of the company's own, behind one door."""

    def __init__(
        self, knowledge: Knowledge, within_hours: Mapping[str, float] | None = None, stale_after_days: int | None = None
    ) -> None:
        self.knowledge = knowledge
        self.within_hours = within_hours or {}
        """Clock id → hours, where the deployment sets others than the rule's."""
        self.stale_after_days = stale_after_days
        """The age from which a fact is said to be old; None: never."""
        self.old_facts = lru_cache(maxsize=2)(self._old_facts)

    def times_aged(self, on: date) -> int:
        """On how many days facts have grown old by then: between two of those days, nothing that is known changes."""
        return bisect_right(self._aging_days, on)

    @cached_property
    def _aging_days(self) -> tuple[date, ...]:
        if self.stale_after_days is None:
            return ()
        return tuple(sorted({old_from(fact, self.stale_after_days) for fact in self.knowledge.facts.values()}))

    def _old_facts(self, on: date) -> Mapping[str, frozenset[str]]:
        """Source id → its facts that are past the deployment's age on that day; a source without any is left out."""
        old: dict[str, set[str]] = {}
        for fact in self.knowledge.facts.values():
            if self.stale_after_days is not None and is_old(fact, on, self.stale_after_days):
                old.setdefault(fact.source, set()).add(fact.id)
        return {source: frozenset(ids) for source, ids in old.items()}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Words to concepts."""
        return Vocabulary.of(self.knowledge)

    @cached_property
    def bands(self) -> BandBook:
        """Comp bands by level and market."""
        return BandBook(self.knowledge)

    @cached_property
    def pay_table(self) -> PayTable:
        """Band rows in this workspace's words."""
        return PayTable(self.knowledge, self.vocabulary)

    @cached_property
    def pay_words(self) -> PayWords:
        """Sentences about this workspace's pay facts."""
        return PayWords(self.knowledge, self.vocabulary)

    @cached_property
    def pay_sheets(self) -> PaySheets:
        """What is shown of a level in its markets, whatever else is asked of them."""
        return PaySheets(self.pay_table, self.pay_words)

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """Source id → its publisher's short name, as sentences use it."""
        return {source.id: short(source.publisher) for source in self.knowledge.sources.values()}

    @cached_property
    def levels(self) -> LevelBook:
        """Levels by years of experience."""
        return LevelBook(self.knowledge)

    @cached_property
    def loops(self) -> LoopBook:
        """Interview loops, published and recommended."""
        from knowledge.interviews.loops import LoopBook

        return LoopBook(self.knowledge)

    @cached_property
    def questions(self) -> QuestionBook:
        """Interview questions, the written questionnaire, and what not to ask."""
        from knowledge.interviews.questions import QuestionBook

        return QuestionBook(self.knowledge)

    @cached_property
    def sourcing(self) -> SourcingBook:
        """Pools, signals and what to avoid, by lane."""
        from knowledge.topics.sourcing import SourcingBook

        return SourcingBook(self.knowledge)

    @cached_property
    def tools(self) -> ToolBook:
        """Platforms and tools by name and by category."""
        from knowledge.topics.tools import ToolBook

        return ToolBook(self.knowledge)

    @cached_property
    def plans(self) -> PlanBook:
        """What closing, ramping, keeping, shaping a team and the market are answered from."""
        from knowledge.plans import PlanBook

        return PlanBook(self.knowledge)

    @cached_property
    def clocks(self) -> tuple[ClockRule, ...]:
        """The close-speed clocks' rules."""
        from knowledge.deadlines.clocks import clock_rules

        return clock_rules(self.knowledge)

    @cached_property
    def digest_rules(self) -> tuple[DigestRule, ...]:
        """The clocks that only digests speak of."""
        from knowledge.deadlines.digest_rules import digest_rules

        return digest_rules(self.knowledge)

    @cached_property
    def customs(self) -> Customs:
        """What holds for all clocks: who takes each step, who is told next, when people are messaged."""
        from knowledge.deadlines.clocks import customs

        return customs()
