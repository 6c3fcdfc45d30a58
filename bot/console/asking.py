"""What a tab sends, taken apart."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web
from aiohttp.http import HttpProcessingError
from multidict import MultiDictProxy

from bot.bodies import whole
from bot.documents.limits import MOST_BYTES

MOST_FORM_BYTES = 3 * MOST_BYTES
"""Of what is said with its files; other requests are far smaller (bot/web.py)."""
THEMES = ("light", "dark")
NO_FORM = (ValueError, LookupError, RuntimeError, HttpProcessingError, ConnectionError, web.RequestPayloadError)
"""What the library raises of a body that is no form: boundaries, names, encodings that are missing or unknown, an early end."""


def theme_of(request: web.Request) -> str:
    """The theme that the person chose in this browser; nothing where the system's holds."""
    theme = request.cookies.get("mlhire_theme", "")
    return theme if theme in THEMES else ""


async def read_json(request: web.Request) -> dict[str, Any]:
    """The body; 400 where it is no JSON object."""
    try:
        body = json.loads(await whole(request))
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


async def read_form(request: web.Request) -> MultiDictProxy[str | bytes | bytearray | web.FileField]:
    """The fields and files of a form; 400 where the body is none, 413 where it is larger than a few files may be."""
    try:
        return await request.clone(client_max_size=MOST_FORM_BYTES).post()
    except NO_FORM:
        raise web.HTTPBadRequest from None
