"""What each person asked last in each place, so that a message may go on from it. In memory, bounded, and soon forgotten."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from handlers.core.asked import NEAR, SIDES, AskedArgs, named, repeatable
from handlers.core.command import Command
from handlers.core.followups import ofanswer
from handlers.core.reading.carried import Question, question_of, still_of_the_work
from handlers.core.reading.heard import Heard
from handlers.core.reading.utterance import words_of
from handlers.core.recent import Recent
from handlers.core.reply import Reply
from handlers.core.verb import Verb
from handlers.router import Router
from knowledge.words.patterns import pattern

if TYPE_CHECKING:
    from handlers.core.followups.followup import FollowUps

log = logging.getLogger("mlhire.talk")

WHY = "why"
"""The verb that answers with the facts behind an answer; typed, its name is for reminders first (its `of_name`)."""
_WHY = pattern(r"\W*why(?: (?:is )?(?:that|this|so))?\W*", re.IGNORECASE)
_THAT = r"(?:that|this|it|these|those|they)"
_WHENCE = pattern(
    r"\W*(?:and\W+|but\W+)?(?:who (?:says|said)(?: (?:that|this|so|it))?|says who"
    rf"|(?:are you (?:really )?sure|is {_THAT} (?:true|right|correct|certain))(?: (?:about|of) {_THAT})?"
    r"|(?:show|give|list|cite|name|see|what(?:['’]?s| is| are)?)\W+(?:me\W+|us\W+)?(?:the\W+|its\W+)?"
    rf"(?:sources?|citations?|references?)(?: (?:for|of|behind) {_THAT})?(?: (?:please|pls|plz))?"
    r"|(?:sources?|citations?) (?:please|pls|plz)|cite (?:it|that)"
    r"|according to (?:who|whom|what)|sources?\?+|as of when"
    rf"|(?:where|which source|what source|who) (?:is|are|does|do) {_THAT}(?: (?:figures?|numbers?))? (?:come )?from"
    rf"|how (?:old|recent|current|fresh) (?:is|are) {_THAT}(?: (?:figures?|numbers?|data))?"
    r"|why (?:exactly |just |only )?(?:\d{1,3}|two|three|four|five|six|seven)"
    r" (?:rounds?|interviews?|stages?|hours?|days?|weeks?|months?)"
    rf"|why (?:(?:is|are) {_THAT} )?(?:so|that) (?:low|high|much|little|few|many|long|short))\W*",
    re.IGNORECASE,
)
"""What asks for the facts behind an answer, too."""
LONGEST_WHENCE = 60
BRIEF, LOOP = "brief", "loop"
SCREEN = "screen"
"""The verb that reads one person's text, of which nothing is kept."""

REMEMBERED = timedelta(minutes=15)
"""Who comes back later begins anew."""
KEPT = 2000
"""Last questions that are kept, and questions that one was gone on from: a few ids each."""

KEPT_FACTS = 8
"""Of the facts that answered a free question, so many are kept."""

_Whose: TypeAlias = tuple[str | None, ...]
_Which: TypeAlias = tuple[_Whose, datetime, int]


class _Last(NamedTuple):
    question: Question
    at: datetime


