"""Answers on their way back to whoever asked: where they asked, or, for their eyes alone, in their personal chat."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from botbuilder.schema import Activity, InvokeResponse

from bot.answering import KeepAnswer
from bot.teams import consent, incoming, render
from bot.teams.paging import Again
from bot.teams.transport import Connector, open_chat
from bot.transport import Failed, Outcome, Sent, Throttled
from handlers.core.recent import Recent
from handlers.core.reply import Document, Picture, Reply, Text
from handlers.core.wording import Wording

log = logging.getLogger("mlhire.teams")

Json = dict[str, Any]

TRIES = 3
LONGEST_WAIT_SECONDS = 4.0
"""An answer that would be later than this is not waited for: Teams gives up after 10 to 15 s."""
CHATS = 10_000
"""Personal chats whose address is known: opening one again gives the same, and costs a call."""

_wording = Wording("teams")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer goes: the conversation, who speaks to whom there, and to what. `awaited`: in the response itself."""

    service_url: str
    conversation: str
    private: bool
    bot: Json
    person: Json
    reply_to: str = ""
    awaited: bool = False

    @classmethod
    def of(cls, activity: Activity) -> Self:
        """Where an activity came from."""
        bot, person = activity.recipient, activity.from_property
        return cls(
            str(activity.service_url),
            str(activity.conversation.id),
            incoming.place(activity).private,
            {"id": bot.id, "name": bot.name or ""},
            {"id": person.id, "name": person.name or ""},
            str(activity.id or ""),
            activity.delivery_mode == "expectReplies",
        )

    def addressed(self, message: Json) -> Json:
        """The message with its envelope."""
        envelope = {"from": self.bot, "recipient": self.person, "conversation": {"id": self.conversation}}
        return message | envelope | {"replyToId": self.reply_to}


