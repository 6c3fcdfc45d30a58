"""Wiring: every object is built here, once, by hand. Read this file to see what exists."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.answered import Answered
from bot.answering import Answering
from bot.clocks import BusinessClock, real_now
from bot.config import ANY_WORKSPACE, LOCAL_WORKSPACE, Config
from handlers.catalog import verbs
from handlers.core.command import Actor, Command, Place
from handlers.core.errors import Unavailable
from handlers.core.library import Library
from handlers.core.reply import Picture, Reply
from handlers.router import Router
from knowledge.load import Knowledge, load

__all__ = ["LOCAL_WORKSPACE", "House"]

if TYPE_CHECKING:
    from bot.transport import Transport
    from storage.database import Database

log = logging.getLogger("mlhire")


class House:
    """One running mlhire. Costly parts (database, doors) are built when first asked for."""

    def __init__(self, config: Config, clock: BusinessClock | None = None) -> None:
        self.config = config
        self.clock = clock or BusinessClock()
        self.transports: dict[str, Transport] = {}
        """System → the way out of its door; each door that opens puts its own here."""
        self.writers: list[Callable[[Reply], object]] = []
        """Of the doors that keep what they wrote: each puts its own here, and writes what is answered ahead."""
        self.wake: Callable[[], None] = _asleep
        """Makes the post and the chores go round at once; the metronome's, while one runs."""
        self._folders = config.knowledge.folders
        self._libraries: dict[Path, Library] = {}
        self._loading = Lock()

    @cached_property
    def packaged(self) -> Library:
        """The knowledge that comes with mlhire."""
        return self._shelved(load())

    def library(self, workspace: str) -> Library:
        """A workspace's knowledge: the packaged one, and its own folder's where app.yaml names one."""
        folder: Path | None = self._folders.get(workspace) or self._folders.get(ANY_WORKSPACE)
        if folder is None:
            return self.packaged
        return self._libraries.get(folder) or self._loaded(folder)

    def _loaded(self, folder: Path) -> Library:
        """A folder's knowledge, read once, however many threads want it first."""
        with self._loading:
            if folder not in self._libraries:
                self._libraries[folder] = self._shelved(load(folder))
            return self._libraries[folder]

    @property
    def usual_workspace(self) -> str:
        """One of those that share the knowledge which most have: what is got ready is got ready for them."""
        known = tuple(self.config.workspaces) or (ANY_WORKSPACE,)
        shared = Counter(self._folders.get(each) for each in known)
        return max(known, key=lambda each: shared[self._folders.get(each)])

    def warm(self) -> None:
        """Build what the first free question would wait for: the search over the facts that most workspaces have."""
        from handlers.advice.ask import search_of

        search_of(self.library(self.usual_workspace))

    def _shelved(self, knowledge: Knowledge) -> Library:
        return Library(knowledge, self._within_hours, self.config.knowledge.stale_after_days)

    @property
    def _within_hours(self) -> Mapping[str, float]:
        """What app.yaml sets instead of the rules' own hours."""
        return self.config.clocks.by_clock()

    @cached_property
    def database(self) -> Database:
        """The opened database, at the newest revision. Raises storage's errors, each with its mend."""
        from storage.database import Database
        from storage.reaching import opening

        with opening(self.config.database.url):
            database = Database.open(self.config.database.url)
            database.migrate()
        return database

    @cached_property
    def router(self) -> Router:
        """The one way in."""
        return Router(verbs(), self.library, self._reached, real_now)

    def _reached(self) -> Database:
        """The database for a verb. Raises Unavailable, with the mend: a terminal may ask while another process serves it."""
        from storage.errors import StorageError

        try:
            return self.database
        except StorageError as error:
            raise Unavailable(str(error)) from None

    @cached_property
    def answering(self) -> Answering:
        """The doors' way to the router."""
        return Answering(self.router)

    @cached_property
    def answered(self) -> Answered:
        """Which requests of a platform were answered before, across restarts."""
        return Answered(lambda: self.database, self.clock.now)

    def keep_home(self, system: str, workspace: str, account: str) -> bool:
        """Keep somebody's own page as it is shown on a platform, so that it is edited when things change; False: not known."""
        from handlers.pipeline.messages import home

        return self.database.write(workspace, lambda unit: home.keep(unit, system, account))

    def keep_answer(self, workspace: str, address: Mapping[str, Any], ref: Mapping[str, Any], about: Collection[str]) -> None:
        """Note where an answer stands that names these candidates, so that it is edited when one of them is forgotten.

        Failing at it is logged: the answer is given all the same.
        """
        from handlers.pipeline.erasure import answers

        at = real_now()
        try:
            self.database.write(workspace, lambda unit: answers.keep(unit, address, ref, about, at))
        except Exception:
            log.exception("where an answer stands could not be noted")

    def answers(self, workspace: str) -> Callable[[str, Mapping[str, Any]], Reply]:
        """A workspace's way to answer a verb again, for answers that are shared."""
        actor, place = Actor(workspace, "mlhire", "mlhire"), Place("mlhire", "outbox", private=True)
        return lambda verb, args: self.router.answer(Command(actor, place, self.clock.now(), verb=verb, args=args))

    @staticmethod
    def draw(picture: Picture) -> bytes:
        """A picture as PNG. The drawing library is imported for the first one."""
        from bot.charts import draw

        return draw(picture)

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "database" in self.__dict__:
            self.database.close()


def _asleep() -> None:
    """Nobody to wake: nothing is served."""
