"""What Slack sends, read: words without Slack's markup, places, people and delivery keys. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from pydantic import ValidationError

from bot.slack.shapes import CARRIED, NEEDS, PAYLOAD
from bot.slack.shown import mappings, shown, typed

Payload = Mapping[str, Any]

SYSTEM = "slack"
HEARD = frozenset({"app_mention", "message", "app_home_opened"})
"""Events that we look at."""
_PEOPLE_WRITE = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of messages that a person wrote; edits, deletions, joins and bots' messages carry others."""
SLACKBOT = "USLACKBOT"
"""Slack's own voice: it says things into people's direct conversations with us, reminders among them, and asks for nothing."""
_NO_NAMES = frozenset({"directmessage", "privategroup"})
"""What Slack calls a conversation whose name it keeps to itself."""
_A_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^<>]*))?>")
_CONTROL = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


class Malformed(ValueError):
    """The body is not what Slack sends."""


class Way(NamedTuple):
    """How an answer gets back to whoever asked."""

    channel: str
    user: str
    thread: str | None = None
    private: bool = False
    """In a direct conversation (with us, or of two people, where a slash command works too)."""
    ordinary: bool = False
    """In the asker's direct conversation with us, where answers are ordinary messages that stay."""
    response_url: str = ""
    trigger: str = ""
    name: str = ""
    """What people call the channel, where Slack says so."""


class Asked(NamedTuple):
    """One request as its payload says it; `keys` name the delivery, the first one for storage."""

    team: str
    way: Way
    name: str = ""
    said: str = ""
    verb: str = ""
    args: Payload | None = None
    files: tuple[Payload, ...] = ()
    quoted: str = ""
    """The message that a shortcut was used on, or those that were forwarded to us."""
    keys: tuple[str, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    """(Id, name as the words show it) of each channel that they name."""
    home: tuple[str, str] = ("", "")
    """The speaker's own team and organisation, where the payload says them: in a shared channel others speak too."""


def parse(content_type: str, body: bytes) -> dict[str, Any]:
    """The payload of a request; empty for what nobody here waits for. Raises Malformed."""
    try:
        if content_type == "application/x-www-form-urlencoded":
            form = _fields(body.decode())
            if "payload" not in form and ("command" in form or "ssl_check" in form):
                return form
            payload = json.loads(form.get("payload", ""))
        elif content_type == "application/json":
            payload = json.loads(body)
        else:
            raise Malformed(f"content type {content_type[:60]!r}")
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)) from None
    return taken(payload)


def checks_certificate(content_type: str, body: bytes) -> bool:
    """Whether it is Slack's look at our certificate: a form that asks for nothing else, and that nobody signs."""
    if content_type != "application/x-www-form-urlencoded" or not 0 < len(body) < 1000:
        return False
    form = _fields(body.decode("utf-8", "replace"))
    return form.get("ssl_check") == "1" and "command" not in form and "payload" not in form


def taken(payload: Any) -> dict[str, Any]:
    """The payload, looked through; empty for what nobody here waits for. Raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed("not an object")
    if _asks_nothing(payload):
        return {}
    _check(payload)
    return payload


def command(payload: Payload) -> dict[str, str]:
    """A slash command that did not come as a form: its texts. Raises Malformed."""
    if not isinstance(payload.get("command"), str):
        raise Malformed("neither a type nor a command")
    return {name: value for name, value in payload.items() if isinstance(value, str)}


def _asks_nothing(payload: Payload) -> bool:
    """Whether it is of a kind that Slack may send and that nobody here waits for: a form that was closed, an edited message."""
    kind, event = payload.get("type"), payload.get("event")
    if kind == "event_callback" and isinstance(event, Mapping):
        happened = event.get("type")
        return isinstance(happened, str) and not (happened in HEARD and (event.get("subtype") or None) in _PEOPLE_WRITE)
    return isinstance(kind, str) and kind not in NEEDS and kind != "url_verification"


def _fields(form: str) -> dict[str, str]:
    """The fields of a form. (`parse_qsl` takes several times as long: it decodes every name and every value.)"""
    # Nearly all that is escaped in a command are the `/` and `:` of its address: taken first, and at once.
    form = form.replace("+", " ").replace("%2F", "/").replace("%3A", ":")
    pairs = [pair.partition("=") for pair in form.split("&")]
    return {name: _unescaped(value) if "%" in value else value for name, _, value in pairs}


def _unescaped(value: str) -> str:
    return unquote_to_bytes(value).decode("utf-8", "replace")


def _check(payload: dict[str, Any]) -> None:
    try:
        PAYLOAD.validate_python(payload)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise Malformed(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if missing := [part for part in NEEDS.get(payload["type"], ()) if not payload.get(part)]:
        raise Malformed(f"{payload['type']} without {missing}")


def words(text: str, bot_user: str = "") -> str:
    """`text` as it was typed: links by their label, channels by name, people as `<@U…>`, the bot's own mention gone."""
    if "<" in text:
        text = _CONTROL.sub(lambda match: _typed(match, bot_user), text)
    if "&" in text:
        text = unescape(text)
    # A lone surrogate (an escaped half of an emoji) is valid JSON and cannot be written as UTF-8.
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def _typed(match: re.Match[str], bot_user: str) -> str:
    sigil, target, label = match.groups()
    if sigil == "@":
        return "" if target == bot_user else f"<@{target}>"
    if sigil == "#":
        return f"#{label or target}"
    if sigil == "!":
        return label or f"@{target.split('^')[0]}"
    return label or target