class Talk:
    """Reads commands as parts of the talk that they stand in. Each process has its own: what another one was asked is not known
    here, and a message is then read alone."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self._last: Recent[_Whose, _Last] = Recent(KEPT)
        self._behind: Recent[_Which, Question] = Recent(KEPT)
        router.when_whole = self._remember
        router.when_found = self._remember_found

    @cached_property
    def _follow_ups(self) -> FollowUps:
        from handlers.core.followups.followup import FollowUps  # many patterns, which a start does without

        return FollowUps(self._router.verbs)

    def read(self, command: Command) -> Heard | Reply:
        """The command understood, and remembered; or the reply that says why it was not."""
        last = self._last_of(command)
        heard = self._read(command, last)
        if isinstance(heard, Heard):
            if last and (heard.after or heard.goes_on):
                self._behind.keep(_which(command), last)
            if not (heard.otherwise or issubclass(heard.verb.args, AskedArgs)):  # "why" is about the question before
                self._remember(heard, command)
        return heard

    def meant(self, command: Command) -> Heard | Reply:
        """The same, and nothing is remembered: read again, a command means what it meant, whatever was asked since."""
        return self._read(command, self._behind.get(_which(command)))

    def _read(self, command: Command, last: Question | None) -> Heard | Reply:
        """The command behind the question that was asked before it, if one was."""
        alone = self._router.read(command)
        if last is None or command.verb or command.attachments or (isinstance(alone, Heard) and alone.framed):
            return alone
        if isinstance(alone, Heard) and alone.verb is self._why_nudge and _WHY.fullmatch(command.said):
            return alone._replace(otherwise=self._why(last))
        if len(command.said) <= LONGEST_WHENCE and _WHENCE.fullmatch(command.said) and (why := self._why(last)):
            return why
        if len(command.said) <= LONGEST_WHENCE and (about := self._about_it(command.said, last)):
            return about
        try:
            return self._behind_it(command, last, alone if isinstance(alone, Heard) else None) or alone
        except Exception:
            log.exception("a message could not be read after the question before it: %s", command.place.system)
            return alone

    def _behind_it(self, command: Command, last: Question, alone: Heard | None) -> Heard | None:
        """What the words ask behind `last`; None where they stand alone."""
        said, words, follow_ups = words_of(command.said), self._router.words(command), self._follow_ups
        if last.facts and (told := follow_ups.of_the_told(said, last, alone, words)):
            return told
        if short := follow_ups.shortly(said, last, words):
            return short
        if follow_ups.begins_anew(command.said):
            return None
        return follow_ups.read(said, last, alone, words) or follow_ups.of_the_told(said, last, alone, words)

    def _about_it(self, said: str, last: Question) -> Heard | None:
        """The last answer in fewer words, or why its figures lie apart."""
        if ofanswer.asks_why_apart(said) and (why := self._why(last)):
            return why._replace(args=why.args.model_copy(update={"apart": True}))
        if not ofanswer.asks_for_less(said) or (last.verb.name == LOOP and not last.facts and ofanswer.may_be_of_rounds(said)):
            return None
        return self._answered_by(self._brief, last)

    def _why(self, last: Question) -> Heard | None:
        """The facts behind the answer to the last question."""
        return self._answered_by(self._why_answer, last)

    def _answered_by(self, verb: Verb | None, last: Question) -> Heard | None:
        """What answers about the last answer; None where that can't be given again."""
        if verb is None or not (last.facts or repeatable(last.verb, last.args)):
            return None
        told = {"facts": last.facts} if last.facts else named(last.verb, last.args)
        return Heard(verb, verb.args.model_validate(told))

    @cached_property
    def _brief(self) -> Verb | None:
        return next((each for each in self._router.verbs if each.name == BRIEF), None)

    @cached_property
    def _why_answer(self) -> Verb | None:
        return next((each for each in self._router.verbs if each.name == WHY), None)

    @cached_property
    def _why_nudge(self) -> Verb | None:
        answer = self._why_answer
        return next((each for each in self._router.verbs if answer and each.name == answer.of_name), None)

    def _last_of(self, command: Command) -> Question | None:
        last = self._last.get(_whose(command))
        return last.question if last and timedelta(0) <= command.now - last.at <= REMEMBERED else None

    def _remember(self, heard: Heard, command: Command) -> None:
        """What was asked; whoever runs a search in between has ended the talk. From a text goes on what was found in it
        (`_remember_found`): until then the question before it stands."""
        if question := question_of(heard):
            last = self._last_of(command) if heard.after else None
            self._last.keep(_whose(command), _Last(still_of_the_work(question, last), command.now))
        elif heard.verb.name == SCREEN:
            self._last.keep(
                _whose(command), _Last(Question(heard.verb, heard.verb.args()), command.now)
            )  # and nothing of the text
        elif heard.verb.effect != "none":
            self._last.drop(_whose(command))

    def _remember_found(self, heard: Heard, command: Command, reply: Reply) -> None:
        """Of which work a text was found to be, or which facts answered a free question: nobody's words."""
        if not reply.work:
            last = self._last_of(command) or Question(heard.verb, heard.verb.args())
            told = (*reply.data.get(SIDES, ()), *reply.data.get(NEAR, ()))
            if told or last.facts:
                self._last.keep(_whose(command), _Last(last._replace(facts=told[:KEPT_FACTS]), command.now))
            return
        self._last.keep(_whose(command), _Last(Question(heard.verb, heard.verb.args(), reply.work), command.now))


def _whose(command: Command) -> _Whose:
    actor, place = command.actor, command.place
    return actor.workspace, actor.system, actor.external_id, place.system, place.channel, place.thread


def _which(command: Command) -> _Which:
    """Which message it is, without its words."""
    return _whose(command), command.now, hash(command.said)
