"""What the bot answers, said once for all platforms.

Handlers build these; renderers turn them into Block Kit, Adaptive Cards, HTML or plain text, and escape them. All text is
plain: nothing in it is markup, whoever wrote it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Strong:
    """A span that stands out."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person addressed by name; a platform that can, notifies them. `ids` maps a system to the person's id there."""

    name: str
    ids: Mapping[str, str]


LETTERS_IN_SHORT = 500
"""Of the plain text, where it is more than the first line: what a phone's notification or a log shows whole."""

Rich = str | tuple["str | Strong | Mention", ...]
"""A line of text: plain, or spans."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The answer in one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `small` for what supports the answer (sources, guesses, why)."""

    text: Rich
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` numbers it."""

    items: tuple[Rich, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a table under one title ("US remote"); each row has one cell a column."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; columns named in `numeric` are aligned right."""

    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    numeric: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bar:
    """One source's range in a picture, with its median where the source gives one."""

    label: str
    low: int
    high: int
    median: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars that may be compared with each other: one measure, one currency."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, drawn as PNG by the door when it is shown; `alt` says what it shows."""

    title: str
    alt: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep: a JD, an interview kit, an export. One that is no text is in `body`, and `text` says what it holds."""

    name: str
    media_type: str
    text: str
    body: bytes = b""

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        return self.body or self.text.encode()

    @property
    def shown(self) -> str:
        """What a chat shows of it: its text, and nothing of what only a browser can read."""
        return "" if self.media_type == "text/html" else self.text


Element = Heading | Text | Facts | Bullets | Table | Picture | Document


@dataclass(frozen=True, slots=True)
class Action:
    """A next step: a button that runs `verb` with `args` as they stand. `primary` is the one most people want."""

    label: str
    verb: str
    args: Mapping[str, Any] = field(default_factory=dict)
    primary: bool = False
    confirm: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select: what is stored, what is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form; `name` is the argument that it fills."""

    name: str
    label: str
    kind: Literal["line", "paragraph", "select", "number", "date", "datetime", "person", "check"] = "line"
    required: bool = True
    value: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    error: str | None = None
    """What is wrong with what was typed, shown at the field."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the bot needs to know before it can act; submitting runs `verb` with `args` and the fields."""

    title: str
    verb: str
    fields: tuple[Field, ...]
    submit: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as the small line names it."""

    id: str
    publisher: str
    as_of: str


MAX_ACTIONS = 3
"""Next steps shown as buttons; the rest go to the overflow menu."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer.

    `text` is the plain fallback (notifications, screen readers); `data` the structured answer for machines;
    `more` the overflow menu; `understood` is False where the words were not, so that a script can tell;
    `public` says that it belongs to everybody in the place, not to the asker alone; `confidential` that nobody else may see it:
    where a platform can't show something to one person among others, it goes to them in private. `about` holds the ids of the
    candidates whom it names, `work` the kind of work that a text was found to be, by id, for a talk to go on from; both are for
    who gives the answer, and no part of the structured one.
    """

    text: str
    elements: tuple[Element, ...] = ()
    actions: tuple[Action, ...] = ()
    more: tuple[Action, ...] = ()
    form: Form | None = None
    sources: tuple[Cited, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    understood: bool = True
    public: bool = False
    confidential: bool = False
    about: frozenset[str] = field(default=frozenset(), metadata={"inner": True})
    work: Mapping[str, str] = field(default_factory=dict, metadata={"inner": True})

    def __post_init__(self) -> None:
        if len(self.actions) > MAX_ACTIONS:
            raise ValueError(f"at most {MAX_ACTIONS} actions; put the rest into `more`")


def plain(rich: Rich) -> str:
    """The words of a rich line, without its emphasis."""
    if isinstance(rich, str):
        return rich
    return "".join(span if isinstance(span, str) else span.text if isinstance(span, Strong) else span.name for span in rich)


def in_short(lead: str, told: Iterable[Rich]) -> str:
    """The plain text of an answer whose first line leaves what was asked to the lines under it: it, and as many as fit, whole."""
    said = lead.rstrip(".:")
    for number, line in enumerate(map(plain, told)):
        longer = f"{said}{' · ' if number else '. ' if ': ' in lead else ': '}{line.rstrip('.')}"
        if len(longer) > LETTERS_IN_SHORT:
            break
        said = longer
    return said


def as_json(value: Any) -> Any:
    """A reply (or a part of one) as plain JSON values; every dataclass says its `type`, the reply itself excepted."""
    if is_dataclass(value) and not isinstance(value, type):
        body = {part.name: as_json(getattr(value, part.name)) for part in fields(value) if not part.metadata.get("inner")}
        return body if isinstance(value, Reply) else {"type": type(value).__name__.lower(), **body}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, (set, frozenset)):
        return sorted(as_json(item) for item in value)
    return value
