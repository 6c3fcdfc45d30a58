"""The courier: takes messages from the outbox, says what is true when it sends them, and marks what became of each.

Claim, compose, send, mark are steps with a commit between them, so the process may die between any two: the lease runs
out, and the next claim asks the platform first whether the message arrived. Where a platform can't be asked, the send's
beginning is committed too: a message whose send had begun is then unclear, and said to be so; any other is sent.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.clocks import Clocks
from bot.ledger import Answers, Delivered, Held, Ledger, given_up, put_back, put_off, refused, unclear, unneeded
from bot.pacing import Pacer
from bot.transport import Absent, Failed, Found, Lookup, Outcome, Refused, Sent, Throttled, Transport, Unclear, Unknown
from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline.messages import messages
from handlers.pipeline.messages import nudges as speech
from handlers.pipeline.rules.calendar import NotNow
from storage import nudges, outbox
from storage.database import Database
from storage.outbox import Claim

log = logging.getLogger("mlhire.courier")

AT_ONCE = 150
"""Messages held at once: few enough that each is sent well inside its lease."""
FEW = 75
"""So many may be left when the next are claimed: enough that the platforms are kept busy meanwhile."""
NUDGES_AT_ONCE = 200
"""Nudges queued in one transaction: few enough that a person's command hardly waits for it."""
UNREACHABLE_SECONDS = 300.0
"""How long a message waits for a door that is not open."""
LOOK_BACK = timedelta(minutes=5)
"""How far before its writing a message is looked for: clocks of machines differ."""
MOST_BREAKS = 6
"""A message that can't be composed is given up after so many tries in a row, about two minutes: its line goes on."""
MOST_LOOKS = 100
"""A platform that should be able to tell and never does is asked so often, about a day; then the message is unclear."""

DATABASE_AWAY = (OperationalError, InterfaceError, NoConnection)

# What a message's `last_error` says; the second and third are followed by how often in a row.
NO_DOOR, UNKNOWN, BROKEN = "no_door", "not_known_whether_it_arrived", "can_not_be_composed"
STOPPING, TOO_LATE, CUT_OFF, NO_ANSWER = "stopping", "too_late", "cut_off_in_mid_send", "no_answer_in_time"
NEWER = "of_a_newer_program"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of real time. A send begins within `begin` of its claim and is over within `send`.

    What is left of the lease is what clocks of several machines may differ by. `settle`: how long after an unclear send
    the platform is asked, so that what was still on its way has arrived.
    """

    lease: float = 60.0
    begin: float = 10.0
    send: float = 20.0
    settle: float = 20.0
    first_pause: float = 2.0
    longest_pause: float = 900.0
    stop: float = 15.0
    room: float = 1.0

    def pause(self, times: int) -> float:
        """How long to wait before a try, after so many; never the same for two, so that they don't all come at once."""
        longest = min(self.first_pause * 2.0 ** min(times, 10), self.longest_pause)
        return longest * random.uniform(0.8, 1.0)  # noqa: S311


