"""Files that people attach: fetched with the bot's token, and read as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.documents.limits import MOST_BYTES
from bot.documents.plaintext import said
from bot.documents.reading import Unreadable, read, refusal
from bot.documents.refusal import Reason, Refused
from bot.slack.incoming import Asked
from handlers.core.command import Attachment
from handlers.core.wording import Wording

NEVER_TEXT = {"image": Reason.PICTURE, "audio": Reason.OTHER, "video": Reason.OTHER}
"""By the first half of its media type, what is not even fetched."""
CANVAS = "quip"
"""Slack's `filetype` of its own documents, of which an app can fetch no text."""

EMAIL = "email"
"""Slack's `mode` of an e-mail that was sent to a channel; its text stands in the file's description."""

_wording = Wording("slack")


def quoted(asked: Asked) -> tuple[Attachment, ...]:
    """The message that came along with the words, if one did."""
    return (Attachment("message", asked.quoted),) if asked.quoted else ()


def unread(asked: Asked) -> tuple[Attachment, ...]:
    """All that came along, the files by their names alone."""
    return (*quoted(asked), *(Attachment(_name(file), "") for file in asked.files))


async def attachments(files: Iterable[Mapping[str, Any]], client: AsyncWebClient) -> tuple[Attachment, ...]:
    """The text of each file, fetched over the client's session.

    Raises Unreadable at the first one that has none, is too long, or cannot be had.
    """
    return tuple([await _attachment(await _described(file, client), client) for file in files])


async def _described(file: Mapping[str, Any], client: AsyncWebClient) -> Mapping[str, Any]:
    """The file as Slack knows it: in a channel shared with another company a message says no more than its id."""
    if file.get("file_access") != "check_file_info":
        return file
    try:
        found: Mapping[str, Any] = (await client.files_info(file=str(file.get("id"))))["file"]
    except (SlackApiError, aiohttp.ClientError, TimeoutError, KeyError):
        raise Unreadable(_wording.not_fetched(name=_name(file))) from None
    return found


def _name(file: Mapping[str, Any]) -> str:
    return str(file.get("name") or file.get("title") or file.get("id") or "file")


async def _attachment(file: Mapping[str, Any], client: AsyncWebClient) -> Attachment:
    name, address = _name(file), str(file.get("url_private_download") or file.get("url_private") or "")
    if file.get("is_external") or file.get("mode") == "external":  # Google Drive, OneDrive: Slack has its address and no more
        raise Unreadable(_wording.kept_elsewhere(name=name))
    if file.get("mode") == EMAIL and isinstance(file.get("plain_text"), str) and file["plain_text"].strip():
        return Attachment(name, file["plain_text"])  # its address gives HTML
    if not address:  # deleted, or hidden by the limits of a plan
        raise Unreadable(_wording.not_fetched(name=name))
    if why := NEVER_TEXT.get(str(file.get("mimetype", "")).partition("/")[0]):
        raise refusal(name, Refused(why))
    if file.get("filetype") == CANVAS:
        raise refusal(name, Refused(Reason.OTHER))
    if int(file.get("size") or 0) > MOST_BYTES:
        raise _too_large(name)
    if not _is_slack(address, client.base_url):
        raise Unreadable(_wording.not_fetched(name=name))
    try:
        raw = await _fetch(address, client, name)
    except (aiohttp.ClientError, TimeoutError):
        raise Unreadable(_wording.not_fetched(name=name)) from None
    return Attachment(name, await read(name, raw))


def _too_large(name: str) -> Unreadable:
    return refusal(name, Refused(Reason.TOO_LARGE, limit=said(MOST_BYTES)))


def _is_slack(address: str, api_url: str) -> bool:
    """The token goes to Slack alone, whatever address a payload names."""
    url, api = urlsplit(address), urlsplit(api_url)
    host = url.hostname or ""
    return (url.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))) or (
        bool(host) and (url.scheme, url.netloc) == (api.scheme, api.netloc)
    )


async def _fetch(address: str, client: AsyncWebClient, name: str) -> bytes:
    if client.session is None:
        raise RuntimeError("the door was not opened")
    headers = {"Authorization": f"Bearer {client.token}"}
    async with client.session.get(address, headers=headers, allow_redirects=False) as response:
        # Without the right scope Slack answers 200 or 302 with its sign-in page.
        if response.status != 200 or (response.content_type == "text/html" and not name.endswith((".html", ".htm"))):
            raise Unreadable(_wording.not_fetched(name=name))
        raw = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            raw += chunk
            if len(raw) > MOST_BYTES:
                raise _too_large(name)
        return bytes(raw)
