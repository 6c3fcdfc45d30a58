"""The doors' way to the router: quick answers at once, everything else on a thread, so that the event loop stays free."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from handlers.core.command import Command
from handlers.core.reply import Reply
from handlers.core.router import Router


class Answering:
    """What every door holds: `answer` turns a command into a reply and never raises."""

    def __init__(self, router: Router) -> None:
        self.router = router

    def begin(self, command: Command) -> Reply | Awaitable[Reply]:
        """The reply, where no thread is needed for it; else what to await for it.

        A task for an answer that is there already would cost as much as the answer.
        """
        heard = self.router.read(command)
        if isinstance(heard, Reply):
            return heard
        return self.router.run(heard, command) if heard.quick else asyncio.to_thread(self.router.run, heard, command)

    async def answer(self, command: Command) -> Reply:
        """The reply; verbs that touch the database or read long documents run in a thread."""
        begun = self.begin(command)
        return begun if isinstance(begun, Reply) else await begun
