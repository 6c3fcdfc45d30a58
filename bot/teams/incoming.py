"""What an activity says, as our own values: who, where, what words, which button. Pure; the library's model by shape only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from operator import itemgetter
from typing import Any

from bot.teams.cards import VERB
from bot.teams.forms import submitted
from handlers.core import times
from handlers.core.command import Actor, Place

Json = dict[str, Any]

_QUOTE_MARK = re.compile(r"</?quoted\b[^<>]*>", re.IGNORECASE)
_QUOTE = re.compile(r"<blockquote\b[^<>]*>", re.IGNORECASE)
QUOTED_MESSAGE, END_OF_QUOTE = "http://schema.skype.com/Reply", "</blockquote>"
FORWARDED_MESSAGE = "http://schema.skype.com/Forward"
_SPAN = re.compile(r"<span\b([^<>]*)>([^<>]*)</span>", re.IGNORECASE)
SPOKEN_OF = "http://schema.skype.com/Mention"
"""What a mention's span is in the HTML twin of a message."""
_BREAK = re.compile(r"<(?:br|hr)(?:\s[^<>]*)?/?>|</(?:p|div|li|h[1-6]|tr|codeblock)>", re.IGNORECASE)
_CELL = re.compile(r"(?:</p>\s*)?</t[dh]>(?:(\s*</tr>)|(?:\s*<t[dh]\b[^<>]*>\s*(?:<p\b[^<>]*>)?)?)", re.IGNORECASE)
"""From the end of a table's cell to the next one's words: its paragraphs are Teams' own. Of a row's last one, with the row."""
_MARKUP = re.compile(
    r"</?(?:p|div|span|b|strong|i|em|u|s|strike|sub|sup|code|codeblock|pre|blockquote|ul|ol|li|h[1-6]|a|at|img|emoji|attachment"
    r"|table|colgroup|col|thead|tbody|tr|td|th)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?(?!at\b)[a-z][^<>]*>|<![^<>]*>", re.IGNORECASE)
_MENTIONS = re.compile("\ue000\\d+\ue001(?:\\s*\ue000\\d+\ue001)*")

GENERAL = "General"
"""What Teams calls the channel that every team begins with."""
PARTS = ("tenant", "team", "channel")
FILE = "application/vnd.microsoft.teams.file.download.info"
FORWARD = "forwardedMessageReference"
TWIN = "text/html"
"""The message itself once more, as it looks; what its text leaves out stands there alone."""


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button or a submitted form. `page` asks for a further part of a long answer."""

    verb: str
    args: Mapping[str, Any]
    page: int = 1


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that came along: `url` to fetch it from, or its `text` where it came inside the message."""

    name: str
    url: str = ""
    text: str = ""


def parts(channel_data: Any) -> Json:
    """What Teams says of tenant, team and channel; without what is no object, on which the library's adapter would stumble."""
    said = channel_data if isinstance(channel_data, Mapping) else {}
    return {name: part for name, part in said.items() if isinstance(part, Mapping) or name not in PARTS}


def tenant(activity: Any) -> str:
    """The Teams tenant (company) that the activity comes from, `""` where it does not say."""
    said = _part(activity, "tenant").get("id") or getattr(activity.conversation, "tenant_id", None)
    # The library looks for the conversation's under another name than the one it has.
    more = getattr(activity.conversation, "additional_properties", None) or {}
    return str(said or more.get("tenantId") or "")


def actor(activity: Any, workspace: str) -> Actor:
    """Who speaks; people keep their directory id across chats, bots and guests have the chat's id alone."""
    sender = activity.from_property
    external_id, zone = str(sender.aad_object_id or sender.id or ""), times.known(str(activity.local_timezone or ""))
    return Actor(workspace, "teams", external_id, str(sender.name or ""), zone, installation=tenant(activity))


def place(activity: Any) -> Place:
    """Where: the conversation without its thread, and the thread."""
    channel, thread = split(str(activity.conversation.id))
    private = is_personal(activity)
    # Who presses a button is answered in the response, which changes the card for them alone.
    alone = activity.type == "invoke" and not private
    route, mine = _route(activity, channel, private), {} if private else aside(activity)
    return Place("teams", channel, thread, private, route, alone, mine, name="" if private else called(activity))


def is_personal(activity: Any) -> bool:
    """Whether it is a chat of one person with us; a client that names no kind has no groups, which say that they are some."""
    where = activity.conversation
    kind = where.conversation_type
    return bool(kind == "personal" or not (kind or where.is_group or str(where.id).startswith("19:")))


def called(activity: Any) -> str:
    """What people call the channel or chat, and its team's name where Teams says that; empty where it names neither.

    The channel that every team begins with carries the team's own id and no name.
    """
    channel, team = _part(activity, "channel"), _part(activity, "team")
    usual = GENERAL if channel.get("id") and channel.get("id") == team.get("id") else ""
    name = str(channel.get("name") or usual or getattr(activity.conversation, "name", None) or "")
    return f"{team['name']} > {name}" if name and team.get("name") else name


