"""A question as somebody would type it, from its arguments: `band senior new york hybrid`."""

from __future__ import annotations

from typing import Any

from handlers.core.args import Arguments
from handlers.core.markers import (
    Choose,
    Concept,
    Count,
    Effort,
    Figure,
    Flag,
    HowMany,
    Nth,
    NthOthers,
    Others,
    ShareFigure,
    Side,
    Spread,
)
from handlers.core.reading.listening import Slot, slots
from handlers.core.verb import Verb
from handlers.core.wording import Wording
from knowledge.words.vocabulary import Vocabulary

say = Wording("spelled")


def spelled(verb: Verb, args: Arguments, vocabulary: Vocabulary) -> str:
    """The verb's name and every argument that words can fill, in the order in which they are declared."""
    sides = [side for slot in slots(verb.args) if isinstance(slot.marker, Side) and (side := getattr(args, slot.name))]
    words = say.beside(sides=[_words(side, vocabulary) for side in sides]) if sides else _words(args, vocabulary)
    return f"{verb.name} {words}".strip()


def _words(args: Arguments, vocabulary: Vocabulary) -> str:
    said = (_word(slot, args, vocabulary) for slot in slots(type(args)))
    return " ".join(word for word in said if word)


def _word(slot: Slot, args: Arguments, vocabulary: Vocabulary) -> str:
    """One argument; empty where it holds nothing, or what only a button says."""
    value: Any = getattr(args, slot.name)
    if value is None or value in ((), "") or value is False:
        return ""
    match slot.marker:
        case Others(kind=kind):
            return say.others(names=[vocabulary.typed(kind, each) for each in value])
        case Concept(kind="years"):
            return say.years(years=value)
        case Concept(kind=kind):
            return vocabulary.typed(kind, *(value if isinstance(value, tuple) else (value,)))
        case Flag(phrases=phrases):
            return phrases[0] if phrases else ""
        case Choose(options=options):
            values = value if isinstance(value, tuple) else (value,)
            return " ".join(phrases[0] for each, phrases in options if each in values)
        case Figure() | ShareFigure() as figure:
            return _figure(figure, value, args)
        case Count(words=words):
            return f"{value} {words[0]}"
        case Nth() | NthOthers():
            return say.nth_others(numbers=value) if isinstance(value, tuple) else say.nth(number=value)
        case HowMany():
            return say.how_many(number=value)
        case Effort():
            return say.effort(minutes=value)
        case Spread():
            return say.spread(days=value)
    return str(value)


def _figure(marker: Figure | ShareFigure, value: Any, args: Arguments) -> str:
    """A pay, or a share of the company; a currency that was said by itself is no part of it."""
    if isinstance(marker, ShareFigure):
        return say.share(low=value.low, high=value.high)
    return say.pay(low=value.low, high=value.high, currency="" if getattr(args, "currency", None) else value.currency)
