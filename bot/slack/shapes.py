"""The parts of Slack's payloads that Bolt and we look into, so that anything else is refused before either trips over it."""

from __future__ import annotations

from typing import Any, Required

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict

Text = str | None


class Named(TypedDict, total=False):
    """A team, a user, a channel, an organisation."""

    id: Text
    name: Text
    username: Text


class Event(TypedDict, total=False):
    """Of the Events API."""

    type: Required[str]
    subtype: Text
    channel: Text
    channel_type: Text
    user: Text
    text: Text
    ts: Text
    thread_ts: Text
    bot_id: Text
    files: list[dict[str, Any]] | None
    attachments: list[dict[str, Any]] | None


class Installed(TypedDict, total=False):
    """Whose installation of ours an event came to."""

    team_id: Text
    enterprise_id: Text


class Container(TypedDict, total=False):
    """Where a pressed button stands."""

    channel_id: Text
    thread_ts: Text
    is_ephemeral: bool | None


class Message(TypedDict, total=False):
    """The message that a button or a shortcut belongs to."""

    text: Text
    thread_ts: Text
    files: list[dict[str, Any]] | None


class Option(TypedDict, total=False):
    """Of a menu."""

    value: Text


class Pressed(TypedDict, total=False):
    """One element of `actions`."""

    type: Required[str]
    action_id: Required[str]
    block_id: str
    value: Text
    selected_option: Option | None


class Input(TypedDict, total=False):
    """What one input of a view holds."""

    type: Required[str]
    value: Text
    selected_option: Option | None
    selected_date: Text
    selected_date_time: int | None
    selected_user: Text
    selected_options: list[dict[str, Any]] | None


class State(TypedDict, total=False):
    """Of a view: block id → action id → input."""

    values: dict[str, dict[str, Input]]


class Block(TypedDict, total=False):
    """Of a view."""

    type: Required[str]
    block_id: str


class View(TypedDict, total=False):
    """A submitted modal."""

    type: Required[str]
    callback_id: Required[str]
    id: str
    hash: Text
    private_metadata: Text
    blocks: list[Block]
    state: State | None


class Payload(TypedDict, total=False):
    """Any request but a slash command."""

    __pydantic_config__ = ConfigDict(strict=True)  # type: ignore[misc]

    type: Required[str]
    callback_id: str
    team_id: Text
    enterprise_id: Text
    event_id: Text
    trigger_id: Text
    response_url: Text
    team: Named | None
    user: Named | None
    channel: Named | None
    enterprise: Named | None
    event: Event
    container: Container | None
    message: Message | None
    actions: list[Pressed]
    view: View
    authorizations: list[Installed] | None
    is_ext_shared_channel: bool | None
    response_urls: list[dict[str, Any]]


class Carried(TypedDict, total=False):
    """What a view of ours keeps until it is submitted: verb, arguments, and the way back (see incoming.carried)."""

    __pydantic_config__ = ConfigDict(strict=True)  # type: ignore[misc]

    v: Required[str]
    a: Required[dict[str, Any]]
    c: str
    t: str
    r: str
    o: bool
    n: str


PAYLOAD = TypeAdapter(Payload)
CARRIED = TypeAdapter(Carried)
NEEDS = {
    "event_callback": ("event",),
    "block_actions": ("actions",),
    "view_submission": ("view",),
    "message_action": ("callback_id", "message"),
    "shortcut": ("callback_id",),
}
"""Kind of payload → the parts without which it is none."""
