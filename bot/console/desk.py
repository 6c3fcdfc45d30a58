"""The console's handlers: each takes a request apart, asks the house, and shows the answer where it belongs."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from bot.compose import LOCAL_WORKSPACE
from bot.console import speaking
from bot.console.asking import read_form, read_json, theme_of
from bot.console.behind import tabs
from bot.console.cast import BOT, Person, cast, direct
from bot.console.chat import Change, Chat, Message, OpenForm
from bot.console.guard import Guard
from bot.console.keeping import keeper_beside
from bot.console.live import Live
from bot.console.pipeline import PipelinePages, chat_address
from bot.console.playing import Playing
from bot.console.render import Pages
from bot.console.sample import Line, Outcome
from bot.console.speaking import Speaker, Spot
from bot.console.transport import ConsoleTransport
from bot.console.views import Views
from bot.console.words import completions
from bot.documents.reading import Unreadable
from bot.slack.manifest import FILLED_IN, SHORTCUTS
from handlers.core.command import Attachment, Command
from handlers.core.reply import Document, Form, Picture, Reply
from handlers.core.wording import Wording
from handlers.pipeline.people import speaker as met

if TYPE_CHECKING:
    from bot.compose import House

log = logging.getLogger("mlhire.console")

TRIES = ("band", "triage", "loop", "req open")
"""Verbs offered, each with its first example, to whom nothing was said yet."""


class Desk:
    """The console of one running house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._cast = cast()
        self.chat = Chat()
        self.pages = Pages(self._cast, self._shortcuts())
        self.views = Views(self._cast, self.chat, self.pages)
        self.guard = Guard(self.pages)
        self._live = Live(self.chat)
        self.transport = ConsoleTransport(self.chat, self._cast, house.clock.now)
        self.playing = Playing(house, self.chat, self.pages, self._cast, self._perform)
        self.pipeline = PipelinePages(house, self.chat, self.pages, self._cast, self._answer)
        self._keeper = keeper_beside(house.config.database.url)
        if self._keeper:
            self._keeper.follow(self.chat)
        self.chat.listen(self._changed)
        self._meeting: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[None] | None = None

    async def open(self, _: web.Application) -> None:
        """Do now what the first question would wait for."""
        self._meeting = asyncio.create_task(asyncio.to_thread(self._meet))
        self._warming = asyncio.create_task(asyncio.to_thread(self._warm))

    async def close(self, _: web.Application) -> None:
        """Let every tab go, keep what was said, and end what was begun at opening: the database may be closed next."""
        self._live.close()
        await self.playing.close()
        if self._keeper:
            await asyncio.to_thread(self._keeper.close, self.chat)
            self._keeper = None
        begun = {each for each in (self._meeting, self._warming) if each}
        if begun:
            await asyncio.wait(begun)

    # Looking

    async def page(self, request: web.Request) -> web.Response:
        """GET /?as=person&in=place&thread=message"""
        viewer = self._person(request.query.get("as"))
        place = self._place(request.query.get("in", BOT), viewer)
        root = self.chat.message(request.query.get("thread", ""))
        if root and (root.place != place or root.thread or not root.visible_to(viewer.id)):
            root = None
        self.chat.mark_read(place, viewer.id)
        html = self.pages.page(
            viewer=viewer,
            place=self.views.place(place),
            theme=theme_of(request),
            channels=[(channel, self.chat.unread(channel.id, viewer.id)) for channel in self._cast.channels],
            direct_unread=self.chat.unread(direct(viewer.id), viewer.id),
            messages=[self.views.html(message, viewer) for message in self.chat.timeline(place, viewer.id)],
            thread=root and self.views.thread(root, viewer),
            clock=self.playing.shown_clock(viewer),
            version=self.chat.version,
            people=self.views.people(),
            here="chat",
            as_person=chat_address(viewer, place),
            offers_sample=await self.playing.offers_sample(),
            **self._vocabulary(),
        )
        return web.Response(text=html, content_type="text/html")

    async def live(self, request: web.Request) -> web.StreamResponse:
        """GET /console/live?as=person: server-sent events."""
        viewer = self._person(request.query.get("as"))
        return await self._live.stream(request, lambda change: self._told(change, viewer))

    async def details(self, request: web.Request) -> web.Response:
        """GET /console/details/{message}: what stands behind a bot's message."""
        message, viewer = self._message(request)
        shown = tabs(message, self._house, self.pages, lambda place: f"/console/picture/{message.id}/{place}.png?as={viewer.id}")
        html = self.pages.details(id=f"d-{secrets.token_hex(4)}", tabs=shown)
        return web.Response(text=html, content_type="text/html")

    async def picture(self, request: web.Request) -> web.Response:
        """GET /console/picture/{message}/{number}.png"""
        element = self._element(request)
        if not isinstance(element, Picture):
            raise web.HTTPNotFound
        return web.Response(body=await asyncio.to_thread(_drawn, element), content_type="image/png")

    async def document(self, request: web.Request) -> web.Response:
        """GET /console/document/{message}/{number}: always saved, never shown as a page."""
        element = self._element(request)
        if not isinstance(element, Document):
            raise web.HTTPNotFound
        saved = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(element.name, safe='')}"}
        return web.Response(body=element.content, content_type="application/octet-stream", headers=saved)

    # Speaking

    async def say(self, request: web.Request) -> web.Response:
        """POST /console/say, multipart: as, in, thread, words, nonce, file…"""
        body = await read_form(request)
        words = str(body.get("words", ""))
        try:
            documents = await speaking.attachments(body.getall("file", []))
        except Unreadable as unreadable:
            return _told(str(unreadable))
        if not words.strip() and not documents:
            return self._refused("nothing_said")
        speaker = self._speaker({name: value for name, value in body.items() if isinstance(value, str)})
        return self._shown(await self._heard(speaker, words, documents, str(body.get("nonce", ""))), speaker.person)

    async def press(self, request: web.Request) -> web.Response:
        """POST /console/press, JSON: as, in, thread, message, verb, args, nonce."""
        body = await read_json(request)
        verb, args = body.get("verb"), body.get("args")
        if not isinstance(verb, str) or not isinstance(args, dict):
            raise web.HTTPBadRequest
        speaker = self._speaker(body)
        message = self.chat.message(str(body.get("message", "")))
        if message is None or not message.visible_to(speaker.person.id):
            return self._refused("old_message")
        command = speaker.press(verb, args, str(body.get("nonce", "")))
        reply = await self._answer(command)
        if reply.form:
            return self._dialog(reply.form, speaker)
        return self._shown([await self._posted(reply, command, speaker, _label(message, verb, args))], speaker.person)

    async def submit(self, request: web.Request) -> web.Response:
        """POST /console/submit, JSON: as, form, fields, nonce. Errors stay in the form."""
        body = await read_json(request)
        id, fields = str(body.get("form", "")), body.get("fields")
        opened, person = self.chat.form(id), self._person(body.get("as"))
        if opened is None or opened.person != person.id or not isinstance(fields, dict):
            return self._refused("old_form")
        speaker = Speaker(person, Spot(opened.place, opened.thread), self._house.clock.now())
        values = speaking.filled(opened.form, fields, person)
        command = speaker.command(str(body.get("nonce", "")), verb=opened.form.verb, args=values)
        reply = await self._answer(command)
        if reply.form:
            return self._dialog(reply.form, speaker, id)
        told = reply.data.get("errors")
        if told or reply.data.get("refused"):
            return web.json_response({"errors": dict(told or {}), "error": reply.text}, status=422)
        self.chat.close_form(id)
        return self._shown([await self._posted(reply, command, speaker, opened.form.title)], person)

    async def shortcut(self, request: web.Request) -> web.Response:
        """POST /console/shortcut, JSON: as, message, said. The message is the document, or what a form is filled in with."""
        body = await read_json(request)
        message, person = self.chat.message(str(body.get("message", ""))), self._person(body.get("as"))
        label = dict(self._shortcuts()).get(str(body.get("said", "")))
        if message is None or label is None or not message.visible_to(person.id):
            return self._refused("old_message")
        speaker = Speaker(person, Spot(message.place), self._house.clock.now())
        text = "\n\n".join((message.text, *(each.text for each in message.attachments))).strip()
        command = speaker.shortcut(str(body["said"]), text, FILLED_IN.get(str(body["said"]), ""), str(body.get("nonce", "")))
        reply = await self._answer(command)
        if reply.form:
            return self._dialog(reply.form, speaker)
        return self._shown([await self._posted(reply, command, speaker, label)], person)

    async def read(self, request: web.Request) -> web.Response:
        """POST /console/read, JSON: as, in. The person has seen the place."""
        body = await read_json(request)
        viewer = self._person(body.get("as"))
        self.chat.mark_read(self._place(str(body.get("in", "")), viewer), viewer.id)
        return web.Response(status=204)

    # Answers on their way to a tab

    async def _answer(self, command: Command) -> Reply:
        """The house's answer, once everybody is known to it."""
        self._meeting = self._meeting or asyncio.create_task(asyncio.to_thread(self._meet))
        if not self._meeting.done():
            await asyncio.wait({self._meeting})
        return await self._house.answering.answer(command)

    def _meet(self) -> None:
        """The cast are members of the workspace from the start, as people are in a chat that they were invited to."""
        commands = [Speaker(each, Spot(direct(each.id)), self._house.clock.now()).command() for each in self._cast.people]
        try:
            self._house.database.write(LOCAL_WORKSPACE, lambda unit: [met(unit, each) for each in commands])
        except Exception:
            log.exception("the people of the console could not be made known")

    def _changed(self, change: Change) -> None:
        if change.kind == "anew":
            self._meeting = None

    async def _heard(
        self, speaker: Speaker, words: str, documents: tuple[Attachment, ...] = (), nonce: str = ""
    ) -> list[Message]:
        """What a person said, and the bot's answer where it was asked."""
        spot = speaker.spot
        asked = speaking.for_bot(words, spot)
        alone = speaker.person.id if speaking.is_slash(words) and not spot.direct else None
        typed = {"text": words.strip(), "attachments": documents, "thread": spot.thread, "only_for": alone}
        said = self.chat.post(spot.place, speaker.person.id, speaker.now, **typed)
        if asked is None:
            return [said]
        command = speaker.command(nonce, said=self._cast.with_ids(asked), attachments=documents)
        return [said, await self._posted(await self._answer(command), command, speaker)]

    async def _perform(self, line: Line) -> Outcome:
        """A line of the sample, said by its person in its place, now."""
        place = line.place if self._cast.channel(line.place) else direct(line.person.id)
        documents = (Attachment(line.document, line.text),) if line.text else ()
        heard = await self._heard(Speaker(line.person, Spot(place), self._house.clock.now()), line.say, documents)
        return Outcome.of(heard[-1].reply)

    async def _posted(self, reply: Reply, command: Command, speaker: Speaker, pressed: str = "") -> Message:
        """The bot's answer: everybody's where the reply says so, else the asker's alone."""
        spot, person = speaker.spot, speaker.person
        alone = None if reply.public or spot.direct else person.id
        now = self._house.clock.now()
        message = self.chat.post(
            spot.place, BOT, now, thread=spot.thread, reply=reply, command=command, only_for=alone, pressed=pressed
        )
        if reply.form:
            self.chat.open_form(OpenForm(reply.form, person.id, spot.place, spot.thread), message.id)
        if reply.about:
            where = {"channel": message.place, "message": message.id}
            address = {"system": speaking.SYSTEM, "channel": message.place}
            await asyncio.to_thread(self._house.keep_answer, LOCAL_WORKSPACE, address, where, reply.about)
        return message

    def _dialog(self, form: Form, speaker: Speaker, id: str = "") -> web.Response:
        id = self.chat.open_form(OpenForm(form, speaker.person.id, speaker.spot.place, speaker.spot.thread), id)
        html = self.pages.form(id=id, form=form, viewer=speaker.person, cancel=True)
        return web.json_response({"dialog": {"title": form.title, "html": html, "form": id}})

    def _shown(self, messages: list[Message], viewer: Person) -> web.Response:
        return web.json_response({"messages": [self.views.event(message, viewer) for message in messages]})

    def _refused(self, sentence: str) -> web.Response:
        return _told(self.pages.say(sentence))

    def _told(self, change: Change, viewer: Person) -> list[tuple[str, Mapping[str, Any]]]:
        """A change as the events of one person's tab."""
        if change.kind in ("anew", "seen"):
            return [(change.kind, {"version": self.chat.version})]
        if change.message is None:
            return [("clock", {"clock": self.playing.clock_html(viewer), "version": self.chat.version})]
        return self.views.told(change, change.message, viewer)

    def _warm(self) -> None:
        """Answer an example to nobody: knowledge and templates load on first use."""
        speaker = Speaker(self._cast.people[0], Spot(direct(self._cast.people[0].id)), self._house.clock.now())
        verb = self._house.router.verbs[0]
        if verb.effect == "none":
            reply = self._house.router.answer(speaker.command(said=verb.examples[0]))
            self.pages.message(Message("warm", 0, "", BOT, speaker.now, reply=reply), speaker.person)

    # Who, where, and what is shown of it

    def _person(self, id: object) -> Person:
        return self._cast.person(str(id)) or self._cast.people[0]

    def _place(self, id: str, viewer: Person) -> str:
        return id if self._cast.channel(id) else direct(viewer.id)

    def _speaker(self, body: Mapping[str, Any]) -> Speaker:
        person = self._person(body.get("as"))
        place = self._place(str(body.get("in", "")), person)
        root = self.chat.message(str(body.get("thread") or ""))
        known = root is not None and root.place == place and root.thread is None and root.visible_to(person.id)
        return Speaker(person, Spot(place, root.id if root and known else None), self._house.clock.now())

    def _message(self, request: web.Request) -> tuple[Message, Person]:
        viewer = self._person(request.query.get("as"))
        message = self.chat.message(request.match_info["message"])
        if message is None or message.reply is None or not message.visible_to(viewer.id):
            raise web.HTTPNotFound
        return message, viewer

    def _element(self, request: web.Request) -> object:
        message, _ = self._message(request)
        number = request.match_info["number"]
        elements = message.reply.elements if message.reply else ()
        if not (number.isascii() and number.isdecimal() and int(number) < len(elements)):
            raise web.HTTPNotFound
        return elements[int(number)]

    def _vocabulary(self) -> Mapping[str, Any]:
        verbs = [verb for verb in self._house.router.verbs if verb.listed]
        return {
            "tries": [verb for verb in verbs if verb.name in TRIES],
            "example": verbs[0].examples[0],
            "vocabulary": completions(self._house.router.verbs, self._house.packaged),
        }

    def _shortcuts(self) -> tuple[tuple[str, str], ...]:
        """(words, label) of what a message's menu offers: the same as in Slack."""
        declared = {verb.name for verb in self._house.router.verbs}
        wording = Wording("slack")
        return tuple((said, getattr(wording, f"shortcut_{id}")()) for id, said in SHORTCUTS.items() if said in declared)


def _told(why: str) -> web.Response:
    """What can't be done as it was sent, and why."""
    return web.json_response({"error": why}, status=422)


def _label(message: Message, verb: str, args: Mapping[str, Any]) -> str:
    """What stands on the button of `message` that carries this."""
    buttons = (*message.reply.actions, *message.reply.more) if message.reply else ()
    same = (each.label for each in buttons if each.verb == verb and json.dumps(dict(each.args), default=list) == json.dumps(args))
    return next(same, " ".join((verb, *(str(value) for value in args.values() if isinstance(value, str)))))


@lru_cache(maxsize=32)
def _drawn(picture: Picture) -> bytes:
    from bot.charts import draw

    return draw(picture)
