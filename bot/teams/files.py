"""Files that people share with the bot: fetched from the address that Teams signed, and read as text."""

from __future__ import annotations

from collections.abc import Iterable

import aiohttp

from bot.addresses import is_safe
from bot.documents.limits import MOST_BYTES
from bot.documents.plaintext import said
from bot.documents.reading import Unreadable, read, refusal
from bot.documents.refusal import Reason, Refused
from bot.teams.incoming import SharedFile
from handlers.core.command import Attachment
from handlers.core.wording import Wording

TIMEOUT = aiohttp.ClientTimeout(total=8)
"""Teams waits 10 to 15 s for the whole answer."""

PAGES = (".html", ".htm")

_wording = Wording("teams")


async def attachments(
    files: Iterable[SharedFile], session: aiohttp.ClientSession, *, local: bool = False
) -> tuple[Attachment, ...]:
    """The text of each file. Raises Unreadable at the first that has none, is too long, or cannot be had.

    Addresses are fetched over https alone; a `local` door takes this machine's as well.
    """
    return tuple([Attachment(file.name, file.text or await _text(file, session, local)) for file in files])


async def _text(file: SharedFile, session: aiohttp.ClientSession, local: bool) -> str:
    try:
        if not is_safe(file.url, local=local):
            raise Unreadable(_wording.not_fetched(name=file.name))
        async with session.get(file.url, timeout=TIMEOUT, allow_redirects=False) as answer:
            # From phones a file may come with the address of its page, for people to sign in at.
            if answer.status != 200 or (answer.content_type == "text/html" and not file.name.lower().endswith(PAGES)):
                raise Unreadable(_wording.not_fetched(name=file.name))
            raw = await _at_most(answer.content, MOST_BYTES)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise Unreadable(_wording.not_fetched(name=file.name)) from None
    if raw is None:
        raise refusal(file.name, Refused(Reason.TOO_LARGE, limit=said(MOST_BYTES)))
    return await read(file.name, raw)


async def _at_most(stream: aiohttp.StreamReader, limit: int) -> bytes | None:
    """Everything in the stream, or None where it is longer than `limit` bytes."""
    read = bytearray()
    async for chunk in stream.iter_chunked(65536):
        read += chunk
        if len(read) > limit:
            return None
    return bytes(read)
