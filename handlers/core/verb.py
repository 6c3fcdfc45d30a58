"""A verb, declared once: parser, help, forms, buttons and manifests all read this declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from handlers.core.colleagues import unnamed

if TYPE_CHECKING:
    from handlers.core.args import Arguments, Guess
    from handlers.core.command import Command
    from handlers.core.library import Library
    from handlers.core.reply import Reply
    from storage.models import Person
    from storage.unit import Unit

Effect = Literal["none", "read", "write"]
"""What a verb does to the database: nothing, look, or change. The router opens exactly one unit of that kind."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler may reach besides its arguments: knowledge, the command as it came, and its unit of work."""

    library: Library
    command: Command
    verbs: tuple[Verb, ...]
    real_now: datetime
    """Real time, for rows of the outbox; everything else goes by the command's `now`."""
    work: Unit | None = None
    guesses: tuple[Guess, ...] = ()
    unread: tuple[str, ...] = ()
    person: Person | None = None
    """Who speaks; None in a unit that only reads, for somebody who never wrote."""
    verb: Verb | None = None
    args: Arguments | None = None
    """What is being answered: what is asked back runs it again."""
    spoken_of: str | None = None
    """The candidate's id whom the answer before this one was about alone, where that was a moment ago."""

    @property
    def unit(self) -> Unit:
        """The unit that the verb declared; a verb with `effect="none"` has none, and asking for it is a bug."""
        if self.work is None:
            raise LookupError("this verb declares no effect, so it has no unit")
        return self.work

    @property
    def zone(self) -> str | None:
        """The speaker's zone, where it is known."""
        return (self.person.timezone if self.person else None) or self.command.actor.timezone

    @property
    def speaker(self) -> str:
        """What the speaker is called."""
        return (self.person.name if self.person else None) or self.command.actor.name or unnamed()

    @property
    def today(self) -> date:
        """The day that the speaker has; UTC's where no zone is known."""
        from handlers.core import times

        return self.command.now.astimezone(times.zone(self.zone)).date()

    def day(self, said: str) -> date:
        """A day as it was typed (see `amounts.Day`), as the speaker means it; without a year the next such day."""
        from handlers.core import times
        from handlers.core.typed.daywords import day_of

        return day_of(said, self.today, month_first=times.is_month_first(self.zone))


CELL = "_"
"""Stands for the cell in a verb's frames."""
A_SPAN = "<span>"
"""Among what may not stand behind a name: so many days, weeks or months."""

Handler: TypeAlias = "Callable[[Any, Context], Reply]"


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that the bot can do.

    `cues` are words in a free question that point to it ("salary" → band). `heavy` runs in a thread, so that a long
    document holds nobody else up.
    """

    name: str
    args: type[Arguments]
    handle: Handler
    summary: str
    usage: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    """How it is asked of a cell, which `_` stands for: `how much does a _ cost us`."""
    effect: Effect = "none"
    heavy: bool = False
    compared_by: str | None = None
    """The verb that takes over where two things are set against each other ("vs")."""
    of_req: str | None = None
    """The verb that takes over where nothing but a req is named (`triage R-12`): it may look into the database."""
    of_text: str | None = None
    """The verb that takes over where a text stands behind the name (`audit: we are looking for …`) and no req."""
    names_some: bool = False
    """True where its cues stand in questions about much else: without a verb in front, it takes those that name some argument."""
    cues_alone: bool = False
    """True where its cues are all that is said: beside words of something else (`what do you do when they go silent`) they are a
    question about that."""
    explained: bool = True
    """False where asking for the facts behind the answer would lead nowhere: it names sources, not figures."""
    alone: bool = False
    """True for a name that is the verb only where nothing follows it: "why" is one, "why do they leave" a question."""
    of_name: str | None = None
    """Of a name that stands `alone`, the verb that it is when it is typed: by itself, or before what could be a name."""
    keeps_words: bool = False
    """Whether it keeps whatever is written, as a note does: a question mark in it asks us nothing."""
    no_verb_before: tuple[str, ...] = ()
    """What makes a thing or a plea of its name right behind it (`share of`, `screen length`, `help me price`): the whole is then
    a question, but behind "of" where the words name whom it works on."""
    access: str = "everyone"
    """Who may: a need in access.TABLE."""
    listed: bool = True
    """False for what only buttons say (share, done): it works when typed, and help does not list it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that it answers to."""
        return (self.name, *self.aliases)


@cache
def pointing_words(cues: tuple[str, ...]) -> frozenset[str]:
    """The words of a verb's cues: in a question they point to it, and mean nothing else."""
    return frozenset(word for cue in cues for word in cue.split())


@dataclass(frozen=True, slots=True)
class Declaration:
    """A verb before it has its handler; used as a decorator on it."""

    name: str
    args: type[Arguments]
    summary: str
    usage: str
    examples: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)

    def __call__(self, handle: Handler) -> Verb:
        return Verb(self.name, self.args, handle, self.summary, self.usage, self.examples, **self.options)


def verb(name: str, args: type[Arguments], *, summary: str, usage: str, examples: tuple[str, ...], **options: Any) -> Declaration:
    """Declare a verb: `@verb("band", BandArgs, summary=…, usage=…, examples=…)` above its handler."""
    return Declaration(name, args, summary, usage, examples, options)