def channels_in(text: str) -> tuple[tuple[str, str], ...]:
    """(Id, name) of the channels that a text names as Slack escapes them; one whose name it leaves out is called by its id."""
    return tuple((id, label or id) for id, label in _A_CHANNEL.findall(text)) if "<#" in text else ()


def slash(payload: Payload) -> Asked:
    """A slash command: flat, all of it text."""
    field = payload.get
    team = field("team_id") or field("enterprise_id") or ""
    channel, text, trigger = field("channel_id", ""), field("text", ""), field("trigger_id", "")
    answered_at, name = field("response_url", ""), _named(field("channel_name", ""))
    way = Way(channel, field("user_id", ""), None, _is_direct(channel), False, answered_at, trigger, name)
    return Asked(team, way, field("user_name", ""), words(text), keys=_keys(team, trigger), channels=channels_in(text))


def message(payload: Payload, bot_user: str) -> Asked | None:
    """A mention, or a message in a direct conversation; None for everything else that Slack tells us about.

    Until Slack has told our user (`bot_user`), the event says for whom of ours it came.
    """
    event, bot_user = payload.get("event"), bot_user or _told_user(payload)
    if not isinstance(event, Mapping) or not _for_us(event, bot_user):
        return None
    channel, ts = str(event.get("channel", "")), str(event.get("ts", ""))
    team = _team(payload)
    direct = _is_direct(channel)
    way = Way(channel, str(event["user"]), event.get("thread_ts"), private=direct, ordinary=direct)
    text = typed(event)
    said, named = words(text, bot_user), channels_in(text)
    forwarded = [each for each in mappings(event.get("attachments")) if each.get("is_share")]
    files = tuple(file for each in (event, *forwarded) for file in mappings(each.get("files")))
    keys = (*_keys(team, f"{channel}:{ts}" if ts else ""), *_keys(team, str(payload.get("event_id") or "")))
    quoted = "\n\n".join(words(shown(each)) for each in forwarded)
    return Asked(team, way, said=said.strip(), files=files, quoted=quoted, keys=keys, channels=named, home=_home(payload))


def opened_home(payload: Payload) -> Asked | None:
    """Somebody opened their App Home; None for everything else, the app's tab of messages among it.

    It is no conversation: nothing can be posted there, and nobody is to be reached there.
    """
    event = payload.get("event")
    if not isinstance(event, Mapping) or event.get("type") != "app_home_opened" or event.get("tab") != "home":
        return None
    user, team = str(event.get("user") or ""), _team(payload)
    return Asked(team, Way(user, user), verb="home", keys=_keys(team, str(payload.get("event_id") or ""))) if user else None


def _for_us(event: Payload, bot_user: str) -> bool:
    if event.get("user") in (None, "", bot_user, SLACKBOT) or event.get("bot_id"):
        return False
    if (event.get("subtype") or None) not in _PEOPLE_WRITE:
        return False
    if event.get("type") == "app_mention":
        return True
    if event.get("type") != "message":
        return False
    # Where a channel's messages are told too, a mention comes twice, under one name; with a file now and then as a message alone.
    text = str(event.get("text") or "")
    mentioned = bool(bot_user) and (f"<@{bot_user}>" in text or f"<@{bot_user}|" in text)
    return mentioned or event.get("channel_type") == "im" or _is_direct(str(event.get("channel", "")))


