"""Typed words and structured values become a verb's arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from handlers.core.args import Arguments, Filled, Guess
from handlers.core.command import Attachment
from handlers.core.errors import Invalid
from handlers.core.reading.listening import listening, slots
from handlers.core.typed.labelled import Misread, without_asides
from handlers.core.wording import Wording
from handlers.core.words import Words
from knowledge.words.vocabulary import Reading, Vocabulary, Word

if TYPE_CHECKING:
    from handlers.core.typed.amounts import Said

say = Wording("args")

PARTS_OF_AMOUNTS = frozenset({"amount", "currency", "low", "high"})
"""What an amount is made of is nothing that a person filled in: the whole of it is named."""

KINDS_OF_VALUES = frozenset({"int", "str", "float", "bool"})
"""Where a value may be of several kinds, the library names the kind that it tried: that is nothing that a person filled in."""


def from_words(model: type[Arguments], text: str, attachments: tuple[Attachment, ...], vocabulary: Vocabulary) -> Filled:
    """Fill `model` from the words after the verb. Raises Invalid (a value is wrong) or Ambiguous (two readings, equally good)."""
    how = listening(model)
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
