"""Files for people to keep, which Teams takes in personal chats alone: asked about first, then uploaded to their own storage.

The question carries what makes the file, not the file: saying yes asks for it again, with what the person may see by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from bot.addresses import is_safe
from bot.teams.text import safe
from handlers.core.reply import Action, Document, Reply, Text, as_json
from handlers.core.wording import Wording

Json = dict[str, Any]

INVOKE = "fileConsent/invoke"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
TIMEOUT = aiohttp.ClientTimeout(total=10)
"""Teams waits 10 to 15 s for the whole answer."""

_wording = Wording("teams")


class NotUploaded(Exception):
    """The file could not be put where Teams said; the text tells its owner what to do."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody answered: whether the file `name`, made by `verb` with `args`, may be uploaded, and where to."""

    accepted: bool
    verb: str
    args: Mapping[str, Any]
    name: str
    uploaded: Mapping[str, Any]


def question(document: Document, again: Action) -> Json:
    """The message that asks whether the document may be kept as a file."""
    context = {"v": again.verb, "a": as_json(again.args), "n": document.name}
    content = {
        "description": _wording.file_offered(name=document.name),
        "sizeInBytes": len(document.content),
        "acceptContext": context,
        "declineContext": context,
    }
    return {"type": "message", "attachments": [{"contentType": CONSENT, "name": safe(document.name), "content": content}]}


def noted(reply: Reply) -> Reply:
    """The reply; with a document that can't be had as a file here, where it can be had."""
    if not any(isinstance(each, Document) for each in reply.elements):
        return reply
    return replace(reply, elements=(*reply.elements, Text(_wording.file_in_chat(), small=True)))


def there_it_is(document: Document, uploaded: Mapping[str, Any]) -> Json:
    """The message that shows the uploaded file."""
    content = {"uniqueId": str(uploaded.get("uniqueId", "")), "fileType": str(uploaded.get("fileType", ""))}
    address, name = str(uploaded.get("contentUrl", "")), str(uploaded.get("name") or document.name)
    return {"type": "message", "attachments": [{"contentType": INFO, "contentUrl": address, "name": name, "content": content}]}


def answered(value: Any) -> Consent | None:
    """What an invoke says; None where it is not an answer to one of our questions."""
    if not isinstance(value, Mapping) or value.get("type") != "fileUpload":
        return None
    context, uploaded = value.get("context"), value.get("uploadInfo")
    if not isinstance(context, Mapping) or not isinstance(context.get("v"), str) or not isinstance(context.get("a"), Mapping):
        return None
    accepted = value.get("action") == "accept" and isinstance(uploaded, Mapping)
    where = uploaded if isinstance(uploaded, Mapping) else {}
    return Consent(accepted, context["v"], context["a"], str(context.get("n", "")), where)


def wanted(reply: Reply, name: str) -> Document | None:
    """The document of that name; of an answer that has only one, that one (its name may hold a date)."""
    documents = [each for each in reply.elements if isinstance(each, Document)]
    found = [each for each in documents if each.name == name] or (documents if len(documents) == 1 else [])
    return found[0] if found else None


async def upload(document: Document, consent: Consent, session: aiohttp.ClientSession, *, local: bool = False) -> None:
    """Put the document where Teams said. Raises NotUploaded. Over https alone; a `local` door takes this machine's too."""
    content, address = document.content, str(consent.uploaded.get("uploadUrl", ""))
    headers = {"Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}", "Content-Type": "application/octet-stream"}
    try:
        if not is_safe(address, local=local):
            raise NotUploaded(_wording.not_uploaded(name=document.name))
        async with session.put(address, data=content, headers=headers, timeout=TIMEOUT, allow_redirects=False) as answer:
            if not 200 <= answer.status < 300:
                raise NotUploaded(_wording.not_uploaded(name=document.name))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise NotUploaded(_wording.not_uploaded(name=document.name)) from None
