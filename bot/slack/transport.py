"""What the bot says by itself, on its way to Slack: each call once, and an outcome that says what is known of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
from pydantic_core import to_json
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Turns
from bot.slack.homes import publish
from bot.slack.outgoing import rendered
from bot.slack.uploads import Draw, Uploads
from bot.transport import Absent, Failed, Found, Lookup, Outcome, Pace, Refused, Sent, Throttled, Unclear, Unknown
from handlers.core.reply import Reply

EVENT_TYPE = "mlhire"
"""Of the metadata that carries our key: Slack has no idempotency key, so we look for this one."""

PAGE = 200
MOST_PAGES = 50
"""Looking further back than 10,000 messages is given up, as unknown."""

_PERHAPS_TAKEN = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Errors after which Slack may have acted all the same (its documentation says so of the first)."""
_TOKEN = frozenset(
    {
        "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
        "missing_scope", "no_permission", "org_login_required", "ekm_access_denied", "team_access_not_granted",
        "two_factor_setup_required", "accesslimited",
    }
)  # fmt: skip
"""Errors that speak of the app and not of the message: mended, it goes out."""
_THROTTLED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_DEFAULT_PAUSE_SECONDS = 30.0


log = logging.getLogger("mlhire.slack.web")
log.setLevel(logging.WARNING)  # where its own level is not set, the SDK writes out every request and answer, for nobody


def client(token: str, api_url: str) -> AsyncWebClient:
    """A client that calls once: the SDK's default repeats a POST whose connection was cut after it was accepted."""
    return AsyncWebClient(token, base_url=api_url, retry_handlers=[], logger=log)


