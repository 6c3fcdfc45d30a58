"""Interview loops: the published ones as they stand, the one we recommend, and where they differ.

Everything said or counted comes from facts: topic `loops` holds the published rounds, `recommended-loops` which of
them we would run for a lane and level, `interview-advice` what to leave alone. Only sums are made here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal

from knowledge.interviews.lengths import Span, minutes_of, span_of
from knowledge.load import Knowledge
from knowledge.own import is_own
from knowledge.schema import Fact

Match = Literal["lane", "general", "nearest"]
"""Why a prompt is shown: written for the lane, for any lane, or borrowed from a neighbouring lane."""

RECOMMENDED, SHORT = "recommended", "short"


class NoSuchLoop(LookupError):
    """A level, lane, style or kind of round that is not known: `what` it was meant to be, what was `given`, which are `known`."""

    def __init__(self, what: str, given: str, known: Sequence[str]) -> None:
        self.what, self.given, self.known = what, given, tuple(known)
        super().__init__(f"no {what} {given!r}; known: {', '.join(self.known)}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question or task in a round. `lanes` is empty where it suits any; `fact` and `source` say where it comes from."""

    text: str
    match: Match
    lanes: tuple[str, ...]
    specialties: tuple[str, ...]
    source: str
    fact: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a strong or a weak answer sounds like. It holds for the prompts of the same source only."""

    text: str
    source: str
    fact: str


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a loop, in minutes of the candidate's. `who` is None where the source names nobody; not `live`: in writing."""

    kind: str
    name: str
    minutes_low: int
    minutes_high: int
    live: bool
    who: str | None
    tests: tuple[str, ...]
    criteria: tuple[str, ...]
    """What a scorecard asks; what the round tests, where nothing finer is written."""
    prompts: tuple[Prompt, ...]
    strong: tuple[Heard, ...]
    weak: tuple[Heard, ...]
    source: str
    facts: tuple[str, ...]
    """The round's own fact first, then those whose prompts were added."""
    why: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One point on which the guides part: `sides` holds each source's facts, `fact` says it in a sentence."""

    about: str
    sides: Mapping[str, tuple[Fact, ...]]
    fact: Fact


@dataclass(frozen=True, slots=True)
class Loop:
    """An interview loop for one level, with everything that a reader has to be told about it."""

    style: str
    level: str
    lane: str | None
    lane_assumed: bool
    """True where no lane was given and the recommended loop took the usual one."""
    level_stated: bool
    """False where the source does not speak about this level: it is shown as the nearest there is."""
    lane_stated: bool
    """True where at least one prompt was written for this lane (or no lane was asked for)."""
    rounds: tuple[Round, ...]
    span: Span | None
    stated_minutes: tuple[int, int] | None
    """Candidate minutes as the source itself states them; they need not equal the sum of its rounds."""
    fact: Fact
    """What the loop is, in a sentence."""
    reasons: tuple[Fact, ...]
    caveats: tuple[Fact, ...]
    warnings: tuple[Fact, ...]
    """What not to do, each with whose advice it is."""
    disagreements: tuple[Disagreement, ...]

    @property
    def candidate_minutes_low(self) -> int:
        """The candidate's effort in all rounds, written ones included, at the least."""
        return sum(round_.minutes_low for round_ in self.rounds)

    @property
    def candidate_minutes_high(self) -> int:
        """The candidate's effort in all rounds, written ones included, at the most."""
        return sum(round_.minutes_high for round_ in self.rounds)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources whose rounds and prompts are in it, in order of appearance."""
        said = [source for round_ in self.rounds for source in (round_.source, *(prompt.source for prompt in round_.prompts))]
        return tuple(dict.fromkeys(said))

    def asks_of(self, specialty: str | None) -> bool:
        """Whether a prompt in it is written for the specialty."""
        return any(specialty in prompt.specialties for each in self.rounds for prompt in each.prompts)

    def of_specialty(self, specialty: str | None) -> Loop:
        """The same, the prompts written for a specialty first in each round."""
        if not self.asks_of(specialty):
            return self
        ordered = (sorted(each.prompts, key=lambda prompt: specialty not in prompt.specialties) for each in self.rounds)
        rounds = (replace(each, prompts=tuple(prompts)) for each, prompts in zip(self.rounds, ordered, strict=True))
        return replace(self, rounds=tuple(rounds))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The published loops side by side, and what they disagree on."""

    loops: tuple[Loop, ...]
    disagreements: tuple[Disagreement, ...]


