"""Arguments: each verb declares them once, as a pydantic model; typed words and structured values both become that model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from handlers.core.command import Attachment
from handlers.core.errors import Invalid
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
    Reason,
    Remaining,
    Rest,
    ShareFigure,
    Side,
    Spread,
)
from handlers.core.typed.labelled import Labelled, Misread, without_asides
from handlers.core.wording import Wording
from handlers.core.words import Guess, Words
from knowledge.vocabulary import Reading, Vocabulary, Word

if TYPE_CHECKING:
    from handlers.core.typed.amounts import Said


say = Wording("args")

PARTS_OF_AMOUNTS = frozenset({"amount", "currency", "low", "high"})
"""What an amount is made of is nothing that a person filled in: the whole of it is named."""

KINDS_OF_VALUES = frozenset({"int", "str", "float", "bool"})
"""Where a value may be of several kinds, the library names the kind that it tried: that is nothing that a person filled in."""


FREE_TEXT = (After, Below, Document, Name, Reason, Remaining, Rest, Side)
"""Markers that take words as they were typed."""


class Arguments(BaseModel):
    """Base of every verb's arguments. Unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Slot(NamedTuple):
    """A field as its marker sees it: whether it takes many values, and the model inside it where it holds one."""

    name: str
    marker: Marker
    many: bool
    model: type[Arguments] | None
    kind: str | None
    """The vocabulary's kind that it takes, where it takes one."""


class Filled(NamedTuple):
    """Arguments read from words, what had to be guessed, what meant nothing here, and what was one too many."""

    args: Arguments
    guesses: tuple[Guess, ...] = ()
    unread: tuple[Word, ...] = ()
    spare: tuple[tuple[str, str], ...] = ()


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


class _Listening(NamedTuple):
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
def _listening(model: type[Arguments]) -> _Listening:
    found = slots(model)
    markers = [slot.marker for slot in found]
    kinds = frozenset(slot.kind for slot in found if slot.kind)
    spoken = [marker for marker in markers if isinstance(marker, (Flag, Choose))]
    # A marker that takes words out of the text may leave a phrase behind that nobody typed.
    only_looking = all(
        isinstance(each, (Concept, Effort, Figure, Flag, HowMany, ShareFigure, Spread))
        or (isinstance(each, Choose) and not each.cuts)
        for each in markers
    )
    return _Listening(
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
        isinstance(slot.marker, (Concept, Flag, Side, Choose, Count, Effort, Figure, HowMany, Nth, ShareFigure, Spread))
        for slot in slots(model)
    )


def takes_documents(model: type[Arguments]) -> bool:
    """Whether all that follows the verb may be a text to be read."""
    return _listening(model).document


def takes_whole_documents(model: type[Arguments]) -> bool:
    """Whether what it reads is a text of several sentences: a question that was led to it by a cue is asked of the guides."""
    return _listening(model).whole


def takes_signs_alone(model: type[Arguments]) -> bool:
    """Whether the verb takes neither the vocabulary's words nor free text: what no other marker has read means nothing to it."""
    return _listening(model).signs_alone


def beyond(model: type[Arguments], text: str, filled: Filled, vocabulary: Vocabulary) -> tuple[Word, ...]:
    """The words of a text without a verb that mean nothing to the verb they were read for.

    Where it takes words as they stand, those that name no concept; a document has none, but where no question can be one.
    """
    how = _listening(model)
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
    how = _listening(model)
    if how.below or how.document:
        first = text.partition("\n")[0]
        text = first + " " * (len(text) - len(first))
    return replace(how.reason, pauses=False).parted(text)[0] if how.reason else text


