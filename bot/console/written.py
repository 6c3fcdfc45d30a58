"""A message of the chat as JSON, and back: what a reply shows and asks, whole; what it is for machines, as plain values."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.console.chat import Message
from handlers.core import reply as replies
from handlers.core.command import Actor, Attachment, Command, Place
from handlers.core.reply import Reply, as_json

_KINDS: Mapping[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (
        replies.Strong, replies.Mention, replies.Heading, replies.Text, replies.Facts, replies.Bullets, replies.Section,
        replies.Table, replies.Bar, replies.Panel, replies.Picture, replies.Document, replies.Action, replies.Choice,
        replies.Field, replies.Form, replies.Cited,
    )
}  # fmt: skip
_PLAIN = frozenset({"args", "data", "ids"})
"""What holds no elements, only values."""
_READ: Mapping[str, Callable[[Any], Any]] = {"numeric": frozenset, "body": b64decode}


def message_written(message: Message) -> dict[str, Any]:
    """The message as plain values; moments are left to whoever writes them as text."""
    body = {field.name: getattr(message, field.name) for field in fields(Message)}
    return body | {name: as_json(body[name]) for name in ("reply", "command", "attachments")}


def message_from(body: Mapping[str, Any]) -> Message:
    """The message again. Raises KeyError, TypeError or ValueError for what another version wrote."""
    read = {
        "at": datetime.fromisoformat(body["at"]),
        "attachments": _attachments(body["attachments"]),
        "reply": _reply(body["reply"]) if body["reply"] else None,
        "command": _command(body["command"]) if body["command"] else None,
    }
    return Message(**{**body, **read})


def _reply(body: Mapping[str, Any]) -> Reply:
    return Reply(**{name: value if name in _PLAIN else _value(value) for name, value in body.items()})


def _value(value: Any) -> Any:
    """Lists are tuples; what says its kind is of that kind."""
    if isinstance(value, list):
        return tuple(_value(each) for each in value)
    if not isinstance(value, Mapping):
        return value
    kind = _KINDS[value["type"]]
    return kind(**{name: _part(name, each) for name, each in value.items() if name != "type"})


def _part(name: str, value: Any) -> Any:
    if name in _PLAIN:
        return value
    return _READ[name](value) if name in _READ else _value(value)


def _attachments(rows: list[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(each["name"], each["text"]) for each in rows)


def _command(body: Mapping[str, Any]) -> Command:
    actor, place = _without_kind(body["actor"]), _without_kind(body["place"])
    said = {name: body[name] for name in ("said", "verb", "args", "delivery_key")}
    return Command(
        Actor(**{**actor, "roles": tuple(actor["roles"])}),
        Place(**place),
        datetime.fromisoformat(body["now"]),
        attachments=_attachments(body["attachments"]),
        **said,
    )


def _without_kind(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "type"}
