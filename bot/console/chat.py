"""What was said in the local workspace. Kept in memory and bounded; everything of value lives in the database."""

from __future__ import annotations

import itertools
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.console.cast import BOT, direct, is_direct
from handlers.core.command import Attachment, Command
from handlers.core.reply import Form, Reply

KEPT_IN_A_PLACE = 400
"""Messages; the oldest go first."""

KEPT_FORMS = 200


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a person's words, or the bot's reply with the command that made it.

    `only_for` names the one person who sees it; `key` is the name that a delivery gave it; `pressed` the button that it answers.
    """

    id: str
    number: int
    place: str
    author: str
    at: datetime
    thread: str | None = None
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply: Reply | None = None
    command: Command | None = None
    only_for: str | None = None
    key: str | None = None
    pressed: str = ""
    edited: bool = False

    @property
    def by_bot(self) -> bool:
        """Whether the bot said it."""
        return self.author == BOT

    def visible_to(self, person: str) -> bool:
        """Whether a person sees it: what is said directly is between two."""
        if is_direct(self.place):
            return self.place == direct(person)
        return self.only_for is None or self.only_for == person


@dataclass(frozen=True, slots=True)
class Change:
    """Something that open tabs are told of. `message` is None where everything is different (the clock, a new beginning)."""

    kind: Literal["posted", "edited", "deleted", "clock"]
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that somebody was shown: where its answer belongs."""

    form: Form
    person: str
    place: str
    thread: str | None


class Chat:
    """All places with their messages, who has read how far, and who listens. Used on the event loop alone."""

    def __init__(self) -> None:
        # Names of an earlier run are never given again: the database may still hold one of them.
        self._run = secrets.token_hex(3)
        self._numbers = itertools.count(1)
        self._places: dict[str, deque[Message]] = {}
        self._read: dict[tuple[str, str], int] = {}
        self._forms: dict[str, OpenForm] = {}
        self._listeners: set[Callable[[Change], None]] = set()
        self.version = 0
        """Counts changes: a tab that knows an older number has missed something."""

    # Saying

    def post(self, place: str, author: str, at: datetime, **parts: object) -> Message:
        """A new message; `parts` are Message's other fields."""
        number = next(self._numbers)
        message = Message(f"{self._run}-{number}", number, place, author, at, **parts)  # type: ignore[arg-type]
        self._places.setdefault(place, deque(maxlen=KEPT_IN_A_PLACE)).append(message)
        self._tell(Change("posted", message))
        return message

    def edit(self, message: Message, reply: Reply) -> Message:
        """`message` says something else now, where it stands."""
        changed = replace(message, reply=reply, edited=True)
        row = self._places[message.place]
        row[row.index(message)] = changed
        self._tell(Change("edited", changed))
        return changed

    def delete(self, message: Message) -> None:
        """Take a message back."""
        self._places[message.place].remove(message)
        self._tell(Change("deleted", message))

    # Looking

    def message(self, id: str) -> Message | None:
        """A message by id."""
        return next((message for message in self._all() if message.id == id), None)

    def keyed(self, place: str, key: str) -> Message | None:
        """The message of a delivery."""
        return next((message for message in self._places.get(place, ()) if message.key == key), None)

    def timeline(self, place: str, person: str) -> tuple[Message, ...]:
        """A place as a person sees it, oldest first, without what was said in threads."""
        return tuple(each for each in self._places.get(place, ()) if each.thread is None and each.visible_to(person))

    def thread(self, root: Message, person: str) -> tuple[Message, ...]:
        """The answers below a message as a person sees them."""
        return tuple(each for each in self._places.get(root.place, ()) if each.thread == root.id and each.visible_to(person))

    def _all(self) -> Iterator[Message]:
        return itertools.chain.from_iterable(self._places.values())

    # Reading

    def mark_read(self, place: str, person: str) -> None:
        """The person has seen all that stands in a place now."""
        messages = self._places.get(place)
        if messages:
            self._read[place, person] = messages[-1].number

    def unread(self, place: str, person: str) -> int:
        """How many messages of others a person has not seen in a place."""
        seen = self._read.get((place, person), 0)
        messages = self._places.get(place, ())
        return sum(each.number > seen and each.author != person and each.visible_to(person) for each in messages)

    # Forms

    def open_form(self, opened: OpenForm, id: str = "") -> str:
        """Remember a form that is shown, under a new id or in place of what `id` showed before."""
        id = id or secrets.token_urlsafe(9)
        self._forms[id] = opened
        while len(self._forms) > KEPT_FORMS:
            self._forms.pop(next(iter(self._forms)))
        return id

    def form(self, id: str) -> OpenForm | None:
        """A form that was shown and not yet answered."""
        return self._forms.get(id)

    def close_form(self, id: str) -> None:
        """The form is answered: its id means nothing any more, and the message that it stood in shows so."""
        self._forms.pop(id, None)
        if message := self.message(id):
            self._tell(Change("edited", message))

    # Telling

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` at every change, until the function given back is called."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def clock_moved(self) -> None:
        """Business time jumped."""
        self._tell(Change("clock"))

    def _tell(self, change: Change) -> None:
        self.version += 1
        for listener in tuple(self._listeners):
            listener(change)
