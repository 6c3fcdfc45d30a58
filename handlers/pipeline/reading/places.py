"""A channel that somebody means: the one they are in, one that their door knows by what was typed, or one known by its name."""

from __future__ import annotations

import re
from typing import Any

from handlers.core.errors import Invalid
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import settings
from handlers.pipeline.people import address_of

say = Wording("places")

BY_NAME = frozenset({"console", "terminal"})
"""Doors whose channels are known by the name that one types."""
SLACK_ID = re.compile(r"[CG][A-Z0-9]{7,20}")
"""A channel as Slack itself names it; its name alone is nothing that one can write to."""


def here(at: Context) -> dict[str, Any]:
    """The address of the channel where it was said: not of one of its threads."""
    return {part: value for part, value in address_of(at.command).items() if part != "thread"}


def called(at: Context, name: str | None, field: str) -> dict[str, Any]:
    """The address of a channel (None: of this one) with what people call it. Raises Invalid as `channel` does."""
    address = here(at) if name is None else channel(at, name, field)
    if name is None:
        by_name = address["channel"] if address["system"] in BY_NAME else ""
        return {**address, settings.NAME: at.command.place.name or by_name}
    typed = name.lstrip("#")
    return {**address, settings.NAME: "" if address["system"] == "slack" and typed == address["channel"] else typed}


def channel(at: Context, name: str, field: str) -> dict[str, Any]:
    """The address of a channel by its name (`#hiring`, `hiring`) or its id. Raises Invalid, at `field`, with what to do."""
    name, mine = name.lstrip("#"), here(at)
    known = at.command.channels.get(name.casefold())
    if known is not None:
        if known.joined is False:
            text = say.not_in(name=name[:60])
            raise Invalid(text, errors={field: text})
        return dict(known.address)
    if name == mine["channel"]:
        return mine
    if mine["system"] in BY_NAME or (mine["system"] == "slack" and SLACK_ID.fullmatch(name)):
        return {"system": mine["system"], "channel": name}
    text = say.go_there(said=name[:60], system=mine["system"])
    raise Invalid(text, errors={field: text})
