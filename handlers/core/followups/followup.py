"""A message that goes on from the question before it (`band senior remote`, `and in nyc?`), as a question of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from handlers.core.args import Arguments, Filled
from handlers.core.errors import Refusal
from handlers.core.followups import goingon, shorttalk
from handlers.core.followups.openers import MOST_WORDS, THAT, of_the_thing, of_whom, opening
from handlers.core.markers import Choose, Concept, Flag, Others, sides_of
from handlers.core.pay.payfigure import LIKELY
from handlers.core.reading import utterance
from handlers.core.reading.carried import WHERE, WHO, Question, carried, of_its_kind, replaced, sides_in, told_in, with_new
from handlers.core.reading.cues import OF_BAND, Cues
from handlers.core.reading.filling import from_words, validated
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import Slot, holds_ids, slots
from handlers.core.reading.spelled import spelled
from handlers.core.reading.verbnames import FREE, VerbNames
from handlers.core.typed.nth import NUMBERS, ORDINALS
from handlers.core.verb import Verb, pointing_words
from handlers.core.words import Ambiguous
from knowledge.words.vocabulary import Match, Vocabulary

MOST_LETTERS, MOST_BARE = 120, 6
"""Longer than this a message is a question of its own; MOST_BARE words, where it does not begin as one that goes on."""
_MORE = re.compile(
    r"(?:(?:and|ok|okay|so|show|give|tell|see|me|us|is there|are there|any|anything|what|some|all|everything)[\s,]+)*"
    r"(?:more|else|the rest|the others?|everything|all)(?:\s+(?:of (?:it|them|those)|please|pls|rows|details?))*[\s?!.]*",
    re.IGNORECASE,
)
"""What asks for the rest of an answer."""
_WHOLE = ("all", "everything", "prompts")
"""Flags of verbs that answer it with all there is."""
_LEANS = re.compile(r"\b(?:them|they|those|there|such an?|for (?:it|that|this))\b", re.IGNORECASE)
"""What stands for somebody, or some place, that the question before was about."""
_POINTS = re.compile(rf"\b(?:{THAT}|them|one|such|the (?:role|job|req|position|lane|person))\b", re.IGNORECASE)
"""What stands for the work that a text was found to be."""
_OTHER_WORK = frozenset({"job", "neighbour"})
_OPENING = frozenset({"compare", "no", "show", "all", "what's", "whats", "where"})
"""First words of verbs' names that a message may go on with, too."""
_COMPARES = re.compile(
    rf"(?:(?:how (?:does|do|would) {THAT} compare|compare[ds]?|put)(?: {THAT})?\s+(?:with|to|against|vs\.?|and|beside|next to)"
    r"|compare|vs\.?|versus|against|beside|next to)\s+(?=\S)",
    re.IGNORECASE,
)
"""What sets the question before against another."""
COMPARE = "compare"
_PAY = re.compile(r"\b(?:pay|salar(?:y|ies)|comp(?:ensation)?|bands?|cost|costs)\b", re.IGNORECASE)
_TO_A_NAME = re.compile(r"(?:the|an?|some|our|how (?:do|should|would|can) (?:i|we))\s+", re.IGNORECASE)
"""What leads to a verb's name where that is no command."""
_LITTLE = frozenset({
    "a", "an", "the", "in", "on", "at", "for", "to", "of", "with", "is", "it", "it's", "its", "are", "be", "they're", "we're",
    "they", "we", "were", "then", "please", "pls", "plz", "instead", "too", "also", "though", "as", "well", "level", "levels",
    "one", "ones", "only", "just", "engineer", "engineers", "ml", "person", "people", "role", "roles", "hire", "hires", "someone",
    "somebody", "show", "me", "give", "all", "if", "that", "this", "those", "them", "go", "went", "based", "and", "or", "from",
    "same", "again", "have", "has", "had", "want", "wants", "need", "needs", "use", "work", "job", "position", "round", "rounds",
    "stage", "stages", "last", "final", "folks", "guys", "ok", "okay", "enough", "fine", "fair", "low", "high", "would",
    "something", "anything", "version", "tho", "btw", "rather", "maybe", "thx", "thanks", "u", "yeah", "know", "knows",
    *NUMBERS, *ORDINALS,
})  # fmt: skip
"""Words around cells that ask about nothing else."""
_BUYS = frozenset({"what", "who", "get", "gets", "us", "me", "buy", "buys", "do", "suffice", "can", "could", "will", "i"})
"""Words that ask what a pay is enough for."""
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?")