class Courier:
    """Delivers the outbox through the open doors' transports, by system."""

    def __init__(
        self,
        database: Database,
        transports: Mapping[str, Transport],
        library: Callable[[str], Library],
        clocks: Clocks,
        *,
        timing: Timing | None = None,
        answer: Answers | None = None,
    ) -> None:
        self._database = database
        self._transports = transports
        self._library = library
        self._clocks = clocks
        self._timing = timing or Timing()
        self._pacer = Pacer(clocks.monotonic)
        # Threads of its own: a slow answer to a person must not hold up the post, nor the post the answers.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="courier")
        self._ledger = Ledger(
            database,
            library,
            clocks,
            lease_seconds=self._timing.lease,
            threads=self._threads,
            answer=answer,
        )
        self._held: dict[str, Held] = {}
        self._left: set[str] = set()
        self._work: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._stopping = False

    async def poll(self) -> bool:
        """One round: queue the nudges whose time has come, and begin to deliver what may go now.

        True where another round at once would find more. Takes about a second at most, however slow the platforms are.
        """
        await self._wait_for_room()
        free = AT_ONCE - len(self._held)
        if self._stopping:
            return False
        if free <= 0:  # every hand is busy: the next round waits for room, and may find more
            return True
        claims, more = await self._in_thread(lambda: self._take(free, self._pacer.resting()))
        for claim in claims:
            self._begin(claim)
        return more

    async def stop(self) -> None:
        """Take nothing more and finish what is being sent; what has not begun goes back into its line."""
        self._stopping = True
        if self._work:
            await asyncio.wait(self._work, timeout=self._timing.stop)
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def under_way(self) -> int:
        """Messages in our hands now."""
        return len(self._held)

    # Taking

    async def _wait_for_room(self) -> None:
        """Most of the hands free, or a second: claiming one by one would cost a commit each."""
        if len(self._held) > FEW:
            self._room.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timing.room):
                    await self._room.wait()

    def _take(self, free: int, resting: Sequence[str]) -> tuple[list[Claim], bool]:
        """In a thread. Where nothing is due and nothing waits it only reads."""
        now, real_now, left = self._clocks.business.now(), self._clocks.real_now(), tuple(self._left)
        due, waits = self._database.read_system(
            lambda unit: (nudges.workspaces_due(unit, now), outbox.anything_to_claim(unit, real_now, resting, left))
        )
        queued = [self._queue_nudges(workspace, now, real_now) for workspace in due]
        if not waits and not any(queued):
            return [], False
        lease = self._timing.lease
        claims = self._database.write_system(lambda unit: outbox.claim(unit, self._clocks.real_now(), free, lease, resting, left))
        return claims, len(claims) == free or NUDGES_AT_ONCE in queued

    def _queue_nudges(self, workspace: str, now: datetime, real_now: datetime) -> int:
        try:
            customs = self._library(workspace).customs
            return self._database.write(workspace, lambda unit: speech.queue_due(unit, now, real_now, NUDGES_AT_ONCE, customs))
        except Exception:
            log.exception("nudges of %s could not be queued; the other workspaces go on", workspace)
            return 0

    def _begin(self, claim: Claim) -> None:
        held = self._held.get(claim.id)
        if held:
            held.claim = claim
            return
        held = self._held[claim.id] = Held(claim, self._clocks.monotonic())
        task = asyncio.create_task(self._deliver(held))
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    # One message's way

    async def _deliver(self, held: Held) -> None:
        try:
            await self._carry(held)
        except Exception:
            # The lease runs out, and the next poll that may takes it over: nothing is lost by a bug here.
            log.exception("message %s could not be handled", held.claim.id)
        finally:
            del self._held[held.claim.id]
            if len(self._held) <= FEW:
                self._room.set()

    async def _carry(self, held: Held) -> None:
        if not messages.is_known(held.claim.kind):
            await self._leave(held)
            return
        transport = self._transports.get(str(held.claim.address.get("system")))
        if transport is None:
            await self._again(held, NO_DOOR, UNREACHABLE_SECONDS)
            return
        if not await self._surely_absent(held, transport):
            return
        reply = await self._composed(held)
        if reply is None or not await self._opened(held, transport):
            return
        self._pacer.sent(held.claim.queue, transport.pace)
        outcome = await self._sent(held.claim, transport, reply)
        await self._settle(held, outcome, transport, reply)

    async def _surely_absent(self, held: Held, transport: Transport) -> bool:
        """Whether it can't be there yet. Where it is there, or nobody can tell, that is marked."""
        claim = held.claim
        if not transport.can_be_asked:
            if claim.may_have_arrived:
                await self._ledger.mark(held, unclear(CUT_OFF, self._clocks.business.now()))
            return not claim.may_have_arrived
        if not claim.in_doubt:
            return True
        match await self._found(claim, transport):
            case Absent():
                return True
            case Found(ref=ref):
                await self._ledger.mark(held, Delivered(ref, self._clocks.real_now(), self._clocks.business.now()))
            case Unknown(retry_after=seconds):
                times = _times(claim, UNKNOWN) + 1
                if times < MOST_LOOKS:
                    pause = max(seconds, self._timing.pause(times))
                    await self._again(held, f"{UNKNOWN} {times}", pause, may_have_arrived=True)
                else:
                    await self._ledger.mark(held, unclear(UNKNOWN, self._clocks.business.now()))
        return False

    async def _found(self, claim: Claim, transport: Transport) -> Lookup:
        try:
            async with asyncio.timeout(self._timing.send):
                return await transport.find(claim.address, claim.key, (claim.created_at - LOOK_BACK).timestamp())
        except Exception:
            log.exception("message %s could not be looked for", claim.id)
            return Unknown()

    async def _composed(self, held: Held) -> Reply | None:
        """What to say; None where that is nothing (dropped) or can't be said now (put off or back, or given up), as marked."""
        claim = held.claim
        try:
            reply = await self._ledger.composed(claim)
        except DATABASE_AWAY as error:
            await self._again(held, type(error).__name__, self._timing.pause(1))
            return None
        except NotNow as quiet:
            waits = quiet.until - self._clocks.business.now()
            await self._ledger.mark(held, put_off(self._clocks.real_now() + waits))
            return None
        except Exception as error:
            times = _times(claim, BROKEN) + 1
            log.error("message %s can't be composed (%s of %s)", claim.id, times, MOST_BREAKS, exc_info=error)
            if times < MOST_BREAKS:
                await self._again(held, f"{BROKEN} {times}", self._timing.pause(times))
            else:
                await self._ledger.mark(held, given_up(BROKEN, self._clocks.business.now()))
            return None
        if reply is None:
            await self._ledger.mark(held, unneeded(self._clocks.business.now()))
        return reply

    async def _opened(self, held: Held, transport: Transport) -> bool:
        """Whether to send now. For a platform that can't be asked, that the send begins is committed first."""
        if self._stopping:
            await self._again(held, STOPPING, 0.0)
            return False
        if transport.can_be_asked or await self._ledger.mark(held, outbox.opening):
            if self._in_time(held):
                return True
            await self._again(held, TOO_LATE, 0.0, may_have_arrived=False)
        return False

    def _in_time(self, held: Held) -> bool:
        """Whether a send that begins now is over while the claim is ours, by both clocks: one may have been set."""
        left = (held.claim.lease_until - self._clocks.real_now()).total_seconds()
        return left > self._timing.send and self._clocks.monotonic() - held.since < self._timing.begin

    async def _sent(self, claim: Claim, transport: Transport, reply: Reply) -> Outcome:
        try:
            async with asyncio.timeout(self._timing.send):
                return await transport.send(claim.address, reply, claim.key)
        except TimeoutError:
            return Unclear(NO_ANSWER)
        except Exception as error:
            log.exception("message %s: the transport failed", claim.id)
            return Unclear(f"{BROKEN} {_times(claim, BROKEN) + 1}: {type(error).__name__}")

    # What became of it

    async def _leave(self, held: Held) -> None:
        """A message that a newer program wrote goes back to where one finds it, and its kind is not claimed again here."""
        if held.claim.kind not in self._left:
            self._left.add(held.claim.kind)
            log.warning("messages of kind %r are left to a newer program: this one does not know them", held.claim.kind)
        await self._again(held, NEWER, 0.0)

    async def _settle(self, held: Held, outcome: Outcome, transport: Transport, reply: Reply) -> None:
        claim = held.claim
        match outcome:
            case Sent(ref=ref):
                await self._ledger.mark(held, Delivered(ref, self._clocks.real_now(), self._clocks.business.now(), reply))
            case Throttled(retry_after=seconds):
                await self._again(held, "throttled", seconds, may_have_arrived=False)
            case Failed(reason=reason):
                await self._again(held, reason, self._timing.pause(claim.attempts), may_have_arrived=False)
            case Refused(reason=reason):
                log.warning("message %s was refused: %s", claim.id, reason)
                await self._ledger.mark(held, refused(reason, self._clocks.real_now(), self._clocks.business.now()))
            case Unclear(reason=reason) if reason.startswith(BROKEN) and _times(claim, BROKEN) + 1 >= MOST_BREAKS:
                await self._ledger.mark(held, given_up(reason, self._clocks.business.now()))
            case Unclear(reason=reason) if transport.can_be_asked:
                await self._again(held, reason, self._timing.settle, may_have_arrived=True)
            case Unclear(reason=reason):
                await self._ledger.mark(held, unclear(reason, self._clocks.business.now()))

    async def _again(self, held: Held, reason: str, seconds: float, *, may_have_arrived: bool | None = None) -> None:
        """Back into its line; as doubtful as it was, unless it is said."""
        at = self._clocks.real_now() + timedelta(seconds=seconds)
        await self._ledger.mark(held, put_back(reason, at, may_have_arrived))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _times(claim: Claim, trouble: str) -> int:
    """How often in a row the message has had this trouble, as its last error says: `can_not_be_composed 3`."""
    said = re.match(rf"{trouble} (\d+)", claim.last_error or "")
    return int(said.group(1)) if said else 0
