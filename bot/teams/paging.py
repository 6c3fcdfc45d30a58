"""Replies that are too large for one message, in parts: the first says how much is left, and offers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Any

from bot.teams import cards, weight
from bot.teams.text import runs
from handlers.core.reply import (
    Action,
    Bullets,
    Document,
    Element,
    Facts,
    Heading,
    Picture,
    Reply,
    Rich,
    Section,
    Strong,
    Table,
    Text,
    plain,
)
from handlers.core.wording import Wording

Again = Callable[[], Action | None]
"""What to press for the same reply once more, or None where that would do something again. Called for long replies only."""

CHUNK = 1500
"""Characters of one paragraph of a long text: a part never breaks inside one."""
ROW_BYTES = 6000
"""A row larger than this is told cell by cell."""
LEAST_BYTES = 4000
"""What a part must have left for its content beside heading, buttons and form."""
NOTES_BYTES = 900

_wording = Wording("teams")


@dataclass(frozen=True, slots=True)
class _Atom:
    """The least that is shown whole. `row` is set for a row of `table`, in its section `title`."""

    element: Element | None
    bytes: int
    table: int = 0
    title: str = ""
    row: tuple[str, ...] = ()


def card(reply: Reply, pictures: cards.Pictures, again: Again | None, page: int) -> cards.Json:
    """One part of a long reply, within CARD_LIMIT. A `page` beyond the last is the last."""
    frame = _frame(reply)
    room = weight.CARD_LIMIT - NOTES_BYTES - weight.size(cards.compose(frame, pictures))
    once_more = again() if again else None
    if once_more:
        room -= weight.size(cards.execute(once_more, page=page))
    room = max(room, LEAST_BYTES)
    # A picture that is too heavy even for a part of its own is told by its alt.
    pictures = {picture: address for picture, address in pictures.items() if len(address) < room - LEAST_BYTES}
    parts = _packed(list(_atoms(reply, pictures)), room)
    page = max(1, min(page, len(parts)))
    shown = replace(frame, elements=(*frame.elements, *_elements(reply, parts[page - 1])), form=frame.form if page == 1 else None)
    extra: tuple[cards.Json, ...] = ()
    if page < len(parts) and once_more:
        button = replace(once_more, label=_wording.show_rest(), primary=False, confirm=None)
        extra = (cards.execute(button, page=page + 1),)
    return cards.compose(shown, pictures, _notes(parts, page, offered=bool(extra)), extra)


def _notes(parts: list[list[_Atom]], page: int, *, offered: bool) -> tuple[str, ...]:
    left = [atom for part in parts[page:] for atom in part]
    if not left:
        return (_wording.last_part(page=page),) if page > 1 else ()
    rows = sum(1 for atom in left if atom.row)
    where: dict[str, Any] = {"page": page, "pages": len(parts)}
    told = _wording.more_rows(count=rows, **where) if rows else _wording.more_lines(**where)
    return (told,) if offered else (told, _wording.narrow_down())


def _frame(reply: Reply) -> Reply:
    """What every part repeats: the heading, the buttons, the form; without the heaviest of them where they leave no room."""
    heading = tuple(element for element in reply.elements[:1] if isinstance(element, Heading) and len(element.text) < CHUNK)
    frame = replace(reply, elements=heading)
    light = tuple(action for action in frame.actions if weight.size(cards.execute(action)) < LEAST_BYTES)
    for tried in (frame, replace(frame, more=()), replace(frame, more=(), actions=light)):
        if weight.size(cards.compose(tried, {})) < weight.CARD_LIMIT - LEAST_BYTES - NOTES_BYTES:
            return tried
    note = Text(_wording.narrow_down(), small=True)
    return Reply(cards.clipped(reply.text, CHUNK), (*heading, note), sources=reply.sources[:8])


def _atoms(reply: Reply, pictures: cards.Pictures) -> Iterator[_Atom]:
    # A picture is there because it was asked for: it comes first.
    in_order = sorted(enumerate(reply.elements), key=lambda placed: not isinstance(placed[1], Picture))
    for place, element in in_order:
        match element:
            case Heading() if place == 0 and len(element.text) < CHUNK:
                continue
            case Table():
                yield from _table_atoms(element, place)
            case Bullets():
                for number, item in enumerate(element.items, 1):
                    yield from _texts((f"{number}. " if element.ordered else "• ", *runs(item)))
            case Facts():
                for label, value in element.pairs:
                    if len(label) + len(value) > CHUNK:
                        yield from _texts((Strong(label), "  ", value))
                    else:
                        yield _atom(Facts(((label, value),)))
            case Document():
                yield from _texts((Strong(element.name),))
                yield from _texts(element.shown)
            case Text() | Heading():
                yield from _texts(element.text, small=isinstance(element, Text) and element.small)
            case Picture():
                yield _Atom(element, weight.size(cards.elements(element, pictures)))


def _table_atoms(table: Table, place: int) -> Iterator[_Atom]:
    for section in table.sections:
        for row in section.rows:
            one = replace(table, sections=(Section("", (row,)),))
            empty = replace(table, sections=(Section("", ()),))
            cost = weight.size(cards.elements(one, {})) - weight.size(cards.elements(empty, {}))
            if cost > ROW_BYTES:
                for name, cell in zip_longest(table.columns, row, fillvalue=""):
                    yield from _texts((Strong(name), "  ", cell))
            else:
                yield _Atom(None, cost + 8, place, section.title, row)


def _texts(rich: Rich, *, small: bool = False) -> Iterator[_Atom]:
    """A line as it is, or as paragraphs of at most CHUNK characters, which have lost its emphasis."""
    said = plain(rich)
    if len(said) <= CHUNK:
        if said:
            yield _atom(Text(rich, small))
        return
    for piece in re.findall(rf"(?s).{{1,{CHUNK}}}(?=\s|$)|.{{1,{CHUNK}}}", said):
        if piece.strip():
            yield _atom(Text(piece.strip(), small))


def _atom(element: Element) -> _Atom:
    return _Atom(element, weight.size(cards.elements(element, {})))


def _packed(atoms: list[_Atom], room: int) -> list[list[_Atom]]:
    """Atoms in order, as many a part as fit; never none."""
    parts: list[list[_Atom]] = [[]]
    left = room
    before: _Atom | None = None
    for atom in atoms:
        # A row that opens a table pays for its head.
        opens = bool(atom.row) and not (before and before.row and (before.table, before.title) == (atom.table, atom.title))
        cost = atom.bytes + (TABLE_HEAD_BYTES if opens else 0)
        if cost > left and parts[-1]:
            parts.append([])
            left = room
            cost = atom.bytes + (TABLE_HEAD_BYTES if atom.row else 0)
        parts[-1].append(atom)
        left -= cost
        before = atom
    return parts


TABLE_HEAD_BYTES = 1800
"""Room for a table's columns, header row and section title."""


def _elements(reply: Reply, atoms: list[_Atom]) -> Iterator[Element]:
    """Atoms as elements again; rows of one table come together."""
    for place, group in groupby(atoms, key=lambda atom: atom.table if atom.row else -1):
        members = list(group)
        if place < 0:
            yield from (atom.element for atom in members if atom.element is not None)
            continue
        table = reply.elements[place]
        assert isinstance(table, Table)
        sections = [(title, tuple(atom.row for atom in rows)) for title, rows in groupby(members, key=lambda atom: atom.title)]
        yield replace(table, sections=tuple(Section(title, rows) for title, rows in sections))