class Outgoing:
    """Best effort: what others must see goes through the outbox, not through here."""

    def __init__(
        self,
        connector: Connector,
        draw: Callable[[Picture], bytes] | None,
        sleep: Callable[[float], Awaitable[None]],
        *,
        full_width: bool = False,
        keep_answer: KeepAnswer | None = None,
    ) -> None:
        self._connector = connector
        self._keep_answer = keep_answer
        self._draw = draw
        self._sleep = sleep
        self._full_width = full_width
        self._chats: Recent[tuple[str, str], str] = Recent(CHATS)

    async def say(self, activity: Activity, reply: Reply, again: Again | None = None, page: int = 1) -> InvokeResponse:
        """The reply in the conversation where it was asked for: in the response where Teams waits for it, else posted.

        `again` asks the same once more: a long answer offers its rest by it, and a file is made by it once it may be sent.
        """
        spot = Spot.of(activity)
        if reply.confidential and not spot.private:
            reply, again = await self._aside(activity, spot, reply, again, page), None
        messages = await self._messages(spot, reply, again, page)
        if spot.awaited:
            return InvokeResponse(status=200, body={"activities": messages})
        await self._note(activity, spot, reply, await self._post(spot, messages))
        return InvokeResponse(status=200)

    async def card(self, reply: Reply, again: Again | None, page: int) -> Json:
        """The reply as a card, its pictures drawn."""
        return render.card(reply, pictures=await self._pictures(reply), again=again, page=page)

    async def offer_files(self, activity: Activity, reply: Reply, again: Again | None) -> None:
        """Where a reply was given as a card: ask in a personal chat whether its documents may be kept as files."""
        spot = Spot.of(activity)
        await self._post(spot, [spot.addressed(each) for each in _questions(spot, reply, again)])

    async def kept(self, activity: Activity, document: Document, uploaded: Mapping[str, Any]) -> None:
        """Show the file that was uploaded in place of the question whether it may be."""
        spot = replace(Spot.of(activity), reply_to="")
        await self.withdraw(activity)
        await self._post(spot, [spot.addressed(consent.there_it_is(document, uploaded))])

    async def withdraw(self, activity: Activity) -> None:
        """Take back the message that was answered."""
        if activity.reply_to_id:
            where = {"service_url": activity.service_url, "conversation": activity.conversation.id}
            await self._connector.take_back(where, {"id": activity.reply_to_id})

    async def _aside(self, activity: Activity, spot: Spot, reply: Reply, again: Again | None, page: int) -> Reply:
        """Say the reply in the speaker's personal chat; what is said of it where they asked, which is nothing of it."""
        chat = await self._chat(activity)
        private = replace(spot, conversation=chat, private=True, reply_to="", awaited=False)
        outcomes = await self._post(private, await self._messages(private, reply, again, page)) if chat else []
        await self._note(activity, private, reply, outcomes)
        sent = bool(outcomes) and all(isinstance(each, Sent) for each in outcomes)
        told = _wording.sent_aside() if sent else _wording.not_sent_aside()
        return Reply(told, (Text(told),))

    async def shown_instead(self, activity: Activity, reply: Reply) -> None:
        """A pressed button's answer took the place of its message: in a personal chat it stands there."""
        spot = Spot.of(activity)
        if spot.private and activity.reply_to_id:
            await self._note(activity, spot, reply, [Sent({"id": str(activity.reply_to_id)})])

    async def _note(self, activity: Activity, spot: Spot, reply: Reply, outcomes: Sequence[Outcome]) -> None:
        """Note where an answer stands that names somebody, so that it can be edited when they are forgotten."""
        for outcome in outcomes if self._keep_answer and reply.about else ():
            if self._keep_answer and isinstance(outcome, Sent) and outcome.ref.get("id"):
                address = {**incoming.aside(activity), "conversation": spot.conversation}
                ref = {**outcome.ref, "conversation": spot.conversation}
                await asyncio.to_thread(self._keep_answer, incoming.tenant(activity), address, ref, reply.about)

    async def _chat(self, activity: Activity) -> str:
        """The id of the speaker's personal chat; empty where the bot may not open one (the app is not installed for them)."""
        address = incoming.aside(activity)
        key = (str(address["service_url"]), str(address["user"]["id"]))
        known = self._chats.get(key)
        if known:
            return known
        opened = await open_chat(self._connector, address)
        if not isinstance(opened, Mapping):
            log.warning("no personal chat could be opened: %s", opened)
            return ""
        self._chats.keep(key, str(opened["conversation"]))
        return str(opened["conversation"])

    async def _messages(self, spot: Spot, reply: Reply, again: Again | None, page: int) -> list[Json]:
        """The reply, and after it, for each of its documents, the question whether it may be kept as a file."""
        questions = _questions(spot, reply, again)
        shown = reply if questions else consent.noted(reply)
        pictures = await self._pictures(shown)
        message = render.message(shown, pictures=pictures, again=again, page=page, full_width=self._full_width)
        return [spot.addressed(each) for each in (message, *questions)]

    async def _post(self, spot: Spot, messages: Sequence[Json]) -> list[Outcome]:
        """What became of each; that one did not arrive is logged with a reference."""
        outcomes = [await self._posted(spot, message) for message in messages]
        for outcome in outcomes:
            if not isinstance(outcome, Sent):
                log.error("reference %s: an answer did not arrive: %s", secrets.token_hex(4), outcome)
        return outcomes

    async def _posted(self, spot: Spot, message: Json) -> Outcome:
        """Tried again while surely not taken; never where it may have arrived."""
        where = {"service_url": spot.service_url, "conversation": spot.conversation}
        for attempt in range(1, TRIES + 1):
            outcome = await self._connector.post(where, message, spot.reply_to)
            wait = outcome.retry_after if isinstance(outcome, Throttled) else 0.5 * attempt
            if not isinstance(outcome, (Throttled, Failed)) or wait > LONGEST_WAIT_SECONDS or attempt == TRIES:
                return outcome
            await self._sleep(wait)
        raise AssertionError("unreachable")

    async def _pictures(self, reply: Reply) -> Mapping[Picture, str]:
        """Pictures as addresses of themselves; one that can't be drawn, or is too heavy, is told by its alt."""
        found: dict[Picture, str] = {}
        for element in reply.elements if self._draw else ():
            if isinstance(element, Picture) and self._draw:
                try:
                    address = await asyncio.to_thread(_drawn, self._draw, element)
                except Exception:
                    log.exception("a picture could not be drawn: %.80s", element.title)
                    continue
                if address:
                    found[element] = address
        return found


def _questions(spot: Spot, reply: Reply, again: Again | None) -> list[Json]:
    """Teams takes files in personal chats alone, and asks first; a question that can't be asked again makes none."""
    documents = [each for each in reply.elements if isinstance(each, Document) and each.content]
    action = again() if documents and spot.private and again else None
    return [consent.question(each, action) for each in documents] if action else []


def _drawn(draw: Callable[[Picture], bytes], picture: Picture) -> str | None:
    from bot.teams.pictures import address

    return address(draw(picture))
