"""Reply → Block Kit message. Pure, and free of Slack's SDK; every text goes out as plain, raw or rich text, never as mrkdwn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from bot.slack import limits
from bot.slack.inert import escape, inert, pieces, shorten
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
    Rich,
    Section,
    Strong,
    Table,
    Text,
    plain,
)
from handlers.core.wording import Wording

Block = dict[str, Any]

NO_PICTURES: Mapping[Picture, str] = {}
HOME = "home"
"""The callback id of a person's own page."""
_BOLD = {"bold": True}
_BLANK = {"type": "raw_text", "text": " "}
_LEFT: Block = {"align": "left", "is_wrapped": True}
_RIGHT: Block = {"align": "right"}
_KEPT = 1000
"""Heads and titles of tables that are kept as they were rendered: most carry the same few, and nobody changes a block."""
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_wording = Wording("slack")


def message(reply: Reply, pictures: Mapping[Picture, str] = NO_PICTURES) -> dict[str, Any]:
    """`reply` as `{"text", "blocks"}`, inside Slack's limits.

    `pictures` says under which uploaded file id (or https address) a picture can be seen; one that is not there is said
    in words. Raises ValueError where a button's arguments are too long for Slack.
    """
    return {
        "text": escape(shorten(reply.text, limits.TEXT)) or " ",
        "blocks": _blocks(reply, pictures, limits.BLOCKS_IN_MESSAGE),
    }


def home(reply: Reply) -> dict[str, Any]:
    """`reply` as the view of somebody's App Home. (A view takes no table: the page of one's own has none.)"""
    return {"type": "home", "callback_id": HOME, "blocks": _blocks(reply, NO_PICTURES, limits.BLOCKS_IN_VIEW)}


def _blocks(reply: Reply, pictures: Mapping[Picture, str], most: int) -> list[Block]:
    tail = [*_sources(reply.sources), *_actions(reply.actions, reply.more)]
    page = _Page(most - len(tail) - 1)
    for element in reply.elements:
        _add(page, element, pictures)
    if not reply.elements:
        page.paragraphs(reply.text or (reply.form.title if reply.form else ""))
    return page.blocks + page.left_out_line() + tail


class _Page:
    """A message being filled: blocks in order, until there is no room; from then on it only counts."""

    def __init__(self, most_blocks: int) -> None:
        self.blocks: list[Block] = []
        self.has_table = False
        self._most_blocks = most_blocks
        self._room = limits.MESSAGE_TEXT
        self._left_out = 0

    def add(self, block: Block, characters: int) -> None:
        """Append a block that shows so many characters, or count it as left out."""
        self._room -= characters
        if self._left_out or self._room < 0 or len(self.blocks) >= self._most_blocks:
            self._left_out += 1
        else:
            self.blocks.append(block)

    def paragraphs(self, text: str, small: bool = False) -> None:
        """Plain text, in as many blocks as it takes."""
        safe = inert(text).strip()
        for piece in pieces(safe, limits.TEXT) if len(safe) > limits.TEXT else (safe,) if safe else ():
            shown: Block = {"type": "plain_text", "text": piece, "emoji": False}
            self.add({"type": "context", "elements": [shown]} if small else {"type": "section", "text": shown}, len(piece))

    def rich(self, elements: list[Block], characters: int) -> None:
        """Rich text: lists, emphasis, mentions, preformatted lines."""
        self.add({"type": "rich_text", "elements": elements}, characters)

    def left_out_line(self) -> list[Block]:
        """What to say about the blocks that found no room."""
        if not self._left_out:
            return []
        return [{"type": "context", "elements": [_plain(_wording.more_parts(count=self._left_out))]}]


def _add(page: _Page, element: Element, pictures: Mapping[Picture, str]) -> None:
    match element:
        case Heading(text):
            _heading(page, text)
        case Text(text, small):
            _text(page, text, small)
        case Table():
            _table(page, element)
        case Bullets():
            _bullets(page, element)
        case Facts(pairs):
            _facts(page, pairs)
        case Picture():
            _picture(page, element, pictures)
        case Document():
            _document(page, element)


def _plain(text: str, limit: int = limits.TEXT) -> Block:
    return {"type": "plain_text", "text": shorten(inert(text), limit) or " ", "emoji": False}


def _words(text: str) -> Block:
    return {"type": "text", "text": inert(text)}


def _bold(text: str) -> Block:
    return {"type": "text", "text": inert(text), "style": _BOLD}


def _spans(rich: Rich) -> list[Block]:
    if isinstance(rich, str):
        return [_words(rich)] if rich else []
    return [_span(span) for span in rich if not isinstance(span, str) or span]


