"""What is done before somebody waits for it, once the doors are open: patterns, the answers asked for most, the search."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from handlers.core.command import Actor, Command, Place
from handlers.core.foreseen import foreseen
from handlers.core.verb import Verb
from knowledge.words.patterns import compiling

if TYPE_CHECKING:
    from bot.compose import House

log = logging.getLogger(__name__)

ALLOCATIONS_BETWEEN_COLLECTIONS = 20_000
"""An answer allocates a few hundred objects, nearly all of which go without the collector's help; Python's default is 700."""
WARMED_AFTER_SECONDS = 120.0
"""When the search is built, from the opening of the doors on: the start, the first answers and what a stop has held up have the
machine to themselves."""
TOLD = tuple(f"handlers.core.typed.{each}" for each in ("deedwords", "statewords", "references", "owedcards"))
"""What reads told deeds: many patterns, which a first answer does without."""


def preparing(verbs: Iterable[Verb]) -> Iterator[None]:
    """Imports the verbs and what reads told deeds, and compiles their patterns, one at a step: so that whoever needs one first
    need not wait for it."""
    for verb in verbs:
        verb.args  # noqa: B018 - imports its module
        yield
    for name in TOLD:
        import_module(name)
        yield
    yield from compiling()


def answering_ahead(house: House) -> Iterator[None]:
    """Answers what is asked most, one question at a step, and has each door write it: both are kept, and found when it is asked.

    It is done as by somebody in a channel, which is where `/mlhire` is typed.
    """
    workspace = house.usual_workspace
    nobody, channel, now = Actor(workspace, "mlhire", "mlhire"), Place("mlhire", "ahead"), house.clock.now()
    for question in foreseen(house.library(workspace).knowledge):
        reply = house.router.answer(Command(nobody, channel, now, said=question))
        for write in house.writers:
            write(reply)
        yield


async def get_ahead(house: House, stop: asyncio.Event, after: float = WARMED_AFTER_SECONDS) -> None:
    """Answer ahead, between what people ask; then, so many seconds from now, build the search. Not where we stop before.

    Failing at either is logged: whoever asks hears of it.
    """
    try:
        for _ in answering_ahead(house):
            await asyncio.sleep(0)
            if stop.is_set():
                return
        spare_what_stays()
    except Exception:
        log.exception("What is asked most could not be answered ahead")
    await warmed(house, stop, after)


async def warmed(house: House, stop: asyncio.Event, after: float) -> None:
    """Build in a thread what the first free question would wait for, so many seconds from now; not where we stop before.

    Failing at it is logged: whoever asks hears of it.
    """
    try:
        await asyncio.wait_for(stop.wait(), after)
    except TimeoutError:
        try:
            await asyncio.to_thread(house.warm)
            spare_what_stays()
        except Exception:
            log.exception("The search could not be built")


def spare_what_stays() -> None:
    """Modules, facts and answers given ahead stay for good: the garbage collector need not walk them, nor look several times
    during one answer.

    They are not walked a last time either: that would hold the event loop for 100 ms, to find a few hundred objects.
    """
    gc.freeze()
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
