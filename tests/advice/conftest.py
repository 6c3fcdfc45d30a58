"""What tests of advice share: an answer as a person reads it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.terminal import render
from handlers.catalog import verbs
from handlers.core.command import Actor, Command, Place
from handlers.core.library import Library
from handlers.core.reply import Bullets, Element, Facts, Heading, Reply, Table, Text, plain
from handlers.router import Router
from knowledge.load import load

ACME = Path(__file__).parent.parent / "example_company"


@pytest.fixture(scope="session")
def shown() -> Callable[[Reply], str]:
    """A reply as plain text on one line, so that a phrase is found wherever it was wrapped."""
    return lambda reply: " ".join(render(reply).split())


@pytest.fixture(scope="session")
def ask_acme() -> Callable[..., Reply]:
    """Say something at a company that has knowledge of its own, on a day of one's choice."""
    library = Library(load(ACME), stale_after_days=365)

    def no_database() -> Any:
        raise AssertionError("advice touches no database")

    router = Router(verbs(), lambda _: library, no_database)

    def ask(said: str = "", on: str = "2026-11-24", *, verb: str = "", **args: Any) -> Reply:
        now = datetime.fromisoformat(f"{on}T16:00:00+00:00")
        return router.answer(
            Command(Actor("acme", "slack", "U-MEI", "Mei"), Place("slack", "C-HIRING"), now, said=said, verb=verb, args=args)
        )

    return ask


PHONE_COLUMNS = 48
"""Letters in a line of a chat on a phone."""


@pytest.fixture(scope="session")
def phone_lines() -> Callable[[Reply], int]:
    """How many lines of a phone an answer takes: a table scrolls sideways, a document is opened by itself."""

    def wrapped(text: str, columns: int = PHONE_COLUMNS) -> int:
        return sum(max(1, len(textwrap.wrap(line, columns))) for line in text.split("\n"))

    def lines(element: Element) -> int:
        match element:
            case Facts(pairs):
                return sum(wrapped(f"{label}: {value}") for label, value in pairs)
            case Bullets(items):
                return sum(wrapped(plain(item), PHONE_COLUMNS - 3) for item in items)
            case Table():
                return 1 + sum(len(section.rows) + bool(section.title) for section in element.sections)
            case Heading(text) | Text(text):
                return wrapped(plain(text))
            case _:
                return 1

    def count(reply: Reply) -> int:
        parts = [*map(lines, reply.elements), 1 if reply.actions or reply.more else 0, 1 if reply.sources else 0]
        return sum(parts) + len([part for part in parts if part]) - 1

    return count
