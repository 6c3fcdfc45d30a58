"""One way in: read the command, open the unit that its verb declares, answer. Never raises."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from handlers.core.answers.aging import grown_old
from handlers.core.asked import SIDES, fact_ids, named, repeatable
from handlers.core.command import Command, storable
from handlers.core.errors import DoneBefore, Invalid, NotAllowed, NotDone, NotFound, NotUnderstood, Refusal, Unavailable
from handlers.core.followups import ofthread
from handlers.core.followups.lately import SpokenOf
from handlers.core.library import Library
from handlers.core.named import noted as named_in
from handlers.core.reading.askback import LABEL
from handlers.core.reading.heard import Heard
from handlers.core.reading.reading import Reader
from handlers.core.reading.utterance import could_name_one, words_of
from handlers.core.reading.verbnames import FREE
from handlers.core.reading.weighing import Weighed
from handlers.core.recent import Recent
from handlers.core.reply import MAX_ACTIONS, Action, Element, Reply, Text
from handlers.core.typed.asking import Asked
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording

if TYPE_CHECKING:
    from handlers.core.typed.deedwords import Told
    from knowledge.words.vocabulary import Vocabulary
    from storage.database import Database
    from storage.models import Person
    from storage.unit import Unit

log = logging.getLogger("mlhire.router")

KEPT = 2000
"""Answers that are kept to be given again: a few kilobytes each. A bench's 8,000 questions about pay have 1,600 of them."""
GUARDED = frozenset({"offers", "approve_offers", "record_rounds"})
"""Needs (access.TABLE) of verbs whose forms show what others may not see: terms, scorecards."""
SHOWN_UNREAD = 5
"""Words that meant nothing are named up to here; a pasted paragraph is not read back."""


