"""Slack's documented constraints on messages and views, as a checker: every fault in a payload, with its path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

MESSAGE_BLOCKS = {"header", "section", "context", "rich_text", "table", "actions", "image", "divider"}
VIEW_BLOCKS = {"section", "context", "input", "divider", "header", "rich_text", "image"}
INPUTS = {"plain_text_input", "number_input", "static_select", "datepicker", "datetimepicker", "users_select", "checkboxes"}
RICH_PARTS = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
CONTROL = ("<!", "<@", "<#", "<http", "<mailto:")


def faults_of_message(message: dict[str, Any]) -> list[str]:
    """What Slack would refuse, or show as markup that a person wrote."""
    return list(_message(message))


def faults_of_view(view: dict[str, Any]) -> list[str]:
    """The same for a modal."""
    return list(_view(view))


def texts(payload: Any) -> Iterator[str]:
    """Every text that a person can see in a payload."""
    if isinstance(payload, dict):
        for key, value in payload.items():
            if isinstance(value, str) and key in ("text", "alt_text", "name", "initial_value"):
                yield value
            else:
                yield from texts(value)
    elif isinstance(payload, list):
        for each in payload:
            yield from texts(each)


def _message(message: dict[str, Any]) -> Iterator[str]:
    if not message.get("text"):
        yield "text: the fallback is missing"
    if len(message.get("text", "")) > 40_000:
        yield "text: Slack cuts it at 40,000 characters"
    if any(mark in message.get("text", "") for mark in CONTROL):
        yield "text: holds a control sequence"
    blocks = message["blocks"]
    if len(blocks) > 50:
        yield f"blocks: {len(blocks)} of 50"
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "blocks: one table a message"
    ids = [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]
    if len(ids) != len(set(ids)):
        yield "action_id: not unique in the message"
    for number, block in enumerate(blocks):
        if block["type"] not in MESSAGE_BLOCKS:
            yield f"{number}: no block {block['type']}"
        else:
            yield from _named(f"{number}.{block['type']}", _block(block))
    json.dumps(message).encode()


def _named(path: str, faults: Iterator[str]) -> Iterator[str]:
    yield from (f"{path}: {fault}" for fault in faults)


def _block(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from _text(block["text"], 150, plain=True)
        case "section":
            yield from _text(block["text"], 3000)
        case "context":
            if not 1 <= len(block["elements"]) <= 10:
                yield "1 to 10 elements"
            for element in block["elements"]:
                yield from _text(element, 3000)
        case "rich_text":
            yield from _rich(block)
        case "table":
            yield from _table(block)
        case "actions":
            if not 1 <= len(block["elements"]) <= 25:
                yield "1 to 25 elements"
            for element in block["elements"]:
                yield from _element(element)
        case "image":
            if not 1 <= len(block["alt_text"]) <= 2000:
                yield "alt_text of 1 to 2,000 characters"
            if ("image_url" in block) == ("slack_file" in block):
                yield "image_url or slack_file"
        case "input":
            yield from _input(block)


def _text(text: dict[str, Any], most: int, plain: bool = False) -> Iterator[str]:
    if text["type"] not in ("plain_text", "mrkdwn") or (plain and text["type"] != "plain_text"):
        yield f"text type {text['type']}"
    if not 1 <= len(text["text"]) <= most:
        yield f"text of {len(text['text'])} characters, 1 to {most}"
    yield from _inert(text["text"])


def _inert(text: str) -> Iterator[str]:
    if any(mark in text for mark in CONTROL):
        yield f"a control sequence in {text[:40]!r}"


def _rich(block: dict[str, Any]) -> Iterator[str]:
    if not block["elements"]:
        yield "empty rich text"
    for part in block["elements"]:
        if part["type"] not in RICH_PARTS:
            yield f"no part {part['type']}"
        if part["type"] == "rich_text_list":
            if part["style"] not in ("bullet", "ordered"):
                yield f"list style {part['style']}"
            yield from _rich({"elements": part["elements"]})
            continue
        if not part["elements"]:
            yield "empty part"
        for element in part["elements"]:
            if element["type"] == "user":
                if not element["user_id"].isalnum():
                    yield f"user {element['user_id']}"
            elif element["type"] != "text" or not element["text"]:
                yield f"element {element}"
            else:
                yield from _inert(element["text"])


def _table(block: dict[str, Any]) -> Iterator[str]:
    rows = block["rows"]
    if not 1 <= len(rows) <= 100:
        yield f"{len(rows)} rows of 100"
    if len({len(row) for row in rows}) != 1 or not 1 <= len(rows[0]) <= 20:
        yield "rows of one width, 1 to 20 cells"
    if len(block.get("column_settings", ())) > 20:
        yield "20 column settings"
    if any(setting.get("align", "left") not in ("left", "center", "right") for setting in block.get("column_settings", ())):
        yield "align"
    characters = 0
    for row in rows:
        for cell in row:
            if cell["type"] == "raw_text":
                characters += len(cell["text"])
                if not cell["text"]:
                    yield "an empty cell"
                yield from _inert(cell["text"])
            elif cell["type"] == "rich_text":
                characters += sum(map(len, texts(cell)))
                yield from _rich(cell)
            else:
                yield f"cell {cell['type']}"
    if characters > 10_000:
        yield f"{characters} characters of 10,000"


def _element(element: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(element["action_id"]) <= 255:
        yield "action_id"
    if element["type"] == "button":
        yield from _text(element["text"], 75, plain=True)
        if len(element.get("value", "")) > 2000:
            yield "value over 2,000 characters"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "style"
    elif element["type"] == "overflow":
        if not 1 <= len(element["options"]) <= 5:
            yield "1 to 5 options"
        for option in element["options"]:
            yield from _option(option)
    else:
        yield f"no element {element['type']}"
    if confirm := element.get("confirm"):
        for part, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from _text(confirm[part], most, plain=True)


def _option(option: dict[str, Any]) -> Iterator[str]:
    yield from _text(option["text"], 75, plain=True)
    if not 1 <= len(option["value"]) <= 150:
        yield f"option value of {len(option['value'])} characters"


def _input(block: dict[str, Any]) -> Iterator[str]:
    yield from _text(block["label"], 2000, plain=True)
    if "hint" in block:
        yield from _text(block["hint"], 2000, plain=True)
    if not 1 <= len(block["block_id"]) <= 255:
        yield "block_id"
    element = block["element"]
    if element["type"] not in INPUTS:
        yield f"no input {element['type']}"
    options = [*element.get("options", ()), *(each for group in element.get("option_groups", ()) for each in group["options"])]
    for option in options:
        yield from _option(option)
    if element["type"] == "static_select" and not options:
        yield "a select without options"
    if len(element.get("options", ())) > 100 or any(len(group["options"]) > 100 for group in element.get("option_groups", ())):
        yield "more than 100 options"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial_option is none of the options"
    if len(str(element.get("initial_value", ""))) > 3000:
        yield "initial_value over 3,000 characters"


def _view(view: dict[str, Any]) -> Iterator[str]:
    for part in ("title", "submit", "close"):
        yield from _named(part, _text(view[part], 24, plain=True))
    if len(view["private_metadata"]) > 3000:
        yield "private_metadata over 3,000 characters"
    if not 1 <= len(view["blocks"]) <= 100:
        yield "1 to 100 blocks"
    ids = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if len(ids) != len(set(ids)):
        yield "block_id: not unique"
    for number, block in enumerate(view["blocks"]):
        if block["type"] not in VIEW_BLOCKS:
            yield f"{number}: no block {block['type']}"
        else:
            yield from _named(f"{number}.{block['type']}", _block(block))
