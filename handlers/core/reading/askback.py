"""What is asked back where words can be read in several ways, or in none: each reading is a button that runs it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core.errors import NotUnderstood
from handlers.core.reading.filling import from_words
from handlers.core.reading.verbnames import WORD, Found, VerbNames
from handlers.core.reply import Action
from handlers.core.verb import Verb
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from knowledge.words.vocabulary import Vocabulary

USUAL = ("band", "triage", "loop")
"""What is offered to whom nothing was understood from."""

LABEL = 70
"""Letters of a button's label."""

say = Wording("reading")


def button(verb: Verb, label: str, words: str, vocabulary: Vocabulary) -> Action:
    """A button that runs `verb` on what these words mean to it: read now, so that pressing it parses nothing.

    Raises Invalid or Ambiguous, as reading them does.
    """
    args = from_words(verb.args, words, (), vocabulary).args
    return Action(label, verb.name, args.model_dump(mode="json", exclude_defaults=True))


def which_reading(readings: Sequence[Found], vocabulary: Vocabulary) -> NotUnderstood:
    """Each reading as a button; one whose words are unclear in themselves is asked about when it is said."""
    offered: list[Action] = []
    for verb, words in readings:
        try:
            offered.append(button(verb, verb.name, words, vocabulary))
        except Ambiguous:
            continue
    names = [action.verb for action in offered] or [verb.name for verb, _ in readings]
    return NotUnderstood(say.which_one(verbs=names), actions=tuple(offered))


def which_verb(said: str, verbs: Sequence[Verb], vocabulary: Vocabulary) -> NotUnderstood:
    """Each of the verbs that the same words point to, as a button."""
    actions = tuple(button(verb, verb.name, said, vocabulary) for verb in verbs)
    return NotUnderstood(say.which_one(verbs=[verb.name for verb in verbs[:3]]), actions=actions)


def which_meaning(ambiguous: Ambiguous, verb: Verb, words: str, vocabulary: Vocabulary) -> NotUnderstood:
    """The verb on each meaning of the unclear word, as a button."""
    names = [vocabulary.name(ambiguous.kind, each) for each in ambiguous.ids]
    actions = tuple(button(verb, name, words.replace(ambiguous.said, f" {name} ", 1), vocabulary) for name in names)
    return NotUnderstood(say.which_meaning(said=ambiguous.said, names=names), actions=actions)


def half_said(first: str, verbs: Sequence[Verb]) -> NotUnderstood:
    """What may follow the first word of several names: `offer`."""
    actions = tuple(Action(verb.name, verb.name) for verb in verbs)
    return NotUnderstood(say.half_said(first=first, verbs=[verb.name for verb in verbs]), actions=actions)


def nothing_understood(said: str, names: VerbNames, vocabulary: Vocabulary) -> NotUnderstood:
    """Examples of the verb whose name is nearest to the first word, and of what people ask for most."""
    word = WORD.search(said)
    near = names.nearest(word.group()) if word else None
    tries = list(dict.fromkeys((*([near] if near and near.listed else []), *map(names.verb, USUAL))))[:3]
    actions = tuple(button(verb, verb.examples[0], verb.examples[0].removeprefix(verb.name), vocabulary) for verb in tries)
    return NotUnderstood(say.not_understood(examples=[verb.examples[0] for verb in tries]), actions=actions)


def all_of_what(names: VerbNames, vocabulary: Vocabulary) -> NotUnderstood:
    """What is said to whoever asks for all by itself: it goes behind a question."""
    verb = names.verb(USUAL[0])
    example = f"{verb.examples[0]} all"
    action = button(verb, example, example.removeprefix(verb.name), vocabulary)
    return NotUnderstood(say.all_of_what(example=example), actions=(action,))
