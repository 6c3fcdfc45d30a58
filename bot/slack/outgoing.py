"""Answers on their way back to whoever asked: by response_url, as an ephemeral or an ordinary message, or as a form."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.answering import KeepAnswer
from bot.slack.incoming import SYSTEM, Asked, Way, carried
from bot.slack.modal import view
from bot.slack.render import message
from bot.slack.uploads import Draw, Uploads
from handlers.core.reply import MAX_ACTIONS, Action, Picture, Reply
from handlers.core.wording import Wording

log = logging.getLogger("mlhire.slack")

NOT_THERE = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"})
"""What Slack says where the bot can't post."""
RESTRICTED = "restricted_action"
"""How it begins where only some people may post, in a channel or in a thread."""
REOPENED_WORDS = 1500
"""Words that still fit into a button which asks the same again."""

_PLAIN_LINKS: Mapping[str, Any] = {"unfurl_links": False, "unfurl_media": False}
_wording = Wording("slack")


class Outgoing:
    """Best effort: what others must see goes through the outbox, not through here."""

    def __init__(self, client: AsyncWebClient, draw: Draw | None = None, keep_answer: KeepAnswer | None = None) -> None:
        self._client = client
        self._keep_answer = keep_answer
        self._uploads = Uploads(client, draw)

    def needs_work(self, reply: Reply) -> bool:
        """Whether a reply cannot simply be the acknowledgement.

        It opens a form, shows a picture, hands over a file, or names somebody to a whole channel: Slack would show the command
        with it, as it was typed, and nobody could ever edit it.
        """
        return reply.form is not None or (reply.public and bool(reply.about)) or self._uploads.wanted(reply)

    async def answer(self, asked: Asked, reply: Reply) -> None:
        """Give `reply` to whoever asked. Raises Slack's and aiohttp's errors where it could not be given."""
        if reply.form is not None:
            if await self._opened(asked.way, reply):
                return
            reply = _with_form_button(asked, reply)
        await self._say(asked, reply, rendered(reply, await self._uploads.pictures(reply)))
        # Slack shares no file with one person in a channel, so it goes to their direct messages.
        await self._uploads.hand_over(reply, asked.way.channel if asked.way.ordinary else asked.way.user)

    async def old_button(self, way: Way) -> None:
        """Say that a button's value can no longer be read."""
        told = Reply(_wording.old_button())
        await self._say(Asked("", way), told, rendered(told))

    async def _opened(self, way: Way, reply: Reply) -> bool:
        if not way.trigger or reply.form is None:
            return False
        try:
            await self._client.views_open(trigger_id=way.trigger, view=view(reply.form, carried(way)))
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            # The trigger lives three seconds; a button brings a new one.
            log.warning("a form did not open: %s", getattr(error, "response", {}).get("error") or type(error).__name__)
            return False
        return True

    async def _say(self, asked: Asked, reply: Reply, body: dict[str, Any]) -> None:
        """As a message that stays where it is for several, or in the asker's own conversation; else to them alone.

        One that names somebody is posted by ourselves, so that its name is known; where we can't post it is theirs alone.
        """
        way, stays = asked.way, asked.way.ordinary or reply.public
        if stays and reply.about and await self._posted(asked, reply, body, way.channel):
            return
        aloud = stays and not reply.about
        if way.response_url and await self._responded(way, body, aloud):
            return
        if aloud:
            await self._client.chat_postMessage(channel=way.channel, thread_ts=way.thread, **_PLAIN_LINKS, **body)
            return
        try:
            await self._client.chat_postEphemeral(channel=way.channel, user=way.user, thread_ts=way.thread, **body)
        except SlackApiError as error:
            if not _can_not_post(error) or not await self._posted(asked, reply, body, way.user):
                raise

    async def _posted(self, asked: Asked, reply: Reply, body: dict[str, Any], channel: str) -> bool:
        """Whether it could be posted there; where it stands is noted, if it names somebody."""
        thread = asked.way.thread if channel == asked.way.channel else None
        try:
            sent = await self._client.chat_postMessage(channel=channel, thread_ts=thread, **_PLAIN_LINKS, **body)
        except SlackApiError as error:
            if not _can_not_post(error):
                raise
            return False
        if self._keep_answer and reply.about:
            ref = {"channel": str(sent["channel"]), "ts": str(sent["ts"])}
            address = {"system": SYSTEM, "channel": ref["channel"]}
            await asyncio.to_thread(self._keep_answer, asked.team, address, ref, reply.about)
        return True

    async def _responded(self, way: Way, body: dict[str, Any], aloud: bool) -> bool:
        """Whether Slack took it at the response_url (five uses in half an hour)."""
        thread = {"thread_ts": way.thread} if way.thread else {}
        kind = "in_channel" if aloud else "ephemeral"
        hook = AsyncWebhookClient(way.response_url, session=self._client.session, retry_handlers=[])
        try:
            taken = await hook.send_dict({"response_type": kind, "replace_original": False, **thread, **body})
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:  # surely not taken
            log.warning("response_url could not be reached: %s", type(error).__name__)
            return False
        if taken.status_code != 200:
            log.warning("response_url answered %s: %s", taken.status_code, taken.body[:200])
        return taken.status_code == 200


def _can_not_post(error: SlackApiError) -> bool:
    name = str(error.response.get("error") or "")
    return name in NOT_THERE or name.startswith(RESTRICTED)


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
