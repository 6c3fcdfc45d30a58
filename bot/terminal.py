"""The bot in a terminal: replies as plain text, and a small chat."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Callable, Iterator

from bot.answering import Answering
from handlers.core.command import Command
from handlers.core.reply import (
    Action,
    Bullets,
    Document,
    Element,
    Facts,
    Form,
    Heading,
    Picture,
    Reply,
    Section,
    Table,
    Text,
    plain,
)

WIDTH = 110
GAP = 2
ENDS = frozenset({"exit", "exit()", "quit", "quit()", "bye", ":q"})
"""What ends the chat, as it ends other programs that one types to."""


def render(reply: Reply, width: int = WIDTH) -> str:
    """A reply as plain text, a blank line between its parts. Control characters that people wrote are left out."""
    parts = [text for element in reply.elements if (text := "\n".join(_element(element, width)))]
    if reply.form:
        parts.append("\n".join(_form(reply.form)))
    if reply.actions or reply.more:
        parts.append(_actions(reply.actions, reply.more))
    if reply.sources:
        parts.append("Sources: " + " · ".join(f"{cited.publisher}, {cited.as_of}" for cited in reply.sources))
    return _printable("\n\n".join(parts or [reply.text]))


def _element(element: Element, width: int) -> Iterator[str]:
    match element:
        case Heading(text=text):
            yield from textwrap.wrap(text, width) or [""]
        case Text(text=text):
            for line in plain(text).splitlines():
                yield from textwrap.wrap(line, width) or [""]
        case Facts(pairs=pairs):
            label_width = min(max((len(label) for label, _ in pairs), default=0), width // 2)
            for label, value in pairs:
                if len(label) > label_width:  # too long to stand beside its value
                    yield label
                beside = label if len(label) <= label_width else ""
                yield from _hanging(f"{beside.ljust(label_width)}  ", value, width)
        case Bullets(items=items, ordered=ordered):
            for number, item in enumerate(items, start=1):
                yield from _hanging(f"{number}. " if ordered else "· ", plain(item), width)
        case Table():
            yield from _table(element)
        case Picture(alt=alt):
            yield from textwrap.wrap(f"[picture] {alt}", width)
        case Document():
            yield f"[{element.name}]"
            yield from element.shown.splitlines()


def _hanging(lead: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead.rstrip()]


def _table(table: Table) -> Iterator[str]:
    header = Section("", (table.columns,))
    widths = [
        max(len(row[column]) for section in (header, *table.sections) for row in section.rows)
        for column in range(len(table.columns))
    ]
    yield _row(table.columns, widths, table)
    for section in table.sections:
        if section.title:
            yield section.title
        for row in section.rows:
            yield _row(row, widths, table)


def _row(cells: tuple[str, ...], widths: list[int], table: Table) -> str:
    justified = (
        cell.rjust(width) if column in table.numeric else cell.ljust(width)
        for cell, width, column in zip(cells, widths, table.columns, strict=True)
    )
    return "  " + (" " * GAP).join(justified).rstrip()


def _form(form: Form) -> Iterator[str]:
    yield form.title
    for field in form.fields:
        chosen = next((choice.label for choice in field.choices if choice.value == field.value), field.value)
        value = f" = {chosen}" if chosen else ""
        yield f"  {field.name}{'' if field.required else '?'}: {field.label}{value}"
        yield from (f"    - {choice.label}" for choice in field.choices)
        if field.error:
            yield f"    {field.error}"


def _actions(actions: tuple[Action, ...], more: tuple[Action, ...]) -> str:
    buttons = " ".join(f"[{action.label}]" for action in actions)
    menu = " · ".join(action.label for action in more)
    return f"{buttons}   {menu}".strip() if menu else buttons


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable() or char == "\n")


def chat(answering: Answering, command: Callable[[str], Command]) -> None:
    """Read lines until the end of input, or one of `ENDS`; a number presses that button of the last reply.

    Lines are read on the calling thread: Ctrl-C could not end another one that waits for a line. An event loop runs while one is
    answered, and not between.
    """
    with asyncio.Runner() as runner:
        _talk(lambda said: runner.run(answering.answer(said)), command)


def _talk(answered: Callable[[Command], Reply], command: Callable[[str], Command]) -> None:
    reply: Reply | None = None
    print(
        'Type as you would in the channel (for example: band senior remote); a number presses that button. "exit" or Ctrl-D ends.'
    )
    while True:
        try:
            said = input("mlhire> ").strip()
        except EOFError:
            return
        if said.casefold() in ENDS:
            return
        if not said:
            continue
        pressed = _pressed(said, reply)
        if said.isdecimal() and reply and not pressed:
            print(f"The last answer has {_count(reply)}.", end="\n\n")
            continue
        reply = answered(_as_command(pressed, command) if pressed else command(said))
        print(render(reply), end="\n\n")


def _pressed(said: str, reply: Reply | None) -> Action | None:
    buttons = _buttons(reply)
    return buttons[int(said) - 1] if said.isdecimal() and len(said) < 4 and 0 < int(said) <= len(buttons) else None


def _buttons(reply: Reply | None) -> tuple[Action, ...]:
    return (*reply.actions, *reply.more) if reply else ()


def _count(reply: Reply) -> str:
    count = len(_buttons(reply))
    return "no buttons" if not count else "one button" if count == 1 else f"{count} buttons"


def _as_command(action: Action, command: Callable[[str], Command]) -> Command:
    from dataclasses import replace

    if action.verb == "say":
        return command(str(action.args["said"]))
    return replace(command(""), verb=action.verb, args=action.args)