class FollowUps:
    """Reads messages that go on from a question, for the verbs that exist."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._names = VerbNames(verbs)
        self._cues = Cues(verbs)
        self._verbs = {verb.name: verb for verb in verbs}
        self._by_any_name = {name: verb for verb in verbs for name in verb.names}
        self._commands = frozenset(name.split()[0] for verb in verbs for name in verb.names) - _OPENING

    def shortly(self, said: str, last: Question, vocabulary: Vocabulary) -> Heard | None:
        """What a few words ask about the answer before them, which name nothing themselves (`who sits in`); None for others."""
        return shorttalk.meant(said, last, self._by_any_name, vocabulary)

    def of_the_told(self, said: str, last: Question, alone: Heard | None, vocabulary: Vocabulary) -> Heard | None:
        """What is asked of what the guides were quoted with; None for what names something of its own."""
        if self.begins_anew(said) and not goingon.leans(said):
            return None
        return goingon.of_the_told(said, last, alone, self._verbs.get(FREE), vocabulary)

    def begins_anew(self, said: str) -> bool:
        """Whether it begins as a verb does: most messages."""
        return said[:MOST_LETTERS].partition(" ")[0].casefold() in self._commands

    def read(self, said: str, last: Question, alone: Heard | None, vocabulary: Vocabulary) -> Heard | None:
        """The whole question that `said` asks behind `last`; None where it is a question of its own, or none at all.

        `alone` is what it says by itself. Never raises.
        """
        if len(said) > MOST_LETTERS or (alone and alone.verb.effect != "none"):
            return None
        return self._going_on(said, last, alone, vocabulary) or of_the_thing(said, last, alone, self._verbs.get(FREE))

    def _going_on(self, said: str, last: Question, alone: Heard | None, vocabulary: Vocabulary) -> Heard | None:
        """The question before, with what is new in it."""
        said = of_whom(said, vocabulary)
        if _MORE.fullmatch(said):
            return _all_of(last, vocabulary)
        opens = opening(said, last, vocabulary)
        if last.work and alone and (opens or _POINTS.search(said)) and (meant := _of_the_work(alone, last, vocabulary)):
            return meant
        rest = said[opens or 0 :].strip(" \t,.;:!?–-")
        goes_on = opens is not None or _LEANS.search(rest) is not None
        if not rest or len(rest.split()) > (MOST_WORDS if goes_on else MOST_BARE) or len(utterance.parts_of(rest)) > 1:
            return None
        asks = utterance.begins_as_question(said) and not LIKELY.search(rest)  # `is 150k enough` is asked of a band
        if not goes_on and (asks or utterance.says_nothing(rest)):
            return None
        with suppress(Ambiguous, Refusal):
            meant = self._meant(rest, _Talk(last, alone, vocabulary, goes_on))
            if meant and alone and (alone.verb.name == FREE or alone.told) and _guesses_a_word(meant):
                return None  # it may be somebody's name: `asha` is near to `asia`
            if meant and not (alone and (meant.verb, meant.args) == (alone.verb, alone.args)):
                return meant._replace(after=spelled(meant.verb, meant.args, vocabulary))
        return None

    def _meant(self, rest: str, talk: _Talk) -> Heard | None:
        if compares := _COMPARES.match(rest):
            rest = rest[compares.end() :]
            if not _sets_two(compares, talk.vocabulary):
                return self._compared(rest, talk)
        if pays := self._pays_compared(rest, talk):
            return pays
        if talk.alone and sides_in(talk.alone.verb):
            return _both_completed(rest, talk.alone, talk)
        return next((meant for target in self._targets(rest, talk) if (meant := _completed(target, talk))), None)

    def _targets(self, rest: str, talk: _Talk) -> list[_Target]:
        """What may be meant, the likeliest first; nothing where the words are a question of their own."""
        last = _Target(talk.last.verb, rest, named=False)
        if _are_concepts(rest, last.verb, talk.vocabulary):
            return [last]
        name = _TO_A_NAME.sub("", rest)
        leading = self._names.leading(name, self._names.typed(name), talk.vocabulary)
        if leading and leading[0].listed:
            verb, left = self._without_a_text(leading[0], leading[1]), leading[1]
            # Who types a verb and what it takes (`ok band staff nyc`) asks anew; "and the band in nyc?" goes on.
            return [_Target(verb, left, named=True)] if talk.goes_on and (name != rest or _are_little(left)) else []
        if cued := self._cues.pointed_to(rest, talk.vocabulary):
            goes_on = len(cued) == 1 and (talk.goes_on or cued[0] is talk.last.verb)
            # Words that point to a verb and yet are no question for it (`and equity?`) may be one for the last.
            unsure = [last] if talk.goes_on and talk.alone and talk.alone.verb.name == FREE else []
            return [*([_Target(cued[0], rest, named=True)] if goes_on else []), *unsure]
        implied = [talk.alone.verb] if talk.goes_on and talk.alone and talk.alone.verb.name != FREE else []
        implied = [] if goingon.leaves_the_matter(rest, talk.last, talk.alone) else implied
        return [last, *[_Target(verb, rest, named=False) for verb in implied]]

    def _without_a_text(self, verb: Verb, left: str) -> Verb:
        """What else the first word of its name may mean where the verb reads a text and none is there: `and a jd?`."""
        if left.strip() or holds_ids(verb.args):
            return verb
        others = [each for each in self._names.sharing(verb.name.split()[0]) if each.effect == "none" and holds_ids(each.args)]
        return others[0] if len(others) == 1 else verb

    def _pays_compared(self, rest: str, talk: _Talk) -> Heard | None:
        """Two kinds of work, or two cells, behind a question about pay, where pay is asked of them: `mlops vs research pay`."""
        last = talk.last
        comparing = last.verb if sides_in(last.verb) else self._verbs.get(last.verb.compared_by or "")
        said = _PAY.sub(" ", rest)
        if comparing is None or said == rest:
            return None
        slots_of, words = sides_in(comparing), sides_of(said)
        model = _model_of(slots_of[0])
        sides = [from_words(model, each, (), talk.vocabulary).args for each in words]
        if len(sides) != len(slots_of) or sides[0] == sides[1] or not _are_parts_of_cells(words, sides, talk.vocabulary):
            return None
        before = (
            model.model_validate(carried(last, model)) if comparing is not last.verb else getattr(last.args, slots_of[0].name)
        )
        told = {slot.name: with_new(before, side) for slot, side in zip(slots_of, sides, strict=True)} if before else {}
        return Heard(comparing, validated(comparing.args, told, talk.vocabulary)) if told else None

    def _compared(self, rest: str, talk: _Talk) -> Heard | None:
        """The question before beside another that differs from it in what `rest` names."""
        last, vocabulary = talk.last, talk.vocabulary
        comparing = last.verb if sides_in(last.verb) else self._verbs.get(last.verb.compared_by or "")
        if comparing is None:
            return _with_others(rest, talk)
        a, b = sides_in(comparing)
        model = _model_of(a)
        filled = from_words(model, rest, (), vocabulary)
        before = getattr(last.args, a.name) if comparing is last.verb else model.model_validate(carried(last, model))
        if before is None or not before.model_fields_set or not _says_cells_alone(rest, model, filled, vocabulary):
            return None
        sides = {a.name: before, b.name: with_new(before, filled.args)}
        return Heard(comparing, validated(comparing.args, sides, vocabulary), filled.guesses)


def _sets_two(compares: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether two cells are named to be compared (`compare sf and seattle`), and none with what was asked before."""
    words = compares.string[compares.end() :]
    return compares.group().strip().casefold() == COMPARE and utterance.are_cells(sides_of(words), vocabulary, OF_BAND)