def _part(activity: Any, name: str) -> Mapping[str, Any]:
    part = activity.channel_data.get(name) if isinstance(activity.channel_data, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def split(conversation: str) -> tuple[str, str | None]:
    """`19:x@thread.tacv2;messageid=17` → the channel and the thread."""
    channel, _, thread = conversation.partition(";messageid=")
    return channel, thread or None


def _route(activity: Any, channel: str, private: bool) -> Json:
    """What the connector wants to know of a place; in a channel not who spoke, for its messages are one line whoever did."""
    bot = activity.recipient
    route: Json = {
        "service_url": str(activity.service_url or ""),
        "tenant": tenant(activity),
        "conversation": channel,
        "bot": {"id": str(bot.id or ""), "name": str(bot.name or "")} if bot else {},
    }
    if activity.conversation.conversation_type != "channel":
        route["flat"] = True  # chats of people and of meetings have no threads
    return route | ({"user": _user(activity)} if private else {})


def aside(activity: Any) -> Json:
    """The address of the speaker's personal chat before there is one: it names the user and no conversation (see transport)."""
    return _alone(activity, _user(activity))


def others_alone(activity: Any, accounts: Mapping[str, str]) -> Mapping[str, Json]:
    """The same for everybody mentioned whose account is known, by account: the bot may write first to who never wrote to it."""
    names: dict[str, list[str]] = {}
    for who, name, _ in mentions(activity):
        names.setdefault(who, []).append(name)
    return {
        accounts[who]: _alone(activity, {"id": who, "aad_object_id": accounts[who], "name": _whole(parts)})
        for who, parts in names.items()
        if who in accounts
    }


def _alone(activity: Any, user: Json) -> Json:
    route = _route(activity, "", private=False)
    kept = {name: value for name, value in route.items() if name not in ("conversation", "flat")}
    return {"system": "teams", **kept, "user": user}


def _user(activity: Any) -> Json:
    sender = activity.from_property
    return {"id": str(sender.id or ""), "aad_object_id": str(sender.aad_object_id or ""), "name": str(sender.name or "")}


def mentions(activity: Any) -> list[tuple[str, str, str]]:
    """(id, name, the text that stands for it) of everybody mentioned, in order."""
    found = []
    for entity in filter(None, activity.entities or ()):
        more = entity.additional_properties or {}
        someone, text = more.get("mentioned"), more.get("text")
        if entity.type == "mention" and isinstance(someone, Mapping):
            name = str(someone.get("name") or "")
            found.append((str(someone.get("id") or ""), name, text if isinstance(text, str) and text else _tagged(name)))
    return found


def speaks_to_us(activity: Any) -> bool:
    """In a personal chat always; elsewhere where the bot is mentioned."""
    if is_personal(activity) or not activity.conversation.is_group:
        return True
    return any(who == activity.recipient.id for who, _, _ in mentions(activity))


def others(activity: Any) -> list[str]:
    """The chat's ids of everybody else who is mentioned."""
    return [who for who, _, _ in mentions(activity) if who != activity.recipient.id]


def words(activity: Any, accounts: Mapping[str, str]) -> str:
    """What was typed: the bot's own mention taken out, other people's as `<@account|name>`, or as `@name` without an account.

    The text is HTML: what people type is escaped in it, and what stands in brackets is Teams' own markup.
    """
    text, met = _unquoted(re.sub("[\ue000\ue001]", "", _written_text(activity))), []
    for who, name, shown in mentions(activity):
        met.append((who, re.sub(r"[<>|]", " ", name).strip()[:80]))
        found = _written(text, shown, name)
        # A mark that no text holds stands for the mention until all markup is gone: names may look like some.
        text = text.replace(found, f"\ue000{len(met) - 1}\ue001", 1) if found else text

    def called(who: str, name: str) -> str:
        return "" if who == activity.recipient.id else f"<@{accounts[who]}|{name}>" if who in accounts else f"@{name}"

    return _MENTIONS.sub(lambda marks: _told(marks.group(), met, called), _plain(text)).strip()


def _told(marks: str, met: Sequence[tuple[str, str]], called: Callable[[str, str], str]) -> str:
    """Those who are mentioned one right behind the other: Teams takes a name apart at its spaces, a mention for each part."""
    people = groupby((met[int(number)] for number in re.findall(r"\d+", marks)), itemgetter(0))
    return " ".join(filter(None, (called(who, _whole([name for _, name in parts])) for who, parts in people)))


def _whole(names: Sequence[str]) -> str:
    """The name that parts make up; whoever is mentioned twice has it once."""
    return " ".join(dict.fromkeys(names))


def _written_text(activity: Any) -> str:
    """The message's text; where Teams sent none, or began somebody else's words in it, its HTML twin without those."""
    text, twin = str(activity.text or ""), "\n".join(_twins(activity))
    if text.strip() and FORWARDED_MESSAGE not in twin:
        return text
    own = _unquoted(_unquoted(twin, FORWARDED_MESSAGE))
    return _bare(_SPAN.sub(lambda span: f"<at>{span.group(2)}</at>" if SPOKEN_OF in span.group(1) else span.group(), own))


def _twins(activity: Any) -> list[str]:
    found = filter(None, activity.attachments or ())
    return [each.content for each in found if each.content_type == TWIN and isinstance(each.content, str)]


def _plain(html: str) -> str:
    """HTML as the words that it shows."""
    return unescape(_MARKUP.sub("", _lined(html))).replace("\u00a0", " ")


def _bare(html: str) -> str:
    """HTML that Teams alone has written, where every tag is markup: without all but mentions."""
    return _TAG.sub("", _lined(html))


def _lined(html: str) -> str:
    return _BREAK.sub("\n", _CELL.sub(lambda cell: "\n" if cell.group(1) else "\t", html))


def _unquoted(text: str, kind: str = QUOTED_MESSAGE) -> str:
    """The text without the messages that are quoted above it, and without the marks that stand for such."""
    text, kept, at = _QUOTE_MARK.sub("", text), [], 0
    for start, _, end in _quotes(text, kind):
        kept.append(text[at:start])
        at = end
    return "".join((*kept, text[at:]))


def _quotes(text: str, kind: str) -> Iterator[tuple[int, str, int]]:
    """(Where it begins, what it says, where it ends) of each quote of that kind."""
    at = 0
    for quote in _QUOTE.finditer(text):
        if quote.start() < at or kind not in quote.group():
            continue
        end = text.find(END_OF_QUOTE, quote.end())
        if end < 0:
            return
        at = end + len(END_OF_QUOTE)
        yield quote.start(), text[quote.end() : end], at


def _written(text: str, shown: str, name: str) -> str:
    """A mention as it stands in the text; empty where it does not."""
    if found := next((each for each in (shown, escape(unescape(shown), quote=False), _tagged(name)) if each in text), ""):
        return found
    tag = re.search(rf"<at\b[^<>]*>{re.escape(escape(name, quote=False))}</at>", text, re.IGNORECASE)
    return tag.group() if tag else ""


def _tagged(name: str) -> str:
    """A mention as Teams writes it into a message's text: its entity may hold the name unescaped."""
    return f"<at>{escape(name, quote=False)}</at>"


def press(value: Any) -> Press | None:
    """The button in an activity's value: `Action.Execute` nests its data, `Action.Submit` and dialogs do not."""
    if not isinstance(value, Mapping):
        return None
    data: Any = value
    action = value.get("action")
    if isinstance(action, Mapping):
        if action.get("verb") != VERB:
            return None
        data = action.get("data")
    elif isinstance(value.get("data"), Mapping):
        data = value["data"]
    if not isinstance(data, Mapping) or not isinstance(data.get("v"), str) or not data["v"]:
        return None
    page = data.get("page")
    return Press(data["v"], submitted(data), page if isinstance(page, int) and 0 < page < 1000 else 1)


def files(activity: Any) -> list[SharedFile]:
    """Files that came along, and messages that were forwarded. The message's HTML twin, cards, pictures and quotes are none."""
    found = []
    for attachment in filter(None, activity.attachments or ()):
        content = attachment.content
        name = str(attachment.name or "attachment")
        if attachment.content_type == FILE and isinstance(content, Mapping) and isinstance(content.get("downloadUrl"), str):
            found.append(SharedFile(name, url=content["downloadUrl"]))
        elif attachment.content_type == "text/plain" and isinstance(content, str):
            found.append(SharedFile(name, text=content))
    return found + [SharedFile("message", text=each) for each in _forwarded(activity)]


def _forwarded(activity: Any) -> list[str]:
    """What forwarded messages say, as far as the message's own words do not say it too."""
    own = _squeezed(_plain(_written_text(activity)))
    bodies = [body for twin in _twins(activity) for _, body, _ in _quotes(twin, FORWARDED_MESSAGE)]
    referred = [each.content for each in filter(None, activity.attachments or ()) if each.content_type == FORWARD]
    said = [_plain(_bare(body)).strip() for body in (*bodies, *map(_original, referred))]
    return [each for each in dict.fromkeys(said) if each and _squeezed(each) not in own]


def _original(reference: Any) -> str:
    """The message that was forwarded, out of what refers to it: JSON, mostly as a string."""
    try:
        told = json.loads(reference) if isinstance(reference, str) else reference
    except (ValueError, RecursionError):
        return ""
    return str(told.get("originalMessageContent") or "") if isinstance(told, Mapping) else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())


def shows_picture(activity: Any) -> bool:
    """Whether a picture was put into the message."""
    kinds = (str(each.content_type or "") for each in filter(None, activity.attachments or ()))
    return any(kind.startswith("image/") for kind in kinds)
