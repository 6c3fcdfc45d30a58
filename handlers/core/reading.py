"""From typed words to a verb and its arguments. Pure: the same words always read the same way."""

from __future__ import annotations

import re
from functools import cached_property

from handlers.core import utterance
from handlers.core.args import (
    Filled,
    beyond,
    from_words,
    holds_ids,
    slots,
    takes_signs_alone,
    takes_whole_documents,
    told_of,
    validated,
)
from handlers.core.command import Command, Place
from handlers.core.cues import OF_BAND, Cues, spaced
from handlers.core.errors import NotUnderstood, Refusal
from handlers.core.heard import Heard, Weighed
from handlers.core.markers import Document, are_two_sides, sides_of
from handlers.core.reply import Action
from handlers.core.typed.asking import Asked, asked
from handlers.core.verb import Verb, pointing_words
from handlers.core.verbnames import SHORT, WORD, Found, Mended, Typed, VerbNames
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous, Guess
from knowledge.clauses import asking
from knowledge.vocabulary import Vocabulary

FREE = "ask"
"""The verb that a free question goes to."""

ALL_REQS, ONE_REQ = "board", "req show"
"""The verbs that show how things stand."""

CELL_WORDS = 6
"""Longer than this, words that name a level or a market are a question about something."""

_OF_SIDE = OF_BAND | {"lane", "specialty"}
"""What tells the sides of a comparison; kinds of work only behind the verb, as `mlops vs research` asks about the work."""
_CELL = frozenset({"level", "market", "place", "lane", "specialty", "modifier", "years"})

LANE_ALONE, SPECIALTY_ALONE = ("band", "loop"), ("role", "loop")
"""What could be meant by whoever names a lane, or a specialty, and nothing else (`mlops`, `inference`)."""

USUAL = ("band", "triage", "loop")
"""What is offered to whom nothing was understood from."""

OF_DAYS = frozenset({"today", "tomorrow", "this week", "next week"})
"""What makes one's own of what is asked for: `interviews this week`."""

LABEL = 70
"""Letters of a button's label."""

SEARCHED_WORDS = 200
"""How far into a text a verb is looked for by its cues; what comes later is the document."""

_REQ_ALONE = re.compile(r"(?:r|req)[-\s#]{0,2}\d{1,9}\W*", re.IGNORECASE)
_OF_A_SEARCH = re.compile(r"\b(?:req|requisition|search|role|position|opening)\b", re.IGNORECASE)
"""What makes a deed of a word that is a verb's too: `close the req`."""
_QUESTION = re.compile(r"(?:how|what|why|when|where|which|who)\b", re.IGNORECASE)
_WHETHER = re.compile(r"(?:do|does|should|must|can|could|may|would|will|is|are|have|has)\b", re.IGNORECASE)
"""What is asked of a market so asks for no pay: `do we have to offer remote`."""
_WHAT_WORK = re.compile(
    r"(?:what(?:'s|’s| is| are| does)|who(?:'s|’s| is| are)|do (?:we|i) need|should (?:we|i) (?:hire|have|get))\b", re.I
)
_HOW_MUCH = re.compile(
    r"\bhow much (?:does|do|did|should|would|will|can|could) (?:that|this|it) ([\w'-]+)"
    r"|\bhow (?:(?:much|many)|(?:big|large|wide|high|great) (?:is|are|was)(?: the| a| an| our)?(?: [\w'-]+)?) ([\w'-]+)"
)
"""What is asked to be measured, or counted: `how much time`, `how big is the pay gap`, `how much does that matter`."""
_OF_NOTHING = Weighed(phrase=False, heeds=False, names=False)
"""A question of which nothing is the verb's to answer, whatever led to it."""


