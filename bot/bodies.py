"""The body of a request, read whole: one that can't be read is its sender's mistake (400), never ours."""

from __future__ import annotations

from aiohttp import web


async def whole(request: web.Request) -> bytes:
    """The body. Raises HTTPBadRequest where it ends early or is not packed as it says, and 413 as aiohttp does."""
    try:
        return await request.read()
    except (ConnectionError, web.RequestPayloadError) as error:
        raise web.HTTPBadRequest from error
