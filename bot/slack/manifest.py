"""The app manifest that one pastes into api.slack.com, made from what the code declares and calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.core.verb import Verb
from handlers.core.wording import Wording

COMMAND = "/mlhire"
SHORTCUTS: Mapping[str, str] = {"use_as_jd": "triage", "add_candidate": "cand add"}
"""A message shortcut's callback id, and the verb that takes the message."""
FILLED_IN: Mapping[str, str] = {"cand add": "people"}
"""Verb of a shortcut that shows its form first → the field that the message is put into. The others read the message whole."""

EVENTS: Mapping[str, str] = {"app_home_opened": "", "app_mention": "app_mentions:read", "message.im": "im:history"}
"""What we are told of, and the scope that it needs, if any."""

METHODS: Mapping[str, tuple[str, ...]] = {
    "slash command": ("commands",),
    "chat.postMessage, chat.postEphemeral, chat.update, chat.delete": ("chat:write",),
    "conversations.open": ("im:write",),
    "users.info": ("users:read",),
    "conversations.history and replies, to find a message again": (
        "channels:history",
        "groups:history",
        "im:history",
        "mpim:history",
    ),
    "files.info and url_private of attached files": ("files:read",),
    "files.getUploadURLExternal and completeUploadExternal": ("files:write",),
}
"""What we call, and the scopes that it needs. (auth.test, views.open and views.publish need none.)"""

USAGE_HINT = 1000
DESCRIPTION = 140


def manifest(verbs: Iterable[Verb], url: str = "") -> dict[str, Any]:
    """The manifest for a deployment at the public address `url`; without one, for Socket Mode."""
    declared = {name: verb for verb in verbs for name in verb.names}
    socket_mode = not url
    request_url = {} if socket_mode else {"request_url": f"{url.rstrip('/')}/slack/events"}
    wording = Wording("slack")
    command = {
        "command": COMMAND,
        "description": wording.command_description()[:DESCRIPTION],
        "usage_hint": _hint(declared.values()),
        "should_escape": True,
    }
    return {
        "display_information": {"name": "mlhire", "description": wording.bot_description()[:DESCRIPTION]},
        "features": {
            "app_home": {
                "home_tab_enabled": "home" in declared,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "mlhire", "always_online": True},
            "shortcuts": _shortcuts(declared, wording),
            "slash_commands": [command | ({} if socket_mode else {"url": request_url["request_url"]})],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def scopes() -> list[str]:
    """Every scope that an event or a call needs, sorted."""
    return sorted({*filter(None, EVENTS.values()), *(scope for needed in METHODS.values() for scope in needed)})


def _hint(verbs: Iterable[Verb]) -> str:
    """The verbs that help lists, as many as fit."""
    names = list(dict.fromkeys(verb.name for verb in verbs if verb.listed))
    while len(hint := " | ".join(names)) > USAGE_HINT:
        names.pop()
    return hint


def _shortcuts(declared: Mapping[str, Verb], wording: Wording) -> list[dict[str, str]]:
    """The message shortcuts whose verb exists."""
    return [
        {
            "name": getattr(wording, f"shortcut_{callback}")(),
            "type": "message",
            "callback_id": callback,
            "description": getattr(wording, f"shortcut_{callback}_description")(),
        }
        for callback, said in SHORTCUTS.items()
        if said in declared
    ]
