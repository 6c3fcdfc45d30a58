"""Cases as each renderer shows them, and as a dialog that anybody can read. All of it is text, so that a change can be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from typing import Any

from bot import terminal
from bot.console.cast import BOT, cast
from bot.console.chat import Message
from bot.console.render import Pages
from bot.slack import modal
from bot.slack import render as slack
from bot.teams import render as teams
from handlers.core.reply import Document, Reply, as_json
from handlers.core.verb import Verb
from handlers.router import Router
from tests.conftest import NOW
from tests.goldens.cases import EXAMPLES, FILLED, ROOM, Case, told

PHONE = 60
"""Characters in a line of a dialog: what a phone shows."""
FILE_LINES = 12
"""How much of a file a dialog shows."""


def _terminal(reply: Reply) -> str:
    return terminal.render(reply)


def _neutral(reply: Reply) -> str:
    return _pretty(as_json(reply))


def _slack(reply: Reply) -> str:
    shown: dict[str, Any] = slack.message(reply)
    if reply.form:
        shown = {"message": shown, "modal": modal.view(reply.form, {})}
    return _pretty(shown)


def _teams(reply: Reply) -> str:
    return _pretty(teams.card(reply))


def _console(reply: Reply) -> str:
    message = Message("message", 1, ROOM.channel, BOT, NOW, reply=reply)
    return "\n".join(line for line in _pages().message(message, cast().people[0]).splitlines() if line.strip())


@cache
def _pages() -> Pages:
    return Pages(cast(), ())


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True)


RENDERERS: Mapping[str, tuple[str, Callable[[Reply], str]]] = {
    "terminal": ("txt", _terminal),
    "neutral": ("json", _neutral),
    "slack": ("json", _slack),
    "teams": ("json", _teams),
    "console": ("html", _console),
}
"""Renderer → how its golden file ends, and how it shows a reply."""


def golden(renderer: str, cases: tuple[Case, ...]) -> str:
    """All cases of one verb as one renderer shows them, each under what was said."""
    _, show = RENDERERS[renderer]
    return "\n\n".join(f"### {case.said}\n\n{show(case.reply).rstrip()}" for case in cases) + "\n"


def dialog(router: Router, verb: Verb, cases: tuple[Case, ...]) -> str:
    """What a person types and sees, on a phone: the examples, a press of the first button, and what goes wrong."""
    parts = [f"# {verb.name}\n\n{verb.summary}."]
    for number, case in enumerate(cases):
        if number == min(EXAMPLES, len(verb.examples)):
            parts.append("What goes wrong:")
        parts += [f"**Mei:** {case.said}", _as_phone(case.reply)]
        if number == 0 and case.reply.actions:
            action = case.reply.actions[0]
            parts += [f"*Mei presses {action.label}.*", _as_phone(told(router, verb=action.verb, **action.args))]
        if number == 0 and case.reply.form and verb.name in FILLED:
            given = FILLED[verb.name]
            filled = "\n".join(f"- {name}: {value}" for name, value in given.items())
            answer = told(router, verb=case.reply.form.verb, **case.reply.form.args, **given)
            parts += [f"*Mei fills it in:*\n\n{filled}", _as_phone(answer)]
    return "\n\n".join(parts) + "\n"


def _as_phone(reply: Reply) -> str:
    lines = list(_shortened(reply, terminal.render(reply, PHONE)))
    return "\n".join(f"    {line}".rstrip() for line in lines)


def _shortened(reply: Reply, shown: str) -> list[str]:
    """The lines, each file cut after its beginning: a dialog is about what is said."""
    for element in reply.elements:
        if isinstance(element, Document) and element.shown:
            begun = "\n".join(islice(element.shown.splitlines(), FILE_LINES))
            shown = shown.replace("\n".join(element.shown.splitlines()), f"{begun}\n[…]")
    return shown.splitlines()
