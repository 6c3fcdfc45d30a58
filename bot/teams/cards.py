"""The elements of a reply as those of an Adaptive Card 1.5, however large. Pure, and free of the SDK.

Text is shown in `RichTextBlock`, which parses no Markdown: phones ignore the backslash that would escape it in a
`TextBlock` (microsoft/AdaptiveCards#5590), so nothing that a person wrote goes into one unless it has no mark in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from bot.teams import forms
from bot.teams.text import block, escaped, is_plain, runs, safe
from handlers.core.figures import month
from handlers.core.reply import (
    Action,
    Bullets,
    Cited,
    Document,
    Element,
    Facts,
    Heading,
    Picture,
    Reply,
    Strong,
    Table,
    Text,
    as_json,
    plain,
)

Json = dict[str, Any]

VERB = "mlhire"
"""The one `Action.Execute` verb; which of ours to run stands in the data, as `v` with its arguments `a`."""

TABLE_COLUMNS = 6
"""More columns than this are unreadable on a phone: such rows are laid out one below the other."""
NARROWEST, WIDEST = 9, 22
"""Characters: what a column is wide for at least, and at most unless a word needs more."""
ROOM = 3
"""Characters beside a word: the cell's own margins."""
FALLBACK_CHARACTERS = 600

Pictures = Mapping[Picture, str]
"""Picture → its address, `https:` or `data:`; a picture that is not in it, or too heavy, is told by its `alt`."""


def compose(reply: Reply, pictures: Pictures, notes: tuple[str, ...] = (), extra: tuple[Json, ...] = ()) -> Json:
    """The card of everything in `reply`, however large; `notes` are small last lines, `extra` further buttons."""
    body: list[Json] = []
    for element in reply.elements:
        body += elements(element, pictures)
    if reply.form:
        body += forms.body(reply.form)
    body += [block(note, small=True) for note in (*notes, _sources(reply.sources)) if note]
    if not body:
        body.append(block(reply.text or "\u00a0"))
    made: Json = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": escaped(clipped(reply.text, FALLBACK_CHARACTERS)),
        "body": body,
    }
    actions = _actions(reply, extra)
    if actions:
        made["actions"] = actions
    return made


def clipped(text: str, characters: int) -> str:
    """Plain text for a place that repeats what is said in full elsewhere."""
    text = safe(text)
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def execute(action: Action, *, secondary: bool = False, **data: Any) -> Json:
    """A button; `data` joins the verb and its arguments. One that asks first opens its question below the card."""
    made: Json = {
        "type": "Action.Execute",
        "title": safe(action.label) or action.verb,
        "verb": VERB,
        "data": {"v": action.verb, "a": as_json(action.args) if action.args else {}, **data},
        # A button beside a form says nothing of its fields and must not be held up by them.
        "associatedInputs": "none",
    }
    if action.primary:
        made["style"] = "positive"
    if action.confirm:
        asked = {"type": "AdaptiveCard", "version": "1.5", "body": [block(action.confirm)], "actions": [made]}
        made = {"type": "Action.ShowCard", "title": made["title"], "card": asked}
    if secondary:
        made["mode"] = "secondary"
    return made


def _actions(reply: Reply, extra: tuple[Json, ...]) -> list[Json]:
    made = [forms.submit(reply.form)] if reply.form else []
    made += [execute(action) for action in reply.actions]
    made += extra
    made += [execute(action, secondary=True) for action in reply.more]
    return made


def elements(element: Element, pictures: Pictures) -> list[Json]:
    """One element of a reply as the card's."""
    match element:
        case Table():
            return _table(element)
        case Text():
            return [block(element.text, small=element.small)] if plain(element.text) else []
        case Heading():
            return [_heading(element.text)] if element.text else []
        case Bullets():
            return [
                block((f"{place}. " if element.ordered else "• ", *runs(item)), tight=place > 1)
                for place, item in enumerate(element.items, 1)
            ]
        case Facts():
            return _facts(element.pairs)
        case Picture():
            return [_picture(element, pictures.get(element))]
        case Document():
            return [block((Strong(element.name),)), *([block(element.shown)] if element.shown else [])]


def _heading(text: str) -> Json:
    if is_plain(text):
        return {"type": "TextBlock", "text": text, "style": "heading", "size": "medium", "weight": "bolder", "wrap": True}
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": safe(text), "size": "medium", "weight": "bolder"}]}


def _facts(pairs: tuple[tuple[str, str], ...]) -> list[Json]:
    if all(is_plain(label) and is_plain(value) for label, value in pairs):
        return [{"type": "FactSet", "facts": [{"title": label, "value": value} for label, value in pairs]}] if pairs else []
    return [block((Strong(label), "  ", value), tight=place > 0) for place, (label, value) in enumerate(pairs)]


def _picture(picture: Picture, address: str | None) -> Json:
    if address is None:
        return block((Strong(picture.title), "\n", picture.alt), small=True)
    return {"type": "Image", "url": address, "altText": safe(picture.alt), "size": "stretch"}


def _table(table: Table) -> list[Json]:
    """Each section is a table of its own with its title above: cells can't span columns."""
    if len(table.columns) > TABLE_COLUMNS:
        return _stacked(table)
    columns = _columns(table)
    head = _row(table.columns)
    for cell in head["cells"]:
        cell["items"][0]["inlines"][0]["weight"] = "bolder"
    made: list[Json] = []
    for section in table.sections:
        if section.title:
            made.append(block((Strong(section.title),)))
        made.append({"type": "Table", "columns": columns, "rows": [head, *map(_row, section.rows)], "showGridLines": False})
    return made


def _stacked(table: Table) -> list[Json]:
    made: list[Json] = []
    for section in table.sections:
        if section.title:
            made.append(block((Strong(section.title),)))
        for row in section.rows:
            made += _facts(tuple((name, text) for name, text in zip_longest(table.columns, row, fillvalue="") if text))
    return made


def _columns(table: Table) -> list[Json]:
    """Widths as shares, by the longest text of each column: one word is not broken, and a sentence does not starve the rest."""
    made: list[Json] = []
    rows = [table.columns, *(row for section in table.sections for row in section.rows)]
    for name, texts in zip(table.columns, zip_longest(*rows, fillvalue=""), strict=False):
        word = max((len(word) for text in texts for word in text.split()), default=0)
        column: Json = {"width": max(NARROWEST, word + ROOM, min(WIDEST, max(map(len, texts))))}
        if name in table.numeric:
            column["horizontalCellContentAlignment"] = "right"
        made.append(column)
    return made


def _row(texts: tuple[str, ...]) -> Json:
    joined = "".join(texts)
    if not (all(texts) and joined.isprintable() and "{{" not in joined):
        # Phones refuse an empty run.
        texts = tuple(safe(text) or "\u00a0" for text in texts)
    # One display, no calls: a card has a hundred cells.
    cells = [
        {"type": "TableCell", "items": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text}]}]}
        for text in texts
    ]
    return {"type": "TableRow", "cells": cells}


def _sources(sources: tuple[Cited, ...]) -> str:
    return " · ".join(f"{source.publisher}, {month(source.as_of)}" if source.as_of else source.publisher for source in sources)
