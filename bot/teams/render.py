"""Reply → Adaptive Card 1.5. Pure, and free of the SDK.

Text is shown in `RichTextBlock`, which parses no Markdown: phones ignore the backslash that would escape it in a
`TextBlock` (microsoft/AdaptiveCards#5590), so nothing that a person wrote goes into one unless it has no mark in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from json.encoder import encode_basestring_ascii
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
    Mention,
    Picture,
    Reply,
    Strong,
    Table,
    Text,
    as_json,
    plain,
)

Json = dict[str, Any]

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
VERB = "mlhire"
"""The one `Action.Execute` verb; which of ours to run stands in the data, as `v` with its arguments `a`."""

CARD_LIMIT = 26_000
"""Bytes of a card, measured as ASCII JSON, the longest form that a peer may count. Teams takes about 28 KB of a message: the
rest is the envelope's."""
TABLE_COLUMNS = 6
"""More columns than this are unreadable on a phone: such rows are laid out one below the other."""
NARROWEST, WIDEST = 9, 22
"""Characters: what a column is wide for at least, and at most unless a word needs more."""
ROOM = 3
"""Characters beside a word: the cell's own margins."""
FALLBACK_CHARACTERS = 600
SUMMARY_CHARACTERS = 120

Pictures = Mapping[Picture, str]
"""Picture → its address, `https:` or `data:`; a picture that is not in it, or too heavy, is told by its `alt`."""

Again = Callable[[], Action | None]
"""What to press for the same reply once more, or None where that would do something again. Called for long replies only."""

_NO_PICTURES: Pictures = {}


def card(reply: Reply, *, pictures: Pictures = _NO_PICTURES, again: Again | None = None, page: int = 1) -> Json:
    """The reply as one card of at most CARD_LIMIT bytes.

    What does not fit is counted in a last line and, where `again` says how to get the same reply once more, offered as a
    button that shows `page` 2, and so on.
    """
    if page == 1:
        whole = compose(reply, pictures)
        if weigh(reply, whole, pictures) <= CARD_LIMIT or size(whole) <= CARD_LIMIT:
            return whole
    from bot.teams import paging  # long replies only

    return paging.card(reply, pictures, again, page)


def message(
    reply: Reply, *, pictures: Pictures = _NO_PICTURES, again: Again | None = None, page: int = 1, full_width: bool = False
) -> Json:
    """The reply as a message activity: the card, a summary for notifications, and the people whom it mentions.

    `full_width` lets Teams use the whole width of the window; the key that says so is Teams' own, not the card schema's.
    """
    body = card(reply, pictures=pictures, again=again, page=page)
    if full_width:
        body["msteams"] = {"width": "Full"}
    activity: Json = {
        "type": "message",
        "summary": safe(clipped(reply.text, SUMMARY_CHARACTERS)),
        "attachments": [{"contentType": CARD_TYPE, "content": body}],
    }
    people = _mentioned(reply)
    if people:
        # Mentioned beside the card: the card's own way of mentioning is outside its schema.
        activity["text"] = " ".join(entity["text"] for entity in people)
        activity["entities"] = people
    return activity


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


def _mentioned(reply: Reply) -> list[Json]:
    """Mention entities of everybody in the reply who has an id in Teams, each once."""
    people: dict[str, Json] = {}
    for element in reply.elements:
        lines = (element.text,) if isinstance(element, Text) else element.items if isinstance(element, Bullets) else ()
        for line in lines:
            for span in () if isinstance(line, str) else line:
                if isinstance(span, Mention) and "teams" in span.ids:
                    name = " ".join(re.sub(r"[^\w .'-]", " ", safe(span.name)).split()) or "?"
                    someone = {"id": span.ids["teams"], "name": name}
                    people[someone["id"]] = {"type": "mention", "text": f"<at>{name}</at>", "mentioned": someone}
    return list(people.values())


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
