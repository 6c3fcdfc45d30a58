"""`mlhire serve`: opens the doors, says which are open and what the others need, and runs until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.ahead import get_ahead, preparing, spare_what_stays
from bot.chores import Chores
from bot.clocks import Clocks, monotonic
from bot.compose import House
from bot.config import Server
from bot.doors import doors
from bot.scheduler import Metronome
from bot.web import application

SWITCH_SECONDS = 0.001
"""How long a thread may go on while another waits for its turn: the event loop waits that long for a busy thread, and Python's
default is five times as much."""
SETTLING_SECONDS = 0.1
"""After the doors are closed: until what was let in before has been handed to them."""
MOST_SECONDS_TO_END = 8.0
"""How long a stop waits for answers under way, and for who began a request and sends no more of it; the library's minute is
longer than those who start and stop services wait: ten seconds, often."""


class AddressUnusable(Exception):
    """The address can't be listened on: the port is taken, or the host is none of this machine's; the text names the mend."""


def run(house: House) -> int:
    """Serve on the event loop of libuv, which takes a twentieth off an answer's way through the machine; on Python's own where
    there is none. Raises AddressUnusable."""
    with asyncio.Runner(loop_factory=_event_loop) as runner:
        return runner.run(serve(house))


def _event_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # Windows has none
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def serve(house: House) -> int:
    """Run until SIGINT or SIGTERM; returns the exit status. Raises AddressUnusable."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    chores = Chores(house, Clocks(house.clock))
    metronome = Metronome(chores.poll, monotonic)
    stop = told_to_stop()
    app = application(house, lambda: _health(metronome))
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=MOST_SECONDS_TO_END)
    await runner.setup()
    try:
        port = await _listen(runner, house.config.server)
        for line in doors(house, app, port):
            print(line, flush=True)
        take_short_turns()
        for _ in preparing(house.router.verbs):
            await asyncio.sleep(0)  # who asks meanwhile is answered between two of them
        house.wake = metronome.wake
        metronome.start()
        spare_what_stays()
        getting_ahead = asyncio.create_task(get_ahead(house, stop))
        await stop.wait()
        await getting_ahead
        await metronome.stop()
        await chores.stop()
    finally:
        await let_go(runner)
        house.close()
    return 0


async def _listen(runner: web.AppRunner, server: Server) -> int:
    """Open the address; the port that was taken. Raises AddressUnusable."""
    try:
        await web.TCPSite(runner, server.host, server.port).start()
    except OSError as error:
        raise AddressUnusable(_kept_shut(server, error)) from None
    return int(runner.addresses[0][1])


def _kept_shut(server: Server, error: OSError) -> str:
    """Why the address can't be opened, and what to do."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        reason = error.strerror if isinstance(error, socket.gaierror) else "another machine has it, or none"
        return (
            f"server.host (or HOST): {server.host} is no address of this machine ({reason}). "
            "Use 127.0.0.1, 0.0.0.0 for all of its addresses, or a name that it knows."
        )
    return (
        f"server.port: {server.host}:{server.port} can't be opened ({error.strerror}). "
        "Stop what holds it, or set PORT to another."
    )


async def let_go(runner: web.AppRunner) -> None:
    """Let nobody in any more, answer who is in, and close.

    Whoever the system let in at the last moment is heard first: what such a connection brings once the library closes, it
    throws away, and then waits for it.
    """
    for site in tuple(runner.sites):
        await site.stop()
    await asyncio.sleep(SETTLING_SECONDS)
    await runner.cleanup()


def take_short_turns() -> None:
    """The threads that compose and store leave the event loop its turn sooner: people's requests come in there."""
    sys.setswitchinterval(SWITCH_SECONDS)


def _health(metronome: Metronome) -> Mapping[str, Any]:
    late = metronome.late_seconds
    return {"ok": not late, "scheduler_late_seconds": round(late)}


def told_to_stop() -> asyncio.Event:
    """Set by SIGINT and SIGTERM, from now on: whoever sees a door open may end us, and nothing is cut off."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: no loop there hears of signals
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop
