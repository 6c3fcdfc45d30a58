"""From typed words to a verb and its arguments. Pure: the same words always read the same way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.core.args import Filled, Guess
from handlers.core.command import Command
from handlers.core.errors import Refusal
from handlers.core.reading import askback, utterance
from handlers.core.reading.carried import Question, carried, replaced, told_in
from handlers.core.reading.cues import Cues, spaced
from handlers.core.reading.filling import from_words, validated
from handlers.core.reading.framed import Framed
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import holds_ids, takes_documents, takes_signs_alone, told_of
from handlers.core.reading.pointing import SEARCHED_WORDS, Pointing
from handlers.core.reading.takeover import taking_over
from handlers.core.reading.verbnames import FREE, SHORT, Found, Mended, VerbNames
from handlers.core.reading.weighing import weighed
from handlers.core.reply import Action
from handlers.core.typed.asking import Asked, asked
from handlers.core.verb import Verb, pointing_words
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from knowledge.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from handlers.core.typed.deedwords import Told

_UNDO = "undo"
"""Bare, the verb takes back what was done last; beside other words its name (`oops`) only begins a correction."""
_OF_A_SEARCH = re.compile(
    r"\b(?:req|requisition|search|role|position|opening)\b|^\s*(?:it|this)(?:\s+(?:now|please|pls|then|down|out))*\W*$",
    re.IGNORECASE,
)
"""What makes a deed of a word that is a verb's too: `close the req`."""

_ITS_STATE = re.compile(
    r"(?:(?:is|was|has been)\s+)?(?:now\s+|all\s+)?"
    r"(?:done|over|finished|completed?|filled|closed|cancel?led|on hold|paused|frozen)\b",
    re.IGNORECASE,
)
"""What became of what a verb is called by, and no name of one: `req is filled`."""

_JOINED = re.compile(r"(?:and|&|\+|plus|,)\s*(?:(?:the|an?|our)\s+)?(?=\S)", re.IGNORECASE)
"""What stands between two verbs of one cell."""

_MAY_BE_TWO = re.compile(r"[?.!;,&]\s|[\s,;](?:[aA]nd|[aA]lso|[pP]lus|AND|ALSO|PLUS)\s")
"""What stands between two questions: most messages have nothing of the kind."""

OF_DAYS = frozenset({"today", "tomorrow", "this week", "next week"})
"""What makes one's own of what is asked for: `interviews this week`."""

say = Wording("reading")