def _of_the_work(alone: Heard, last: Question, vocabulary: Vocabulary) -> Heard | None:
    """A question that names no work, of the work that a text was found to be (`what does that pay`)."""
    verb, told = alone.verb, told_in(alone.args)
    if alone.verb.name == FREE or verb.effect != "none" or not holds_ids(verb.args) or sides_in(verb):
        return None
    before = carried(last, verb.args)
    if not before or not of_its_kind(before).isdisjoint(told) or not _OTHER_WORK.isdisjoint(told):
        return None
    args = validated(verb.args, replaced(before, told, verb.args), vocabulary)
    return alone._replace(args=args, after=spelled(verb, args, vocabulary))


def _all_of(last: Question, vocabulary: Vocabulary) -> Heard | None:
    """The last question with all there is to its answer; None where its verb has no more to say."""
    whole = next((each for each in slots(last.verb.args) if each.name in _WHOLE and isinstance(each.marker, Flag)), None)
    if whole is None:
        return None
    args = validated(last.verb.args, {**carried(last, last.verb.args), whole.name: True}, vocabulary)
    return Heard(last.verb, args, after=spelled(last.verb, args, vocabulary))


def _guesses_a_word(heard: Heard) -> bool:
    return not all(utterance.says_nothing(guess.said) for guess in heard.guesses)


