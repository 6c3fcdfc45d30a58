"""A question that was asked, and what of it holds for the next one: its cells, and to the same verb all of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Effort, Figure, Flag, HowMany, Nth, NthOthers, ShareFigure, Side, Spread
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import Slot, holds_ids, slots
from handlers.core.verb import Verb

_ALIKE = (
    frozenset({"level", "levels", "rank", "years"}),
    frozenset({"markets", "places"}),
    frozenset({"lane", "lanes", "specialty", "job", "neighbour"}),
    frozenset({"style", "beside"}),
    frozenset({"round", "nth"}),
)
"""Arguments that say the same kind of thing: of a new one of them, the old ones go."""
_WHOM = frozenset({"employer", "job", "neighbour"})
"""Arguments that tell whose work it is, though no vocabulary has them."""
_NOTHING = (None, (), False, "")
_OF_ONE_ANSWER = frozenset({"picture", "all", "everything", "document", "one_round", "more_rounds", "avoid"})
"""How an answer was wanted: the next one may be wanted otherwise."""
WHO, WHERE = _ALIKE[:2]
REMOTE, _OFFICE = frozenset({"us-remote", "remote-worldwide"}), frozenset({"hybrid", "on-site"})
"""Markets and modifiers of which one rules out the other."""
LLM_WORK = "applied-llm"
"""The lane that nobody is in without LLM work."""


class Question(NamedTuple):
    """What somebody asked: a verb that advises, with ids and numbers, and nobody's words."""

    verb: Verb
    args: Arguments
    work: Mapping[str, str] = {}
    """Kind of concept → the id that the answer found, where a text was asked about."""
    facts: tuple[str, ...] = ()
    """The facts that were told since to a free question, of which no word is kept."""

    @property
    def told(self) -> dict[str, Any]:
        """The arguments that were given."""
        return told_in(self.args)


def question_of(heard: Heard) -> Question | None:
    """What was asked, where a message may go on from it."""
    verb, args = heard.verb, heard.args
    if verb.effect != "none" or not verb.listed or not holds_ids(verb.args):
        return None
    # What only a form fills in may be somebody's own text.
    return Question(verb, args if args.model_fields_set <= _typed(verb.args) else verb.args.model_validate(told_in(args)))


def still_of_the_work(question: Question, last: Question | None) -> Question:
    """The question with the work that a text was found to be, where it only sets that beside another (`why not mlops`)."""
    lanes = _cells_of(question.args).get("lane", ())
    return question._replace(work=last.work) if last and len(lanes) > 1 and last.work.get("lane") in lanes else question


def sides_in(verb: Verb) -> tuple[Slot, ...]:
    """Where a verb takes the two sides of a comparison."""
    return tuple(slot for slot in slots(verb.args) if isinstance(slot.marker, Side)) if holds_ids(verb.args) else ()


def told_in(args: Arguments) -> dict[str, Any]:
    """What words have filled in."""
    typed = _typed(type(args))
    return {name: value for name in args.model_fields_set if name in typed and (value := getattr(args, name)) not in _NOTHING}


@cache
def _typed(model: type[Arguments]) -> frozenset[str]:
    """The arguments that words can fill."""
    return frozenset(slot.name for slot in slots(model))


def carried(last: Question, model: type[Arguments]) -> dict[str, Any]:
    """What was asked before, as far as it means something here: all of it to the same verb, the cells to any other."""
    if model is last.verb.args:
        return {name: value for name, value in last.told.items() if name not in _OF_ONE_ANSWER}
    cells = _cells(last)
    found: dict[str, Any] = {}
    for slot in slots(model):
        ids = cells.get(slot.kind or "", ()) if type(slot.marker) is Concept else ()
        if ids and (slot.many or len(ids) == 1):
            found[slot.name] = ids if slot.many else ids[0]
    return found


def _cells(last: Question) -> dict[str, tuple[str, ...]]:
    """The vocabulary's ids in a question by their kind; of a comparison, those that both sides name."""
    sides = [getattr(last.args, slot.name) for slot in sides_in(last.verb)]
    if not sides:
        return _cells_of(last.args) | {kind: (each,) for kind, each in last.work.items()}
    a, b = [_cells_of(side) if side else {} for side in sides]
    return {kind: ids for kind, ids in a.items() if b.get(kind) == ids}


def _cells_of(args: Arguments) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    told = told_in(args)
    for slot in slots(type(args)):
        if type(slot.marker) is Concept and slot.name in told:
            value = told[slot.name]
            found[slot.marker.kind] = value if isinstance(value, tuple) else (value,)
    return found


def with_new(side: Arguments, new: Arguments) -> Arguments:
    """One side of a comparison with what is new in it."""
    return type(side).model_validate(replaced(told_in(side), told_in(new), type(side)))


def replaced(old: Mapping[str, Any], new: Mapping[str, Any], model: type[Arguments]) -> dict[str, Any]:
    """What was told before with what is new instead of what is of its kind; nobody comes to an office remotely, nor does
    applied LLM work without LLMs."""
    gone, aspects = of_its_kind(new), _aspects(model)
    if not aspects.isdisjoint(new):
        gone |= aspects
    kept = {name: value for name, value in old.items() if name not in gone}
    if not _OFFICE.isdisjoint(new.get("modifiers", ())) and REMOTE.issuperset(kept.get("markets", ())):
        kept.pop("markets", None)
    if "no-llm" in new.get("modifiers", ()) and kept.get("lane") == LLM_WORK:
        kept.pop("lane")
    if new.get("lane") == LLM_WORK and "modifiers" in kept:
        kept["modifiers"] = tuple(each for each in kept["modifiers"] if each != "no-llm")
    if "markets" in new and REMOTE.issuperset(new["markets"]) and "modifiers" in kept:
        kept["modifiers"] = tuple(each for each in kept["modifiers"] if each not in _OFFICE)
    return {**kept, **new}


@cache
def _aspects(model: type[Arguments]) -> frozenset[str]:
    """The arguments that say what about a cell is asked: the next question may be about something else."""
    asking = (
        slot.name
        for slot in slots(model)
        if isinstance(slot.marker, (Flag, Choose, Figure, ShareFigure, HowMany, Effort, NthOthers, Spread))
        or (isinstance(slot.marker, Nth) and not slot.marker.cuts)
    )
    return frozenset(asking) - _WHOM


def of_its_kind(names: Iterable[str]) -> set[str]:
    """The arguments that say what these say."""
    return {each for name in names for each in next((alike for alike in _ALIKE if name in alike), (name,))}