class Reader:
    """Reads commands against the verbs that exist and the words that mean something."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._names = VerbNames(verbs)
        self._cues = Cues(verbs)
        self._pointing = Pointing(self._names, self._cues)
        self._framed = Framed(verbs)

    def read(self, command: Command, vocabulary: Vocabulary) -> Heard:
        """The command as a verb with arguments. Raises NotUnderstood (nothing fits) or Invalid (the arguments don't)."""
        if command.verb:
            verb = self._names.verb(command.verb)
            return Heard(verb, validated(verb.args, command.args, vocabulary))
        typed = said = utterance.words_of(command.said)
        if not command.attachments and (framed := self._framed.read(said, vocabulary)):
            return framed
        found = self._by_name(said, command, vocabulary)
        if _MAY_BE_TWO.search(said) and (heard := self._in_turn(said, found is not None, command, vocabulary)):
            return heard
        return self._read(typed, found, command, vocabulary)

    def _read(self, typed: str, found: Mended | None, command: Command, vocabulary: Vocabulary) -> Heard:
        """What was typed, as one request; `found` is the verb in front of it."""
        said = typed
        verb, rest, guesses, said = (*found, said) if found else self._pointing.pointed(said, command.place, vocabulary)
        several = rest is not said and utterance.may_hold_several(rest[:SHORT])
        rest, further = self._first_of(verb, rest, vocabulary) if several else (rest, ())
        if found and not further and _JOINED.match(rest):
            rest, further = self._of_one_cell(verb, rest, vocabulary)
        asks = _asked_about(verb, rest) if verb.effect == "write" and rest is not said else None
        rest = asks.words if asks else rest
        filled = _filled(verb, rest, command, vocabulary)
        if rest is said and utterance.names_nothing(verb, filled):
            verb, rest = self._pointing.question(said)
            filled = _filled(verb, rest, command, vocabulary)
        unread = _unread(verb, filled, said, rest)
        speaks = weighed(verb, said, filled, vocabulary) if rest is said else None
        heard = Heard(verb, filled.args, guesses + filled.guesses, unread, filled.spare, further, asks=asks, weighed=speaks)
        return _besides(heard, typed, rest is said, rest)

    def _in_turn(self, said: str, commanded: bool, command: Command, vocabulary: Vocabulary) -> Heard | None:
        """The first question of a message, with the others as buttons; None where they are one, or one of them is no advice."""
        from handlers.core.reading.turns import turns  # seldom

        asks = turns(said, commanded=commanded)
        if asks is None:
            return None
        try:
            first, *others = [self.read(replace(command, said=each), vocabulary) for each in (asks.first, *asks.others)]
        except Refusal:
            return None
        asked = tuple(zip(others, asks.others, strict=True))
        if first.verb.effect != "none" or first.further or not all(_is_apart(first, other) for other, _ in asked):
            return None
        buttons = tuple(_as_asked_after(first, other, words) for other, words in asked)
        return first._replace(further=buttons, first=asks.first)

    def _by_name(self, said: str, command: Command, vocabulary: Vocabulary) -> Mended | None:
        """A verb in front, or a misspelt one, or the one that reads documents; None where the words only point to one."""
        if utterance.says_nothing(said) and said and not command.attachments:
            raise askback.nothing_understood(said, self._names, vocabulary)
        if not said:
            return (self._names.document_reader if command.attachments else self._names.verb("help")), "", ()
        typed = self._names.typed(said)
        leading = self._names.leading(said, typed, vocabulary)
        nearly = _taken_for(self._names.nearly(said, typed, vocabulary), leading, vocabulary)
        if nearly:
            return nearly
        if leading:
            verb, rest = leading
            of_days = rest.casefold().rstrip("?!. ") in OF_DAYS and self._pointing.of_own_work(said, command.place)
            return of_days or (taking_over(verb, rest, self._names, vocabulary), rest, ())
        if deed := self._pleaded(said, vocabulary) or self._pointing.of_own_work(said, command.place):
            return deed
        head = said[:4000].split(None, SEARCHED_WORDS)
        if utterance.is_document(said, head) or (command.attachments and len(head) < 3):
            return self._names.document_reader, said, (Guess(say.long_text(), "triage"),)
        first = head[0].casefold().strip("?!.,:;") if len(head) == 1 else ""
        if len(verbs := self._names.sharing(first)) > 1:
            raise askback.half_said(first, verbs)
        if utterance.asks_for_all(said):
            raise askback.all_of_what(self._names, vocabulary)
        return self._misspelt(said, vocabulary)

    def _pleaded(self, said: str, vocabulary: Vocabulary) -> Mended | None:
        """The verb behind a plea, where it changes something or stands alone (`please reject bo`); cues find the others."""
        deed = utterance.without_plea(said)
        leading = self._names.leading(deed, self._names.typed(deed), vocabulary) if deed else None
        return (*leading, ()) if leading and (leading[0].effect == "write" or not leading[1].strip("?!. ")) else None

    def _misspelt(self, said: str, vocabulary: Vocabulary) -> Mended | None:
        """What a name of one word that is nearly right means, unless that word points to a verb as it stands."""
        misspelt = self._names.misspelt(said, vocabulary)
        if misspelt is None:
            return None
        verb, rest, (guess,) = misspelt
        if self._cues.begin_with(guess.said.casefold()):
            return None
        if verb.effect == "write" and len(said) <= SHORT:
            raise askback.which_reading([(verb, rest)], vocabulary)
        return misspelt

    def _first_of(self, verb: Verb, words: str, vocabulary: Vocabulary) -> tuple[str, tuple[Action, ...]]:
        """(What this verb reads, what else the message asks for); a verb that takes free text takes all of it."""
        parts = utterance.parts_of(words) if len(words) <= SHORT and holds_ids(verb.args) else [words]
        buttons = {part: self._as_button(part, vocabulary) for part in parts[1:]}
        further = tuple(button for button in buttons.values() if button)
        return "; ".join(part for part in parts if not buttons.get(part)) if further else words, further

    def _of_one_cell(self, verb: Verb, words: str, vocabulary: Vocabulary) -> tuple[str, tuple[Action, ...]]:
        """(What this verb reads, another verb that the same is asked of): `band and loop for senior mlops`."""
        lead = _JOINED.match(words)
        name = words[lead.end() :] if lead else ""
        other = self._names.leading(name, self._names.typed(name), vocabulary) if holds_ids(verb.args) else None
        if other is None or other[0] is verb or not holds_ids(other[0].args):
            return words, ()
        button = self._as_button(name, vocabulary)
        return (other[1], (button,)) if button else (words, ())

    def _as_button(self, said: str, vocabulary: Vocabulary) -> Action | None:
        """The button that asks this, where it begins with a verb that only answers; None for what is unclear in itself."""
        leading = self._names.leading(said, self._names.typed(said), vocabulary)
        if leading is None or leading[0].effect != "none" or not leading[0].listed:
            return None
        verb, words = leading
        try:
            meant = taking_over(verb, words, self._names, vocabulary)
            return askback.button(meant, said[: askback.LABEL].rstrip(".?! "), words, vocabulary)
        except (Ambiguous, Refusal):
            return None


def _is_apart(first: Heard, other: Heard) -> bool:
    """Whether another question of a message asks for another answer: to the same verb only free words do."""
    if other.verb.effect != "none" or takes_documents(other.verb.args) or (other.told and other.verb.name == FREE):
        return False
    return other.verb is not first.verb or other.verb.name == FREE


def _as_asked_after(first: Heard, other: Heard, words: str) -> Action:
    """The button for a further question: of the level and the place that the first one named, where it names none itself."""
    args = other.args
    if holds_ids(other.verb.args) and holds_ids(first.verb.args):
        before = carried(Question(first.verb, first.args), other.verb.args)
        args = other.verb.args.model_validate(replaced(before, told_in(args), other.verb.args))
    return Action(words[: askback.LABEL].rstrip("?!. "), other.verb.name, args.model_dump(mode="json", exclude_defaults=True))


def _taken_for(nearly: Mended | None, leading: Found | None, vocabulary: Vocabulary) -> Mended | None:
    """What a name that is nearly right means: what only looks is taken for it.

    Raises NotUnderstood, with the readings as buttons, for what would change something, and where the words can be read as they
    stand (as `leading`) too.
    """
    if nearly is None:
        return None
    verb, rest, _ = nearly
    if leading and leading[0].effect == "none" and verb.effect == "none":
        return None
    other = leading if leading and leading[0] is not verb else None
    if verb.effect != "write" and other is None:
        return nearly
    raise askback.which_reading([(verb, rest), *([other] if other else [])], vocabulary)


def _filled(verb: Verb, words: str, command: Command, vocabulary: Vocabulary) -> Filled:
    """The verb's arguments, read from the words. Raises Invalid, or NotUnderstood where a word has several meanings."""
    words = utterance.without_mentions(words) if holds_ids(verb.args) else words
    try:
        return from_words(verb.args, words, command.attachments, vocabulary)
    except Ambiguous as ambiguous:
        raise askback.which_meaning(ambiguous, verb, words, vocabulary) from None


def _unread(verb: Verb, filled: Filled, said: str, rest: str) -> tuple[str, ...]:
    """The words that meant nothing to the verb, without those that pointed to it."""
    unread = [word.said for word in filled.unread]
    if unread and rest is said:  # no verb stood in front: the words that pointed to it have been read
        pointing = pointing_words(verb.cues)
        unread = [] if takes_signs_alone(verb.args) else [word for word in unread if word.casefold() not in pointing]
    elif unread and verb.effect == "none":  # the name in front may be half of what points to the verb: "interview process"
        pointing = frozenset(word for cue in verb.cues if f" {cue} " in spaced(said) for word in cue.split())
        unread = [word for word in unread if word.casefold() not in pointing]
    return (*unread, *(utterance.mentioned(rest) if holds_ids(verb.args) else ()))


def _asked_about(verb: Verb, words: str) -> Asked | None:
    """What is asked about a change, where the words behind its verb ask."""
    words = words.strip()
    return asked(words, told_of(verb.args, words), keeps=verb.keeps_words)


def _may_tell_several(verb: Verb, words: str) -> bool:
    """Whether a deed of somebody stands in front, and something behind it could part it from another."""
    if verb.keeps_words or "application" not in verb.args.model_fields:
        return False
    from handlers.core.typed import clauses  # no verb that only looks needs it

    return verb.name in clauses.DEEDS and clauses.may_hold_several(words)


def _told(said: str) -> Told | None:
    """Whose standing is asked for, or what is told; what is pleaded for is a deed first."""
    from handlers.core.typed import deedwords, statewords

    if utterance.without_plea(said) and (deed := deedwords.told(said)):
        return deed
    return statewords.asked(said) or deedwords.told(said)


def _asks_of_a_cell(heard: Heard, said: str) -> bool:
    """Whether it is a question about some level, and the verb heeds every word: nobody can be named in it."""
    return not heard.unread and "level" in heard.args.model_fields_set and utterance.begins_as_question(said)


def _besides(heard: Heard, said: str, led: bool, rest: str) -> Heard:
    """The same with what the words, as they were typed, may tell; and with what they say beside the number of what is shown.

    `led`: no verb stands in front, and cues led there.
    """
    if heard.verb.effect == "write" and not led and heard.asks is None and _may_tell_several(heard.verb, rest):
        from handlers.core.typed import clauses, deedwords

        return heard._replace(told=deedwords.Told((clauses.SEVERAL,), said))
    if heard.verb.name == _UNDO and heard.unread and not led:  # `oops, make that 4pm` takes nothing back by itself
        from handlers.core.typed import corrections, deedwords

        return heard._replace(told=deedwords.told(said)) if corrections.put_right(said) else heard
    tells = (
        (led and not _asks_of_a_cell(heard, said)) or bool(heard.unread) or _OF_A_SEARCH.search(rest[: askback.LABEL]) is not None
    )
    if heard.verb.effect == "write" or (heard.verb.effect == "none" and not tells):
        return heard
    from handlers.core.typed import deedwords, references, statewords  # many patterns, which most questions do without

    named = references.named(said) if heard.verb.effect == "read" and not heard.guesses else None
    if named and (named.words != rest or utterance.begins_with(said, heard.verb)):
        named = None
    of_state = not led and heard.verb.name == "req show" and _ITS_STATE.match(rest) is not None
    if heard.verb.effect != "none" and named is None and not of_state:
        return (
            heard._replace(told=deedwords.told(said)) if led and heard.verb.effect == "read" else heard
        )  # `did her screen this morning`
    told = _told(said) if named or tells or of_state else None
    if told is None and led and deedwords.speaks_of_somebody(said):
        told = deedwords.told_of_somebody(said)
    perhaps = (statewords.perhaps(said) or deedwords.told_of_somebody(said)) if heard.verb.name == FREE else None
    return heard._replace(told=told, perhaps=perhaps, unread=named.left if named else heard.unread)