class Router:
    """Answers commands. `libraries` gives a workspace's knowledge; `database` opens units for verbs that declare one."""

    def __init__(
        self,
        verbs: tuple[Verb, ...],
        libraries: Callable[[str], Library],
        database: Callable[[], Database],
        real_now: Callable[[], datetime] | None = None,
    ) -> None:
        """`real_now` is what the outbox runs on; without it business time serves for both."""
        self.verbs = verbs
        self._real_now = real_now
        self._libraries = libraries
        self._database = database
        self._reader = Reader(verbs)
        self._given: Recent[Hashable, Reply] = Recent(KEPT)
        self._spoken_of = SpokenOf()
        self._wording = Wording("reading")
        self._asked = Wording("asked")
        self.when_whole: Callable[[Heard, Command], None] = lambda *_: None
        """Hears what was asked in a req's thread, once it is known whose work is meant: a talk goes on from that."""
        self.when_found: Callable[[Heard, Command, Reply], None] = lambda *_: None
        """Hears of which work a text was found to be, and what was told to a free question: a talk goes on from that too."""

    def read(self, command: Command) -> Heard | Reply:
        """The command understood, or the reply that says why it was not. Touches no database."""
        try:
            heard = self._reader.read(storable(command), self.words(command))
            return heard._replace(in_thread=True) if command.place.thread and ofthread.may_be(heard, command) else heard
        except Refusal as refusal:
            return refused(refusal)
        except Exception:
            return self._crashed(command)

    def run(self, heard: Heard, command: Command) -> Reply:
        """The verb's answer, in one unit of the kind it declares. A refusal changed nothing."""
        command = replace(command, said=heard.first) if heard.first else command
        heard, note = self._in_thread(heard, command) if heard.in_thread else (heard, "")
        reply = self._run(heard, command)
        reply = replace(reply, elements=(Text(note, small=True), *reply.elements)) if note else reply
        self._spoken_of.keep(command, reply)
        if reply.work or heard.verb.name == FREE or (isinstance(reply.data, dict) and SIDES in reply.data):
            self.when_found(heard, command, reply)
        return reply

    def _run(self, heard: Heard, command: Command) -> Reply:
        try:
            if heard.told and (meant := self._deed(heard, heard.told, command)):
                return meant
            if heard.asks:
                return self._asked_about(heard, heard.asks, command)
            if heard.weighed and (known := self._better_known(heard, heard.weighed, command)):
                return known
            reply = self._usual(heard, command)
            if heard.perhaps and not reply.data.get("answered") and (meant := self._named(heard, heard.perhaps, command)):
                return meant
            return _for_whom(_with_further(self._with_guesses(reply, heard, command.actor.workspace), heard), heard.verb)
        except NotAllowed as refusal:
            if heard.asks is None:
                self._note(refusal, heard, command)
            return _for_whom(refused(refusal), heard.verb)
        except Refusal as refusal:
            if heard.otherwise and isinstance(refusal, NotFound) and refusal.none_at_all:
                return self._run(heard.otherwise, command)
            return _for_whom(refused(refusal), heard.verb)
        except Exception:
            return self._crashed(command)

    def answer(self, command: Command) -> Reply:
        """Read and run in one go, on the calling thread."""
        heard = self.read(command)
        return heard if isinstance(heard, Reply) else self.run(heard, command)

    def _in_thread(self, heard: Heard, command: Command) -> tuple[Heard, str]:
        """What is asked in a req's thread about its work, with a line that says so; as it was where it is nobody's thread."""
        from handlers.pipeline.people import known
        from handlers.pipeline.reading.threadcell import of_thread

        found = None
        with suppress(Unavailable):
            found = self._database().read(
                command.actor.workspace, lambda unit: of_thread(self._context(heard, command, unit, known(unit, command)))
            )
        heard, words = ofthread.completed(heard, found.cell, self.words(command)) if found else (heard, "")
        if found is None or not words:
            return heard, ""
        self.when_whole(heard, command)
        return heard, self._wording.of_thread(words=words, req=f"R-{found.number}")

    def _deed(self, heard: Heard, told: Told, command: Command) -> Reply | None:
        """The answer to words that tell what became of somebody, where they name one who is in a search."""
        from handlers.pipeline.people import known
        from handlers.pipeline.reading.deedsaid import offered

        meant = self._database().read(
            command.actor.workspace,
            lambda unit: (offered(self._context(heard, command, unit, known(unit, command)), told), named_in(unit)),
        )
        match meant:
            case (Action() as deed, _):
                return self.answer(replace(command, said="", verb=deed.verb, args=deed.args))
            case (Reply() as reply, about):
                return replace(reply, about=about)
        return None

    def _named(self, heard: Heard, perhaps: Told, command: Command) -> Reply | None:
        """The same to words among which a name may stand; a question needs no database where another process has it."""
        with suppress(Unavailable):
            return self._deed(heard, perhaps, command)
        return None

    def _asked_about(self, heard: Heard, asks: Asked, command: Command) -> Reply:
        """The answer to a question that was put with a change's verb: what the verb answers as long as that changes nothing, else
        the change as a button. The guides are asked where it is a sentence, or names nobody that the verb could find."""
        if asks.in_full and (known := self._from_guides(command)).data.get("answered"):
            return known
        try:
            return _for_whom(self._with_guesses(self._handled(heard, command), heard, command.actor.workspace), heard.verb)
        except NotFound:
            if not asks.words:
                raise
            known = self._from_guides(command)
            if not known.data.get("answered") and could_name_one(asks.words, self.words(command)):
                raise
            return known

    def _better_known(self, heard: Heard, weighed: Weighed, command: Command) -> Reply | None:
        """What the guides say to a question that cues led to a verb, unless the verb is asked about a thing and speaks of it too.

        Or that they say nothing, where it is about what none covers, or hardly anything speaks for the verb.
        """
        known = self._from_guides(command)
        if not known.data.get("answered") or known.data.get("elsewhere"):  # what is said of no place, the verb says better
            declines = weighed.hardly or (known.data.get("gap") and not weighed.surely)
            return known if declines else None
        try:
            own = self._usual(heard, command)
        except Refusal:
            return known
        return None if weighed.names and known.data[SIDES][0] in fact_ids(own.data) else known

    def _usual(self, heard: Heard, command: Command) -> Reply:
        return self._advised(heard, command) if repeatable(heard.verb, heard.args) else self._handled(heard, command)

    def words(self, command: Command) -> Vocabulary:
        """What words mean in the workspace that it comes from."""
        return self._libraries(command.actor.workspace).vocabulary

    def _from_guides(self, command: Command) -> Reply:
        """What the guides answer to the words as a whole."""
        question = {"question": words_of(command.said)}
        asked = replace(command, said="", verb=FREE, args=question, attachments=(), delivery_key=None)
        heard = self.read(asked)
        return heard if isinstance(heard, Reply) else self._run(heard, asked)  # no talk goes on from what may not be told

    def _advised(self, heard: Heard, command: Command) -> Reply:
        """An answer from ids alone: the same for all who share the knowledge, until some of it grows old, so it is kept."""
        library = self._libraries(command.actor.workspace)
        question = (library, library.times_aged(command.now.date()), command.place.private, heard.verb.name, heard.args)
        reply = self._given.get(question)
        if reply is None:
            reply = self._offering(self._handled(heard, command), heard, command)
            self._given.keep(question, reply)
        return reply

    def _handled(self, heard: Heard, command: Command) -> Reply:
        """The handler's answer, in the unit that the verb declares."""
        if heard.verb.effect == "none":
            reply = heard.verb.handle(heard.args, self._context(heard, command))
        elif heard.verb.effect == "read":
            reply = self._look(heard, command)
        else:
            reply = self._write(heard, command)
        return self._with_age(reply, command)

    def _context(self, heard: Heard, command: Command, unit: Unit | None = None, person: Person | None = None) -> Context:
        library = self._libraries(command.actor.workspace)
        real_now = self._real_now() if unit and self._real_now else command.now
        she = self._spoken_of.she(command) if unit else None
        guesses, unread = heard.guesses, heard.unread
        return Context(library, command, self.verbs, real_now, unit, guesses, unread, person, heard.verb, heard.args, she)

    def _admitted(self, heard: Heard, command: Command, unit: Unit, person: Person | None) -> Reply:
        """The handler's answer to somebody who may ask."""
        from handlers.core import access

        context = self._context(heard, command, unit, person)
        access.ask(context)
        try:
            reply = heard.verb.handle(heard.args, context)
        except Refusal as refusal:
            refusal.about = named_in(unit)
            raise
        about = named_in(unit)
        return replace(reply, about=about) if about else reply

    def _look(self, heard: Heard, command: Command) -> Reply:
        from handlers.pipeline.people import known

        return self._database().read(
            command.actor.workspace, lambda unit: self._admitted(heard, command, unit, known(unit, command))
        )

    def _write(self, heard: Heard, command: Command) -> Reply:
        """One transaction: the delivery's key, the change, its events and its messages; a key seen before changes nothing."""
        from handlers.pipeline.people import has_moved, speaker
        from handlers.pipeline.trace import trace_of

        def once(unit: Unit) -> Reply:
            if command.delivery_key and not unit.remember(command.delivery_key, command.now, heard.verb.name):
                raise DoneBefore(self._wording.already_delivered())
            person = speaker(unit, command)
            if has_moved(unit, person):
                from handlers.pipeline.reminders.moving import follow

                follow(self._context(heard, command, unit, person))
            before = trace_of(unit, person) if heard.asks else None
            reply = self._admitted(heard, command, unit, person)
            if heard.asks and trace_of(unit, person) != before:
                raise self._only_asked(heard, heard.asks, reply)
            return reply

        return self._database().write(command.actor.workspace, once)

    def _only_asked(self, heard: Heard, asks: Asked, reply: Reply) -> NotDone:
        """That nothing is changed, as it was only asked, with the change as a button: raised, so that the unit is rolled back."""
        words = f"{heard.verb.name} {' '.join(asks.words.split())}".strip()
        args = heard.args.model_dump(mode="json", exclude_defaults=True)
        text = self._wording.only_asked(verb=heard.verb.name, summary=heard.verb.summary)
        asked = NotDone(text, actions=(Action(words[:LABEL], heard.verb.name, args),))
        asked.about = reply.about
        return asked

    def _note(self, refusal: NotAllowed, heard: Heard, command: Command) -> None:
        """Who was refused what goes into the trail, in a unit of its own: the refused one left nothing behind."""
        from handlers.pipeline.people import note_refusal

        try:
            self._database().write(
                command.actor.workspace, lambda unit: note_refusal(unit, command, heard.verb.name, refusal.req)
            )
        except Exception:
            log.exception("the refusal of %s could not be recorded", heard.verb.name)

    def _with_guesses(self, reply: Reply, heard: Heard, workspace: str) -> Reply:
        """Say above the answer what was read otherwise than typed, what was taken over, and which words meant nothing."""
        lines: list[Element] = []
        if heard.after:
            lines.append(Text(self._wording.after_last(words=heard.after), small=True))
        if heard.guesses:
            lines.append(Text(self._wording.guessed(guesses=heard.guesses), small=True))
        if (left := heard.left_out) and len(heard.unread) <= SHOWN_UNREAD:
            lines.append(Text(self._wording.passed_over(words=left), small=True))
        if heard.further:
            lines.append(Text(self._wording.one_at_a_time(asked=[each.label for each in heard.further]), small=True))
        if heard.spare:
            names = [self._libraries(workspace).vocabulary.name(kind, each) for kind, each in heard.spare]
            lines.append(Text(self._wording.one_too_many(names=names), small=True))
        return replace(reply, elements=(*lines, *reply.elements)) if lines else reply

    def _with_age(self, reply: Reply, command: Command) -> Reply:
        """Say under the answer whose facts in it have grown old."""
        old = grown_old(reply, self._libraries(command.actor.workspace), command.now.date())
        return replace(reply, elements=(*reply.elements, old)) if old else reply

    def _offering(self, reply: Reply, heard: Heard, command: Command) -> Reply:
        """Add to an advice's menu: the facts behind it, and, where others read along, showing it to them."""
        if not reply.sources:
            return reply
        question = named(heard.verb, heard.args)
        offered = [Action(self._asked.why_button(), "why", question)]
        if not command.place.private:
            offered.append(Action(self._asked.share_button(), "share", question))
            offered.append(Action(self._asked.direct_button(), "share", question | {"to_me": True}))
        return replace(reply, more=(*reply.more, *offered))

    def _crashed(self, command: Command) -> Reply:
        reference = secrets.token_hex(4)
        log.exception("reference %s: %s %s", reference, command.verb or "said", command.place.system)
        text = self._wording.crashed(reference=reference)
        return Reply(text, (Text(text),), data={"error": "internal", "reference": reference})


