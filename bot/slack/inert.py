"""People's words on their way to Slack: nothing in them may become a mention, a link or markup, and nothing is cut unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONTROL = re.compile(r"<(?=[!@#]|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_ENDS = ("\n\n", "\n", ". ", "; ", ", ", " ")

ELLIPSIS = "…"


def escape(text: str) -> str:
    """For fields that Slack reads as markup (a message's `text`): the three characters that its control sequences need."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """For plain, raw and rich text, which Slack does not read as markup and shows as it stands.

    A zero-width space still breaks `<!channel>`, `<@U…>` and `<https:…>`, so that no client or export revives them.
    """
    return _CONTROL.sub("<\u200b", text) if "<" in text else text


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters; what is missing shows as an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def pieces(text: str, limit: int) -> Iterator[str]:
    """All of `text` in parts of at most `limit` characters, split where a paragraph, a sentence or a word ends."""
    rest = text.strip()
    while len(rest) > limit:
        cut = next((at + len(end) for end in _ENDS if (at := rest.rfind(end, limit // 2, limit - len(end))) > 0), limit)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
