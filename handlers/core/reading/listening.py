"""What a verb listens for in words: the markers of its arguments, looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from handlers.core.args import Arguments, Filled
from handlers.core.markers import (
    After,
    Below,
    Choose,
    Concept,
    Count,
    Document,
    Effort,
    Figure,
    Flag,
    HowMany,
    Marker,
    Name,
    Nth,
    NthOthers,
    Reason,
    Remaining,
    Rest,
    ShareFigure,
    Side,
    Spread,
)
from handlers.core.typed.labelled import Labelled
from knowledge.words.vocabulary import Vocabulary, Word

FREE_TEXT = (After, Below, Document, Name, Reason, Remaining, Rest, Side)
"""Markers that take words as they were typed."""


class Slot(NamedTuple):
    """A field as its marker sees it: whether it takes many values, and the model inside it where it holds one."""

    name: str
    marker: Marker
    many: bool
    model: type[Arguments] | None
    kind: str | None
    """The vocabulary's kind that it takes, where it takes one."""


@cache
def slots(model: type[Arguments]) -> tuple[Slot, ...]:
    """The fields that words can fill, in the order in which they read: a name is what the others leave."""
    found = [
        Slot(name, marker, _is_tuple(field.annotation), _model_in(field.annotation), getattr(marker, "kind", None))
        for name, field in model.model_fields.items()
        for marker in field.metadata
        if isinstance(marker, Marker)
    ]
    return tuple(sorted(found, key=lambda slot: (isinstance(slot.marker, (Name, Remaining)), isinstance(slot.marker, Remaining))))


def _is_tuple(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(get_origin(part) is tuple for part in get_args(annotation))


def _model_in(annotation: Any) -> type[Arguments] | None:
    parts = (annotation, *get_args(annotation))
    return next((part for part in parts if isinstance(part, type) and issubclass(part, Arguments)), None)


class Listening(NamedTuple):
    """What a verb listens for: worked out once for its model."""

    slots: tuple[Slot, ...]
    unspoken: tuple[Slot, ...]
    """The slots that may find something in a text that begins none of the `phrases`."""
    phrases: frozenset[str]
    """The first words of what its flags and choices are said by."""
    kinds: frozenset[str]
    """The vocabulary's kinds that it listens for."""
    labels: Mapping[str, frozenset[str]]
    """The words that name an amount to it, and the kinds that each can name."""
    signs_alone: bool
    """See `takes_signs_alone`."""
    below: bool
    """Whether the lines below the first are a document to it."""
    document: bool
    """Whether all that follows the verb may be one."""
    whole: bool
    """Whether it must be one of several sentences."""
    name: bool
    """Whether it takes somebody's name."""
    reason: Reason | None
    """What somebody's own words follow, in which no other marker looks for anything."""
    keeps_reason: bool
    """Whether an argument takes them; else they are words beside the name, which are told as not understood."""


@cache
def listening(model: type[Arguments]) -> Listening:
    """What the verb with these arguments listens for."""
    found = slots(model)
    markers = [slot.marker for slot in found]
    kinds = frozenset(slot.kind for slot in found if slot.kind)
    spoken = [marker for marker in markers if isinstance(marker, (Flag, Choose))]
    # A marker that takes words out of the text may leave a phrase behind that nobody typed.
    only_looking = all(
        isinstance(each, (Concept, Effort, Figure, Flag, HowMany, NthOthers, ShareFigure, Spread))
        or (isinstance(each, (Choose, Nth)) and not each.cuts)
        for each in markers
    )
    return Listening(
        slots=found,
        unspoken=tuple(slot for slot in found if slot.marker not in spoken) if only_looking else found,
        phrases=frozenset(word for marker in spoken for word in marker.first_words),
        kinds=kinds,
        labels=_labels([marker for marker in markers if isinstance(marker, Labelled)]),
        signs_alone=not kinds and not any(isinstance(marker, FREE_TEXT) for marker in markers),
        below=any(isinstance(marker, Below) for marker in markers),
        document=any(isinstance(marker, Document) for marker in markers),
        whole=any(isinstance(marker, Document) and marker.whole for marker in markers),
        name=any(isinstance(marker, Name) for marker in markers),
        reason=_reason(markers),
        keeps_reason=any(isinstance(marker, Reason) for marker in markers),
    )


def _reason(markers: Iterable[Marker]) -> Reason | None:
    """What takes a reason; a plain one beside a name where nothing else listens for it."""
    listening = [each for each in markers if isinstance(each, Reason) or (isinstance(each, After) and "because" in each.words)]
    if listening:
        return next((each for each in listening if isinstance(each, Reason)), None)
    return Reason(("because",)) if any(isinstance(each, Name) for each in markers) else None


@cache
def holds_ids(model: type[Arguments]) -> bool:
    """Whether all that it takes are ids and numbers: nobody's words."""
    return all(
        isinstance(
            slot.marker, (Concept, Flag, Side, Choose, Count, Effort, Figure, HowMany, Nth, NthOthers, ShareFigure, Spread)
        )
        for slot in slots(model)
    )


def takes_documents(model: type[Arguments]) -> bool:
    """Whether all that follows the verb may be a text to be read."""
    return listening(model).document


def takes_whole_documents(model: type[Arguments]) -> bool:
    """Whether what it reads is a text of several sentences: a question that was led to it by a cue is asked of the guides."""
    return listening(model).whole


def takes_signs_alone(model: type[Arguments]) -> bool:
    """Whether the verb takes neither the vocabulary's words nor free text: what no other marker has read means nothing to it."""
    return listening(model).signs_alone


def beyond(model: type[Arguments], text: str, filled: Filled, vocabulary: Vocabulary) -> tuple[Word, ...]:
    """The words of a text without a verb that mean nothing to the verb they were read for.

    Where it takes words as they stand, those that name no concept; a document has none, but where no question can be one.
    """
    how = listening(model)
    if how.document and not how.whole:
        return ()
    return filled.unread if how.kinds else vocabulary.read(text).unread


def _labels(markers: Iterable[Labelled]) -> Mapping[str, frozenset[str]]:
    named: dict[str, frozenset[str]] = {}
    for marker in markers:
        named |= {word: named.get(word, frozenset()).union(marker.understood) for word in marker.words}
    return named


def told_of(model: type[Arguments], text: str) -> str:
    """The text without what is somebody's own, letter by letter: lines below the first of a document, a marked reason, a note."""
    how = listening(model)
    if how.below or how.document:
        first = text.partition("\n")[0]
        text = first + " " * (len(text) - len(first))
    return replace(how.reason, pauses=False).parted(text)[0] if how.reason else text
