"""Who may open the console: this machine, through the printed address, and no page of anybody else's."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from urllib.parse import urlsplit

from aiohttp import web

from bot.addresses import is_loopback
from bot.console.render import Pages

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """One random token a run. It travels in the printed address once, and in a cookie from then on."""

    def __init__(self, pages: Pages) -> None:
        self.token = secrets.token_urlsafe(24)
        # Cookies are shared between the ports of a machine, so that each running console needs a name of its own.
        self.cookie = f"mlhire_{secrets.token_hex(4)}"
        self._pages = pages

    def protects(self, handler: Handler) -> Handler:
        """`handler` behind the checks, its answers with headers that keep the page closed to others."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if not self._own(request):
                return self._closed()
            if request.path == "/" and "token" in request.query:
                return self._enter(request)
            if not _equal(request.cookies.get(self.cookie, ""), self.token):
                return self._closed()
            response = await handler(request)
            if not response.prepared:
                _close(response.headers, POLICY)
            return response

        return guarded

    def _own(self, request: web.Request) -> bool:
        """From this machine, to a name of this machine, and not sent by another site's page."""
        if not is_loopback(request.remote or "") or not is_loopback(_name(request.host)):
            return False
        origin = request.headers.get("Origin")
        return origin in (None, f"http://{request.host}") and (
            request.method == "GET" or request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        )

    def _enter(self, request: web.Request) -> web.Response:
        if not _equal(request.query["token"], self.token):
            return self._closed()
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict", path="/")
        _close(response.headers, POLICY)
        return response

    def _closed(self) -> web.Response:
        nonce = secrets.token_urlsafe(12)
        response = web.Response(status=403, text=self._pages.closed(nonce), content_type="text/html")
        _close(response.headers, f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'")
        return response


def _name(host: str) -> str:
    """A host without its port; empty for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())


def _close(headers: MutableMapping[str, str], policy: str) -> None:
    for name, value in {**HEADERS, "Content-Security-Policy": policy}.items():
        headers.setdefault(name, value)
