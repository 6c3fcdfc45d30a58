"""What one person's tab shows of the chat: messages, a place, a thread, and what changes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.console.cast import BOT, Cast, Person, direct
from bot.console.chat import Change, Chat, Message
from bot.console.render import Pages


class Views:
    """The chat as each person sees it, who may not see all of it."""

    def __init__(self, cast: Cast, chat: Chat, pages: Pages) -> None:
        self._cast = cast
        self._chat = chat
        self._pages = pages

    def html(self, message: Message, viewer: Person, *, in_thread: bool = False) -> Markup:
        """A message, with the form that was opened to this person below it."""
        form = self._chat.form(message.id)
        answers = 0 if message.thread else len(self._chat.thread(message, viewer.id))
        shown = form.form if form and form.person == viewer.id else None
        return self._pages.message(
            message, viewer, answers=answers, form=shown, in_thread=in_thread or message.thread is not None
        )

    def place(self, place: str) -> Mapping[str, Any]:
        """A channel, or one's talk with the bot, as its page is headed."""
        channel = self._cast.channel(place)
        if channel:
            return {"id": place, "title": f"#{place}", "name": place, "topic": channel.topic, "direct": False}
        return {"id": BOT, "title": BOT, "name": BOT, "topic": self._pages.say("topic"), "direct": True}

    def thread(self, root: Message, viewer: Person) -> Mapping[str, Any]:
        """A thread beside its place."""
        answers = [self.html(message, viewer) for message in self._chat.thread(root, viewer.id)]
        return {"root": root, "root_html": self.html(root, viewer, in_thread=True), "answers": answers}

    def event(self, message: Message, viewer: Person) -> dict[str, Any]:
        """A message as an event of this person's tab."""
        return {
            "id": message.id,
            "place": BOT if message.place == direct(viewer.id) else message.place,
            "thread": message.thread,
            "own": message.author == viewer.id,
            "html": self.html(message, viewer),
            "version": self._chat.version,
        }

    def told(self, change: Change, message: Message, viewer: Person) -> list[tuple[str, Mapping[str, Any]]]:
        """What became of a message, as events of this person's tab; none where it is not theirs to see."""
        if not message.visible_to(viewer.id):
            return []
        if change.kind == "deleted":
            return [("deleted", {"id": message.id, "version": self._chat.version})]
        events: list[tuple[str, Mapping[str, Any]]] = [(change.kind, self.event(message, viewer))]
        root = self._chat.message(message.thread) if message.thread else None
        if root:
            line = self._pages.answers(root, len(self._chat.thread(root, viewer.id)))
            events.append(("answers", {"id": root.id, "html": line, "version": self._chat.version}))
        return events

    def people(self) -> list[tuple[str, str]]:
        """(name, note) of everybody who can be mentioned."""
        others = [(each.first_name, f"{each.role}, {each.city}") for each in self._cast.people]
        return [(BOT, self._pages.say("topic")), *others]
