"""A house with the real verbs and three more, which show what a console must be able to show."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated

from aiohttp import web

from bot.clocks import BusinessClock, real_now
from bot.compose import House
from bot.config import Config, DatabaseSettings
from bot.console.routes import mount
from handlers.catalog import verbs
from handlers.core.args import Arguments
from handlers.core.errors import NotAllowed
from handlers.core.markers import Rest
from handlers.core.reply import (
    Action,
    Bar,
    Bullets,
    Choice,
    Cited,
    Document,
    Facts,
    Field,
    Form,
    Heading,
    Mention,
    Panel,
    Picture,
    Reply,
    Section,
    Strong,
    Table,
    Text,
)
from handlers.core.verb import Context, verb
from handlers.router import Router

HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}<img src=x onerror=alert(2)>"


class Said(Arguments):
    text: Annotated[str, Rest()] = ""


class Booking(Arguments):
    candidate: str = ""
    round: str = ""
    minutes: str = ""
    at: str = ""
    day: str = ""
    interviewer: str = ""
    notes: str = ""
    remind: bool = False


@verb("gallery", Said, summary="Every element, in somebody's words", usage="gallery <words>", examples=("gallery everything",))
def gallery(asked: Said, at: Context) -> Reply:
    words = asked.text or "words"
    return Reply(
        words,
        (
            Heading(words),
            Text((words, Strong(f"strong {words}"), Mention(f"Mei {words}", {"console": "mei"}))),
            Text(f"small {words}", small=True),
            Facts(((f"label {words}", f"value {words}"),)),
            Bullets((f"first {words}", (Strong("second"), " plain")), ordered=True),
            Bullets(("unordered",)),
            Table(("Source", "Range"), (Section(f"title {words}", ((f"cell {words}", "$1K"),)),), frozenset({"Range"})),
            Picture(f"title {words}", f"alt {words}", (Panel("Base a year", "USD", (_bar(words),)),)),
            Document(f"kit {words[:20]}.txt", "text/html", f"document {words}"),
        ),
        actions=(
            Action(f"press {words}", "gallery", {"text": words}, primary=True),
            Action("Erase", "gallery", {"text": "erased"}, confirm=f"Erase {words}"),
            Action("Book", "book"),
        ),
        more=(Action(f"menu {words}", "gallery", {"text": words}), Action("Say it", "say", {"said": "gallery by words"})),
        sources=(Cited("kore1", f"KORE1 {words}", "2026-05"),),
        data={"facts": ["kore1.closing.offer-within-48-hours"], "said": words},
    )


def _bar(words: str) -> Bar:
    return Bar(f"bar {words}", 190_000, 230_000, 210_000)


@verb("book", Booking, summary="Book a round", usage="book", examples=("book",))
def book(asked: Booking, at: Context) -> Reply:
    """Asks for what is missing; says what is wrong at its field."""
    wrong = {} if not asked.minutes or asked.minutes.isdecimal() else {"minutes": "Minutes are a number, for example 60."}
    if not asked.candidate or wrong:
        return Reply("A few details.", form=_booking_form(asked, wrong), data={"errors": wrong} if wrong else {})
    lead = f"Booked {asked.candidate}"
    return Reply(lead, (Heading(lead), Facts(tuple((name, str(value)) for name, value in asked))), public=True)


def _booking_form(asked: Booking, wrong: dict[str, str]) -> Form:
    rounds = (Choice("debugging", "Production debugging"), Choice("manager", "Hiring manager call"))
    return Form(
        "Book a round",
        "book",
        (
            Field("candidate", "Candidate", value=asked.candidate, hint="Initials are enough."),
            Field("round", "Round", "select", choices=rounds, value=asked.round or "debugging"),
            Field("minutes", "Minutes", "number", value=asked.minutes or "60", error=wrong.get("minutes")),
            Field("at", "When", "datetime", value=asked.at or "2026-12-01T18:00:00+00:00"),
            Field("day", "Answer by", "date", required=False, value=asked.day),
            Field("interviewer", "Interviewer", "person", value=asked.interviewer or "<@tom>"),
            Field("notes", "Notes", "paragraph", required=False, value=asked.notes),
            Field("remind", "Remind the interviewer", "check", required=False, value="true" if asked.remind else ""),
        ),
        "Book",
    )


@verb("refuse", Said, summary="Says no", usage="refuse", examples=("refuse",), listed=False)
def refuse(asked: Said, at: Context) -> Reply:
    raise NotAllowed("Only R-12's team sees offers.", actions=(Action("Help", "help"),))


class StillClock:
    """A clock that stands at one moment, and can be moved like the real one."""

    def __init__(self) -> None:
        self._moved = BusinessClock()
        self.move, self.reset = self._moved.move, self._moved.reset

    @property
    def shift(self):  # type: ignore[no-untyped-def]
        return self._moved.shift

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 17, 5, tzinfo=UTC) + self._moved.shift


class GalleryHouse(House):
    """The house of the tests."""

    def __init__(self, config: Config | None = None, real_verbs: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory()
        own = Config(database=DatabaseSettings(url=f"sqlite:///{self._folder.name}/mlhire.db"))
        super().__init__(config or own, StillClock())  # type: ignore[arg-type]
        self._shown = () if real_verbs else (gallery, book, refuse)

    def close(self) -> None:
        super().close()
        self._folder.cleanup()

    @cached_property
    def router(self) -> Router:
        return Router((*verbs(), *self._shown), self.library, lambda: self.database, real_now)


def console(config: Config | None = None, real_verbs: bool = False) -> tuple[web.Application, GalleryHouse]:
    """An application with nothing but the console of such a house."""
    app = web.Application(client_max_size=2 * 1024 * 1024)
    house = GalleryHouse(config, real_verbs)
    mount(app, house)
    return app, house
