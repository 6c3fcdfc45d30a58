"""How much speaks for the verb that a question was led to by cues alone, where words of it mean nothing to the verb. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.args import Filled
from handlers.core.reading import utterance, worknotes
from handlers.core.reading.cues import spaced
from handlers.core.reading.listening import beyond, takes_documents, takes_whole_documents
from handlers.core.reading.verbnames import FREE, SHORT
from handlers.core.verb import CELL, Verb, pointing_words
from knowledge.words.clauses import asking
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Vocabulary

_HOW_MUCH = pattern(
    r"\bhow much (?:does|do|did|should|would|will|can|could) (?:that|this|it) ([\w'-]+)"
    r"|\bhow (?:(?:much|many)|(?:big|large|wide|high|great) (?:is|are|was)(?: the| a| an| our)?(?: [\w'-]+)?) ([\w'-]+)"
)
"""What is asked to be measured, or counted: `how much time`, `how big is the pay gap`, `how much does that matter`."""
_WHICH_WORK = pattern(
    r"\b(?:which|what) (?:role|lane|job|title|(?:kind|type) of (?:engineer|person|role))"
    r" (?:is|would|should) (?:that|this|it|be)\b[^?.]{0,20}\W*$",
    re.IGNORECASE,
)
"""What asks of work that was told which lane it is."""
_PLACES = frozenset({"market", "place"})
_JUDGING = frozenset({
    "normal", "usual", "typical", "common", "standard", "average", "ok", "okay", "fine", "fair", "right", "realistic",
    "reasonable", "acceptable", "bad", "good", "great", "slow", "quick", "fast", "long", "short", "too", "much", "many",
    "enough", "crazy", "these", "days", "nowadays", "currently", "today", "now",
})  # fmt: skip
"""What somebody asks whether a thing is: words about what the verb answers, and about nothing else."""
_LITTLE = frozenset({
    "plan", "plans", "new", "really", "actually", "even", "exactly", "mle", "mles",
    "mean", "means", "explain", "define", "describe", "simple", "plain", "words", "terms", "english",
    "annual", "annually", "yearly", "two", "three", "four", "five", "percent", "percentage",
    "startup", "startups", "scaleup", "scaleups", "scale-up",
})  # fmt: skip
"""Words beside those that point to a verb that ask about nothing else."""
_COUNTED = pattern(r"\d+(?:[.,]\d+)?(?:[-–]\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve")


class Weighed(NamedTuple):
    """How much speaks for the verb that a question was led to by its cues, where words in it mean nothing to the verb."""

    phrase: bool
    """Whether its name, or several words together, point to the verb."""
    heeds: bool
    """Whether the verb's answer heeds any of the words at all."""
    names: bool
    """Whether one of them names a thing that it tells apart."""

    @property
    def surely(self) -> bool:
        """Whether the verb is meant, whatever the guides leave open."""
        return self.phrase and self.names

    @property
    def hardly(self) -> bool:
        """Whether nothing but a word speaks for it: then it is no answer where the guides have none."""
        return not self.phrase and not self.heeds


_OF_NOTHING = Weighed(phrase=False, heeds=False, names=False)
"""A question of which nothing is the verb's to answer, whatever led to it."""


def _counts(filled: Filled) -> set[str]:
    """The numbers that the verb counts by (`800 engineers`): the guides' sentences do not heed them."""
    said = (getattr(filled.args, name) for name in filled.args.model_fields_set)
    return {str(value) for value in said if isinstance(value, int) and not isinstance(value, bool)}


_OF_KINDS = Weighed(phrase=False, heeds=True, names=False)
"""A question that a sentence of the guides may answer, and otherwise the verb."""
_GAP = pattern(r"\b(?:differences?|gap|delta|spread|really|actually)\b", re.IGNORECASE)
_CELL = frozenset({"level", "levels", "years", "markets", "places"})


def _is_of_kinds(said: str, filled: Filled) -> bool:
    """Whether pay is asked of kinds of work or of employers, and of no cell: how far it is apart, or whether it is so."""
    told = filled.args.model_fields_set
    return _CELL.isdisjoint(told) and not told.isdisjoint(("lane", "modifiers")) and _GAP.search(said) is not None


def _is_framed(verb: Verb, words: str) -> bool:
    """Whether they begin and end as a question does that is the verb's own (`what's the loop for …`)."""
    frames = (frame.split(CELL) for frame in verb.frames)
    return any(words.startswith(f" {before}") and words.endswith(f"{after} ") for before, after in frames)


def _of_a_matter(words: set[str]) -> set[str]:
    """Those that are about some matter: neither a number, nor what asks whether one is usual."""
    return {word for word in words if word not in _JUDGING and not _COUNTED.fullmatch(word)}


def _somewhere(said: str, vocabulary: Vocabulary) -> set[str]:
    """The words that say where: who names a thing that the verb tells apart asks about no other for that."""
    found = vocabulary.read(said, _PLACES).found
    return {word for match in found for word in match.said.casefold().split()}


def weighed(verb: Verb, said: str, filled: Filled, vocabulary: Vocabulary) -> Weighed | None:
    """What speaks for the verb; None where nothing speaks for another reading.

    The words may be about something else than what the verb answers (`how much equity does rushing the start date cost`).
    """
    if verb.effect != "none" or verb.name == FREE or verb.cues_alone or len(said) > SHORT:
        return None
    if getattr(filled.args, "share", None) is not None:  # what somebody has in mind is set against the figures by the verb alone
        return None
    if getattr(filled.args, "offered", None) is not None and utterance.WHAT_IT_BUYS.search(said):
        return None
    if takes_documents(verb.args) and (worknotes.tells_of_a_person(said) or _WHICH_WORK.search(said)):
        return None
    if takes_documents(verb.args) and utterance.ends_as_question(said) and not utterance.begins_as_question(said):
        return _OF_NOTHING
    if verb.compared_by and _is_of_kinds(said, filled):
        return _OF_KINDS
    beside = beyond(verb.args, said, filled, vocabulary)
    if not beside:
        return None
    left = {word.said.casefold() for word in beside} - pointing_words(verb.cues) - _counts(filled)
    if left and (asks := asking(said)).besides:  # what is told beside the question is about whoever asks
        left &= set(spaced(asks.words).split())
    if left <= _LITTLE:
        return None
    words = spaced(said)
    if takes_whole_documents(verb.args):
        return _OF_NOTHING if utterance.is_one_question(said) else None
    if (measured := _HOW_MUCH.search(words)) and not left.isdisjoint(measured[0].split()):  # it asks for something else
        return _OF_NOTHING
    # Who asks in a few words (`senior remote with relocation`) means the verb, unless the guides know the answer.
    phrase = not utterance.is_question(said) or f" we {verb.name} " in words
    phrase = phrase or any(" " in cue and f" {cue} " in words for cue in verb.cues) or _is_framed(verb, words)
    named = any(getattr(filled.args, name) is not True for name in filled.args.model_fields_set)
    if phrase and named and _of_a_matter(left) <= _somewhere(said, vocabulary):
        return None
    return Weighed(phrase, heeds=bool(filled.args.model_fields_set), names=named)