def pressed(payload: Payload) -> Asked | None:
    """A button or a menu's option; None where its value is not one of ours."""
    element = next(iter(payload.get("actions") or ()), None)
    if not isinstance(element, Mapping):
        return None
    value = (element.get("selected_option") or element).get("value")
    try:
        carried = json.loads(value or "")
        verb, args = carried["v"], carried["a"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(verb, str) or not isinstance(args, dict):
        return None
    team, way = _team(payload), way_back(payload)
    # Pressing two buttons of one message may share a trigger on some clients, so the button is part of the key.
    keys = _keys(team, way.trigger and f"{way.trigger}:{element.get('action_id', '')}")
    home = _home(payload)
    if verb == "say":
        return Asked(team, way, _name(payload), said=str(args.get("said", "")), keys=keys, home=home)
    return Asked(team, way, _name(payload), verb=verb, args=args, keys=keys, home=home)


def shortcut(payload: Payload, verb: str, field: str = "") -> Asked:
    """A shortcut; used on a message, that message is the document, or what the form's `field` is filled in with."""
    used_on = payload.get("message") or {}
    team, way, home = _team(payload), way_back(payload), _home(payload)
    quoted = words(shown(used_on))
    keys = _keys(team, way.trigger)
    if field:
        return Asked(team, way, _name(payload), verb=verb, args={"ask": True, field: quoted}, keys=keys, home=home)
    files = tuple(file for file in used_on.get("files") or () if isinstance(file, Mapping))
    return Asked(team, way, _name(payload), said=verb, files=files, quoted=quoted, keys=keys, home=home)


def submission(payload: Payload, typed: Mapping[str, Any]) -> Asked:
    """A submitted form. Raises Malformed where the view is not one of ours."""
    view = payload.get("view") or {}
    try:
        carried = CARRIED.validate_json(view.get("private_metadata") or "")
    except ValueError:
        raise Malformed("not a view of ours") from None
    verb, args = carried["v"], carried["a"]
    team = _team(payload)
    user = (payload.get("user") or {}).get("id") or ""
    way = Way(
        carried.get("c") or user,
        user,
        carried.get("t"),
        private=not carried.get("c") or _is_direct(carried.get("c", "")),
        ordinary=bool(carried.get("o")),
        response_url=carried.get("r", ""),
        trigger=payload.get("trigger_id", ""),
        name=carried.get("n", ""),
    )
    keys = _keys(team, f"{view.get('id', '')}:{view.get('hash', '')}".strip(":"))
    return Asked(team, way, _name(payload), verb=verb, args=args | dict(typed), keys=keys, home=_home(payload))


def is_guest(asked: Asked, ours: tuple[str, str], known_home: tuple[str, str] = ("", "")) -> bool:
    """Whether somebody of another company speaks, in a channel that is shared with theirs.

    `ours`: our team and organisation; until Slack has told them, the team that the request came to stands for them.
    `known_home`: the speaker's, where Slack was asked: it counts for more than what a payload says in passing.
    """
    home = known_home if known_home[0] else asked.home
    if not home[0]:
        return False
    we = {each for each in ours if each} or {asked.team}
    return we.isdisjoint(home)


def carried(way: Way) -> dict[str, Any]:
    """The way back, as a view keeps it until it is submitted."""
    kept = {"c": way.channel, "t": way.thread, "r": way.response_url, "o": way.ordinary, "n": way.name}
    return {key: value for key, value in kept.items() if value}


def way_back(payload: Payload) -> Way:
    """How whoever pressed a button or used a shortcut is answered."""
    container, user = payload.get("container") or {}, (payload.get("user") or {}).get("id") or ""
    used_on = payload.get("message") or {}
    channel = (payload.get("channel") or {}).get("id") or container.get("channel_id") or user
    return Way(
        channel,
        user,
        container.get("thread_ts") or used_on.get("thread_ts"),
        private=_is_direct(channel) or channel == user,
        # A button that stays stands in our own conversation, or on the App Home, which is answered there; one on an ephemeral
        # message may stand in two other people's.
        ordinary=payload.get("type") == "block_actions"
        and (_is_direct(channel) or channel == user)
        and not container.get("is_ephemeral"),
        response_url=payload.get("response_url", ""),
        trigger=payload.get("trigger_id", ""),
        name=_named(str((payload.get("channel") or {}).get("name") or "")),
    )


def _named(channel_name: str) -> str:
    """A channel's name as people know it; empty where Slack sends a word for its kind, or lists who is in it."""
    return "" if channel_name in _NO_NAMES or channel_name.startswith("mpdm-") else channel_name


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")


def _team(payload: Payload) -> str:
    """The team that installed us, as this request came to it.

    `team` is null where a whole organisation has; in a channel that companies share an event's own team may be the other's.
    """
    view, installed = _part(payload, "view"), mappings(payload.get("authorizations"))
    found = (
        view.get("app_installed_team_id"),
        _part(payload, "team").get("id"),
        installed[0].get("team_id") if installed else None,
        payload.get("team_id"),
        _part(payload, "user").get("team_id"),
        view.get("team_id"),
        payload.get("enterprise_id"),
        _part(payload, "enterprise").get("id"),
    )
    return str(next(filter(None, found), ""))


def _home(payload: Payload) -> tuple[str, str]:
    """(Team, organisation) of who speaks, as far as the payload says it; nothing where a channel is shared with nobody."""
    event, organisation = _part(payload, "event"), _part(payload, "enterprise").get("id") or payload.get("enterprise_id")
    team = _part(payload, "user").get("team_id") or event.get("user_team") or event.get("source_team")
    shared = payload.get("is_ext_shared_channel")
    if shared is False:
        return "", ""
    if shared:
        # The envelope's organisation is that of the envelope's team, who need not be the speaker's.
        team = team or event.get("team")
        organisation = organisation if team == payload.get("team_id") else ""
    return str(team or ""), str(organisation or "")


def _told_user(payload: Payload) -> str:
    return next((str(each.get("user_id") or "") for each in mappings(payload.get("authorizations")) if each.get("is_bot")), "")


def _part(payload: Payload, name: str) -> Payload:
    part = payload.get(name)
    return part if isinstance(part, Mapping) else {}


def _name(payload: Payload) -> str:
    user = payload.get("user") or {}
    return str(user.get("name") or user.get("username") or "")


def _keys(team: str, delivery: str) -> tuple[str, ...]:
    return (f"{SYSTEM}:{team}:{delivery}",) if delivery else ()