def refused(refusal: Refusal) -> Reply:
    """An expected error as an answer: what is wrong, and the next step."""
    data: dict[str, Any] = {"refused": type(refusal).__name__}
    if isinstance(refusal, Invalid) and refusal.errors:
        data["errors"] = dict(refusal.errors)
    return Reply(
        refusal.text,
        (Text(refusal.text),),
        actions=refusal.actions[:MAX_ACTIONS],
        more=refusal.actions[MAX_ACTIONS:],
        data=data,
        understood=not isinstance(refusal, NotUnderstood),
        about=refusal.about,
    )


def _with_further(reply: Reply, heard: Heard) -> Reply:
    """What else the message asked for comes first among what is offered."""
    if not heard.further:
        return reply
    offered = (*heard.further, *reply.actions)
    return replace(reply, actions=offered[:MAX_ACTIONS], more=(*offered[MAX_ACTIONS:], *reply.more))


def _for_whom(reply: Reply, verb: Verb) -> Reply:
    """What rests on the state of a search and was not said to everybody is the asker's alone, refusals included.

    A form asks and tells nothing, unless it is about what only some may see: those are filled in with what is known.
    """
    if reply.public or verb.effect == "none" or (reply.form is not None and verb.access not in GUARDED):
        return reply
    return replace(reply, confidential=True)
