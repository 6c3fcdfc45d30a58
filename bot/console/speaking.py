"""From what somebody typed, pressed or attached in the console to a Command."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp.web import FileField

from bot.compose import LOCAL_WORKSPACE
from bot.console.cast import BOT, Person, is_direct
from bot.documents.limits import MOST_BYTES
from bot.documents.plaintext import said
from bot.documents.reading import read, refusal
from bot.documents.refusal import Reason, Refused
from handlers.core.command import Actor, Attachment, Command, Place
from handlers.core.reply import Form

SYSTEM = "console"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the console somebody speaks: a place, and a message's thread in it."""

    place: str
    thread: str | None = None

    @property
    def direct(self) -> bool:
        """Whether it is a conversation with the bot alone."""
        return is_direct(self.place)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person at a spot, at a moment of business time."""

    person: Person
    spot: Spot
    now: datetime

    def command(self, nonce: str = "", **said: Any) -> Command:
        """A command of theirs; `said` are Command's fields `said`, `verb`, `args` and `attachments`."""
        person, spot = self.person, self.spot
        return Command(
            Actor(LOCAL_WORKSPACE, SYSTEM, person.id, person.name, person.timezone, person.roles),
            Place(SYSTEM, spot.place, spot.thread, private=spot.direct),
            self.now,
            delivery_key=f"{SYSTEM}:{person.id}:{nonce or secrets.token_hex(8)}",
            **said,
        )

    def press(self, verb: str, args: Mapping[str, Any], nonce: str = "") -> Command:
        """A pressed button; one that carries words says them."""
        if verb == "say":
            return self.command(nonce, said=str(args.get("said", "")))
        return self.command(nonce, verb=verb, args=args)

    def shortcut(self, verb: str, text: str, field: str, nonce: str = "") -> Command:
        """A shortcut on a message of that text: a document to the verb, or what the `field` of its form is filled in with."""
        if field:
            return self.command(nonce, verb=verb, args={"ask": True, field: text})
        return self.command(nonce, said=verb, attachments=(Attachment("message", text),))


def for_bot(words: str, spot: Spot) -> str | None:
    """What the bot is asked; None where people talk among themselves. `/band` and `/mlhire band` are the same."""
    text = words.strip()
    lowered = text.casefold()
    if lowered.startswith(f"/{BOT}") or f"@{BOT}" in lowered:
        return text if lowered.startswith(("/", f"@{BOT}")) else _without_mention(text)
    if text.startswith("/"):
        return text[1:]
    return text if spot.direct else None


def _without_mention(text: str) -> str:
    at = text.casefold().index(f"@{BOT}")
    return f"{text[:at]} {text[at + len(BOT) + 1 :]}".strip()


def is_slash(words: str) -> bool:
    """Whether only the speaker sees the question itself, as with a slash command."""
    return words.lstrip().startswith("/")


async def attachments(files: Iterable[Any]) -> tuple[Attachment, ...]:
    """Uploaded files as text. Raises Unreadable for the first that can't be read."""
    return tuple([await _attachment(file) for file in files if isinstance(file, FileField) and file.filename])


async def _attachment(file: FileField) -> Attachment:
    name = file.filename.replace("\\", "/").rpartition("/")[2][:200]
    body = file.file.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise refusal(name, Refused(Reason.TOO_LARGE, limit=said(MOST_BYTES)))
    return Attachment(name, await read(name, body))


def filled(form: Form, typed: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """A form's arguments with what was typed. A person is `<@id>`, a moment ISO 8601 in UTC.

    Fields left empty are missing, but for words that are required: empty they reach the verb, which says so at the field.
    """
    values = dict(form.args)
    for field in form.fields:
        raw = typed.get(field.name)
        if field.kind == "check":
            values[field.name] = raw is True
        elif isinstance(raw, str) and raw.strip():
            values[field.name] = _value(field.kind, raw.strip(), person)
        elif isinstance(raw, str) and field.required and field.kind in ("line", "paragraph"):
            values[field.name] = ""
    return values


def _value(kind: str, raw: str, person: Person) -> str:
    if kind == "person":
        return f"<@{raw}>"
    if kind == "datetime":
        try:
            return datetime.fromisoformat(raw).replace(tzinfo=person.zone).astimezone(UTC).isoformat()
        except ValueError:
            return raw
    return raw
