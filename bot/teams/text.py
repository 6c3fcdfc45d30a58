"""Text inside a card: what people wrote stays inert, and spans become runs."""

from __future__ import annotations

import re
from typing import Any

from handlers.core.reply import Mention, Rich, Strong

Span = str | Strong | Mention

# Controls, direction overrides and halves of characters: they could hide or turn round the rest of a line.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Anything that a Markdown parser, desktop's or phone's, may read as a mark; lists and quotes begin lines only.
_MARK = re.compile(r"[*_\[\]<>&`~\\{}|\n\r\t]|^\s*(?:[-+#>]|\d+[.)])|://|www\.", re.IGNORECASE)
# What opens markup within a line, or a list or a heading at its beginning.
_OPENS = re.compile(r"[\\*_\[\]<>`~]|^[-+#]", re.MULTILINE)


def safe(text: str) -> str:
    """`text` without unseen characters, and with nothing that a card would compute (`{{DATE(…)}}`)."""
    if text.isprintable() and "{{" not in text:
        return text
    return _UNSEEN.sub(" ", text.replace("\r\n", "\n")).replace("{{", "{\u200b{")


def escaped(text: str) -> str:
    """`text` where Markdown is parsed and there is no element that does not: each mark stands for itself."""
    return _OPENS.sub(r"\\\g<0>", safe(text))


def is_plain(text: str) -> bool:
    """Whether `text` reads the same in an element that parses Markdown."""
    return bool(text) and text.isprintable() and not _MARK.search(text)


def runs(rich: Rich) -> tuple[Span, ...]:
    """A line as spans."""
    return (rich,) if isinstance(rich, str) else rich


def block(rich: Rich, *, small: bool = False, tight: bool = False, color: str = "") -> dict[str, Any]:
    """A paragraph that parses no Markdown."""
    inlines = [_run(span, small, color) for span in runs(rich) if not isinstance(span, str) or span]
    made: dict[str, Any] = {"type": "RichTextBlock", "inlines": inlines}
    if tight or small:
        made["spacing"] = "small"
    return made


def _run(span: Span, small: bool, color: str) -> dict[str, Any]:
    text = span if isinstance(span, str) else span.name if isinstance(span, Mention) else span.text
    # Phones refuse an empty run.
    run: dict[str, Any] = {"type": "TextRun", "text": safe(text) or "\u00a0"}
    if not isinstance(span, str):
        run["weight"] = "bolder"
    if small:
        run["size"] = "small"
        run["isSubtle"] = True
    if color:
        run["color"] = color
    return run