class LoopBook:
    """Look-ups over the loops of a `Knowledge`; each loop is laid out when it is first asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._facts = knowledge.facts
        self._topic = knowledge.topic
        self._levels = tuple(level["id"] for level in knowledge.vocabulary["levels"])
        self._lanes = tuple(lane["id"] for lane in knowledge.vocabulary["lanes"])
        published = sorted(knowledge.topic("loops"), key=lambda fact: not is_own(fact, knowledge))
        self._published = {fact.source: fact for fact in published if "rounds" in fact.values}
        self._own = tuple(fact for fact in knowledge.topic("loops") if "rounds" in fact.values and is_own(fact, knowledge))
        ours = knowledge.topic("recommended-loops")
        self._recommended = {fact.applies_to["lane"]: fact for fact in ours if "order" in fact.values}
        self._readings = next(fact.values for fact in ours if "nearest_lanes" in fact.values)
        self._laid_out = cache(self._lay_out)

    @property
    def styles(self) -> tuple[str, ...]:
        """What `loop(style=…)` takes: ours, then the published loops by the id of their source."""
        return (RECOMMENDED, SHORT, *self._published)

    @property
    def sources(self) -> tuple[str, ...]:
        """Whose loops are published, a company's own first."""
        return tuple(self._published)

    def advised_against(self, what: str) -> Fact | None:
        """What speaks against a way to run the loop (`one-day-loop`, `take-home`); None where no source does."""
        return next((fact for fact in self._topic("interview-advice") if fact.values.get("what") == what), None)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Every point on which published loops part."""
        return tuple(
            Disagreement(
                fact.values["about"],
                {source: tuple(self._facts[id_] for id_ in ids) for source, ids in fact.values["sides"].items()},
                fact,
            )
            for fact in self._topic("recommended-loops")
            if "sides" in fact.values
        )

    def loop(self, level: str = "senior", lane: str | None = None, style: str | None = None) -> Loop:
        """The loop of one style for a level and lane; `style` None is the company's own where it has one for them, else the
        recommended one.

        Raises NoSuchLoop for a level, a lane or a style that is not known.
        """
        style = style or self._own_style(level, lane) or RECOMMENDED
        self._known("level", level, self._levels)
        self._known("style", style, self.styles)
        if lane is not None:
            self._known("lane", lane, self._lanes)
        return self._laid_out(level, lane, style)

    def compare(self, level: str = "senior", lane: str | None = None, sources: Collection[str] = ()) -> Comparison:
        """The published loops for a level, and their disagreements: all, or those of two `sources` or more that are named.

        Raises NoSuchLoop as `loop` does.
        """
        named = frozenset(sources) if len(sources) > 1 else self._published.keys()
        return Comparison(tuple(self.loop(level, lane, each) for each in self._published if each in named), self.disagreements)

    def published_rounds(self, source: str) -> tuple[Fact, ...]:
        """The round facts of one source's loop, in their order."""
        rounds = (fact for fact in self._topic("loops") if fact.source == source and "kind" in fact.values)
        return tuple(sorted(rounds, key=lambda fact: int(fact.values["order"])))

    def _rounds_of(self, loop: Fact) -> tuple[Fact, ...]:
        """The loop's own rounds: a company may have several loops, and each round names its own."""
        return tuple(fact for fact in self.published_rounds(loop.source) if fact.values.get("loop", loop.id) == loop.id)

    def prompts(self, ids: Iterable[str], lane: str | None) -> tuple[Prompt, ...]:
        """What these facts ask, for a lane: its own prompts and those for any lane; where neither stands, the nearest lane's.

        Without a lane everything, marked `general`.
        """
        asked = self._all_asked(ids)
        if lane is None:
            return asked
        fitting = (prompt for prompt in asked if lane in prompt.lanes or not prompt.lanes)
        marked = tuple(replace(prompt, match="lane" if prompt.lanes else "general") for prompt in fitting)
        return marked or self._borrowed(asked, lane)

    def borrowed(self, ids: Iterable[str], lane: str) -> tuple[Prompt, ...]:
        """What these facts ask of the lane nearest to this one that has prompts; marked `nearest`."""
        return self._borrowed(tuple(prompt for prompt in self._all_asked(ids) if prompt.lanes), lane)

    def heard(self, fact: Fact, which: Literal["strong", "weak"]) -> tuple[Heard, ...]:
        """What the fact, or those it points at, says of a strong or a weak answer; empty where its guide does not say."""
        said: list[Heard] = []
        for entry in fact.values.get(which, ()):
            if isinstance(entry, Mapping):
                said += self.heard(self._facts[entry["fact"]], which)
            else:
                said.append(Heard(entry, fact.source, fact.id))
        return tuple(said)

    def _own_style(self, level: str, lane: str | None) -> str | None:
        """The source of the company's loop for this level and lane; one that names no lane is for any."""
        return next((fact.source for fact in self._own if _is_for(fact, level, lane)), None)

    # The two ways to lay out a loop.

    def _lay_out(self, level: str, lane: str | None, style: str) -> Loop:
        """The loop of known ids: there are as many as levels, lanes and styles make."""
        return self._ours(level, lane, style) if style in (RECOMMENDED, SHORT) else self._as_published(level, lane, style)

    def _as_published(self, level: str, lane: str | None, source: str) -> Loop:
        fact = next((one for one in self._own if one.source == source and _is_for(one, level, lane)), self._published[source])
        every_round = self._reads_as(level) in fact.values.get("rounds_by_level", {})
        left_out: Mapping[str, str] = {} if every_round else fact.values.get("left_out_below_senior", {})
        rounds = tuple(self._round(round_, {}, lane) for round_ in self._rounds_of(fact) if round_.id != left_out.get("round"))
        told = self._told(fact, level, lane, source, rounds)
        return replace(told, caveats=(self._facts[left_out["said"]], *told.caveats)) if left_out else told

    def _ours(self, level: str, lane: str | None, style: str) -> Loop:
        known_lane = lane or str(self._readings["default_lane"])
        fact = self._recommended[known_lane]
        names = fact.values["short" if style == SHORT else "order"][level]
        parts = (fact.values["rounds"][name] for name in names)
        rounds = tuple(self._with_who(self._round(self._facts[part["round"]], part, known_lane)) for part in parts)
        told = self._told(fact, level, known_lane, style, rounds)
        # A reason that speaks for a round which this level does without is no reason for this loop.
        unused = (part for name, part in fact.values["rounds"].items() if name not in names)
        absent = {each for part in unused for each in part.get("why", ())} - {each.id for round_ in rounds for each in round_.why}
        kinds = {None, *(round_.kind for round_ in rounds)}
        reasons = tuple(
            each
            for each in told.reasons
            if each.id not in absent and each.values.get("speaks_of") in kinds and self._holds_for(each, level)
        )
        return replace(told, lane_assumed=lane is None, reasons=reasons)

    def _with_who(self, each: Round) -> Round:
        """A round of ours says who sits in even where its guide names nobody; the words say that the choice is ours."""
        return each if each.who else replace(each, who=self._readings["who"].get(each.kind))

    def _told(self, fact: Fact, level: str, lane: str | None, style: str, rounds: tuple[Round, ...]) -> Loop:
        """The loop with everything that has to be said about it."""
        span = fact.values.get("span")
        sources = {round_.source for round_ in rounds}
        return Loop(
            style=style,
            level=level,
            lane=lane,
            lane_assumed=False,
            level_stated=_speaks_to(fact, level),
            lane_stated=lane is None or any(prompt.match == "lane" for round_ in rounds for prompt in round_.prompts),
            rounds=rounds,
            # Ours points at the published loop whose span it keeps.
            span=span_of(self._facts[span] if isinstance(span, str) else fact),
            stated_minutes=minutes_of(fact.values["candidate_time"]) if "candidate_time" in fact.values else None,
            fact=fact,
            reasons=tuple(self._facts[id_] for id_ in fact.values.get("why", ())),
            caveats=self._caveats(fact, level, style, rounds),
            warnings=self.warnings(level),
            disagreements=tuple(each for each in self.disagreements if sources & each.sides.keys()),
        )

    def _round(self, fact: Fact, part: Mapping[str, Any], lane: str | None) -> Round:
        """A published round; as `part` of a loop of ours it has further prompts (`also`) and reasons (`why`)."""
        values = fact.values
        low, high = minutes_of(values["minutes"])
        ids = (fact.id, *part.get("also", ()))
        return Round(
            kind=values["kind"],
            name=values["name"],
            minutes_low=low,
            minutes_high=high,
            live=values.get("live", True),
            who=values.get("who"),
            tests=tuple(values["tests"]),
            criteria=tuple(values.get("criteria", values["tests"])),
            prompts=self.prompts(ids, lane),
            strong=tuple(heard for id_ in ids for heard in self.heard(self._facts[id_], "strong")),
            weak=tuple(heard for id_ in ids for heard in self.heard(self._facts[id_], "weak")),
            source=fact.source,
            facts=ids,
            why=tuple(self._facts[id_] for id_ in part.get("why", ())),
        )

    # What a loop has to say about itself.

    def warnings(self, level: str) -> tuple[Fact, ...]:
        """What not to do at this level: about the loop as a whole first, then about questions."""
        avoided = [fact for fact in self._topic("interview-advice") if fact.values.get("avoid") and self._holds_for(fact, level)]
        return tuple(sorted(avoided, key=lambda fact: str(fact.values["about"]) != "loop"))

    def _caveats(self, fact: Fact, level: str, style: str, rounds: tuple[Round, ...]) -> tuple[Fact, ...]:
        """The loop's own caveats, then those that a kind of round brings, and for loops of ours a level or a style."""
        present = {"rounds": {round_.kind for round_ in rounds}}
        if style in (RECOMMENDED, SHORT):
            present |= {"levels": {level}, "styles": {style}}
        brought = (
            each
            for each in self._topic("recommended-loops")
            if any(present.get(key, set()) & set(ids) for key, ids in each.values.get("caveat_for", {}).items())
        )
        return (*(self._facts[id_] for id_ in fact.values.get("caveats", ())), *brought)

    def _holds_for(self, fact: Fact, level: str) -> bool:
        return _speaks_to(fact, level) or _speaks_to(fact, self._reads_as(level))

    def _reads_as(self, level: str) -> str:
        return str(self._readings["reads_as"].get(level, level))

    # Prompts.

    def _all_asked(self, ids: Iterable[str]) -> tuple[Prompt, ...]:
        return tuple(prompt for id_ in ids for prompt in self._asked(self._facts[id_]))

    def _asked(self, fact: Fact) -> tuple[Prompt, ...]:
        values = fact.values
        if "question" in values:
            lanes, specialties = _listed(fact, "lane"), _listed(fact, "specialty")
            return (Prompt(values["question"], "general", lanes, specialties, fact.source, fact.id),)
        prompts: list[Prompt] = []
        for entry in values.get("prompts", ()):
            if "fact" in entry:
                prompts += self._asked(self._facts[entry["fact"]])
            else:
                lanes, specialties = tuple(entry.get("lanes", ())), tuple(entry.get("specialties", ()))
                prompts.append(Prompt(entry["text"], "general", lanes, specialties, fact.source, fact.id))
        return tuple(prompts)

    def _borrowed(self, asked: Sequence[Prompt], lane: str) -> tuple[Prompt, ...]:
        neighbours = self._readings["nearest_lanes"][lane]
        of_each = ([prompt for prompt in asked if neighbour in prompt.lanes] for neighbour in neighbours)
        nearest = next((prompts for prompts in of_each if prompts), asked)
        return tuple(replace(prompt, match="nearest") for prompt in nearest)

    @staticmethod
    def _known(what: str, given: str, known: Sequence[str]) -> None:
        if given not in known:
            raise NoSuchLoop(what, given, known)


def _listed(fact: Fact, key: str) -> tuple[str, ...]:
    """`applies_to` holds one id or a list of them."""
    ids = fact.applies_to.get(key, ())
    return (ids,) if isinstance(ids, str) else tuple(ids)


def _speaks_to(fact: Fact, level: str) -> bool:
    levels = _listed(fact, "level")
    return not levels or level in levels


def _is_for(fact: Fact, level: str, lane: str | None) -> bool:
    lanes = _listed(fact, "lane")
    return _speaks_to(fact, level) and (not lanes or lane in lanes)
