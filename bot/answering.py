"""The doors' way to the router: quick answers at once, everything else on a thread, so that the event loop stays free."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from handlers.core.command import Command
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import takes_documents
from handlers.core.reply import Reply
from handlers.router import Router
from handlers.talk import Talk

KeepAnswer = Callable[[str, Mapping[str, Any], Mapping[str, Any], Collection[str]], object]
"""Notes, blocking, that an answer given to this team or tenant stands at an address under a reference, and which candidates (ids)
it names."""


class Answering:
    """What every door holds: `answer` turns a command into a reply and never raises. A message may go on from the one before."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self.talk = Talk(router)

    def begin(self, command: Command) -> Reply | Awaitable[Reply]:
        """The reply, where no thread is needed for it; else what to await for it.

        A task for an answer that is there already would cost as much as the answer.
        """
        heard = self.talk.read(command)
        if isinstance(heard, Reply):
            return heard
        return self.router.run(heard, command) if heard.quick else asyncio.to_thread(self.router.run, heard, command)

    async def answer(self, command: Command) -> Reply:
        """The reply; verbs that touch the database or read long documents run in a thread."""
        begun = self.begin(command)
        return begun if isinstance(begun, Reply) else await begun

    def meant(self, command: Command) -> Heard | Reply:
        """How a command that was answered was read, in the talk that it stood in."""
        return self.talk.meant(command)

    def wants_document(self, command: Command) -> bool:
        """Whether the words ask for something that a document is read for, or mean nothing without the one that came along."""
        heard = self.meant(command)
        return isinstance(heard, Reply) or takes_documents(heard.verb.args)
