"""Teams' way in: POST /api/messages, the token checked, each activity through the library's adapter to one Command.

The library parses activities, checks tokens and runs the turn. Two things of it are not used, because they are slow or
wrong: its model for outgoing cards (4 ms a table) and its blocking client; answers leave as plain JSON.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
from aiohttp import web
from botbuilder.core import BotFrameworkAdapter, BotFrameworkAdapterSettings, TurnContext
from botbuilder.schema import Activity, ChannelAccount, InvokeResponse

from bot.addresses import is_loopback
from bot.answering import KeepAnswer
from bot.bodies import whole
from bot.deliveries import Deliveries
from bot.documents.reading import Unreadable
from bot.teams import consent, incoming, render
from bot.teams.cards import clipped
from bot.teams.files import attachments
from bot.teams.incoming import Press, SharedFile
from bot.teams.outgoing import Outgoing
from bot.teams.paging import Again
from bot.teams.people import People
from bot.teams.tokens import Gate, KeysUnavailable, NotAdmitted, gate
from bot.teams.transport import Connector, Line, TeamsTransport, connector
from handlers.core.command import Attachment, Command
from handlers.core.recent import Recent
from handlers.core.reply import Action, Picture, Reply, Text, as_json
from handlers.core.wording import Wording

if TYPE_CHECKING:
    from bot.compose import House

log = logging.getLogger("mlhire.teams")

Json = dict[str, Any]

CHANNEL = "msteams"
"""The one channel whose people and tenants are Microsoft's word; in others (web chat) a caller names himself."""
LOCAL_CHANNELS = frozenset({CHANNEL, "emulator", "test", "webchat"})
"""What the tools that stand for Teams on one's own machine call themselves."""
TIMES = frozenset({"timestamp", "localTimestamp", "expiration"})
"""Parts of an activity that nothing here reads, and whose odd forms the library's parser would stumble over."""
WELCOMED = 10_000
"""Conversations that are remembered to have been welcomed."""
ASKABLE_BYTES = 2000
"""Arguments that still fit into the button which asks the same again; a pasted document does not."""

_RESULT = "mlhire.result"
_wording = Wording("teams")


class Answers(Protocol):
    """What the door needs of the house: an answer to each command, never an exception."""

    async def answer(self, command: Command) -> Reply:
        """The reply."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the door is built from.

    `workspaces(system, tenant)` gives the workspace's key, None for a tenant that is not served; `now` business time.
    `again(command)` is the button that asks the same once more, None where that would change something; a long answer
    offers its rest by it. `draw`, blocking, makes a picture's PNG. `keep_answer(tenant, address, ref, candidates)`, blocking,
    notes where an answer that names somebody stands. `wants(command)` says whether the words need the document that came
    along; where they do not, they are answered though it can't be read.
    """

    answering: Answers
    connector: Connector
    gate: Gate
    workspaces: Callable[[str, str], str | None]
    now: Callable[[], datetime]
    again: Callable[[Command], Action | None] | None = None
    draw: Callable[[Picture], bytes] | None = None
    keep_answer: KeepAnswer | None = None
    wants: Callable[[Command], bool] | None = None
    local: bool = False
    full_width: bool = False
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] = time.monotonic


class Adapter(BotFrameworkAdapter):  # type: ignore[misc]
    """The library's adapter without its blocking client: nothing is sent through it."""

    async def create_connector_client(self, *_: Any, **__: Any) -> None:
        """None: answers go out through our own connector."""


