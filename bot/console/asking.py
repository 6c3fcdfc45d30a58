"""What a tab sends, taken apart."""

from __future__ import annotations

from typing import Any

from aiohttp import web

THEMES = ("light", "dark")


def theme_of(request: web.Request) -> str:
    """The theme that the person chose in this browser; nothing where the system's holds."""
    theme = request.cookies.get("mlhire_theme", "")
    return theme if theme in THEMES else ""


async def read_json(request: web.Request) -> dict[str, Any]:
    """The body; 400 where it is no JSON object."""
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body
