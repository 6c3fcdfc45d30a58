"""Slack's way in: signed requests at /slack/events and Socket Mode, through the same listeners to one Command."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from pydantic_core import to_json
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.bodies import whole
from bot.deliveries import Deliveries
from bot.documents.reading import Unreadable
from bot.slack import incoming, modal
from bot.slack.acks import acknowledgement, refusal, response
from bot.slack.channels import Channels
from bot.slack.files import attachments, quoted, unread
from bot.slack.homes import Homes
from bot.slack.incoming import Asked, Payload
from bot.slack.manifest import FILLED_IN, SHORTCUTS
from bot.slack.outgoing import Outgoing
from bot.slack.people import People
from bot.slack.signed import Signed
from bot.slack.socket import Socket
from bot.slack.transport import connections, is_final, why
from bot.slack.wiring import Wiring
from handlers.core.command import Actor, Attachment, Command, Place
from handlers.core.recent import Recent
from handlers.core.reply import Reply, Text
from handlers.core.wording import Wording

if TYPE_CHECKING:
    pass

log = logging.getLogger("mlhire.slack")

MOST_BYTES = 1024 * 1024
KEPT = 2000
"""Written answers that are kept to be given again: a few kilobytes each. Speakers and places too, which are much less."""
EVERYTHING = re.compile("")

_JSON = {"Content-Type": "application/json; charset=utf-8"}
_wording = Wording("slack")


class SlackDoor:
    """One Slack app: its listeners, its signature, and the work that outlives an acknowledgement."""

    def __init__(self, wiring: Wiring) -> None:
        self.bot_user = ""
        self._ours = ("", "")  # our team and organisation, once Slack has told
        self._wiring = wiring
        self._client = wiring.client
        self._signed = Signed(wiring.signing_secret)
        self._outgoing = Outgoing(wiring.client, wiring.draw, wiring.keep_answer)
        self._people = People(wiring.client, wiring.monotonic)
        self._channels = Channels(wiring.client, wiring.monotonic)
        self._homes = Homes(wiring.client, wiring.keep_home)
        self._deliveries = Deliveries(wiring.monotonic)
        self._written: Recent[int, tuple[Reply, bytes]] = Recent(KEPT)
        """By a reply's id; the reply is held with it, so that no other gets that id."""
        self._work: set[asyncio.Future[Any]] = set()
        self._learning: asyncio.Task[None] | None = None
        self.bolt = self._bolt()

    # The life of the door

    async def open(self) -> None:
        """Share one connection pool among all calls, and learn in the background who we are."""
        self._client.session = connections()
        self._learning = asyncio.create_task(self._learn_own_id())

    async def close(self) -> None:
        """Finish what was begun, then let go of the connections."""
        self._people.close()
        if self._learning:
            self._learning.cancel()
        if self._work:
            await asyncio.wait(self._work, timeout=self._wiring.patience_seconds)
        left = tuple(self._work)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self._client.session is not None:
            await self._client.session.close()

    async def _learn_own_id(self) -> None:
        for pause in chain((1, 5, 30), repeat(120)):
            try:
                ours = await self._client.auth_test()
                self.bot_user = str(ours["user_id"])
                self._ours = (str(ours.get("team_id") or ""), str(ours.get("enterprise_id") or ""))
                return
            except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                log.warning("auth.test: %s", error)
                await asyncio.sleep(pause)

    def socket(self, app_token: str) -> Socket:
        """Socket Mode with the same listeners; `connect_async` and `close_async` begin and end it."""
        return Socket(self.bolt, app_token, logger=log)

    # HTTP

    async def http(self, request: web.Request) -> web.Response:
        """POST /slack/events. 401 for a signature that is wrong or older than five minutes, before anything is read.

        Slack's look at our certificate is not signed, and asks for nothing.
        """
        if (request.content_length or 0) > MOST_BYTES:
            return web.Response(status=413)
        body = await whole(request)
        if refused := self._signed.refusal(request.headers, body):
            if incoming.checks_certificate(request.content_type, body):
                return web.Response()
            log.warning("not admitted: %s", refused)
            return web.Response(status=401)
        try:
            payload = incoming.parse(request.content_type, body)
        except incoming.Malformed as error:
            log.warning("malformed request: %s", error)
            return web.Response(status=400)
        if not payload or "ssl_check" in payload:
            return web.Response()
        if "command" in payload and "type" not in payload:
            # Bolt's matching and context cost a slash command twice the work of the whole answer, so it goes past them.
            # Requests that came together are all read, then all answered: alike steps in a row are a tenth faster.
            await asyncio.sleep(0)
            reply = await self._command(payload)
            answer = web.Response(body=self.acknowledged(reply), headers=_JSON) if reply else web.Response()
            # Answers that are ready together leave together: waking the reader for each would cost a quarter of the answer.
            await asyncio.sleep(0)
            return answer
        if payload.get("type") == "url_verification":
            return web.json_response({"challenge": str(payload.get("challenge", ""))})
        # Verified and parsed: Bolt takes it as it takes a Socket Mode payload.
        return await to_aiohttp_response(await self.bolt.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode")))

    # Bolt: one listener for each kind of payload, no matching beyond that

    def _bolt(self) -> AsyncApp:
        quiet = logging.getLogger("mlhire.slack.bolt")
        quiet.setLevel(logging.ERROR)

        async def authorize() -> AuthorizeResult:
            """The configured token: no auth.test in the path of an answer. (Bolt cannot call a method here.)"""
            return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=self._client.token, bot_user_id=self.bot_user)

        app = AsyncApp(
            name=quiet.name,  # Bolt gives the logger of this name the other's level: by "mlhire" all that is ours went silent
            logger=quiet,
            client=AsyncWebClient(base_url=self._client.base_url),
            process_before_response=True,
            authorize=authorize,
            # The signature is checked before Bolt, and messages of bots are told apart by what was sent.
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        app.event(EVERYTHING)(self._on_event)
        app.action(EVERYTHING)(self._on_action)
        app.view(EVERYTHING)(self._on_view)
        app.shortcut(EVERYTHING)(self._on_shortcut)
        app.command(EVERYTHING)(self._on_command)
        return app

    async def _on_command(self, body: dict[str, Any]) -> BoltResponse:
        reply = await self._command(body)
        return response(acknowledgement(reply)) if reply else response()

    async def _on_event(self, body: dict[str, Any]) -> BoltResponse:
        home = incoming.opened_home(body)
        asked = home or incoming.message(body, self.bot_user)
        if asked is None or not self._deliveries.take(asked.keys):
            return response()
        task = self._start(self._page(asked) if home else self._message(asked))
        await asyncio.wait({task}, timeout=self._wiring.patience_seconds)
        # Without a 200 Slack sends it again, which is what a failure needs that may pass.
        failed = task.exception() if task.done() else None
        return BoltResponse(status=500, body="") if failed and not is_final(failed) else response()

    async def _on_action(self, body: dict[str, Any]) -> BoltResponse:
        asked = incoming.pressed(body)
        if asked is None:
            await self._in_time(self._outgoing.old_button(incoming.way_back(body)))
        elif self._deliveries.take(asked.keys):
            await self._in_time(self._interaction(asked))
        return response()

    async def _on_shortcut(self, body: dict[str, Any]) -> BoltResponse:
        verb = SHORTCUTS.get(str(body.get("callback_id", "")), "")
        asked = incoming.shortcut(body, verb, FILLED_IN.get(verb, ""))
        if verb and self._deliveries.take(asked.keys):
            await self._in_time(self._interaction(asked))
        return response()

    async def _on_view(self, body: dict[str, Any]) -> BoltResponse:
        view = body.get("view") or {}
        try:
            asked = incoming.submission(body, modal.submitted((view.get("state") or {}).get("values") or {}))
        except incoming.Malformed:
            log.warning("a view that is not ours")
            return response()
        task = self._start(self._answer(asked))
        await asyncio.wait({task}, timeout=self._wiring.patience_seconds)
        if not task.done():
            self._start(self._late(asked, task))
            return response()
        reply = task.result()
        if action := modal.following(reply, view, incoming.carried(asked.way)):
            return response(action)
        if self._deliveries.take(asked.keys):
            self._start(self._outgoing.answer(asked, reply))
        return response()

    # From what was asked to an answer

    async def _command(self, payload: Payload) -> Reply | None:
        """The answer to a slash command that its acknowledgement gives; None where that comes by response_url."""
        asked, began = incoming.slash(payload), self._wiring.monotonic()
        if strangers := self._people.strangers(asked):
            await self._people.learn(strangers)
        if self._is_guest(asked):
            return refusal(_wording.guest(), "Guest")
        command = self._as_command(asked)
        reply = self._wiring.begin(await self._channels.told(command, asked) if asked.channels else command)
        if not isinstance(reply, Reply):
            task = self._start(reply)
            # Who speaks and which channels are named has been asked before, out of the same three seconds.
            spent = self._wiring.monotonic() - began
            await asyncio.wait({task}, timeout=max(self._wiring.patience_seconds - spent, 0.0))
            if not task.done():
                self._start(self._late(asked, task))
                return None
            reply = await task
        if id(reply) not in self._written and self._outgoing.needs_work(reply):
            self._start(self._outgoing.answer(asked, reply))
            return None
        return reply

    def acknowledged(self, reply: Reply) -> bytes:
        """The acknowledgement's body. Advice comes again (the router keeps it), so what was written for it is kept too."""
        kept = self._written.get(id(reply))
        if kept is not None:
            return kept[1]
        body = to_json(acknowledgement(reply))
        if reply.sources:
            self._written.keep(id(reply), (reply, body))
        return body

    @contextmanager
    def _once_done(self, asked: Asked) -> Iterator[None]:
        """Around what a delivery asks for: where that fails, Slack's next delivery of the same does it."""
        try:
            yield
        except BaseException:
            self._deliveries.release(asked.keys)
            raise

    async def _page(self, asked: Asked) -> None:
        with self._once_done(asked):
            await self._homes.show(self._wiring.workspaces(incoming.SYSTEM, asked.team), asked, await self._answer(asked))

    async def _message(self, asked: Asked) -> None:
        key = asked.keys[0] if asked.keys else ""
        with self._once_done(asked):
            if key and await self._was_answered(key):
                return
            await self._outgoing.answer(asked, await self._answer(asked))
        if key and self._wiring.remember:
            await asyncio.to_thread(self._wiring.remember, key)

    async def _was_answered(self, key: str) -> bool:
        return self._wiring.seen is not None and await asyncio.to_thread(self._wiring.seen, key)

    async def _interaction(self, asked: Asked) -> None:
        await self._outgoing.answer(asked, await self._answer(asked))

    async def _late(self, asked: Asked, task: asyncio.Future[Reply]) -> None:
        await self._outgoing.answer(asked, await task)

    async def _answer(self, asked: Asked) -> Reply:
        if strangers := self._people.strangers(asked):
            await self._people.learn(strangers)
        if self._is_guest(asked):
            return refusal(_wording.guest(), "Guest")
        documents, missing = quoted(asked), ""
        try:
            documents += await attachments(asked.files, self._client)
        except Unreadable as error:
            missing = str(error)
            if not self._does_without(asked):
                return refusal(missing, "Unreadable")
        command = await self._channels.told(self._as_command(asked, documents), asked)
        reply = self._wiring.begin(command)
        reply = reply if isinstance(reply, Reply) else await reply
        return replace(reply, elements=(*reply.elements, Text(missing, small=True))) if missing else reply

    def _does_without(self, asked: Asked) -> bool:
        """Whether the words say enough without the files that came along: a picture beside a question."""
        wants = self._wiring.wants
        return wants is not None and not wants(self._as_command(asked, unread(asked)))

    def _is_guest(self, asked: Asked) -> bool:
        return incoming.is_guest(asked, self._ours, self._people.profile(asked.way.user).home)

    def _as_command(self, asked: Asked, documents: tuple[Attachment, ...] = ()) -> Command:
        way, team, people = asked.way, asked.team, self._people
        speaker = people.profile(way.user)
        workspace = self._wiring.workspaces(incoming.SYSTEM, team)
        return Command(
            _actor(workspace, way.user, speaker.name or asked.name, speaker.zone, team),
            _place(way.channel, way.thread, way.private, way.name),
            self._wiring.now(),
            people.with_names(asked.said),
            asked.verb,
            people.with_names_in(asked.args) if asked.args else {},
            documents,
            asked.keys[0] if asked.keys else None,
        )

    # Work that outlives its request

    def _start(self, work: Awaitable[Any]) -> asyncio.Future[Any]:
        """Run `work` to its end whoever stops waiting for it; what fails is logged."""
        task = asyncio.ensure_future(work)
        self._work.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Future[Any]) -> None:
        self._work.discard(task)
        if task.cancelled() or not (error := task.exception()):
            return
        if reason := why(error):
            log.error("an answer did not reach Slack: %s", reason)
        else:
            log.error("an answer did not reach Slack: %s", error, exc_info=error)

    async def _in_time(self, work: Awaitable[Any]) -> None:
        await asyncio.wait({self._start(work)}, timeout=self._wiring.patience_seconds)


@lru_cache(KEPT)
def _actor(workspace: str, user: str, name: str, zone: str | None, team: str) -> Actor:
    """Made once for somebody who asks again and again."""
    return Actor(workspace, incoming.SYSTEM, user, name, zone, installation=team)


@lru_cache(KEPT)
def _place(channel: str, thread: str | None, private: bool, name: str) -> Place:
    return Place(incoming.SYSTEM, channel, thread, private, name=name)
