"""The courier's hands on the database: what a message says now, and marks of what became of it, kept until they are stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from time import sleep
from typing import Any, TypeVar

from bot.clocks import Clocks
from bot.together import Together
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline.messages import asking, messages
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.reminders import undelivered
from storage import nudges, outbox
from storage.database import Database
from storage.models import Outbox
from storage.outbox import Claim
from storage.unit import SystemUnit, Unit

log = logging.getLogger("mlhire.courier")

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.05, 5.0
"""Between two tries of a mark that the database did not take."""

MARKS_WAIT_SECONDS = 0.01
"""For others to share the commit."""

T = TypeVar("T")
Mark = Callable[[SystemUnit, Claim], bool]
"""Stores what became of a claim; False where the claim is no longer ours."""
Answers = Callable[[str], messages.Answer]
"""A workspace's way to answer a verb again, for answers that are shared."""


@dataclass(slots=True)
class Held:
    """A claim in our hands since then (monotonic). Where its lease ran out under us, as a clock was set, it is the new one."""

    claim: Claim
    since: float


# What can become of a message. `now` is business time: its nudges have had their say then, in the same commit.
# Where it was not taken they have all the same: the trouble stands with the message, and `due` shows it.


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mark: it is there, under the platform's own name for it (`ref`). `said`: what it says, where that is known."""

    ref: Mapping[str, Any]
    real_now: datetime
    now: datetime
    said: Reply | None = None

    def __call__(self, unit: SystemUnit, claim: Claim) -> bool:
        return _spoken(self.now, self._mark, unit, claim)

    def _mark(self, unit: SystemUnit, claim: Claim) -> bool:
        marked = outbox.mark_sent(unit, claim, self.ref, self.real_now)
        workspace = unit.within(claim.workspace_id)
        if marked and self.said:
            asking.ask_unsaid(workspace, claim, self.said, self.now)
        if marked and claim.kind != speech.KIND:
            message = workspace.get(Outbox, claim.id)
            if message:
                messages.arrived(workspace, message, self.ref)
        return marked


def unclear(reason: str, now: datetime) -> Mark:
    """It may be there, and nobody can tell: never repeated."""
    return partial(_spoken, now, lambda unit, claim: outbox.mark_unclear(unit, claim, reason))


def given_up(reason: str, now: datetime) -> Mark:
    """It will never be taken, and nothing follows on it."""
    return partial(_spoken, now, lambda unit, claim: outbox.give_up(unit, claim, reason))


def refused(reason: str, real_now: datetime, now: datetime) -> Mark:
    """Its platform will never take it: what it would have said is said elsewhere where it can be, in the same commit."""

    def mark(unit: SystemUnit, claim: Claim) -> bool:
        marked = outbox.give_up(unit, claim, reason)
        if marked:
            undelivered.refused(unit.within(claim.workspace_id), claim, reason, real_now)
        return marked

    return partial(_spoken, now, mark)


def put_back(reason: str, at: datetime, may_have_arrived: bool | None) -> Mark:
    """Back into its line until then (real time); as doubtful as it was, unless it is said."""
    return lambda unit, claim: outbox.retry(unit, claim, at, reason, may_have_arrived=may_have_arrived)


def put_off(until: datetime) -> Mark:
    """It surely is not there, and is said then (real time)."""
    return lambda unit, claim: outbox.put_off(unit, claim, until)


def unneeded(now: datetime) -> Mark:
    """It has nothing to say any more; what it was to ask, and is still to be answered, is asked by another."""

    def mark(unit: SystemUnit, claim: Claim) -> bool:
        dropped = outbox.drop(unit, claim, "no_longer_true")
        if dropped:
            workspace = unit.within(claim.workspace_id)
            nudges.unneeded(workspace, claim.id)
            asking.ask_unsaid(workspace, claim, None, now)
        return dropped

    return mark


def _spoken(now: datetime, mark: Mark, unit: SystemUnit, claim: Claim) -> bool:
    marked = mark(unit, claim)
    if marked:
        nudges.said(unit.within(claim.workspace_id), claim.id, now)
    return marked


