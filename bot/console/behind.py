"""What stands behind a message: the command as it was read, the neutral reply, its platform forms, its facts."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.compose import LOCAL_WORKSPACE
from bot.console.chat import Message
from handlers.core.command import Command
from handlers.core.reply import Form, Picture, Reply, as_json
from knowledge.schema import Fact

if TYPE_CHECKING:
    from bot.compose import House
    from bot.console.render import Pages

log = logging.getLogger("mlhire.console")


class Loose(dict[str, Any]):
    """A platform's object as a template reads it: what is left out is empty."""

    def __missing__(self, _: str) -> str:
        return ""

    @classmethod
    def of(cls, value: Any) -> Any:
        """The same for all that is inside."""
        if isinstance(value, Mapping):
            return cls({name: cls.of(each) for name, each in value.items()})
        return [cls.of(each) for each in value] if isinstance(value, (list, tuple)) else value


@dataclass(frozen=True, slots=True)
class Look:
    """A reply on one platform: what the platform gets (and its dialog, where a form is asked), to draw and to copy.

    `picture` gives the address of a picture that the payload names. An empty `payload` could not be made.
    """

    platform: str
    label: str
    note: str
    payload: Mapping[str, Any]
    json: str
    modal: Mapping[str, Any] | None = None
    picture: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel: a JSON document to read and copy, the platforms side by side, or the facts."""

    id: str
    label: str
    note: str = ""
    json: str = ""
    looks: tuple[Look, ...] = ()
    facts: tuple[Fact, ...] = ()


def tabs(message: Message, house: House, pages: Pages, address: Callable[[int], str]) -> tuple[Tab, ...]:
    """All panels of a bot's message; no facts, no panel for them. `address`: where the picture at that place of it is."""
    reply, command = message.reply or Reply(""), message.command
    failed = pages.say("no_rendering")
    documents: dict[str, Callable[[], Any]] = {"reply": lambda: as_json(reply)}
    if command:
        documents = {"command": lambda: _command(command, house)} | documents
    elif message.key:
        documents = {"origin": lambda: _origin(message)} | documents
    shown = [
        Tab(id, pages.say(f"tab_{id}"), pages.say(f"note_{id}"), _written(_made(make), failed)) for id, make in documents.items()
    ]
    shown.insert(len(shown) - 1, Tab("looks", pages.say("tab_looks"), looks=_looks(reply, pages, address)))
    workspace = command.actor.workspace if command else LOCAL_WORKSPACE
    facts = tuple(cited_facts(reply, house.library(workspace).knowledge.facts))
    return (*shown, Tab("facts", pages.say("tab_facts", count=len(facts)), facts=facts)) if facts else tuple(shown)


def _looks(reply: Reply, pages: Pages, address: Callable[[int], str]) -> tuple[Look, Look]:
    """Slack's form and Teams'. Pictures are named by their place, as Slack names uploaded files."""
    places = {element: place for place, element in enumerate(reply.elements) if isinstance(element, Picture)}
    slack = _made(lambda: _slack(reply, {each: f"F{place}" for each, place in places.items()})) or {}
    teams = _made(lambda: _teams(reply, {each: address(place) for each, place in places.items()})) or {}
    form = reply.form
    modal = _made(lambda: _modal(form)) if form else None
    whole = {**slack, "view": modal} if modal else slack
    failed = pages.say("no_rendering")
    return (
        Look("slack", pages.say("look_slack"), pages.say("note_slack"), Loose.of(slack),
             _written(whole or None, failed), Loose.of(modal), lambda id: address(int(id[1:]))),
        Look("teams", pages.say("look_teams"), pages.say("note_teams"), Loose.of(teams),
             _written(teams or None, failed)),
    )  # fmt: skip


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
    heard = house.answering.meant(command)
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


def _slack(reply: Reply, pictures: Mapping[Picture, str]) -> Any:
    from bot.slack.render import message

    return message(reply, pictures)


def _origin(message: Message) -> Mapping[str, Any]:
    """What the bot said by itself was put into the outbox under a key, with what had fallen due or had changed."""
    kind, _, about = (message.key or "").partition(":")
    return {"kind": kind, "about": about, "delivery_key": message.key, "said_at": message.at.isoformat(timespec="seconds")}


def _modal(form: Form) -> Any:
    from bot.slack.modal import view

    return view(form, {})


def _teams(reply: Reply, pictures: Mapping[Picture, str]) -> Any:
    from bot.teams.render import card

    return card(reply, pictures=pictures)


def _made(make: Callable[[], Any]) -> Any:
    """What is made; None where a renderer fails, which is a bug and is logged."""
    try:
        return make()
    except Exception:
        log.exception("a reply could not be shown in another form")
        return None


def _written(made: Any, failed: str) -> str:
    """The document, indented; `failed` where there is none."""
    return failed if made is None else json.dumps(made, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value)
