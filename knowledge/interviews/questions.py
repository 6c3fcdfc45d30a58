"""Interview questions: by lane, by kind of round, by depth; the written questionnaire; what not to ask.

Questions come from the facts of topic `questions` and from the prompts of the published rounds. What to listen for is
only ever what the same guide says; where it says nothing, nothing stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from knowledge.interviews.loops import LoopBook, Match, NoSuchLoop, Prompt
from knowledge.load import Knowledge
from knowledge.schema import Fact

MATCHES: tuple[Match, ...] = ("lane", "general", "nearest")
"""What a question was found by, the nearest to what is asked first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of round: id, the name it is shown by, and the words people use for it."""

    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what to hear in its answer. `depth` is None for a prompt of a round, which no guide sorts by depth."""

    text: str
    depth: str | None
    rounds: tuple[str, ...]
    match: Match
    lanes: tuple[str, ...]
    specialties: tuple[str, ...]
    listen_for: tuple[str, ...]
    weak: tuple[str, ...]
    source: str
    fact: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Avoid:
    """Something not to ask: an example where the guide gives one, and the fact that says whose advice it is."""

    example: str | None
    fact: Fact


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The written questionnaire as published: how long, how many, the questions printed, what to look for and what warns."""

    minutes: int
    asked: int
    questions: tuple[Question, ...]
    listen_for: tuple[Fact, ...]
    warns: tuple[Fact, ...]
    frame: Fact
    caveats: tuple[Fact, ...]
    """Who advises against written work."""


class QuestionBook:
    """Look-ups over the questions of a `Knowledge`; built once, without side effects."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._loops = LoopBook(knowledge)
        self._lanes = tuple(lane["id"] for lane in knowledge.vocabulary["lanes"])
        self.kinds = _kinds(knowledge)
        self.depths = _depths(knowledge)

    def questions(
        self, lane: str | None = None, round: str | None = None, depth: str | None = None, specialty: str | None = None
    ) -> tuple[Question, ...]:
        """Questions for a lane, narrowed to a kind of round, a depth or a specialty; those of the lane before those for any.

        Where none was written for the lane, the nearest lane's follow, marked `nearest`. Raises NoSuchLoop for an unknown
        lane, kind of round or depth.
        """
        self._check(lane, round, depth)
        asking = [fact.id for fact in self._asking() if _suits(fact, round, depth)]
        prompts = self._loops.prompts(asking, lane)
        if lane is not None and not any(prompt.match == "lane" for prompt in prompts):
            prompts += self._loops.borrowed(asking, lane)
        found = _once(self._question(prompt) for prompt in prompts)
        narrowed = [each for each in found if specialty is None or specialty in each.specialties]
        return tuple(sorted(narrowed, key=lambda each: MATCHES.index(each.match)))

    def avoid(self) -> tuple[Avoid, ...]:
        """What not to ask, and by whose advice."""
        advice = (fact for fact in self._knowledge.topic("interview-advice") if fact.values.get("avoid"))
        return tuple(Avoid(fact.values.get("question"), fact) for fact in advice if fact.values["about"] == "question")

    def questionnaire(self) -> Questionnaire:
        """The published written questionnaire, with those who advise against written work beside it."""
        topic = self._knowledge.topic("questionnaire")
        frame = next(fact for fact in topic if "judged_on" in fact.values)
        prompts = self._loops.prompts((fact.id for fact in topic if "question" in fact.values), None)
        return Questionnaire(
            minutes=int(frame.values["minutes"]["value"]),
            asked=int(frame.values["questions"]["value"]),
            questions=tuple(self._question(prompt) for prompt in prompts),
            listen_for=tuple(fact for fact in topic if "strong" in fact.values),
            warns=tuple(fact for fact in topic if "weak" in fact.values),
            frame=frame,
            caveats=tuple(fact for fact in self._knowledge.topic("interview-advice") if fact.values["what"] == "take-home"),
        )

    def _asking(self) -> Iterable[Fact]:
        """Every fact that asks something, the sorted questions before the rounds' prompts."""
        for topic in ("questions", "loops"):
            for fact in self._knowledge.topic(topic):
                if "question" in fact.values or "prompts" in fact.values:
                    yield fact

    def _question(self, prompt: Prompt) -> Question:
        fact = self._knowledge.facts[prompt.fact]
        # A printed question says neither its kind of round nor what to hear: the round that points at it does.
        holder = fact if _rounds(fact) else self._round_of(fact)
        return Question(
            text=prompt.text,
            depth=fact.values.get("depth"),
            rounds=_rounds(holder),
            match=prompt.match,
            lanes=prompt.lanes,
            specialties=prompt.specialties,
            listen_for=(*fact.values.get("listen_for", ()), *(heard.text for heard in self._loops.heard(holder, "strong"))),
            weak=tuple(heard.text for heard in self._loops.heard(holder, "weak")),
            source=prompt.source,
            fact=prompt.fact,
            note=fact.note,
        )

    def _round_of(self, fact: Fact) -> Fact:
        """The round whose prompts point at this fact, else the fact itself."""
        rounds = self._loops.published_rounds(fact.source)
        return next((each for each in rounds if {"fact": fact.id} in each.values.get("prompts", ())), fact)

    def _check(self, lane: str | None, round: str | None, depth: str | None) -> None:
        kinds = tuple(kind.id for kind in self.kinds)
        asked = (("lane", lane, self._lanes), ("round", round, kinds), ("depth", depth, self.depths))
        for what, given, known in asked:
            if given is not None and given not in known:
                raise NoSuchLoop(what, given, known)


def _suits(fact: Fact, round: str | None, depth: str | None) -> bool:
    return (round is None or round in _rounds(fact)) and (depth is None or fact.values.get("depth") == depth)


def _rounds(fact: Fact) -> tuple[str, ...]:
    """The kinds of round that a question suits; a round's prompt suits its own kind."""
    kind = fact.values.get("kind")
    return tuple(fact.values.get("rounds", ())) or ((kind,) if kind else ())


def _once(found: Iterable[Question]) -> list[Question]:
    """Each text once, where it was first found."""
    return list({each.text: each for each in reversed(list(found))}.values())[::-1]


def _kinds(knowledge: Knowledge) -> tuple[Kind, ...]:
    ours = knowledge.topic("recommended-loops")
    named: list[dict[str, Any]] = next(fact.values["kinds"] for fact in ours if "kinds" in fact.values)
    return tuple(Kind(kind["id"], kind["name"], tuple(kind["words"])) for kind in named)


def _depths(knowledge: Knowledge) -> tuple[str, ...]:
    return next(tuple(fact.values["depths"]) for fact in knowledge.topic("questions") if "depths" in fact.values)