class TeamsDoor:
    """The bot at Teams: `receive` answers one POST."""

    def __init__(self, wiring: Wiring, session: Callable[[], aiohttp.ClientSession]) -> None:
        self._wiring = wiring
        self._session = session
        self._adapter = Adapter(BotFrameworkAdapterSettings("", ""))
        self._welcomed: Recent[str, bool] = Recent(WELCOMED)
        self._deliveries = Deliveries(wiring.monotonic)
        self._channels = LOCAL_CHANNELS if wiring.local else frozenset({CHANNEL})
        self._outgoing = Outgoing(
            wiring.connector, wiring.draw, wiring.sleep, full_width=wiring.full_width, keep_answer=wiring.keep_answer
        )
        self._people = People(wiring.connector)
        self.transport = TeamsTransport(wiring.connector, full_width=wiring.full_width)
        """The way out for what the bot says by itself."""

    async def receive(self, request: web.Request) -> web.Response:
        """Check, then answer. 400, 401, 403, 413 and 415 where nothing was processed; 503 where no key could be fetched."""
        if request.content_type != "application/json":
            return web.Response(status=415)
        if self._wiring.local and not is_loopback(_asked_host(request)):
            # A page elsewhere whose name was pointed at this machine.
            return web.Response(status=403)
        body = _body(await whole(request))
        if body is None:
            return web.Response(status=400)
        try:
            identity = await self._admitted(body, request)
            activity = self._activity(body, identity)
        except NotAdmitted as refused:
            log.warning("not admitted (%d): %s", refused.status, refused)
            return web.Response(status=refused.status)
        except KeysUnavailable as error:
            log.error("signing keys can't be fetched: %s", error)
            return web.Response(status=503, headers={"Retry-After": "30"})
        if activity is None:
            return web.Response(status=400)
        result = await self._turned(activity, identity)
        if result.body is None:
            return web.Response(status=result.status)
        return web.Response(status=result.status, body=_dumped(result.body), content_type="application/json")

    async def _admitted(self, body: Json, request: web.Request) -> Any:
        """The caller's identity, before anything of the body but its channel and address is read."""
        header, peer = request.headers.get("Authorization", ""), request.remote or ""
        channel, service_url = str(body.get("channelId") or ""), str(body.get("serviceUrl") or "")
        identity = await self._wiring.gate.admit(header, channel, service_url, peer)
        if channel not in self._channels:
            raise NotAdmitted(403, f"channel {channel[:40]!r}")
        return identity

    def _activity(self, body: Json, identity: Any) -> Activity | None:
        """The body as the library's model, None where it is none. Raises NotAdmitted for a tenant that is not served."""
        try:
            activity = Activity().deserialize({name: part for name, part in body.items() if name not in TIMES})
            activity.channel_data = incoming.parts(activity.channel_data)
            # Whom it is for is us: the token says so.
            activity.recipient = activity.recipient or ChannelAccount(id=f"28:{identity.claims.get('aud') or ''}")
            tenant = incoming.tenant(activity)
        except Exception:
            # Whatever the library's parser stumbled over: nobody's activity looks like that.
            return None
        if self._wiring.workspaces("teams", tenant) is None:
            raise NotAdmitted(403, "a tenant that is not served")
        return activity

    async def _turned(self, activity: Activity, identity: Any) -> InvokeResponse:
        """The turn, run by the library's adapter. A bug in it is logged with a reference and answered with nothing."""
        try:
            context: list[TurnContext] = []

            async def turn(given: TurnContext) -> None:
                context.append(given)
                given.turn_state[_RESULT] = await self._answered(given.activity)

            await self._adapter.process_activity_with_identity(activity, identity, turn)
            result: InvokeResponse = context[0].turn_state[_RESULT]
            return result
        except Exception:
            log.exception("reference %s: an activity of type %.40s", secrets.token_hex(4), activity.type)
            return InvokeResponse(status=200)

    async def _answered(self, activity: Activity) -> InvokeResponse:
        if not (activity.conversation and activity.conversation.id and activity.from_property and activity.recipient):
            return InvokeResponse(status=501 if activity.type == "invoke" else 200)
        match activity.type:
            case "message":
                return await self._message_once(activity)
            case "invoke":
                return await self._invoked(activity)
            case "conversationUpdate" if _bot_was_added(activity) and activity.conversation.id not in self._welcomed:
                self._welcomed.keep(activity.conversation.id, True)
                welcome = await self._wiring.answering.answer(self._command(activity, Press("help", {})))
                return await self._outgoing.say(activity, welcome)
        return InvokeResponse(status=200)

    async def _message_once(self, activity: Activity) -> InvokeResponse:
        """Teams sends a message again whose answer took longer than 15 s; who awaits it in the response is told again."""
        awaited = activity.delivery_mode == "expectReplies"
        keys = (f"{activity.conversation.id}|{activity.id}",) if activity.id and not awaited else ()
        if not self._deliveries.take(keys):
            return InvokeResponse(status=200)
        try:
            return await self._message(activity)
        except BaseException:
            self._deliveries.release(keys)
            raise

    async def _message(self, activity: Activity) -> InvokeResponse:
        pressed = incoming.press(activity.value)
        if pressed:
            command = self._command(activity, pressed)
            reply = await self._wiring.answering.answer(command)
            return await self._outgoing.say(activity, reply, self._again(command), pressed.page)
        if not incoming.speaks_to_us(activity):
            return InvokeResponse(status=200)
        others = incoming.others(activity)
        where = (str(activity.service_url), str(activity.conversation.id))
        accounts = await self._people.accounts(*where, others) if others else {}
        asked, files, missing = self._command(activity), incoming.files(activity), ""
        place = replace(asked.place, others=incoming.others_alone(activity, accounts))
        command = replace(asked, said=incoming.words(activity, accounts), place=place)
        try:
            command = replace(command, attachments=await attachments(files, self._session(), local=self._wiring.local))
        except Unreadable as error:
            missing = str(error)
            if not self._does_without(command, files):
                return await self._outgoing.say(activity, _unreadable(missing))
        if not command.said and not files and incoming.shows_picture(activity):
            return await self._outgoing.say(activity, _unreadable(_wording.only_a_picture()))
        reply = await self._wiring.answering.answer(command)
        reply = replace(reply, elements=(*reply.elements, Text(missing, small=True))) if missing else reply
        return await self._outgoing.say(activity, reply, self._again(command))

    def _does_without(self, command: Command, files: list[SharedFile]) -> bool:
        """Whether the words say enough without the files that came along, one of which can't be read."""
        named = tuple(Attachment(each.name, each.text) for each in files)
        return self._wiring.wants is not None and not self._wiring.wants(replace(command, attachments=named))

    async def _invoked(self, activity: Activity) -> InvokeResponse:
        """A pressed button (`adaptiveCard/action`) or a dialog (`task/…`): the answer is the body of the response."""
        if activity.name == consent.INVOKE:
            return await self._consented(activity)
        if activity.name not in {"adaptiveCard/action", "task/fetch", "task/submit"}:
            return InvokeResponse(status=501)
        pressed = incoming.press(activity.value)
        dialog = activity.name != "adaptiveCard/action"
        if pressed is None:
            return InvokeResponse(status=200, body=_told(_wording.stale_button(), dialog=dialog))
        command = self._command(activity, pressed)
        reply = await self._wiring.answering.answer(command)
        if not (reply.form or reply.actions or reply.more) and (not reply.elements or {"refused", "error"} & set(reply.data)):
            # A short notice; the card that the button stands on stays.
            return InvokeResponse(status=200, body=_told(reply.text, dialog=dialog))
        card = await self._outgoing.card(reply, self._again(command), pressed.page)
        await self._outgoing.offer_files(activity, reply, self._again(command))
        await self._outgoing.shown_instead(activity, reply)
        return InvokeResponse(status=200, body=_dialog(reply, card) if dialog else _replaced(card))

    async def _consented(self, activity: Activity) -> InvokeResponse:
        """Whether a document may be kept as a file was answered: with yes it is made again, and uploaded."""
        answered = consent.answered(activity.value)
        if answered is None or not answered.accepted:
            await self._outgoing.withdraw(activity)
            return InvokeResponse(status=200)
        command = self._command(activity, Press(answered.verb, answered.args))
        # Only what changes nothing is ever asked again.
        reply = await self._wiring.answering.answer(command) if self._again(command)() else Reply("")
        document = consent.wanted(reply, answered.name)
        if document is None:
            told = _wording.file_is_gone(name=answered.name)
            return await self._outgoing.say(activity, Reply(told, (Text(told),)))
        try:
            await consent.upload(document, answered, self._session(), local=self._wiring.local)
        except consent.NotUploaded as error:
            return await self._outgoing.say(activity, Reply(str(error), (Text(str(error)),)))
        await self._outgoing.kept(activity, document, answered.uploaded)
        return InvokeResponse(status=200)

    def _command(self, activity: Activity, pressed: Press | None = None) -> Command:
        """Who, where and when; with the verb and arguments of a button, or the words of one that says words."""
        verb, args = (pressed.verb, pressed.args) if pressed else ("", {})
        said = args.get("said") if verb == "say" else None
        workspace = self._wiring.workspaces("teams", incoming.tenant(activity)) or ""
        return Command(
            incoming.actor(activity, workspace),
            incoming.place(activity),
            self._wiring.now(),
            said=said if isinstance(said, str) else "",
            verb="" if isinstance(said, str) else verb,
            args={} if isinstance(said, str) else args,
            delivery_key=f"{activity.conversation.id}|{activity.id}" if activity.id else None,
        )

    def _again(self, command: Command) -> Again:
        def ask_again() -> Action | None:
            action = self._wiring.again(command) if self._wiring.again else None
            return action if action and len(json.dumps(as_json(action.args))) <= ASKABLE_BYTES else None

        return ask_again


