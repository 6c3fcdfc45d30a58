"""Files that people attach: fetched with the bot's token, text only, one megabyte at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.plaintext import MOST_BYTES, text_of
from handlers.core.command import Attachment
from handlers.core.wording import Wording

TEXT_TYPES = frozenset({"text", "txt", "markdown", "md", "post", "csv", "tsv", "json", "yaml", "rst", "tex", "org"})
"""Slack's `filetype` of what can be read as text, whatever its media type says."""

_wording = Wording("slack")


class Unreadable(Exception):
    """A file that cannot be used; the text tells its owner why and what to do."""


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
    if not address:  # deleted, or hidden by the limits of a plan
        raise Unreadable(_wording.not_fetched(name=name))
    if not (str(file.get("mimetype", "")).startswith("text/") or file.get("filetype") in TEXT_TYPES):
        raise Unreadable(_wording.not_text(name=name))
    if int(file.get("size") or 0) > MOST_BYTES:
        raise Unreadable(_wording.too_long(name=name, limit=MOST_BYTES // 1024))
    if not _is_slack(address, client.base_url):
        raise Unreadable(_wording.not_fetched(name=name))
    try:
        raw = await _fetch(address, client, name)
    except (aiohttp.ClientError, TimeoutError):
        raise Unreadable(_wording.not_fetched(name=name)) from None
    text = text_of(raw)
    if text is None:
        raise Unreadable(_wording.not_text(name=name))
    return Attachment(name, text)


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
                raise Unreadable(_wording.too_long(name=name, limit=MOST_BYTES // 1024))
        return bytes(raw)
