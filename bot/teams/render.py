"""Reply → a card, and the message that carries it. Pure, and free of the SDK."""

from __future__ import annotations

import re

from bot.teams import paging
from bot.teams.cards import Json, Pictures, clipped, compose
from bot.teams.paging import Again
from bot.teams.text import safe
from bot.teams.weight import CARD_LIMIT, size, weigh
from handlers.core.reply import Bullets, Mention, Reply, Text

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
SUMMARY_CHARACTERS = 120

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