class Reader:
    """Reads commands against the verbs that exist and the words that mean something."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._verbs = verbs
        self._names = VerbNames(verbs)
        self._cues = Cues(verbs)
        self._wording = Wording("reading")

    def verb(self, name: str) -> Verb:
        """The verb of that exact name or alias. Raises NotUnderstood."""
        verb = self._names.get(name)
        if verb is None:
            raise NotUnderstood(self._wording.no_such_verb(name=name[:40]))
        return verb

    def read(self, command: Command, vocabulary: Vocabulary) -> Heard:
        """The command as a verb with arguments. Raises NotUnderstood (nothing fits) or Invalid (the arguments don't)."""
        if command.verb:
            verb = self.verb(command.verb)
            return Heard(verb, validated(verb.args, command.args, vocabulary))
        said = utterance.words_of(command.said)
        found = self._find(said, command, vocabulary)
        verb, rest, guesses, said = (*found, said) if found else self._led(said, command.place, vocabulary)
        several = rest is not said and utterance.may_hold_several(rest[:SHORT])
        rest, further = self._first_of(verb, rest, vocabulary) if several else (rest, ())
        asks = _asked_about(verb, rest) if verb.effect == "write" and rest is not said else None
        rest = asks.words if asks else rest
        filled = self._filled(verb, rest, command, vocabulary)
        if rest is said and utterance.names_nothing(verb, filled):
            verb, rest = self._question(said)
            filled = self._filled(verb, rest, command, vocabulary)
        unread = tuple([word.said for word in filled.unread])
        if unread and rest is said:  # no verb stood in front: the words that pointed to it have been read
            pointing = pointing_words(verb.cues)
            unread = () if takes_signs_alone(verb.args) else tuple([word for word in unread if word.casefold() not in pointing])
        elif unread and verb.effect == "none":  # the name in front may be half of what points to the verb: "interview process"
            pointing = frozenset(word for cue in verb.cues if f" {cue} " in spaced(said) for word in cue.split())
            unread = tuple([word for word in unread if word.casefold() not in pointing])
        unread += utterance.mentioned(rest) if holds_ids(verb.args) else ()
        weighed = self._weighed(verb, said, filled, vocabulary) if rest is said else None
        heard = Heard(verb, filled.args, guesses + filled.guesses, unread, filled.spare, further, asks=asks, weighed=weighed)
        return self._besides(heard, said, rest)

    @staticmethod
    def _weighed(verb: Verb, said: str, filled: Filled, vocabulary: Vocabulary) -> Weighed | None:
        """How much speaks for a verb, where words of which some mean nothing to it were led to it by cues alone.

        They may be about something else than what the verb answers (`how much equity does rushing the start date cost`).
        """
        if verb.effect != "none" or verb.name == FREE or verb.cues_alone or len(said) > SHORT:
            return None
        pointing = pointing_words(verb.cues)
        left = {word.said.casefold() for word in beyond(verb.args, said, filled, vocabulary)} - pointing
        if not left:
            return None
        words = spaced(said)
        if takes_whole_documents(verb.args):
            return _OF_NOTHING if utterance.is_one_question(said) else None
        if (measured := _HOW_MUCH.search(words)) and not left.isdisjoint(measured[0].split()):  # it asks for something else
            return _OF_NOTHING
        # Who asks in a few words (`senior remote with relocation`) means the verb, unless the guides know the answer.
        phrase = not utterance.is_question(said) or f" we {verb.name} " in words
        phrase = phrase or any(" " in cue and f" {cue} " in words for cue in verb.cues)
        named = any(getattr(filled.args, name) is not True for name in filled.args.model_fields_set)
        return Weighed(phrase, heeds=bool(filled.args.model_fields_set), names=named)

    def _besides(self, heard: Heard, said: str, rest: str) -> Heard:
        """The same with what the words may tell; and with what they say beside the number of what is shown."""
        tells = rest is said or bool(heard.unread) or _OF_A_SEARCH.search(rest[:LABEL]) is not None
        if heard.verb.effect == "write" or (heard.verb.effect == "none" and not tells):
            return heard
        from handlers.core.typed import deedwords, references, statewords  # many patterns, which most questions do without

        named = references.named(said) if heard.verb.effect == "read" and not heard.guesses else None
        if named and (named.words != rest or utterance.begins_with(said, heard.verb)):
            named = None
        if heard.verb.effect != "none" and named is None:
            return heard
        told = (statewords.asked(said) or deedwords.told(said)) if named or tells else None
        perhaps = (statewords.perhaps(said) or deedwords.told_of_somebody(said)) if heard.verb.name == FREE else None
        return heard._replace(told=told, perhaps=perhaps, unread=named.left if named else heard.unread)

    def _first_of(self, verb: Verb, words: str, vocabulary: Vocabulary) -> tuple[str, tuple[Action, ...]]:
        """(What this verb reads, what else the message asks for); a verb that takes free text takes all of it."""
        parts = utterance.parts_of(words) if len(words) <= SHORT and holds_ids(verb.args) else [words]
        buttons = {part: self._as_button(part, vocabulary) for part in parts[1:]}
        further = tuple(button for button in buttons.values() if button)
        return "; ".join(part for part in parts if not buttons.get(part)) if further else words, further

    def _as_button(self, said: str, vocabulary: Vocabulary) -> Action | None:
        """The button that asks this, where it begins with a verb that only answers; None for what is unclear in itself."""
        leading = self._names.leading(said, self._names.typed(said), vocabulary)
        if leading is None or leading[0].effect != "none" or not leading[0].listed:
            return None
        try:
            return self._suggestion(self._comparing(*leading, vocabulary), said[:LABEL].rstrip(".?! "), leading[1], vocabulary)
        except (Ambiguous, Refusal):
            return None

    def _filled(self, verb: Verb, words: str, command: Command, vocabulary: Vocabulary) -> Filled:
        words = utterance.without_mentions(words) if holds_ids(verb.args) else words
        try:
            return from_words(verb.args, words, command.attachments, vocabulary)
        except Ambiguous as ambiguous:
            raise self._which(ambiguous, verb, words, vocabulary) from None

    def _find(self, said: str, command: Command, vocabulary: Vocabulary) -> Mended | None:
        """A verb in front, or a misspelt one, or the one that reads documents; None where the words only point to one."""
        if utterance.says_nothing(said) and said and not command.attachments:
            raise self._unclear(said, [], vocabulary)
        if not said:
            return (self._document_reader, "", ()) if command.attachments else (self.verb("help"), "", ())
        typed = self._names.typed(said)
        leading = self._names.leading(said, typed, vocabulary)
        nearly = self._nearly(said, typed, leading, vocabulary)
        if nearly:
            return nearly
        if leading:
            verb, rest = leading
            of_days = rest.casefold().rstrip("?!. ") in OF_DAYS and self._of_own_work(said, command.place)
            return of_days or (self._comparing(verb, rest, vocabulary), rest, ())
        if deed := self._pleaded(said, vocabulary) or self._of_own_work(said, command.place):
            return deed
        head = said[:4000].split(None, SEARCHED_WORDS)
        if utterance.is_document(said, head) or (command.attachments and len(head) < 3):
            return self._document_reader, said, (Guess(self._wording.long_text(), "triage"),)
        self._half_said(head)
        if utterance.asks_for_all(said):
            raise self._all_of_what(vocabulary)
        return self._misspelt(said, vocabulary)

    def _pleaded(self, said: str, vocabulary: Vocabulary) -> Mended | None:
        """The verb behind a plea, where it changes something or stands alone (`please reject bo`); cues find the others."""
        deed = utterance.without_plea(said)
        leading = self._names.leading(deed, self._names.typed(deed), vocabulary) if deed else None
        return (*leading, ()) if leading and (leading[0].effect == "write" or not leading[1].strip("?!. ")) else None

    def _of_own_work(self, said: str, place: Place, *, mend: bool = False) -> Mended | None:
        """The verb for what is asked about one's own searches, without its name: `what do i owe`; with `mend` also where a word
        of it is misspelt. In a channel's thread, how things stand is asked of the req that it is about."""
        from handlers.core.typed import ownwork  # many patterns, which most questions do without

        own, mended = ownwork.nearly(said) if mend else (ownwork.asked(said), {})
        if own is None:
            return None
        name = ONE_REQ if own.verb == ALL_REQS and place.thread and not place.private else own.verb
        verb = self._names.get(name)
        return (verb, own.words, tuple(Guess(*slip) for slip in mended.items())) if verb else None

    def _led(self, said: str, place: Place, vocabulary: Vocabulary) -> tuple[Verb, str, tuple[Guess, ...], str]:
        """(The verb that the words point to, the words it should read, guesses, the words as they were read)."""
        if utterance.ranks_people(said):
            return self.verb(FREE), said, (), said
        verb, said, guesses = self._pointed_to(said, " ".join(said[:4000].split(None, SEARCHED_WORDS)), vocabulary)
        if verb is self._document_reader and utterance.asks_which_lane(said, verb, vocabulary):
            verb = self.verb("role")
        if verb.name == FREE:
            return (*(self._of_own_work(said, place, mend=True) or (*self._question(said), ())), said)
        return self._comparing(verb, said, vocabulary), said, guesses, said

    def _question(self, said: str) -> tuple[Verb, str]:
        """(The verb that a free question goes to, its words); where it names a req or a candidate, the verb that shows that."""
        from handlers.core.typed import references

        named = references.named(said)
        shows = self._names.get(named.verb) if named else None
        return (shows, named.words) if named and shows else (self.verb(FREE), said)

    def _comparing(self, verb: Verb, words: str, vocabulary: Vocabulary) -> Verb:
        """The verb that takes over where the words set two things against each other, or name a req and nothing else."""
        if verb.of_req and _REQ_ALONE.fullmatch(words[:40].strip()):
            return self.verb(verb.of_req)
        if not verb.compared_by:
            return verb
        said = words[:SHORT]
        if utterance.is_span_of_levels(said, vocabulary):
            return self.verb(verb.compared_by)
        if not utterance.may_compare(said):
            return verb
        first = next(iter(utterance.parts_of(said)), "")  # what the rest of the message asks for is another matter
        two = are_two_sides(first) and utterance.are_cells(sides_of(first), vocabulary, _OF_SIDE)
        return self.verb(verb.compared_by) if two or utterance.are_two_levels(first, vocabulary) else verb

    @cached_property
    def _document_reader(self) -> Verb:
        return next(filter(_reads_documents, self._verbs))

    def _nearly(self, said: str, typed: Typed, leading: Found | None, vocabulary: Vocabulary) -> Mended | None:
        """What a name that is nearly right means: what only looks is taken for it.

        Raises NotUnderstood, with the readings as buttons, for what would change something, and where the words can be read as
        they stand too.
        """
        nearly = self._names.nearly(said, typed, vocabulary)
        if nearly is None:
            return None
        verb, rest, _ = nearly
        if leading and leading[0].effect == "none" and verb.effect == "none":
            return None
        other = leading if leading and leading[0] is not verb else None
        if verb.effect != "write" and other is None:
            return nearly
        raise self._asked_back([(verb, rest), *([other] if other else [])], vocabulary)

    def _half_said(self, head: list[str]) -> None:
        """Raise NotUnderstood, with what may follow, for the first word of names alone: `offer`."""
        first = head[0].casefold().strip("?!.,:;") if len(head) == 1 else ""
        verbs = [verb for verb in self._verbs if verb.listed and verb.name.split()[0] == first] if first else []
        if len(verbs) > 1:
            actions = tuple(Action(verb.name, verb.name) for verb in verbs)
            raise NotUnderstood(self._wording.half_said(first=first, verbs=[verb.name for verb in verbs]), actions=actions)

    def _all_of_what(self, vocabulary: Vocabulary) -> NotUnderstood:
        """What is said to whoever asks for all by itself: it goes behind a question."""
        verb = self.verb(USUAL[0])
        example = f"{verb.examples[0]} all"
        action = self._suggestion(verb, example, example.removeprefix(verb.name), vocabulary)
        return NotUnderstood(self._wording.all_of_what(example=example), actions=(action,))

    def _asked_back(self, readings: list[Found], vocabulary: Vocabulary) -> NotUnderstood:
        """Each reading as a button that runs it; one whose words are unclear in themselves is asked about when it is said."""
        offered: list[Action] = []
        for verb, words in readings:
            try:
                offered.append(self._suggestion(verb, verb.name, words, vocabulary))
            except Ambiguous:
                continue
        names = [action.verb for action in offered] or [verb.name for verb, _ in readings]
        return NotUnderstood(self._wording.which_one(verbs=names), actions=tuple(offered))

    def _misspelt(self, said: str, vocabulary: Vocabulary) -> Mended | None:
        """The same of a name of one word, unless that points to a verb as it stands."""
        misspelt = self._names.misspelt(said, vocabulary)
        if misspelt is None:
            return None
        verb, rest, (guess,) = misspelt
        if self._cues.begin_with(guess.said.casefold()):
            return None
        if verb.effect == "write" and len(said) <= SHORT:
            raise self._asked_back([(verb, rest)], vocabulary)
        return misspelt

    def _pointed_to(self, said: str, head: str, vocabulary: Vocabulary) -> Mended:
        """The one verb that the words point to, by a cue or by what they name, and the words as they were read for it."""
        pointed = self._cued(head, vocabulary)
        if not pointed and len(said) <= SHORT and (mended := self._cues.mended(said, vocabulary)):
            return mended
        pointed = pointed or self._implied(head, vocabulary)
        if len(pointed) == 1:
            return pointed[0], said, ()
        raise self._unclear(said, pointed, vocabulary)

    def _cued(self, head: str, vocabulary: Vocabulary) -> list[Verb]:
        """The verbs that cues point to. Where a message tells something besides its question, what only answers counts there by
        what it asks: other words are about the asker. What reads texts does not, as what is told may be the text."""
        found, asks = self._cues.pointed_to(head, vocabulary), asking(head)
        pointed = [verb for verb in found if not utterance.asks_of_more(verb, head)]
        if not asks.besides or any(verb.effect != "none" or _reads_documents(verb) for verb in pointed):
            return pointed
        return self._cues.pointed_to(asks.meant, vocabulary) or ([self.verb(FREE)] if pointed else [])

    def _implied(self, head: str, vocabulary: Vocabulary) -> list[Verb]:
        """Without a cue: words that name a cell ask for its band, a kind of work alone may mean several; the rest is a question.

        So is a kind of work that is asked about and nothing else (`how does lora work`).
        """
        reading = vocabulary.read(head, _CELL)
        if not reading.found and utterance.names_sources(head, vocabulary):
            return [self.verb("sources")]
        if utterance.asks_about_pay(head, reading):
            return [self.verb("band")]
        kinds = {match.kind for match in reading.found}
        about_work = (kinds == {"modifier"} and _QUESTION.match(head)) or (kinds == {"market"} and _WHETHER.match(head))
        if kinds and kinds <= {"lane", "specialty"} and not reading.unread and _WHAT_WORK.match(head):
            return [self.verb("role")]
        is_cell = "level" in kinds and not kinds.isdisjoint(("market", "place"))
        unread = utterance.without_employers(reading.unread) if "level" in kinds else reading.unread
        if unread or not kinds or about_work or (len(head.split()) > CELL_WORDS and not is_cell):
            return [self.verb(FREE)]
        could_be = LANE_ALONE if kinds == {"lane"} else SPECIALTY_ALONE if kinds <= {"lane", "specialty"} else ("band",)
        return [self.verb(name) for name in could_be]

    def _unclear(self, said: str, pointed: list[Verb], vocabulary: Vocabulary) -> NotUnderstood:
        if pointed:
            actions = tuple(self._suggestion(verb, verb.name, said, vocabulary) for verb in pointed)
            return NotUnderstood(self._wording.which_one(verbs=[verb.name for verb in pointed[:3]]), actions=actions)
        word = WORD.search(said)
        near = self._names.nearest(word.group()) if word else None
        tries = list(dict.fromkeys((*([near] if near and near.listed else []), *map(self.verb, USUAL))))[:3]
        actions = tuple(
            self._suggestion(verb, verb.examples[0], verb.examples[0].removeprefix(verb.name), vocabulary) for verb in tries
        )
        return NotUnderstood(self._wording.not_understood(examples=[verb.examples[0] for verb in tries]), actions=actions)

    def _which(self, ambiguous: Ambiguous, verb: Verb, words: str, vocabulary: Vocabulary) -> NotUnderstood:
        """Buttons that run the verb on each reading of the unclear word."""
        names = [vocabulary.name(ambiguous.kind, each) for each in ambiguous.ids]
        actions = tuple(self._suggestion(verb, name, words.replace(ambiguous.said, f" {name} ", 1), vocabulary) for name in names)
        return NotUnderstood(self._wording.which_meaning(said=ambiguous.said, names=names), actions=actions)

    @staticmethod
    def _suggestion(verb: Verb, label: str, words: str, vocabulary: Vocabulary) -> Action:
        """A button that runs `verb` on what these words mean to it: read now, so that pressing it parses nothing."""
        args = from_words(verb.args, words, (), vocabulary).args
        return Action(label, verb.name, args.model_dump(mode="json", exclude_defaults=True))


def _reads_documents(verb: Verb) -> bool:
    return any(isinstance(slot.marker, Document) for slot in slots(verb.args))


def _asked_about(verb: Verb, words: str) -> Asked | None:
    """What is asked about a change, where the words behind its verb ask."""
    words = words.strip()
    return asked(words, told_of(verb.args, words), keeps=verb.keeps_words)
