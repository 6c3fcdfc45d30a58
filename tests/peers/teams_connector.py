"""A Bot Connector on this machine: real HTTP, real RS256 keys, and the ways in which the real one fails.

It records what it accepts, and each next call can be told to be throttled, refused, failed, or cut before or after accepting.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
APP_ID = "11111111-2222-3333-4444-555555555555"

_KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("ours", "other")}


class TeamsConnector:
    """`async with TeamsConnector() as peer:` serves the connector, the OpenID document, its keys and a file store."""

    def __init__(self) -> None:
        self.accepted: list[dict[str, Any]] = []
        """Every call that was accepted: method, conversation, activity (id), body, authorization, what it met,
        and the id that the answer gave it."""
        self.plan: deque[str] = deque()
        """What the next calls meet: a status (`429`, `429:7` with Retry-After), `cut` (before accepting), `lost` (after), or
        `hold` (accepts, and answers once `released` is set)."""
        self.released = asyncio.Event()
        self.key_fetches = 0
        self.keys_down = False
        self.key_ids = ["key-1"]
        self.members: dict[str, dict[str, str]] = {}
        """By the chat's id, what the roster tells of somebody: `aadObjectId`, `name`."""
        self.refused: dict[str, str] = {}
        """Somebody's chat id, or a channel's → what writing to them meets: a status, with the error's code behind a colon."""
        self.gone: set[str] = set()
        """Personal chats that are there no more; their people's are opened under another id."""
        self.files: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        """By the name of a file, its media type where that is said."""
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._jwks)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_put("/files/{name}", self._upload)
        app.router.add_route("*", "/v3/{path:.*}", self._connector)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.released.set()
        if self._runner:
            await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        """What activities carry as `serviceUrl`."""
        return self.url + "/"

    def token(self, *, key: str = "ours", algorithm: str = "RS256", headers: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token as the channel mints it; any claim may be another, and one that is None is left out."""
        now = int(time.time())
        said = {"iss": ISSUER, "aud": APP_ID, "serviceurl": self.service_url, "nbf": now - 10, "exp": now + 3600, **claims}
        said = {name: value for name, value in said.items() if value is not None}
        secret: Any = _KEYS[key] if algorithm.startswith("RS") else None if algorithm == "none" else "x" * 32
        return jwt.encode(said, secret, algorithm=algorithm, headers={"kid": "key-1", **(headers or {})})

    async def _openid(self, _: web.Request) -> web.Response:
        self.key_fetches += 1
        return web.Response(status=500) if self.keys_down else web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def _jwks(self, _: web.Request) -> web.Response:
        public = json.loads(RSAAlgorithm.to_jwk(_KEYS["ours"].public_key()))
        return web.json_response(
            {"keys": [{**public, "kid": key, "endorsements": ["msteams", "emulator"]} for key in self.key_ids]}
        )

    async def _file(self, request: web.Request) -> web.Response:
        body = self.files.get(request.match_info["name"])
        kind = self.kinds.get(request.match_info["name"])
        return web.Response(status=404) if body is None else web.Response(body=body, content_type=kind)

    async def _upload(self, request: web.Request) -> web.Response:
        """OneDrive's upload session: the whole file in one range. `refuse` in the name is refused."""
        body = await request.read()
        whole = f"bytes 0-{len(body) - 1}/{len(body)}"
        if "refuse" in request.match_info["name"] or request.headers.get("Content-Range") != whole:
            return web.Response(status=400)
        self.files[request.match_info["name"]] = body
        return web.json_response({}, status=201)

    async def _connector(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        meets, _, detail = (self.plan.popleft() if self.plan else "ok").partition(":")
        if meets == "cut":
            return _cut(request)
        if meets.isdigit():
            return web.Response(status=int(meets), headers={"Retry-After": detail} if detail else {})
        parts = [unquote(part) for part in request.rel_url.raw_path.split("/")[3:]]
        if request.method == "GET":  # a member of a conversation
            known = self.members.get(parts[2]) if parts[1:2] == ["members"] else None
            return web.json_response({"id": parts[2], **known}) if known else web.Response(status=404)
        if refusal := self._refusal(parts, raw):
            status, _, code = refusal.partition(":")
            return web.json_response({"error": {"code": code, "message": "no"}} if code else None, status=int(status))
        self.accepted.append(
            {
                "method": request.method,
                "conversation": parts[0] if len(parts) > 0 and parts[0] != "" else "",
                "activity": parts[2] if len(parts) > 2 else "",
                "path": request.rel_url.raw_path,
                "body": json.loads(raw) if raw else None,
                "authorization": request.headers.get("Authorization", ""),
                "meets": meets,
                "id": f"sent-{len(self.accepted) + 1}",
            }
        )
        if meets == "hold":
            await self.released.wait()
        if meets == "lost":
            return _cut(request)
        if not parts:  # a personal chat is opened: the same one for the same person
            member = self.accepted[-1]["body"]["members"][0]["id"]
            anew = "anew-" if f"a:chat-{member}" in self.gone else ""
            return web.json_response({"id": f"a:chat-{anew}{member}"}, status=201)
        return web.json_response({"id": f"sent-{len(self.accepted)}"}, status=201)

    def _refusal(self, parts: list[str], raw: bytes) -> str:
        """What this call meets because of whom it is for; empty where they take it."""
        if not parts:
            return self.refused.get(json.loads(raw)["members"][0]["id"], "")
        where = parts[0].partition(";")[0]
        return "404:ConversationNotFound" if where in self.gone else self.refused.get(where.removeprefix("a:chat-"), "")


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
