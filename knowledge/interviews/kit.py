"""An interview kit: a loop with everything that its interviewers hold in their hands, round by round.

The rounds are those of the loop; where a round has few prompts, questions of its kind follow. A scorecard asks for the round's
own criteria, each answered in words with evidence: nothing in it can be added up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.interviews.loops import Loop, Match, Round
from knowledge.interviews.questions import Question, QuestionBook
from knowledge.schema import Fact

MOST_PROMPTS = 4
"""What a round has time for, and what leaves its scorecard on the same page."""
WITHOUT_VERDICT = frozenset({"screen"})
"""Kinds of round that note what was said (lane, notice, pay hoped for) and judge nothing."""

_FEELING = re.compile(r"\bcultur\w*|\b(?:team|personality|values) fit\b|^fit$", re.IGNORECASE)
"""Fit is asked as criteria of the job that are written down before, never as a feeling about a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt as it is read out. `match` says whether the lane is its own; `listen_for` and `weak` are of the same guide."""

    text: str
    match: Match
    source: str
    fact: str
    listen_for: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KitRound:
    """One round for whoever holds it."""

    round: Round
    prompts: tuple[Asked, ...]
    strong: tuple[str, ...]
    """What a strong answer sounds like in this round as a whole."""
    weak: tuple[str, ...]
    purpose: tuple[str, ...]
    """What the round tests, in a few words."""
    criteria: tuple[str, ...]
    unwritten: tuple[str, ...]
    """Criteria left to a feeling (`cultural fit`): the interviewers write down beforehand what the job asks instead."""
    judged: bool
    """False where the round only notes what was said."""
    why: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """The whole loop, ready to print."""

    loop: Loop
    rounds: tuple[KitRound, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source that something in it comes from."""
        said = [asked.source for each in self.rounds for asked in each.prompts]
        whys = [fact.source for each in self.rounds for fact in each.why]
        return tuple(dict.fromkeys((*self.loop.sources, *said, *whys, *(fact.source for fact in self.loop.warnings))))


def kit(loop: Loop, questions: QuestionBook) -> Kit:
    """The loop as a kit; no question stands in it twice."""
    used: set[str] = set()
    rounds: list[KitRound] = []
    for each in loop.rounds:
        prompts = _prompts(each, loop.lane, questions, used)
        used |= {asked.text for asked in prompts}
        rounds.append(_kit_round(each, prompts))
    return Kit(loop, tuple(rounds))


def _kit_round(each: Round, prompts: tuple[Asked, ...]) -> KitRound:
    # What a question brings along stands beside it; what is left holds for the round.
    beside = {text for asked in prompts for text in (*asked.listen_for, *asked.weak)}
    return KitRound(
        round=each,
        prompts=prompts,
        strong=tuple(dict.fromkeys(heard.text for heard in each.strong if heard.text not in beside)),
        weak=tuple(dict.fromkeys(heard.text for heard in each.weak if heard.text not in beside)),
        purpose=tuple(test for test in each.tests if not _FEELING.search(test)) or each.tests,
        criteria=tuple(test for test in each.criteria if not _FEELING.search(test)),
        unwritten=tuple(test for test in each.criteria if _FEELING.search(test)),
        judged=each.kind not in WITHOUT_VERDICT,
        why=each.why,
    )


def _prompts(each: Round, lane: str | None, questions: QuestionBook, used: set[str]) -> tuple[Asked, ...]:
    """The round's own prompts, then questions of its kind.

    Beside prompts only the lane's own follow: general ones would ask the same again. Without prompts those for any lane
    do too, and borrowed ones where nothing else is.
    """
    own = [Asked(prompt.text, prompt.match, prompt.source, prompt.fact) for prompt in each.prompts]
    further = [_asked(question) for question in questions.questions(lane, each.kind) if question.depth]
    fitting = [asked for asked in further if asked.match == "lane" or (not own and asked.match == "general")] or (
        [] if own else further
    )
    fresh = {asked.text: asked for asked in (*own, *fitting) if asked.text not in used}
    return tuple(fresh.values())[:MOST_PROMPTS]


def _asked(question: Question) -> Asked:
    return Asked(question.text, question.match, question.source, question.fact, question.listen_for, question.weak)
