"""What a person (or a button, a form, a deadline) asks of the bot, the same from every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks: an identity at a platform, inside a workspace. The router resolves it to a person."""

    workspace: str
    """Key of the workspace (company) that the door's installation belongs to."""
    system: str
    """Where the identity lives: `slack`, `teams`, `console`, `terminal`."""
    external_id: str
    name: str = ""
    timezone: str | None = None
    """IANA zone where the platform tells it."""
    roles: tuple[str, ...] = ()
    """Roles that the door vouches for (the console's cast); a person gets them when first met."""
    installation: str = ""
    """The platform's own id of the team or tenant that they speak in; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was said. `thread` is set inside a req's thread; `private` in a direct message or personal chat."""

    system: str
    channel: str
    thread: str | None = None
    private: bool = False
    route: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What else the platform wants to know to be written to here (Teams: the conversation reference); our own JSON."""
    alone: bool = False
    """Others read here, and yet the answer is shown to the speaker alone (a card's button in Teams)."""
    aside: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """Where the speaker is reached alone, on a platform that opens such a chat when it is first written to (Teams); empty
    where that is known anyway. Our own JSON."""
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)
    """The same for people who are mentioned, by account."""
    name: str = field(default="", compare=False)
    """What people call it, where the platform says so; empty for a conversation of two."""


@dataclass(frozen=True, slots=True)
class NamedChannel:
    """A channel that was named, as its door knows it: where it is, and whether the bot is in it (None: nobody can tell)."""

    address: Mapping[str, Any]
    joined: bool | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that came along: a file, a quoted message, or text pasted below the command."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """One request. Either `said` (typed words, read by the router) or `verb` with `args` (a button or a form: validated,
    never parsed again).

    `delivery_key` names this delivery to us; a write stores it, so that a redelivered request does its work once.
    `now` is business time (aware, UTC).
    """

    actor: Actor
    place: Place
    now: datetime
    said: str = ""
    verb: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    delivery_key: str | None = None
    channels: Mapping[str, NamedChannel] = field(default_factory=dict)
    """Channels that the words name, by name in lower case, where the platform says which they are."""


def storable(command: Command) -> Command:
    """The same with a blank for NUL, which no text column holds, and a question mark for half of a surrogate pair."""
    if _storable(command.said) and not command.args and not command.attachments:
        return command
    documents = tuple(Attachment(_text(each.name), _text(each.text)) for each in command.attachments)
    return replace(command, said=_text(command.said), args=_texts(command.args), attachments=documents)


def _texts(value: Any) -> Any:
    match value:
        case str():
            return _text(value)
        case Mapping():
            return {name: _texts(each) for name, each in value.items()}
        case list() | tuple():
            return type(value)(_texts(each) for each in value)
        case _:
            return value


def _storable(text: str) -> bool:
    return text.isascii() and "\x00" not in text


def _text(text: str) -> str:
    if _storable(text):
        return text
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
