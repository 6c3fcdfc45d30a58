"""The way out to Teams: the Bot Connector's REST interface over aiohttp, with outcomes that never guess.

The library's own client blocks a thread a call and hides whether a request was written; this one knows.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp import web

from bot.teams import consent, render
from bot.transport import Failed, Lookup, Outcome, Pace, Refused, Sent, Throttled, Unclear, Unknown
from handlers.core.reply import Reply

log = logging.getLogger("mlhire.teams")

Json = dict[str, Any]

TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
NOT_TAKEN = frozenset({412, 429})
"""Statuses that say: surely not taken, ask again (412: somebody else was writing to the conversation)."""
WAIT_SECONDS = 2.0
"""Before the next try where no Retry-After says otherwise; up to half as much again, so that not all come at once."""
TOKEN_SECONDS = 240
"""How long a token is used before the credentials are asked again: they renew theirs 300 s before it expires."""

Token = Callable[[], Awaitable[str]]
"""Gives the bearer token of this bot; `""` where none is needed. Raises PermissionError where the credentials are wrong."""


async def no_token() -> str:
    """For a connector on this machine."""
    return ""


class AppToken:
    """The bot's token, from the library's credentials (MSAL), which block: asked in a thread, and seldom.

    `credentials` is called once, at the first token.
    """

    def __init__(self, credentials: Callable[[], Any], clock: Callable[[], float] = time.monotonic) -> None:
        self._make = credentials
        self._credentials: Any = None
        self._clock = clock
        self._held = ""
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def __call__(self) -> str:
        """A token that is good for now. Raises whatever the credentials raise."""
        if self._clock() < self._until:
            return self._held
        async with self._asking:
            if self._clock() >= self._until:
                self._held = await asyncio.to_thread(self._ask)
                self._until = self._clock() + TOKEN_SECONDS
        return self._held

    def _ask(self) -> str:
        self._credentials = self._credentials or self._make()
        return str(self._credentials.get_access_token())


def app_token(app_id: str, password: str, tenant: str = "", *, us_government: bool = False) -> AppToken:
    """The token of an app with a password; `tenant` for one that is registered for a single tenant."""

    def credentials() -> Any:
        from botframework.connector.auth import MicrosoftAppCredentials, MicrosoftGovernmentAppCredentials

        kind = MicrosoftGovernmentAppCredentials if us_government else MicrosoftAppCredentials
        return kind(app_id, password, channel_auth_tenant=tenant or None)

    return AppToken(credentials)


class Connector:
    """One call to the Bot Connector, and what became of it."""

    def __init__(
        self, session: Callable[[], aiohttp.ClientSession], token: Token = no_token, timeout: aiohttp.ClientTimeout = TIMEOUT
    ) -> None:
        self._session = session
        self._token = token
        self._timeout = timeout

    async def call(
        self, method: str, service_url: str, path: str, body: Json | None = None, *, repeatable: bool = False
    ) -> Outcome:
        """The outcome of `method` on `path`. A `repeatable` one is never Unclear: doing it twice does no harm."""
        try:
            token = await self._token()
        except Exception as error:
            return Failed(f"no token: {type(error).__name__}")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        lost: Callable[[str], Outcome] = Failed if repeatable else Unclear
        try:
            async with self._session().request(
                method, service_url.rstrip("/") + path, json=body, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as answer:
                return await _outcome(answer, lost)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Failed(type(error).__name__)
        except aiohttp.InvalidURL:
            return Refused("the conversation's address is no URL")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return lost(type(error).__name__)

    async def post(self, address: Mapping[str, Any], activity: Json, reply_to: str = "") -> Outcome:
        """A new message in the address's conversation (in its thread, where it has one)."""
        path = f"/v3/conversations/{quote(conversation_of(address), safe='')}/activities"
        if reply_to:
            path += f"/{quote(reply_to, safe='')}"
        return await self.call("POST", str(address["service_url"]), path, activity)

    async def member(self, service_url: str, conversation: str, id: str) -> Mapping[str, Any]:
        """What the chat knows of somebody in it; empty where it says nothing."""
        path = f"/v3/conversations/{quote(conversation, safe='')}/members/{quote(id, safe='')}"
        try:
            token = await self._token()
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            url = service_url.rstrip("/") + path
            async with self._session().get(url, headers=headers, timeout=self._timeout, allow_redirects=False) as answer:
                found = await answer.json(content_type=None) if answer.status < 300 else None
        except Exception as error:  # whatever it was, an answer goes on without it
            log.info("somebody who was mentioned could not be looked up: %s", type(error).__name__)
            return {}
        return found if isinstance(found, dict) else {}

    async def take_back(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        """Delete the message `ref` of the address's conversation."""
        return await self.call("DELETE", str(address["service_url"]), _path(address, ref), repeatable=True)


async def open_chat(connector: Connector, address: Mapping[str, Any]) -> Mapping[str, Any] | Outcome:
    """The address with its `user`'s personal chat for a conversation, opened if need be; or why there is none."""
    tenant = str(address.get("tenant", ""))
    body = {
        "bot": dict(address["bot"]),
        "members": [{"id": address["user"]["id"]}],
        "tenantId": tenant,
        "channelData": {"tenant": {"id": tenant}},
        "isGroup": False,
    }
    # Asking twice for the same chat gives the same chat.
    made = await connector.call("POST", str(address["service_url"]), "/v3/conversations", body, repeatable=True)
    if not isinstance(made, Sent):
        return made
    return {**address, "conversation": made.ref["id"]} if "id" in made.ref else Refused("no chat was opened")


class Line:
    """The one connection pool of the door, opened with the application."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    def __call__(self) -> aiohttp.ClientSession:
        """The session. Raises RuntimeError before the application has started."""
        if self._session is None:
            raise RuntimeError("the Teams door is not open")
        return self._session

    async def life(self, _: web.Application) -> AsyncIterator[None]:
        """Open with the application, closed with it; idle connections are dropped before Microsoft drops them."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=15)) as self._session:
            yield


def connector(
    line: Line, *, app_id: str, password: str, tenant: str = "", local_only: bool = False, us_government: bool = False
) -> Connector:
    """The way out of this configuration."""
    return Connector(line, no_token if local_only else app_token(app_id, password, tenant, us_government=us_government))


async def _outcome(answer: aiohttp.ClientResponse, lost: Callable[[str], Outcome]) -> Outcome:
    status = answer.status
    if 200 <= status < 300:
        try:
            made = await answer.json(content_type=None)
        except ValueError:
            made = None
        return Sent({"id": str(made["id"])} if isinstance(made, dict) and made.get("id") else {})
    if status in NOT_TAKEN or (status == 503 and "Retry-After" in answer.headers):
        return Throttled(_seconds(answer.headers.get("Retry-After", "")))
    if status >= 500 or status == 408:
        return lost(f"status {status}")
    if status == 401:
        return Failed("status 401: the bot's credentials were not taken")
    return Refused(f"status {status} {await _code(answer)}".rstrip())


async def _code(answer: aiohttp.ClientResponse) -> str:
    """What the connector calls its refusal (ConversationBlockedByUser, BotNotInConversationRoster, …), where it says so."""
    try:
        error = (await answer.json(content_type=None))["error"]["code"]
    except (ValueError, KeyError, TypeError, aiohttp.ClientError):
        return ""
    return error[:60] if isinstance(error, str) else ""


def _seconds(retry_after: str) -> float:
    try:
        asked = max(0.0, float(retry_after))
    except ValueError:
        asked = WAIT_SECONDS
    return asked + random.uniform(0, WAIT_SECONDS / 2)  # noqa: S311


def conversation_of(address: Mapping[str, Any]) -> str:
    """The conversation's id as the connector wants it: a channel's with its thread. Chats have no threads."""
    thread = None if address.get("flat") else address.get("thread")
    return f"{address['conversation']};messageid={thread}" if thread else str(address["conversation"])


class TeamsTransport:
    """Sends what the bot says by itself. An address is what a turn left behind: a place's route (`incoming.place`), or
    the speaker's own (`incoming.aside`).

    One that names a user and no conversation is that user's personal chat, which is opened first.
    """

    can_be_asked = False
    pace = (Pace(7, 1.0), Pace(60, 30.0), Pace(1800, 3600.0))

    def __init__(self, connector: Connector, *, full_width: bool = False) -> None:
        self._connector = connector
        self._full_width = full_width

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        """Post `reply`. Teams carries no key of ours: a send whose answer is lost stays Unclear."""
        opened = address if address.get("conversation") else await open_chat(self._connector, address)
        if not isinstance(opened, Mapping):
            return opened
        message = consent.noted(reply)
        sent = await self._connector.post(opened, self._activity(opened, message))
        if isinstance(sent, Refused) and opened is address and "user" in address:
            # A personal chat that was known is gone (the app was removed, and may have come back): it is opened anew.
            again = await open_chat(self._connector, address)
            if isinstance(again, Mapping) and again["conversation"] != opened["conversation"]:
                opened, sent = again, await self._connector.post(again, self._activity(again, message))
        if isinstance(sent, Sent):
            return Sent({**sent.ref, "conversation": conversation_of(opened)})
        return sent

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        """Replace a message in place."""
        activity = {**self._activity(_opened(address, ref), reply), "id": ref["id"]}
        outcome = await self._connector.call("PUT", str(address["service_url"]), _path(address, ref), activity, repeatable=True)
        return Sent(dict(ref)) if isinstance(outcome, Sent) else outcome

    async def delete(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        """Take a message back; one that is gone already counts as taken back."""
        outcome = await self._connector.take_back(address, ref)
        gone = isinstance(outcome, Refused) and outcome.reason.startswith("status 404")
        return Sent(dict(ref)) if isinstance(outcome, Sent) or gone else outcome

    async def find(self, address: Mapping[str, Any], key: str, since: float) -> Lookup:
        """Teams can't be asked what a bot has sent."""
        return Unknown()

    def _activity(self, address: Mapping[str, Any], reply: Reply) -> Json:
        activity = render.message(reply, full_width=self._full_width)
        return {**activity, "from": dict(address.get("bot", {})), "conversation": {"id": conversation_of(address)}}


def _opened(address: Mapping[str, Any], ref: Mapping[str, Any]) -> Mapping[str, Any]:
    """The address with the conversation that a message stands in: that of a chat which was opened for it is known by then."""
    return {**address, "conversation": ref["conversation"], "thread": None} if ref.get("conversation") else address


def _path(address: Mapping[str, Any], ref: Mapping[str, Any]) -> str:
    conversation = str(ref.get("conversation") or conversation_of(address))
    return f"/v3/conversations/{quote(conversation, safe='')}/activities/{quote(str(ref['id']), safe='')}"
