"""The stream of changes that an open tab listens to."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.console.chat import Chat
from bot.console.live import Live


async def test_a_stream_that_the_server_cancels_ends_as_cancelled_and_listens_no_more() -> None:
    chat = Chat()
    stream = asyncio.create_task(Live(chat).stream(make_mocked_request("GET", "/console/live"), lambda _: []))
    await asyncio.sleep(0)
    assert chat._listeners
    stream.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stream
    assert not chat._listeners
