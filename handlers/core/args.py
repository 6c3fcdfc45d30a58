"""Arguments: each verb declares them once, as a pydantic model; typed words and structured values both become that model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from handlers.core.command import Attachment
from handlers.core.errors import Invalid
from handlers.core.markers import Concept, Guess, Labelled, Marker, Name, Remaining, Words
from knowledge.vocabulary import Reading, Vocabulary, Word

if TYPE_CHECKING:
    from handlers.core.amounts import Said


class Arguments(BaseModel):
    """Base of every verb's arguments. Unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Slot:
    """A field as its marker sees it: whether it takes many values, and the model inside it where it holds one."""

    name: str
    marker: Marker
    many: bool
    model: type[Arguments] | None


@dataclass(frozen=True, slots=True)
class Filled:
    """Arguments read from words, what had to be guessed, what meant nothing here, and what was one too many."""

    args: Arguments
    guesses: tuple[Guess, ...] = ()
    unread: tuple[Word, ...] = ()
    spare: tuple[tuple[str, str], ...] = ()


@cache
def slots(model: type[Arguments]) -> tuple[Slot, ...]:
    """The fields that words can fill, in the order in which they read: a name is what the others leave."""
    found = [
        Slot(name, marker, _is_tuple(field.annotation), _model_in(field.annotation))
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


@cache
def _kinds(model: type[Arguments]) -> frozenset[str]:
    """The vocabulary's kinds that the verb listens for."""
    return frozenset(slot.marker.kind for slot in slots(model) if isinstance(slot.marker, Concept))


@cache
def _labels(model: type[Arguments]) -> frozenset[str]:
    """The words that name an amount to this verb."""
    return frozenset(word for slot in slots(model) if isinstance(slot.marker, Labelled) for word in slot.marker.words)


def from_words(model: type[Arguments], text: str, attachments: tuple[Attachment, ...], vocabulary: Vocabulary) -> Filled:
    """Fill `model` from the words after the verb. Raises Invalid (a value is wrong) or Ambiguous (two readings, equally good)."""
    kinds, labels = _kinds(model), _labels(model)
    amounts, left = _amounts(text, labels) if labels else ((), text)
    reading = vocabulary.read(left, kinds) if kinds else Reading()
    words = Words(text, attachments, vocabulary, reading, lambda inner, part: from_words(inner, part, (), vocabulary))
    words.amounts, words.labels = amounts, labels
    words.guesses += [Guess(match.said, match.read_as or vocabulary.name(match.kind, match.id)) for match in reading.guesses]
    words.unread += reading.unread
    values = {slot.name: value for slot in slots(model) if (value := slot.marker.read(words, slot.many, slot.model)) is not None}
    # Its ids need no second look: they come from the vocabulary itself.
    return Filled(_made(model, values), tuple(words.guesses), tuple(words.unread), tuple(words.spare))


def _amounts(text: str, labels: frozenset[str]) -> tuple[tuple[Said, ...], str]:
    """(The amounts in the text, the text without them); for the verbs that take some, so it is imported with the first."""
    from handlers.core.amounts import said, without

    amounts = said(text, labels)
    return amounts, without(text, amounts, labels)


def validated(model: type[Arguments], values: Mapping[str, Any], vocabulary: Vocabulary) -> Arguments:
    """`values`, wherever they come from, as the verb's arguments. Raises Invalid, which names the field and what it takes."""
    args = _made(model, values)
    _known_ids(args, vocabulary)
    return args


def _made(model: type[Arguments], values: Mapping[str, Any]) -> Arguments:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "arguments"
        raise Invalid(f"`{field}`: {first['msg']}.", errors={field: str(first["msg"])}) from None


def _known_ids(args: Arguments, vocabulary: Vocabulary) -> None:
    """Ids may come from anywhere (a button, a script): each must be one that the vocabulary has."""
    for slot in slots(type(args)):
        held = getattr(args, slot.name)
        if isinstance(held, Arguments):
            _known_ids(held, vocabulary)
        elif isinstance(slot.marker, Concept) and held:
            for each in held if isinstance(held, tuple) else (held,):
                if not vocabulary.knows(slot.marker.kind, each):
                    raise Invalid(f"`{slot.name}`: I don't know the {slot.marker.kind} `{each[:40]}`.")