class _Talk(NamedTuple):
    """What a message stands behind, and what it is by itself."""

    last: Question
    alone: Heard | None
    vocabulary: Vocabulary
    goes_on: bool
    """Whether it begins as a message does that goes on."""


class _Target(NamedTuple):
    """A verb that may be meant, and the words that it should read."""

    verb: Verb
    words: str
    named: bool
    """Whether the words name it."""


def _completed(target: _Target, talk: _Talk) -> Heard | None:
    """The words as the verb reads them, with what they leave out taken from the question before."""
    verb, words, named = target
    if verb.effect != "none" or not holds_ids(verb.args):
        return None
    if sides := sides_in(verb):
        return _in_sides(verb, sides, words, talk) if verb is talk.last.verb else None
    before = carried(talk.last, verb.args)
    filled, cells_alone = _filled(verb, words, before, talk.vocabulary)
    new = told_in(filled.args)
    whole = not WHO.isdisjoint(new) and not WHERE.isdisjoint(new)
    if filled.spare or (whole and (named or not talk.goes_on)) or not (before if named else new):
        return None
    if cells_alone or (talk.goes_on and ((named and _are_little(words, of=verb)) or _surely(verb, talk.alone))):
        return Heard(verb, validated(verb.args, replaced(before, new, verb.args), talk.vocabulary), filled.guesses)
    return None


