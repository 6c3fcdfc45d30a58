"""What stands behind a message: the command as it was read, the neutral reply, its platform forms, its facts."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.console.chat import Message
from handlers.core.command import Command
from handlers.core.reply import Reply, as_json
from knowledge.schema import Fact

if TYPE_CHECKING:
    from bot.compose import House
    from bot.console.render import Pages

log = logging.getLogger("mlhire.console")


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel: a JSON document to read and copy, or the facts."""

    id: str
    label: str
    note: str = ""
    json: str = ""
    facts: tuple[Fact, ...] = ()


def tabs(message: Message, house: House, pages: Pages) -> tuple[Tab, ...]:
    """All panels of a bot's message; no facts, no panel for them."""
    reply, command = message.reply or Reply(""), message.command
    documents: dict[str, Callable[[], Any]] = {
        "command": lambda: _command(command, house) if command else {},
        "reply": lambda: as_json(reply),
        "slack": lambda: _slack(reply),
        "teams": lambda: _teams(reply),
    }
    shown = [
        Tab(id, pages.say(f"tab_{id}"), pages.say(f"note_{id}"), _written(made, pages.say("no_rendering")))
        for id, made in documents.items()
    ]
    workspace = command.actor.workspace if command else ""
    facts = tuple(cited_facts(reply, house.library(workspace).knowledge.facts))
    return (*shown, Tab("facts", pages.say("tab_facts", count=len(facts)), facts=facts)) if facts else tuple(shown)


def cited_facts(reply: Reply, known: Mapping[str, Fact]) -> Iterator[Fact]:
    """The facts that a reply's data names, in its order, once each."""
    found = dict.fromkeys(text for text in _texts(reply.data) if text in known)
    return (known[id] for id in found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _texts(item)


def _command(command: Command, house: House) -> Mapping[str, Any]:
    """The command as it came, and what the router read in it. Documents are named, not repeated."""
    shown: dict[str, Any] = {"said": command.said} if not command.verb else {"verb": command.verb, "args": as_json(command.args)}
    if command.attachments:
        shown["attachments"] = [{"name": each.name, "characters": len(each.text)} for each in command.attachments]
    heard = house.router.read(command)
    if not isinstance(heard, Reply):
        shown["read_as"] = {
            "verb": heard.verb.name,
            "args": heard.args.model_dump(mode="json", exclude_defaults=True),
            "guesses": as_json(heard.guesses),
            "unread": list(heard.unread),
        }
    return shown | {
        "actor": as_json(command.actor),
        "place": as_json(command.place),
        "now": command.now.isoformat(timespec="seconds"),
        "delivery_key": command.delivery_key,
    }


def _slack(reply: Reply) -> Any:
    from bot.slack.render import message

    return message(reply)


def _teams(reply: Reply) -> Any:
    from bot.teams.render import card

    return card(reply)


def _written(made: Callable[[], Any], failed: str) -> str:
    """The document, indented. A renderer that fails is a bug, and is said to have failed."""
    try:
        return json.dumps(made(), ensure_ascii=False, indent=2, default=_plain)
    except Exception:
        log.exception("a reply could not be shown in another form")
        return failed


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value)
