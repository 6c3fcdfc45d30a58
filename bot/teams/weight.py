"""How many bytes a card takes of what Teams allows."""

from __future__ import annotations

import json
from json.encoder import encode_basestring_ascii
from typing import Any

from bot.teams.cards import TABLE_COLUMNS, Json, Pictures
from handlers.core.reply import Bullets, Document, Element, Facts, Heading, Picture, Reply, Table, Text, plain

CARD_LIMIT = 26_000
"""Bytes of a card, measured as ASCII JSON, the longest form that a peer may count. Teams takes about 28 KB of a message: the
rest is the envelope's."""


def size(value: Any) -> int:
    """Bytes of `value` as ASCII JSON."""
    return len(json.dumps(value))


def weigh(reply: Reply, made: Json, pictures: Pictures) -> int:
    """An upper bound of the bytes of `made`, the card of `reply`; quicker than writing it out where there is a table."""
    if reply.form:
        return size(made)
    frame = 400 + _bytes(made["fallbackText"]) + size(made.get("actions", ()))
    sources = 200 + sum(40 + _bytes(source.publisher) for source in reply.sources)
    return frame + sources + sum(_weight(element, pictures) for element in reply.elements)


def _weight(element: Element, pictures: Pictures) -> int:
    match element:
        case Table():
            width = len(element.columns)
            rows = [row for section in element.sections for row in section.rows]
            heads = len(element.sections) * (_bytes("".join(element.columns)) + 210 * width + 400)
            titles = _bytes("".join([section.title for section in element.sections]))
            # An empty cell holds a space of six bytes; a cell of a wide table repeats its column's name.
            each = 114 if width <= TABLE_COLUMNS else 134 + _bytes("".join(element.columns))
            return heads + titles + len(rows) * (40 + each * width) + _bytes("".join(["".join(row) for row in rows]))
        case Picture():
            return 300 + _bytes(element.alt) + _bytes(element.title) + len(pictures.get(element, ""))
        case Facts():
            return 100 + sum(220 + _bytes(label) + _bytes(value) for label, value in element.pairs)
        case Bullets():
            return sum(_line_weight(item) for item in element.items)
        case Document():
            return 400 + _bytes(element.name) + _bytes(element.shown)
        case Heading():
            return 200 + _bytes(element.text)
        case Text():
            return _line_weight(element.text)


def _line_weight(line: Any) -> int:
    return 200 + 90 * (1 if isinstance(line, str) else len(line)) + _bytes(plain(line))


def _bytes(text: str) -> int:
    """Bytes of `text` in ASCII JSON."""
    return len(encode_basestring_ascii(text)) + 12 * text.count("{{")