def _filled(verb: Verb, words: str, before: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[Filled, bool]:
    """What the words say to the verb, and whether they say nothing besides; some are read beside a level alone (`at google`)."""
    filled = from_words(verb.args, words, (), vocabulary)
    cells_alone = _says_cells_alone(words, verb.args, filled, vocabulary)
    level = before.get("level")
    if cells_alone or level is None:
        return filled, cells_alone
    words = f"{vocabulary.typed('level', level)} {words}"
    beside = from_words(verb.args, words, (), vocabulary)
    says_more = told_in(beside.args) != {"level": level} and _says_cells_alone(words, verb.args, beside, vocabulary)
    return (beside, True) if says_more else (filled, False)


def _surely(verb: Verb, alone: Heard | None) -> bool:
    """Whether the words by themselves are for this verb, and say nothing besides."""
    return alone is not None and alone.verb is verb and not (alone.unread or alone.weighed or alone.told)


def _in_sides(verb: Verb, sides: tuple[Slot, ...], rest: str, talk: _Talk) -> Heard | None:
    """A comparison with what is new in both sides; in the second alone where that is what tells them apart."""
    a, b = (getattr(talk.last.args, side.name) for side in sides)
    model = _model_of(sides[0])
    filled = from_words(model, rest, (), talk.vocabulary)
    if a is None or b is None or not _says_cells_alone(rest, model, filled, talk.vocabulary):
        return None
    first, second = told_in(a), told_in(b)
    # What one side leaves out it takes from the other: they are alike in it.
    alike = all(
        first.get(name, second.get(name)) == second.get(name, first.get(name)) for name in of_its_kind(told_in(filled.args))
    )
    told = {sides[0].name: with_new(a, filled.args) if alike else a, sides[1].name: with_new(b, filled.args)}
    return Heard(verb, validated(verb.args, told, talk.vocabulary), filled.guesses)


def _both_completed(rest: str, alone: Heard, talk: _Talk) -> Heard | None:
    """Two things that were set beside each other (`what about mid or staff`), where the question before says the rest of both."""
    if alone.unread or alone.weighed:
        return None
    told = {}
    sides = [getattr(alone.args, slot.name) for slot in sides_in(alone.verb)]
    if None in sides or not (talk.goes_on or _are_parts_of_cells(sides_of(rest), sides, talk.vocabulary)):
        return None
    # What one side leaves out and the other names is the other's.
    said = of_its_kind(name for side in sides for name in told_in(side))
    for slot, side in zip(sides_in(alone.verb), sides, strict=True):
        rest_of_it = {name: value for name, value in carried(talk.last, type(side)).items() if name not in said}
        told[slot.name] = with_new(type(side).model_validate(rest_of_it), side)
    return alone._replace(args=validated(alone.verb.args, told, talk.vocabulary), told=None)


def _are_parts_of_cells(words: Sequence[str], sides: Sequence[Arguments], vocabulary: Vocabulary) -> bool:
    """Whether words for each side name a level or a market, and nothing else."""
    return len(words) == len(sides) and all(
        (WHO.isdisjoint(told_in(side)) or WHERE.isdisjoint(told_in(side)))
        and _says_cells_alone(said, type(side), from_words(type(side), said, (), vocabulary), vocabulary)
        for said, side in zip(words, sides, strict=True)
    )


def _with_others(rest: str, talk: _Talk) -> Heard | None:
    """The same for a verb that sets things side by side itself: what is named stands beside what was asked."""
    verb, told = talk.last.verb, talk.last.told
    filled = from_words(verb.args, rest, (), talk.vocabulary)
    if not _says_cells_alone(rest, verb.args, filled, talk.vocabulary):
        return None
    firsts = {slot.kind: slot.name for slot in slots(verb.args) if type(slot.marker) is Concept}
    for slot in slots(verb.args):
        first = firsts.get(slot.kind)
        new = getattr(filled.args, first) if first and isinstance(slot.marker, Others) else None
        if new and first in told:
            return Heard(verb, validated(verb.args, {**told, slot.name: (new,)}, talk.vocabulary), filled.guesses)
    return None


def _model_of(side: Slot) -> type[Arguments]:
    if side.model is None:
        raise LookupError(f"{side.name} is the side of a comparison and has no model")
    return side.model


def _says_cells_alone(words: str, model: type[Arguments], filled: Filled, vocabulary: Vocabulary) -> bool:
    """Whether every word was read as an argument, or adds nothing to those."""
    if filled.spare or not filled.args.model_fields_set:
        return False
    found = vocabulary.read(words, {slot.kind for slot in slots(model) if slot.kind}).found
    left = [word for word in _beside(found, words) if word.group().casefold() not in _phrases_of(filled.args)]
    over = [word.start for word in filled.unread]
    # What is no filler and was not left over, a number has read.
    return not any(
        any(word.start() <= start < word.end() for start in over) or not vocabulary.read(word.group(), ()).unread for word in left
    )


def _phrases_of(args: Arguments) -> set[str]:
    """The words that may have said the flags and choices that are set."""
    said: set[str] = set(_BUYS if getattr(args, "offered", None) else ())
    for slot in slots(type(args)):
        match slot.marker:
            case Flag(phrases=phrases) if getattr(args, slot.name):
                said.update(*map(str.split, phrases))
            case Choose(options=options) if (value := getattr(args, slot.name)) is not None:
                values = value if isinstance(value, tuple) else (value,)
                said.update(*(phrase.split() for each, phrases in options if each in values for phrase in phrases))
    return said


def _are_concepts(words: str, verb: Verb, vocabulary: Vocabulary) -> bool:
    """Whether they name levels, markets and the like that the verb takes, and nothing else."""
    kinds = {slot.kind for slot in slots(verb.args) if slot.kind}
    found = vocabulary.read(words, kinds).found if kinds else ()
    return bool(found) and not _beside(found, words)


def _beside(found: Iterable[Match], words: str) -> list[re.Match[str]]:
    """The words that are none of what was found and that add something."""
    spans = [(match.start, match.end) for match in found]
    left = (
        word for word in _WORD.finditer(words) if not any(start <= word.start() and word.end() <= end for start, end in spans)
    )
    return [word for word in left if not _is_little(word.group())]


def _are_little(words: str, of: Verb | None = None) -> bool:
    """Whether no word asks about anything, beside those that point to the verb."""
    pointing = pointing_words(of.cues) if of else frozenset()
    return all(_is_little(word) or word.casefold() in pointing for word in _WORD.findall(words))


def _is_little(word: str) -> bool:
    return word.casefold().replace("’", "'") in _LITTLE
