"""Answers on their way back to whoever asked: by response_url, as an ephemeral or an ordinary message, or as a form."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.incoming import Asked, Way, carried
from bot.slack.modal import view
from bot.slack.render import message
from bot.slack.uploads import Draw, Uploads
from handlers.core.reply import MAX_ACTIONS, Action, Picture, Reply
from handlers.core.wording import Wording

log = logging.getLogger("mlhire.slack")

REOPENED_WORDS = 1500
"""Words that still fit into a button which asks the same again."""

_wording = Wording("slack")


class Outgoing:
    """Best effort: what others must see goes through the outbox, not through here."""

    def __init__(self, client: AsyncWebClient, draw: Draw | None = None) -> None:
        self._client = client
        self._uploads = Uploads(client, draw)

    def needs_work(self, reply: Reply) -> bool:
        """Whether a reply cannot simply be the acknowledgement: it opens a form, shows a picture, or hands over a file."""
        return reply.form is not None or self._uploads.wanted(reply)

    async def answer(self, asked: Asked, reply: Reply) -> None:
        """Give `reply` to whoever asked. Raises Slack's and aiohttp's errors where it could not be given."""
        if reply.form is not None:
            if await self._opened(asked.way, reply):
                return
            reply = _with_form_button(asked, reply)
        await self._say(asked.way, rendered(reply, await self._uploads.pictures(reply)), reply.public)
        # Slack shares no file with one person in a channel, so it goes to their direct messages.
        await self._uploads.hand_over(reply, asked.way.channel if asked.way.ordinary else asked.way.user)

    async def old_button(self, way: Way) -> None:
        """Say that a button's value can no longer be read."""
        await self._say(way, rendered(Reply(_wording.old_button())), public=False)

    async def _opened(self, way: Way, reply: Reply) -> bool:
        if not way.trigger or reply.form is None:
            return False
        try:
            await self._client.views_open(trigger_id=way.trigger, view=view(reply.form, carried(way)))
        except SlackApiError as error:
            # The trigger lives three seconds; a button brings a new one.
            log.warning("a form did not open: %s", error.response.get("error"))
            return False
        return True

    async def _say(self, way: Way, body: dict[str, Any], public: bool) -> None:
        if way.response_url and await self._responded(way, body, public):
            return
        if way.ordinary or public:
            await self._client.chat_postMessage(
                channel=way.channel, thread_ts=way.thread, unfurl_links=False, unfurl_media=False, **body
            )
            return
        try:
            await self._client.chat_postEphemeral(channel=way.channel, user=way.user, thread_ts=way.thread, **body)
        except SlackApiError as error:
            if error.response.get("error") not in ("channel_not_found", "not_in_channel", "user_not_in_channel"):
                raise
            await self._client.chat_postMessage(channel=way.user, **body)

    async def _responded(self, way: Way, body: dict[str, Any], public: bool) -> bool:
        """Whether Slack took it at the response_url (five uses in half an hour)."""
        thread = {"thread_ts": way.thread} if way.thread else {}
        kind = "in_channel" if public or way.ordinary else "ephemeral"
        hook = AsyncWebhookClient(way.response_url, session=self._client.session, retry_handlers=[])
        taken = await hook.send_dict({"response_type": kind, "replace_original": False, **thread, **body})
        if taken.status_code != 200:
            log.warning("response_url answered %s: %s", taken.status_code, taken.body[:200])
        return taken.status_code == 200


def rendered(reply: Reply, pictures: Mapping[Picture, str] | None = None) -> dict[str, Any]:
    """The Block Kit message; without its buttons where they carry more than Slack holds, which is a bug of a handler."""
    try:
        return message(reply, pictures or {})
    except ValueError:
        log.exception("a reply was sent without its buttons")
        return message(replace(reply, actions=(), more=()), pictures or {})


def _with_form_button(asked: Asked, reply: Reply) -> Reply:
    """Where no form can open (a mention, a trigger that ran out): a button that asks the same again."""
    title = reply.form.title if reply.form else ""
    again = _again(asked, _wording.open_form(title=title))
    text = _wording.form_needs_button(title=title) if again else _wording.form_needs_command()
    actions = (again, *reply.actions)[:MAX_ACTIONS] if again else reply.actions
    return replace(reply, form=None, text=reply.text or text, elements=reply.elements, actions=actions)


def _again(asked: Asked, label: str) -> Action | None:
    if asked.verb:
        return Action(label, asked.verb, asked.args or {}, primary=True)
    if asked.said and len(asked.said) <= REOPENED_WORDS and not asked.files and not asked.quoted:
        return Action(label, "say", {"said": asked.said}, primary=True)
    return None