def _asked_host(request: web.Request) -> str:
    """The host that was asked for; empty for what is none."""
    try:
        return request.url.host or ""
    except ValueError:
        return ""


def _body(raw: bytes) -> Json | None:
    """The JSON object of an activity, None where it is none."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("type"), str) and body["type"] else None


def _bot_was_added(activity: Activity) -> bool:
    return any(member.id == activity.recipient.id for member in filter(None, activity.members_added or ()))


def _replaced(card: Json) -> Json:
    return {"statusCode": 200, "type": render.CARD_TYPE, "value": card}


def _unreadable(told: str) -> Reply:
    return Reply(told, (Text(told),), data={"refused": "Unreadable"})


def _told(text: str, *, dialog: bool) -> Json:
    if dialog:
        return {"task": {"type": "message", "value": text}}
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def _dialog(reply: Reply, card: Json) -> Json:
    title = reply.form.title if reply.form else clipped(reply.text, 60)
    return {"task": {"type": "continue", "value": {"title": title, "card": {"contentType": render.CARD_TYPE, "content": card}}}}


def _dumped(body: Any) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


def wired(house: House, gate: Gate, line: Connector) -> Wiring:
    """The wiring of a house: who is let in by `gate`, and what is said goes out by `line`."""
    settings = house.config.teams

    def workspaces(system: str, tenant: str) -> str | None:
        """The tenant's workspace; none for another tenant than the one the app is registered for, or for none at all."""
        if not settings.local_only and (not tenant or (settings.tenant_id and tenant != settings.tenant_id)):
            return None
        return house.config.workspace_of(system, tenant or "local")

    def again(command: Command) -> Action | None:
        heard = house.answering.meant(command)
        if isinstance(heard, Reply) or heard.verb.effect == "write":
            return None
        return Action("", heard.verb.name, heard.args.model_dump(mode="json", exclude_defaults=True))

    def keep_answer(tenant: str, *where_and_whom: Any) -> None:
        house.keep_answer(house.config.workspace_of("teams", tenant or "local"), *where_and_whom)

    return Wiring(
        house.answering, line, gate, workspaces, house.clock.now,
        again=again, draw=house.draw, keep_answer=keep_answer, wants=house.answering.wants_document, local=settings.local_only,
    )  # fmt: skip


def mount(app: web.Application, house: House) -> TeamsDoor:
    """Open the Teams door at /api/messages. Raises ValueError where the configuration would admit anybody."""
    settings = house.config.teams
    line = Line()
    password = settings.app_password.get_secret_value() if settings.app_password else ""
    out = connector(
        line,
        app_id=settings.app_id,
        password=password,
        tenant=settings.tenant_id,
        local_only=settings.local_only,
        us_government=settings.us_government,
    )
    let_in = gate(
        settings.app_id,
        local_only=settings.local_only,
        host=house.config.server.host,
        session=line,
        clock=time.monotonic,
        us_government=settings.us_government,
    )
    door = TeamsDoor(wired(house, let_in, out), line)
    house.transports["teams"] = door.transport
    app.router.add_post("/api/messages", door.receive)
    app.cleanup_ctx.append(line.life)
    return door