def _span(span: str | Strong | Mention) -> Block:
    if isinstance(span, str):
        return _words(span)
    if isinstance(span, Strong):
        return _bold(span.text or " ")
    user = span.ids.get("slack", "")
    return {"type": "user", "user_id": user} if _USER_ID.fullmatch(user) else _words(span.name or " ")


def _heading(page: _Page, text: str) -> None:
    if 0 < len(inert(text).strip()) <= limits.HEADER:
        page.add({"type": "header", "text": _plain(text.strip())}, len(text))
    else:
        for piece in pieces(text, limits.TEXT):
            page.rich([{"type": "rich_text_section", "elements": [_bold(piece)]}], len(piece))


def _text(page: _Page, text: Rich, small: bool) -> None:
    if isinstance(text, str) or small or len(plain(text)) > limits.TEXT:
        page.paragraphs(plain(text), small)
    elif spans := _spans(text):
        page.rich([{"type": "rich_text_section", "elements": spans}], len(plain(text)))


def _bullets(page: _Page, bullets: Bullets) -> None:
    """One list; a long one continues in further blocks, its numbers going on."""
    style = "ordered" if bullets.ordered else "bullet"
    group: list[Block] = []
    size = done = 0
    for item in _short_items(bullets.items):
        length = len(plain(item))
        if group and size + length > limits.TEXT:
            page.rich([_list(style, group, done)], size)
            done, group, size = done + len(group), [], 0
        group.append({"type": "rich_text_section", "elements": _spans(item)})
        size += length
    if group:
        page.rich([_list(style, group, done)], size)


def _list(style: str, items: list[Block], offset: int) -> Block:
    block: Block = {"type": "rich_text_list", "style": style, "elements": items}
    return {**block, "offset": offset} if offset and style == "ordered" else block


def _short_items(items: Iterable[Rich]) -> Iterator[Rich]:
    for item in items:
        words = plain(item)
        if len(words) > limits.TEXT:
            yield from pieces(words, limits.TEXT)
        elif words.strip():
            yield item


def _facts(page: _Page, pairs: tuple[tuple[str, str], ...]) -> None:
    """`Label: value` lines, one rich text block for as many as fit."""
    spans: list[Block] = []
    size = 0
    for label, value in pairs:
        for number, piece in enumerate(pieces(value, limits.TEXT) if value.strip() else ("–",)):
            if spans and size + len(piece) > limits.TEXT:
                page.rich([{"type": "rich_text_section", "elements": spans}], size)
                spans, size = [], 0
            spans += [*([_words("\n")] if spans else []), *([_bold(f"{label}: ")] if not number else []), _words(piece)]
            size += len(label) + len(piece)
    if spans:
        page.rich([{"type": "rich_text_section", "elements": spans}], size)


def _shown(row: tuple[str, ...], count: int) -> tuple[tuple[str, ...], int]:
    """(The row as it may be shown, how many characters it takes at most.)"""
    joined = "".join(row)
    if "<" not in joined and len(joined) <= limits.CELL_TEXT:
        return row, len(joined) + count
    shown = tuple(shorten(inert(cell), limits.CELL_TEXT) for cell in row[:count])
    return shown, sum(map(len, shown)) + count


def _cells(row: tuple[str, ...], count: int) -> list[Block]:
    cells: list[Block] = [{"type": "raw_text", "text": text or " "} for text in row[:count]]
    return cells if len(cells) == count else cells + [_BLANK] * (count - len(cells))


@lru_cache(_KEPT)
def _head(columns: tuple[str, ...], numeric: frozenset[str], count: int) -> tuple[list[Block], list[Block], int]:
    """(How each column is set, the row of their names, how many characters that takes.)"""
    names, characters = _shown(columns, count)
    return [_RIGHT if name in numeric else _LEFT for name in columns[:count]], _cells(names, count), characters


@lru_cache(_KEPT)
def _title(title: str, count: int) -> list[Block]:
    section = {"type": "rich_text_section", "elements": [_bold(title)]}
    return [{"type": "rich_text", "elements": [section]}, *[_BLANK] * (count - 1)]


def _table(page: _Page, table: Table) -> None:
    """Slack's own table for the first; it takes one a message, so further ones are set in monospace."""
    if page.has_table or not table.columns:
        return _text_table(page, table)
    page.has_table = True
    count = min(len(table.columns), limits.TABLE_COLUMNS)
    settings, names, characters = _head(table.columns, table.numeric, count)
    rows = [names]
    room = limits.TABLE_CHARACTERS - characters
    left_out = 0
    for section in table.sections:
        room -= len(inert(section.title)) + count
        fits = not left_out and room > 0 and len(rows) < limits.TABLE_ROWS - 1
        if section.title and fits and section.rows:
            rows.append(_title(section.title, count))
        for row in section.rows:
            shown, characters = _shown(row, count)
            room -= characters
            if left_out or room < 0 or len(rows) >= limits.TABLE_ROWS:
                left_out += 1
            else:
                rows.append(_cells(shown, count))
    page.add({"type": "table", "column_settings": settings, "rows": rows}, 0)
    if left_out:
        page.paragraphs(_wording.more_rows(count=left_out), small=True)
    if len(table.columns) > count:
        page.paragraphs(_wording.more_columns(names=table.columns[count:]), small=True)
    return None


