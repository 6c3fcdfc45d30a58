"""A server that stands for Slack's Web API: it keeps messages, records calls, and fails as told. Real HTTP, real WebSocket."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

BOT_USER = "U0BOT"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it arrived."""

    method: str
    args: dict[str, Any]
    token: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call instead of (or around) its ordinary answer.

    `cut` closes the connection `before` the call takes effect or `after` it; `error` is Slack's own `{"ok": false}`.
    """

    status: int = 0
    retry_after: float | None = None
    error: str = ""
    cut: str = ""
    delay: float = 0.0
    content_type: str = "application/json"


@dataclass
class SlackApi:
    """What the peer remembers. `faults` are used up one a call, per method; `"*"` matches every method."""

    url: str = ""
    organisation: str | None = None
    """The Enterprise Grid that the bot's team belongs to."""
    calls: list[Call] = field(default_factory=list)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    ephemerals: list[dict[str, Any]] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By account, what users.info tells of it: `real_name`, `tz`, `profile`."""
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By person, the App Home that was last published."""
    files: dict[str, bytes] = field(default_factory=dict)
    shared: list[dict[str, Any]] = field(default_factory=list)
    """Each completed upload: its id and title, and the channel and thread that it was shared in, if any."""
    downloads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    described: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By file, what files.info tells of it."""
    envelopes: list[dict[str, Any]] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    """Channels that take nothing, and the error with which they say so."""
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    page_size: int = 100
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` meet these faults, in order."""
        self.faults[method].extend(faults)

    def called(self, method: str) -> list[Call]:
        """Every call of one method."""
        return [call for call in self.calls if call.method == method]

    def posted(self) -> list[dict[str, Any]]:
        """Every ordinary message that stands, in the order of posting."""
        return sorted((message for channel in self.messages.values() for message in channel), key=lambda each: float(each["ts"]))

    async def until(self, met: Callable[[], Any], seconds: float = 10) -> None:
        """Wait until something that this server hears makes `met` true; fails after `seconds`."""
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(met), seconds)

    async def push(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send one Socket Mode envelope and return its acknowledgement."""
        await self.until(lambda: any(not socket.closed for socket in self.sockets))
        envelope = f"E{next(self._numbers)}"
        live = next(socket for socket in self.sockets if not socket.closed)
        await live.send_json({"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True})

        def acknowledged() -> list[dict[str, Any]]:
            return [each for each in self.envelopes if each.get("envelope_id") == envelope]

        await self.until(acknowledged)
        return acknowledged()[0]

    # One method a Slack method; each returns Slack's answer

    def auth_test(self, args: dict[str, Any]) -> dict[str, Any]:
        ours = {"team_id": "T1", "enterprise_id": self.organisation, "is_enterprise_install": False}
        return {"user_id": BOT_USER, "bot_id": "B1", "user": "mlhire", "url": self.url, **ours}

    def chat_postMessage(self, args: dict[str, Any]) -> dict[str, Any]:
        channel = f"D{args['channel'][1:]}" if args["channel"].startswith("U") else args["channel"]
        message = {**args, "ts": f"{1_700_000_000 + next(self._numbers)}.000100", "bot_id": "B1", "user": BOT_USER}
        self.messages[channel].append(message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def chat_postEphemeral(self, args: dict[str, Any]) -> dict[str, Any]:
        self.ephemerals.append(args)
        return {"message_ts": f"{1_700_000_000 + next(self._numbers)}.000200"}

    def chat_update(self, args: dict[str, Any]) -> dict[str, Any]:
        for message in self.messages[args["channel"]]:
            if message["ts"] == args["ts"]:
                message.update(args)
                return {"channel": args["channel"], "ts": args["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def chat_delete(self, args: dict[str, Any]) -> dict[str, Any]:
        kept = [message for message in self.messages[args["channel"]] if message["ts"] != args["ts"]]
        if len(kept) == len(self.messages[args["channel"]]):
            return {"ok": False, "error": "message_not_found"}
        self.messages[args["channel"]] = kept
        return {"channel": args["channel"], "ts": args["ts"]}

    def conversations_open(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": f"D{args['users'][1:]}"}}

    def conversations_history(self, args: dict[str, Any]) -> dict[str, Any]:
        return self._page([message for message in self.messages[args["channel"]] if not message.get("thread_ts")], args)

    def conversations_replies(self, args: dict[str, Any]) -> dict[str, Any]:
        here = self.messages[args["channel"]]
        return self._page([each for each in here if args["ts"] in (each.get("thread_ts"), each["ts"])], args)

    def _page(self, messages: list[dict[str, Any]], args: dict[str, Any]) -> dict[str, Any]:
        newest = sorted(messages, key=lambda each: float(each["ts"]), reverse=True)
        newest = [each for each in newest if float(each["ts"]) >= float(args.get("oldest", 0))]
        if str(args.get("include_all_metadata")).lower() not in ("true", "1"):
            newest = [{key: value for key, value in each.items() if key != "metadata"} for each in newest]
        start, size = int(args.get("cursor") or 0), min(int(args.get("limit", 100)), self.page_size)
        more = str(start + size) if start + size < len(newest) else ""
        return {"messages": newest[start : start + size], "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def users_info(self, args: dict[str, Any]) -> dict[str, Any]:
        known = self.people.get(args["user"])
        return {"user": {"id": args["user"], **known}} if known else {"ok": False, "error": "user_not_found"}

    def files_info(self, args: dict[str, Any]) -> dict[str, Any]:
        known = self.described.get(args["file"])
        return {"file": {"id": args["file"], **known}} if known else {"ok": False, "error": "file_not_found"}

    def views_open(self, args: dict[str, Any]) -> dict[str, Any]:
        view = args["view"] if isinstance(args["view"], dict) else json.loads(args["view"])
        self.views.append(view)
        return {"view": {**view, "id": f"V{next(self._numbers)}", "hash": "h1"}}

    views_update = views_push = views_open

    def views_publish(self, args: dict[str, Any]) -> dict[str, Any]:
        view = args["view"] if isinstance(args["view"], dict) else json.loads(args["view"])
        if view.get("type") != "home" or len(view["blocks"]) > 100 or any(each["type"] == "table" for each in view["blocks"]):
            return {"ok": False, "error": "invalid_arguments"}
        self.homes[args["user_id"]] = view
        return {"view": {**view, "id": f"V{next(self._numbers)}", "hash": "h1"}}

    def files_getUploadURLExternal(self, args: dict[str, Any]) -> dict[str, Any]:
        name = f"F{next(self._numbers)}"
        return {"upload_url": f"{self.url}upload/{name}", "file_id": name}

    def files_completeUploadExternal(self, args: dict[str, Any]) -> dict[str, Any]:
        files = args["files"] if isinstance(args["files"], list) else json.loads(args["files"])
        self.shared += [{**each, "channel": args.get("channel_id"), "thread": args.get("thread_ts")} for each in files]
        return {"files": [{"id": each["id"], "title": each.get("title")} for each in files]}

    def apps_connections_open(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"url": f"{self.url.replace('http:', 'ws:')}socket"}


API = web.AppKey("API", SlackApi)


@asynccontextmanager
async def slack_api(organisation: str | None = None) -> AsyncIterator[SlackApi]:
    """The peer, listening on a free port of the loopback address."""
    api = SlackApi(organisation=organisation)
    app = web.Application(client_max_size=16 * 1024 * 1024)
    app[API] = api
    app.router.add_post("/api/upload/{name}", _upload)
    app.router.add_post("/api/respond/{name}", _respond)
    app.router.add_get("/api/files/{name}", _download)
    app.router.add_get("/api/socket", _socket)
    app.router.add_route("*", "/api/{method}", _method)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        yield api
    finally:
        for socket in api.sockets:
            await socket.close()
        await runner.cleanup()


async def _told(api: SlackApi) -> None:
    async with api.changed:
        api.changed.notify_all()


async def _method(request: web.Request) -> web.StreamResponse:
    api: SlackApi = request.app[API]
    method, args = request.match_info["method"], await _args(request)
    api.calls.append(Call(method, args, request.headers.get("Authorization", "").removeprefix("Bearer ")))
    fault = next((api.faults[name].popleft() for name in (method, "*") if api.faults[name]), Fault())
    handler = getattr(api, method.replace(".", "_"), None)
    if fault.delay:
        await asyncio.sleep(fault.delay)
    answer: dict[str, Any] = {"ok": False, "error": fault.error or "unknown_method"}
    if handler and not fault.error and not fault.status and fault.cut != "before":
        refusal = api.closed.get(str(args.get("channel"))) if method.startswith(("chat.", "conversations.")) else None
        answer = {"ok": False, "error": refusal} if refusal else {"ok": True, **handler(args)}
    await _told(api)
    if fault.cut:
        if request.transport:
            request.transport.abort()
        return web.Response()
    headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
    if fault.status == 429:
        answer["error"] = "ratelimited"
    if fault.content_type != "application/json":
        return web.Response(status=fault.status, text="<html>unavailable</html>", content_type=fault.content_type)
    return web.json_response(answer, status=fault.status or 200, headers=headers)


async def _args(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json() or {})
    pairs = [*request.query.items(), *parse_qsl(await request.text(), keep_blank_values=True)]
    return {name: json.loads(value) if value[:1] in "[{" and value else value for name, value in pairs}


async def _upload(request: web.Request) -> web.Response:
    api: SlackApi = request.app[API]
    api.files[request.match_info["name"]] = await request.read()
    return web.Response(text="OK")


async def _respond(request: web.Request) -> web.Response:
    api: SlackApi = request.app[API]
    fault = api.faults["response_url"].popleft() if api.faults["response_url"] else Fault()
    if not fault.status:
        api.responses.append({"to": request.match_info["name"], **await request.json()})
    await _told(api)
    return web.Response(status=fault.status or 200, text="ok")


async def _download(request: web.Request) -> web.Response:
    api: SlackApi = request.app[API]
    api.calls.append(Call("download", dict(request.match_info), request.headers.get("Authorization", "").removeprefix("Bearer ")))
    found = api.downloads.get(request.match_info["name"])
    if found is None:
        return web.Response(status=404)
    return web.Response(body=found[1], content_type=found[0])


async def _socket(request: web.Request) -> web.WebSocketResponse:
    api: SlackApi = request.app[API]
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
    api.sockets.append(socket)
    await _told(api)
    async for message in socket:
        if message.type is WSMsgType.TEXT and message.data.startswith("{"):
            api.envelopes.append(json.loads(message.data))
            await _told(api)
    return socket
