"""The courier: takes messages from the outbox, says what is true when it sends them, and marks what became of each.

Claim, compose, send, mark are four steps with a commit between them, so the process may die between any two: the lease runs
out, the next one takes the message over and asks the platform first whether it arrived.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.clocks import BusinessClock
from bot.transport import Failed, Found, Refused, Sent, Throttled, Transport, Unclear, Unknown
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline import nudges as speech
from storage import nudges, outbox
from storage.database import Database
from storage.outbox import Claim
from storage.unit import SystemUnit

log = logging.getLogger("mlhire.courier")

BATCH = 50
"""Messages claimed at once: few enough that all are sent well inside the lease."""
LEASE_SECONDS = 60.0
FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS = 2.0, 900.0
UNREACHABLE_SECONDS = 300.0
"""How long a message waits for a door that is not open."""
LOOK_BACK = timedelta(minutes=5)
"""How far before its writing a message is looked for: clocks of machines differ."""


class Courier:
    """Delivers the outbox through the open doors' transports, by system."""

    def __init__(
        self,
        database: Database,
        transports: Mapping[str, Transport],
        library: Callable[[str], Library],
        clock: BusinessClock,
        real_now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._transports = transports
        self._library = library
        self._clock = clock
        self._real_now = real_now

    async def poll(self) -> int:
        """Queue the nudges whose time has come, then deliver one batch; how many messages were taken."""
        await asyncio.to_thread(self._queue_nudges)
        claims = await asyncio.to_thread(self._claim)
        await asyncio.gather(*(self._deliver(claim) for claim in claims))
        return len(claims)

    def _queue_nudges(self) -> None:
        now, real_now = self._clock.now(), self._real_now()
        for workspace in self._database.read_system(lambda unit: nudges.workspaces_due(unit, now)):
            self._database.write(workspace, lambda unit: speech.queue_due(unit, now, real_now, BATCH))

    def _claim(self) -> list[Claim]:
        if self._database.read_system(lambda unit: _nothing_waits(unit, self._real_now())):
            return []
        return self._database.write_system(lambda unit: outbox.claim(unit, self._real_now(), BATCH, LEASE_SECONDS))

    async def _deliver(self, claim: Claim) -> None:
        try:
            await self._carry(claim)
        except Exception:
            # The lease runs out, and the next poll that may takes it over: nothing is lost by a bug here.
            log.exception("message %s could not be handled", claim.id)

    async def _carry(self, claim: Claim) -> None:
        transport = self._transports.get(str(claim.address.get("system")))
        if transport is None:
            await self._put_back(claim, "no_door", UNREACHABLE_SECONDS, untouched=True)
            return
        if claim.may_have_arrived:
            found = await transport.find(claim.address, claim.key, (claim.created_at - LOOK_BACK).timestamp())
            if isinstance(found, Found):
                await self._mark(claim, Sent(found.ref))
                return
            if isinstance(found, Unknown):
                await self._unclear(claim, transport, "not_known_whether_it_arrived")
                return
        reply = await asyncio.to_thread(self._compose, claim)
        if reply is None:
            await asyncio.to_thread(self._database.write_system, lambda unit: outbox.drop(unit, claim, "no_longer_true"))
            return
        outcome = await transport.send(claim.address, reply, claim.key)
        if isinstance(outcome, Unclear):
            await self._unclear(claim, transport, outcome.reason)
        else:
            await self._mark(claim, outcome)

    def _compose(self, claim: Claim) -> Reply | None:
        library = self._library(claim.workspace_id)
        now = self._clock.now()
        return self._database.read(claim.workspace_id, lambda unit: speech.compose(unit, claim.refs, library, now))

    async def _mark(self, claim: Claim, outcome: Sent | Throttled | Failed | Refused) -> None:
        match outcome:
            case Sent(ref=ref):
                await asyncio.to_thread(self._mark_sent, claim, ref)
            case Throttled(retry_after=seconds):
                await self._put_back(claim, "throttled", seconds, untouched=True)
            case Failed(reason=reason):
                await self._put_back(claim, reason, _pause(claim.attempts), untouched=True)
            case Refused(reason=reason):
                log.warning("message %s was refused: %s", claim.id, reason)
                await asyncio.to_thread(self._database.write_system, lambda unit: outbox.give_up(unit, claim, reason))

    def _mark_sent(self, claim: Claim, ref: Mapping[str, object]) -> None:
        now, real_now = self._clock.now(), self._real_now()

        def mark(unit: SystemUnit) -> None:
            if outbox.mark_sent(unit, claim, ref, real_now):
                nudges.said(unit.within(claim.workspace_id), claim.id, now)

        self._database.write_system(mark)

    async def _unclear(self, claim: Claim, transport: Transport, reason: str) -> None:
        """A platform that can be asked is asked on the next try; one that cannot never hears it twice."""
        if transport.can_be_asked:
            await self._put_back(claim, reason, _pause(claim.attempts), untouched=False)
            return
        now = self._clock.now()

        def mark(unit: SystemUnit) -> None:
            if outbox.mark_unclear(unit, claim, reason):
                nudges.said(unit.within(claim.workspace_id), claim.id, now)

        await asyncio.to_thread(self._database.write_system, mark)

    async def _put_back(self, claim: Claim, reason: str, seconds: float, *, untouched: bool) -> None:
        at = self._real_now() + timedelta(seconds=seconds)
        await asyncio.to_thread(
            self._database.write_system, lambda unit: outbox.retry(unit, claim, at, reason, untouched=untouched)
        )


def _nothing_waits(unit: SystemUnit, now: datetime) -> bool:
    """Whether a look is enough: no message is queued for now and no lease has run out. Spares a writing unit a second."""
    earliest = outbox.next_time(unit)
    return (earliest is None or earliest > now) and not outbox.lease_ran_out(unit, now)


def _pause(attempts: int) -> float:
    return min(FIRST_RETRY_SECONDS * 2 ** min(attempts, 10), LONGEST_RETRY_SECONDS)
