"""What a message shows, in the markup of Slack's own texts: its text; what its blocks say where it has none; pasted tables.

A table that somebody pastes stands in a block of its own, and the message's text holds nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack.inert import escape

Part = Mapping[str, Any]

TABLES = ("table", "data_table")
_RUNS = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
"""Blocks of words, people and links that make up a line."""
_UNFURLED = ("is_share", "from_url")
"""What only attachments have that somebody else's words were put into."""


def typed(message: Part) -> str:
    """What somebody wrote into a message; a table's rows are lines, with a tab between two cells."""
    blocks = [*mappings(message.get("blocks")), *_forwarded(message)]
    text = _string(message, "text")
    own = [block for block in blocks if block.get("type") in TABLES] if text else blocks
    pasted = [block for each in mappings(message.get("attachments")) for block in _pasted(each)]
    return "\n".join((*([text] if text else ()), *(line for block in (*own, *pasted) for line in _lines(block))))


def shown(message: Part) -> str:
    """What a message says; in the place of no text also what is attached to it, as apps often write."""
    if message.get("text"):
        return typed(message)
    said = [line for block in mappings(message.get("blocks")) for line in _lines(block)]
    for each in mappings(message.get("attachments")):
        inside = "\n".join(line for block in mappings(each.get("blocks")) for line in _lines(block))
        said.append(inside or _string(each, "fallback") or _string(each, "text"))
    return "\n".join(filter(None, said))


def mappings(listed: Any) -> list[Part]:
    """The objects in a list; none of what is no list."""
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []


def _pasted(attachment: Part) -> list[Part]:
    if any(attachment.get(name) for name in _UNFURLED):
        return []
    return [block for block in mappings(attachment.get("blocks")) if block.get("type") in TABLES]


def _forwarded(message: Part) -> Iterator[Part]:
    """The blocks of a message that was forwarded, which keeps them one floor down."""
    for each in mappings(message.get("message_blocks")):
        inner = each.get("message")
        yield from mappings(inner.get("blocks")) if isinstance(inner, Mapping) else ()


def _lines(part: Any) -> Iterator[str]:
    """The lines that a block shows, in order, however deep they stand."""
    kind = part.get("type") if isinstance(part, Mapping) else None
    if isinstance(part, list):
        for each in part:
            yield from _lines(each)
    elif not isinstance(part, Mapping):
        return
    elif kind in TABLES:
        rows = part.get("rows")
        for row in rows if isinstance(rows, list) else ():
            yield "\t".join(" ".join(" ".join(_lines(cell)).split()) for cell in mappings(row))
    elif kind in _RUNS:
        yield from filter(None, ("".join(map(_run, mappings(part.get("elements")))),))
    else:
        text = _string(part, "text")
        yield from filter(None, (text if kind == "mrkdwn" else escape(text),))
        for inner in part.values():
            yield from _lines(inner)


def _run(element: Part) -> str:
    """A piece of a line, as Slack writes it into a text."""
    text = escape(_string(element, "text"))
    match element.get("type"):
        case "link":
            return f"<{_string(element, 'url')}|{text}>" if text else f"<{_string(element, 'url')}>"
        case "user":
            return f"<@{_string(element, 'user_id')}>"
        case "channel":
            return f"<#{_string(element, 'channel_id')}>"
        case "usergroup":
            return f"<!subteam^{_string(element, 'usergroup_id')}>"
        case "broadcast":
            return f"<!{_string(element, 'range')}>"
        case "emoji":
            return f":{_string(element, 'name')}:"
        case "date":
            return escape(_string(element, "fallback"))
        case _:
            return text


def _string(part: Part, name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""