def connections() -> aiohttp.ClientSession:
    """What all calls share; they must be closed. A token says who calls, so no cookie is kept."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=30), json_serialize=_json, cookie_jar=aiohttp.DummyCookieJar()
    )


def _json(body: Any) -> str:
    return to_json(body).decode()


class SlackTransport:
    """Slack's side of `bot.transport.Transport`.

    An address is `{"channel": id}` or `{"user": id}` (a direct message), with `"thread": ts` where it belongs into one.
    A ref is `{"channel": id, "ts": ts}`.
    """

    can_be_asked = True
    pace = (Pace(1, 1.0),)
    looks = Pace(50, 60.0)
    """Look-ups among messages, and as many among replies: Slack allows each method "50+ per minute" (tier 3)."""

    def __init__(self, client: AsyncWebClient, draw: Draw | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._uploads = Uploads(client, draw)
        self._direct: dict[str, str] = {}
        self._turns = {threaded: Turns(self.looks, monotonic) for threaded in (False, True)}

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        """Post `reply` with `key` in its metadata; its documents follow as files, below it."""
        try:
            channel = await self._channel(address)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            return _before_sending(error)
        body = {
            "channel": channel,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            "unfurl_links": False,
            "unfurl_media": False,
            **({"thread_ts": address["thread"]} if address.get("thread") else {}),
            **rendered(reply, await self._uploads.pictures(reply)),
        }
        # Its own method for it looks for the SDK's classes in every block, which there are none of.
        outcome = await _outcome(self._client.api_call("chat.postMessage", json=body))
        if isinstance(outcome, Sent):
            await self._uploads.hand_over(reply, channel, address.get("thread") or outcome.ref["ts"])
        return outcome

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        """Replace a message's content; its metadata stays. A ref `{"home": id}` is that person's App Home."""
        if "home" in ref:
            return await _outcome(publish(self._client, ref["home"], reply))
        return await _outcome(self._client.chat_update(channel=ref["channel"], ts=ref["ts"], **rendered(reply)))

    async def delete(self, address: Mapping[str, Any], ref: Mapping[str, Any]) -> Outcome:
        """Take a message back; one that is gone already counts as taken back."""
        outcome = await _outcome(self._client.chat_delete(channel=ref["channel"], ts=ref["ts"]))
        return Sent(ref) if outcome == Refused("message_not_found") else outcome

    async def find(self, address: Mapping[str, Any], key: str, since: float) -> Lookup:
        """Look for `key` among the messages of the place, or of its thread, back to `since`; unknown until its turn comes."""
        turns = self._turns[bool(address.get("thread"))]
        if seconds := turns.wait(key):
            return Unknown(seconds)
        try:
            found = await self._looked_for(address, key, f"{since:.6f}")
        except SlackApiError as error:
            if not isinstance(outcome := _refused(error), Throttled):
                return Unknown()
            turns.throttled(outcome.retry_after)
            return Unknown(outcome.retry_after)
        except (aiohttp.ClientError, TimeoutError):
            return Unknown()
        turns.answered()
        return found

    async def _looked_for(self, address: Mapping[str, Any], key: str, oldest: str) -> Lookup:
        channel = await self._channel(address)
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await self._page(channel, address.get("thread"), oldest, cursor)
            for message in page.get("messages") or ():
                if _key(message) == key:
                    return Found({"channel": channel, "ts": message["ts"]})
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return Absent()
        return Unknown()

    async def _page(self, channel: str, thread: str | None, oldest: str, cursor: str) -> Any:
        asked: dict[str, Any] = {"oldest": oldest, "inclusive": True, "limit": PAGE, "include_all_metadata": True}
        if cursor:
            asked["cursor"] = cursor
        if thread:
            return await self._client.conversations_replies(channel=channel, ts=thread, **asked)
        return await self._client.conversations_history(channel=channel, **asked)

    async def _channel(self, address: Mapping[str, Any]) -> str:
        """The channel's id; a person's direct conversation is opened once (opening it again gives the same)."""
        user = address.get("user") or address["channel"]
        if not str(user).startswith(("U", "W")):  # posting takes a user's id for a channel; asking does not
            return str(user)
        if user not in self._direct:
            opened = await self._client.conversations_open(users=user)
            self._direct[user] = str(opened["channel"]["id"])
        return self._direct[user]


def _key(message: Mapping[str, Any]) -> Any:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}).get("key") if metadata.get("event_type") == EVENT_TYPE else None


async def _outcome(call: Awaitable[Any]) -> Outcome:
    try:
        answer = await call
    except aiohttp.ClientConnectorError as error:
        return Failed(f"no connection: {error}")
    except SlackApiError as error:
        return _refused(error)
    except (aiohttp.ClientError, TimeoutError) as error:
        return Unclear(type(error).__name__)
    return Sent({name: answer[name] for name in ("channel", "ts", "home") if answer.get(name)})


def _refused(error: SlackApiError) -> Outcome:
    """What Slack's own answer means: its error's name, its status, and how long it wants to be left alone."""
    status = getattr(error.response, "status_code", 0)
    name = _error_name(error)
    if status == 429 or name in _THROTTLED:
        return Throttled(_retry_after(error))
    if status >= 500 or name in _PERHAPS_TAKEN:
        return Unclear(name or f"status {status}")
    if name in _TOKEN:
        return Failed(name)
    return Refused(name or f"status {status}")


def why(error: BaseException) -> str:
    """What kept a call from being taken, where it is Slack's word or the line's; empty where it is a fault of ours."""
    if isinstance(error, SlackApiError):
        return _error_name(error) or f"status {getattr(error.response, 'status_code', 0)}"
    return f"{type(error).__name__}: {error}" if isinstance(error, (aiohttp.ClientError, TimeoutError)) else ""


def is_final(error: BaseException) -> bool:
    """Whether Slack will never take it, however often it is tried."""
    return isinstance(error, SlackApiError) and isinstance(_refused(error), Refused)


def _before_sending(error: Exception) -> Outcome:
    """The message itself never went out, so nothing about it is unclear."""
    outcome = _refused(error) if isinstance(error, SlackApiError) else Failed(type(error).__name__)
    return Failed(outcome.reason) if isinstance(outcome, Unclear) else outcome


def _error_name(error: SlackApiError) -> str:
    data = getattr(error.response, "data", error.response)
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return float(value)
    except ValueError:
        return _DEFAULT_PAUSE_SECONDS