def from_words(model: type[Arguments], text: str, attachments: tuple[Attachment, ...], vocabulary: Vocabulary) -> Filled:
    """Fill `model` from the words after the verb. Raises Invalid (a value is wrong) or Ambiguous (two readings, equally good)."""
    how = _listening(model)
    text, below = _parted(text) if how.below else (text, "")
    text, reason = how.reason.parted(text) if how.reason else (text, "")
    amounts, left = _amounts(text, how.labels, named=how.name) if how.labels else ((), text)
    reading = vocabulary.read(left, how.kinds) if how.kinds or how.signs_alone else Reading()
    words = Words(text, attachments, vocabulary, reading, lambda inner, part: from_words(inner, part, (), vocabulary))
    words.amounts, words.labels, words.below = amounts, how.labels, below
    words.reason, words.unheard = (reason, "") if how.keeps_reason or not reason else ("", f"because {reason}")
    words.guesses += [Guess(match.said, match.read_as or vocabulary.name(match.kind, match.id)) for match in reading.guesses]
    words.unread += reading.unread
    try:
        values = {
            slot.name: value
            for slot in (how.slots if words.may_say(how.phrases) else how.unspoken)
            if (slot.kind is None or slot.kind in words.found)
            and (value := slot.marker.read(words, slot.many, slot.model)) is not None
        }
    except Misread as misread:
        raise Invalid(_misread(misread)) from None
    words.unread += _left_amounts(words) if how.labels and not how.name else ()
    # Its ids need no second look: they come from the vocabulary itself.
    return Filled(_made(model, values), tuple(words.guesses), tuple(words.unread), tuple(words.spare))


def _misread(misread: Misread) -> str:
    if misread.several:
        return say.one_person(part=misread.label, people=[_as_shown(each) for each in misread.several])
    return say.misread(label=misread.label, said=misread.said[:60], kind=misread.kind)


def _as_shown(mention: str) -> str:
    """`<@U1|ravi>` as people see it."""
    return f"@{mention.strip('<@>').rpartition('|')[2]}"


def _parted(text: str) -> tuple[str, str]:
    """(The first line, the lines below it)."""
    first, _, below = text.strip().partition("\n")
    return first, below.strip("\n")


def _amounts(text: str, labels: Mapping[str, frozenset[str]], *, named: bool) -> tuple[tuple[Said, ...], str]:
    """(The amounts in the text, the text without them); for the verbs that take some, so it is imported with the first.

    Where somebody is `named`, no figure inside of quotation marks or of a reason (`because …`) is an amount.
    """
    from handlers.core.typed.amounts import said, without

    amounts = said(without_asides(text) if named else text, labels)
    return amounts, without(text, amounts, labels)


def _left_amounts(words: Words) -> tuple[Word, ...]:
    """The amounts that no argument took, as typed."""
    spans = ((one.amount.start, one.amount.end) for one in words.amounts if one.amount.start not in words.read_amounts)
    said = ((words.text[start:end].strip(), start, end) for start, end in spans)
    return tuple(Word(each, start, end) for each, start, end in said if each)


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
        field = ".".join(str(part) for part in first["loc"] if part not in PARTS_OF_AMOUNTS | KINDS_OF_VALUES) or "arguments"
        text = _wrong(field, first["type"], first.get("ctx", {}), str(first["msg"]))
        if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
            text += f" {_taken_instead(model, field)}"
        raise Invalid(text, errors={field: text.partition(": ")[2]}) from None


def _taken_instead(model: type[Arguments], field: str) -> str:
    """What may have been meant by an argument that there is not: one that is near, else all that there are."""
    from difflib import get_close_matches

    return say.taken_instead(near=get_close_matches(field, model.model_fields, n=1), taken=list(model.model_fields))


def _wrong(field: str, kind: str, context: Mapping[str, Any], said: str) -> str:
    """What is wrong with a value, in our words; what one of our own types says is kept as it is."""
    own = kind in ("value_error", "assertion_error")
    return say.wrong(
        field=field, kind="house" if own else kind, context=context, said=str(context.get("error", said)).rstrip(".")
    )


def _known_ids(args: Arguments, vocabulary: Vocabulary) -> None:
    """Ids may come from anywhere (a button, a script): each must be one that the vocabulary has."""
    for slot in slots(type(args)):
        held = getattr(args, slot.name)
        if isinstance(held, Arguments):
            _known_ids(held, vocabulary)
        elif slot.kind and held:
            for each in held if isinstance(held, tuple) else (held,):
                if not vocabulary.knows(slot.kind, each):
                    nearest = [id_ for id_, _ in vocabulary.nearest(each[:40], slot.kind)]
                    known = vocabulary.all_of(slot.kind)
                    text = say.unknown_id(field=slot.name, kind=slot.kind, given=each[:40], nearest=nearest, known=known)
                    raise Invalid(text, errors={slot.name: text.partition(": ")[2]})
