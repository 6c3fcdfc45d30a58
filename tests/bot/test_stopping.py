"""A server that is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import web

from bot.serve import let_go, told_to_stop


def test_whoever_stops_it_as_soon_as_a_door_is_open_ends_it_well(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text("{}")
    place = {
        "MLHIRE_CONFIG": str(tmp_path / "app.yaml"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/m.db",
        "HOST": "127.0.0.1",
        "PORT": "0",
    }
    doors = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "MICROSOFT_"))}
    serving = subprocess.Popen([sys.executable, "-m", "bot", "serve"], stdout=subprocess.PIPE, text=True, env=doors | place)
    with serving:
        assert serving.stdout
        assert "http://127.0.0.1" in serving.stdout.readline()
        serving.send_signal(signal.SIGTERM)
    assert serving.returncode == 0


@pytest.mark.parametrize("turns", range(2, 5))
async def test_whoever_was_let_in_at_the_last_moment_is_answered(turns: int) -> None:
    """The library is told to close while a connection that the system has accepted is being handed to it."""

    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    app = web.Application()
    app.router.add_get("/", hello)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with socket.create_connection(runner.addresses[0][:2]) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        for _ in range(turns):
            await asyncio.sleep(0)
        await asyncio.wait_for(let_go(runner), 20)
        assert client.recv(100).startswith(b"HTTP/1.1 200")


async def test_where_no_loop_hears_of_signals_it_is_told_to_stop_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise NotImplementedError

    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", none)
    try:
        stop = told_to_stop()
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 20)
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
