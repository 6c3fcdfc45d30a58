"""Reply → HTML. Jinja2 escapes every value; no text that anybody wrote is ever marked as safe."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.console.cast import BOT, Cast, Person
from bot.console.chat import Message
from handlers.core import figures
from handlers.core.reply import Field, Form, Mention, Reply, Rich, Strong

LONG_CHARACTERS, LONG_LINES = 900, 12
"""A person's message beyond this is folded, with a button that unfolds it."""


class Pages:
    """The console's templates, compiled on first use."""

    def __init__(self, cast: Cast, shortcuts: tuple[tuple[str, str], ...]) -> None:
        self._cast = cast
        self._shortcuts = shortcuts
        self._shades = {person.id: number for number, person in enumerate(cast.people)}
        self._mention = re.compile("@(?:" + "|".join(sorted(map(re.escape, self._names), key=len, reverse=True)) + r")\b")

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return (BOT, *(name for person in self._cast.people for name in (person.name, person.first_name)))

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            kind=lambda value: type(value).__name__.lower(),
            spans=_spans,
            with_mentions=self._with_mentions,
            month=figures.month,
            as_attribute=_as_attribute,
            is_long=lambda text: len(text) > LONG_CHARACTERS or text.count("\n") > LONG_LINES,
            typed=_typed,
            moment_of=_moment_of,
            chosen=_chosen,
            req_of=_req_of,
        )
        environment.globals.update(
            bot=BOT, cast=self._cast, shades=self._shades, shortcuts=self._shortcuts, size=_size, viewer=None
        )
        return environment

    def say(self, sentence: str, **values: Any) -> str:
        """A sentence of wording.j2, as plain text."""
        macro: Callable[..., Markup] = getattr(self._environment.get_template("wording.j2").module, sentence)
        return macro(**values).unescape().strip()

    def closed(self, nonce: str) -> str:
        """What is shown to whoever did not come through the printed address."""
        return self._environment.get_template("closed.html").render(nonce=nonce)

    def page(self, **values: Any) -> str:
        """The whole page."""
        return self._environment.get_template("page.html").render(**values)

    def pipeline(self, **values: Any) -> str:
        """A page of the pipeline."""
        return self._environment.get_template("pipeline.html").render(**values)

    def message(
        self, message: Message, viewer: Person, *, answers: int = 0, form: Form | None = None, in_thread: bool = False
    ) -> Markup:
        """One message as `viewer` sees it; `answers` counts its thread, `form` is its form while that is open to them."""
        author = self._cast.person(message.author)
        html = self._environment.get_template("message.html").render(
            message=message,
            viewer=viewer,
            author=author,
            name=author.name if author else message.author,
            shade=self._shades.get(message.author, 0),
            private=message.only_for is not None,
            at=moment(message.at, viewer),
            answers=answers,
            form=form,
            in_thread=in_thread,
        )
        return Markup(html)  # noqa: S704 - the template has escaped it

    def answers(self, message: Message, count: int) -> str:
        """The line below a message that leads to its thread."""
        template: Any = self._environment.get_template("parts.html").module
        return str(template.answers(message, count))

    def form(self, **values: Any) -> str:
        """A form as the inside of a dialog."""
        return self._environment.get_template("form.html").render(**values)

    def clock(self, clock: Mapping[str, Any]) -> str:
        """Business time, and how to move it."""
        return self._environment.get_template("clock.html").render(clock=clock)

    def details(self, **values: Any) -> str:
        """What is behind a message: the command, and its forms on each platform."""
        return self._environment.get_template("details.html").render(**values)

    def _with_mentions(self, text: str) -> Iterable[tuple[bool, str]]:
        """`text` in pieces; True marks a name that somebody is addressed by."""
        end = 0
        for found in self._mention.finditer(text):
            yield False, text[end : found.start()]
            yield True, found.group()
            end = found.end()
        yield False, text[end:]


def moment(at: datetime, viewer: Person) -> Mapping[str, str]:
    """A moment on a person's clock: `time` (14:05), `day` (2026-11-21), `date` (Saturday 21 November), `full` with the zone."""
    local = at.astimezone(viewer.zone)
    date = f"{local:%A} {local.day} {local:%B}"
    return {
        "iso": at.isoformat(timespec="seconds"),
        "time": f"{local:%H:%M}",
        "day": f"{local:%Y-%m-%d}",
        "date": date,
        "short": f"{local:%a} {local.day} {local:%b} {local:%H:%M}",
        "full": f"{date} {local:%Y, %H:%M %Z}",
    }


def _spans(rich: Rich) -> Iterable[tuple[str, str]]:
    """(kind, text) of each part of a line."""
    for span in (rich,) if isinstance(rich, str) else rich:
        match span:
            case Strong(text=text):
                yield "strong", text
            case Mention(name=name):
                yield "mention", f"@{name.removeprefix('@')}"
            case str():
                yield "plain", span


def _as_attribute(value: Any) -> str:
    """A value as JSON for a data attribute; Jinja2 escapes it like any other text."""
    return json.dumps(value, ensure_ascii=False, default=_plain_value)


def _plain_value(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else list(value)


def _typed(field: Field, viewer: Person) -> str:
    """A field's value as its input holds it: a person without brackets, a moment on the viewer's clock."""
    if field.kind == "person":
        return field.value.strip("<@>")
    if field.kind == "datetime" and field.value:
        try:
            return f"{datetime.fromisoformat(field.value).astimezone(viewer.zone):%Y-%m-%dT%H:%M}"
        except ValueError:
            return field.value
    return field.value


def _moment_of(seconds: Any) -> str:
    """A moment as Slack's form holds it, as text; nothing where there is none."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC" if isinstance(seconds, (int, float)) else ""


def _chosen(field: Mapping[str, Any]) -> str:
    """What an input of an Adaptive Card shows: the choice's title, what was typed, or its placeholder."""
    value = field.get("value", "")
    titles = (choice["title"] for choice in field.get("choices", ()) if choice["value"] == value)
    return str(next(titles, value or field.get("placeholder", "")))


def _req_of(reply: Reply) -> int | None:
    """The req that a reply is about; answers of knowledge alone put their data together later, and are about none."""
    number = reply.data.get("req") if isinstance(reply.data, dict) else None
    return number if isinstance(number, int) else None


def _size(text: str) -> str:
    """How large a document is."""
    size = len(text.encode(errors="replace"))
    return f"{size} B" if size < 1024 else f"{size / 1024:.0f} KB"