class Ledger:
    """Composes and marks in threads, many messages at a time."""

    def __init__(
        self,
        database: Database,
        library: Callable[[str], Library],
        clocks: Clocks,
        *,
        lease_seconds: float,
        threads: Executor,
        answer: Answers | None = None,
    ) -> None:
        self._database = database
        self._library = library
        self._clocks = clocks
        self._lease_seconds = lease_seconds
        self._answer = answer
        self._composing: Together[Claim, Reply | None] = Together(self._compose_all, threads)
        self._marking: Together[tuple[Held, Mark], bool] = Together(self._mark_all, threads, linger_seconds=MARKS_WAIT_SECONDS)

    async def composed(self, claim: Claim) -> Reply | None:
        """What the message says as of now; None where it has nothing to say any more. Raises what composing raised."""
        return await self._composing(claim)

    async def mark(self, held: Held, mark: Mark) -> bool:
        """Store it, trying again while the lease lasts: a database that fails for a moment must not cost what is known.

        False where the claim is no longer ours. Raises the database's error when the lease is over.
        """
        pause = FIRST_PAUSE_SECONDS
        while True:
            claim = held.claim
            try:
                marked = await self._marking((held, mark))
                if marked or held.claim is claim:
                    return marked
            except Exception as error:
                if self._clocks.monotonic() - held.since + pause > self._lease_seconds:
                    raise
                log.warning("message %s could not be marked (%s); once more", claim.id, type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    # In a thread

    def _mark_all(self, marks: Sequence[tuple[Held, Mark]]) -> Sequence[bool | Exception]:
        """All in one commit; where that fails, each in its own, so that one alone pays for its failure."""
        with suppress(Exception):
            theirs = {held.claim.workspace_id for held, _ in marks}
            claimed = [(held.claim, mark) for held, mark in marks]
            return self._database.write_system(lambda unit: _mark_together(unit, claimed), theirs)
        return [_tried(partial(self._mark_one, held, mark)) for held, mark in marks]

    def _mark_one(self, held: Held, mark: Mark) -> bool:
        return self._database.write_system(lambda unit: mark(unit, held.claim), [held.claim.workspace_id])

    def _compose_all(self, claims: Sequence[Claim]) -> Sequence[Reply | Exception | None]:
        """As of one moment for each workspace; a message that can't be composed is an error of its own."""
        composed: dict[str, Reply | Exception | None] = {}
        for workspace, group in groupby(sorted(claims, key=_workspace), _workspace):
            composed |= self._compose_in(workspace, list(group))
        return [composed[claim.id] for claim in claims]

    def _compose_in(self, workspace: str, claims: Sequence[Claim]) -> dict[str, Reply | Exception | None]:
        try:
            library, now = self._library(workspace), self._clocks.business.now()
            answer = self._answer(workspace) if self._answer else None

            def compose(unit: Unit, claim: Claim) -> Reply | None:
                return messages.compose(unit, claim.kind, claim.refs, library, now, claim.id, answer=answer)

            def compose_all(unit: Unit) -> dict[str, Reply | Exception | None]:
                speech.look_ahead(unit, [each.refs for each in claims if each.kind == speech.KIND], now)
                return {each.id: _tried(partial(compose, unit, each)) for each in claims}

            return self._database.read(workspace, compose_all)
        except Exception as error:
            return dict.fromkeys((claim.id for claim in claims), error)


def _mark_together(unit: SystemUnit, marks: Sequence[tuple[Claim, Mark]]) -> list[bool]:
    """Each mark; those of nudges that were delivered, often many at once, in two statements.

    Raises LookupError where one of these is not ours any more: nothing of it is to be committed then.
    """
    nudged = [(claim, mark) for claim, mark in marks if isinstance(mark, Delivered) and claim.kind == speech.KIND]
    alike = [(claim, mark) for claim, mark in nudged if asking.KIND not in claim.refs]
    if len(alike) < 2:
        return [mark(unit, claim) for claim, mark in marks]
    if not outbox.mark_all_sent(unit, [(claim, mark.ref, mark.real_now) for claim, mark in alike]):
        raise LookupError("somebody else has one of these messages")
    nudges.all_said(unit, [(claim.workspace_id, claim.id, mark.now) for claim, mark in alike])
    done = {claim.id for claim, _ in alike}
    return [claim.id in done or mark(unit, claim) for claim, mark in marks]


def _workspace(claim: Claim) -> str:
    return claim.workspace_id


def _tried(work: Callable[[], T]) -> T | Exception:
    """What `work` returns or raises. Then the event loop, where people's requests come in, has its turn if it waits for one."""
    try:
        return work()
    except Exception as error:
        return error
    finally:
        sleep(0)