def _text_table(page: _Page, table: Table) -> None:
    rows = [table.columns, *(row for section in table.sections for row in _titled(section))]
    widths = [max(map(len, column)) for column in zip(*(row for row in rows if len(row) > 1), strict=False)]
    lines = [
        "  ".join(
            cell.rjust(width) if name in table.numeric and row is not table.columns else cell.ljust(width)
            for cell, width, name in zip(row, widths or [len(row[0])], table.columns, strict=False)
        ).rstrip()
        if len(row) > 1 or not widths
        else row[0]
        for row in rows
        if row
    ]
    _preformatted(page, "\n".join(lines))


def _titled(section: Section) -> Iterator[tuple[str, ...]]:
    if section.title:
        yield (section.title,)
    yield from section.rows


def _preformatted(page: _Page, text: str) -> None:
    for piece in pieces(text, limits.TEXT):
        page.rich([{"type": "rich_text_preformatted", "elements": [_words(piece)]}], len(piece))


def _document(page: _Page, document: Document) -> None:
    page.rich([{"type": "rich_text_section", "elements": [_bold(document.name or " ")]}], len(document.name))
    if document.shown:
        _preformatted(page, document.shown)


def _picture(page: _Page, picture: Picture, pictures: Mapping[Picture, str]) -> None:
    where = pictures.get(picture)
    if where is None:
        return page.paragraphs(picture.alt, small=True)
    block: Block = {"type": "image", "alt_text": shorten(inert(picture.alt or picture.title or " "), limits.ALT_TEXT)}
    if picture.title:
        block["title"] = _plain(picture.title, limits.ALT_TEXT)
    page.add(block | ({"image_url": where} if where.startswith("https:") else {"slack_file": {"id": where}}), len(picture.title))
    return None


def _sources(sources: tuple[Cited, ...]) -> list[Block]:
    line = " · ".join([f"{source.publisher}, {month(source.as_of)}" for source in sources])
    return [{"type": "context", "elements": [_plain(line)]}] if line else []


def _actions(actions: tuple[Action, ...], more: tuple[Action, ...]) -> list[Block]:
    """Buttons, then the overflow menu; what a menu cannot hold (a question first, long arguments) is a button after it."""
    if not actions and not more:
        return []
    elements = [_button(action, button_value(action), number) for number, action in enumerate(actions)]
    options: list[Block] = []
    buttons: list[tuple[Action, str]] = []
    for action in more:
        value = button_value(action)
        if action.confirm is None and len(value) <= limits.OPTION_VALUE:
            options.append({"text": _plain(action.label or action.verb, limits.OPTION), "value": value})
        else:
            buttons.append((action, value))
    for start in range(0, len(options), limits.OPTIONS_IN_MENU):
        shown = options[start : start + limits.OPTIONS_IN_MENU]
        elements.append({"type": "overflow", "action_id": f"m:{len(elements)}", "options": shown})
    for action, value in buttons:
        elements.append(_button(action, value, len(elements)))
    size = limits.ELEMENTS_IN_ACTIONS
    return [{"type": "actions", "elements": elements[start : start + size]} for start in range(0, len(elements), size)]


def compact(value: Mapping[str, Any]) -> str:
    """JSON without spaces; mappings of any kind become objects."""
    return to_json(value, fallback=dict).decode()


def button_value(action: Action) -> str:
    """What a button carries: its verb and arguments, as compact JSON. Raises ValueError above 2,000 characters."""
    value = compact({"v": action.verb, "a": action.args})
    if len(value) > limits.BUTTON_VALUE:
        raise ValueError(f"button {action.label!r} carries {len(value)} characters; Slack holds {limits.BUTTON_VALUE}")
    return value


def _button(action: Action, value: str, number: int) -> Block:
    button: Block = {
        "type": "button",
        "action_id": f"a:{number}:{action.verb}"[: limits.ACTION_ID],
        "text": _plain(action.label or action.verb, limits.BUTTON),
        "value": value,
    }
    if action.primary:
        button["style"] = "primary"
    if action.confirm is not None:
        button["confirm"] = {
            "title": _plain(_wording.sure()),
            "text": _plain(action.confirm or action.label, limits.CONFIRM_TEXT),
            "confirm": _plain(action.label or _wording.yes(), limits.CONFIRM_BUTTON),
            "deny": _plain(_wording.no()),
        }
    return button
