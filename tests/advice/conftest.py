"""What tests of advice share: an answer as a person reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.terminal import render
from handlers.catalog import verbs
from handlers.core.command import Actor, Command, Place
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.core.router import Router
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
