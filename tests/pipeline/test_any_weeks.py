"""What is promised of reminders holds in weeks that nobody thought of: stories by chance (weeks.py), played on the real house.

A story is played as tests/dialogs play theirs, with the clock moved from deed to deed. Each promise is one method of `Watched`;
what breaks it is told in words, and the story is made as short as still goes wrong.
"""

from __future__ import annotations

import asyncio
import logging
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.chores import Chores
from bot.clocks import BusinessClock
from bot.compose import House
from bot.config import read_config
from bot.terminal import render
from bot.transport import Outcome
from handlers.core.command import Command
from handlers.core.reply import Action, Field, Reply
from handlers.pipeline import history
from handlers.pipeline.changes.deeds import by_the_house
from handlers.pipeline.changes.settling import settle_req, story_of
from handlers.pipeline.messages import approvals
from handlers.pipeline.reminders import holding, owing, speaking
from handlers.pipeline.rules import calendar, clock
from handlers.pipeline.rules.policy import in_force
from storage import models, nudgekeys, nudges, people
from storage.enums import ReqStatus
from storage.models import Application, Event, Identity, Nudge, Offer, Outbox, Requisition
from storage.unit import Unit
from tests.databases import cleared, fresh_url
from tests.dialogs.player import CHANNEL, LEFT_OUT, Clock, Heard, Person, Platform, Player
from tests.pipeline.spoken import moments, wrong_spans
from tests.pipeline.weeks import CANDIDATES, Weeks, shortest

SEEDS = (11, 15)
"""A week with Thanksgiving and two stops; one in Teams, on PostgreSQL, in which Europe's clocks go back and somebody's zone is
not known."""
GRID = timedelta(hours=6)
"""The clock stops at least so often, besides at each deed, each reminder and each morning."""
ALONE = timedelta(minutes=50)
"""The owner has heard at least so long before the next person."""
IN_TIME = timedelta(minutes=30)
"""Whoever had at least so much of their working time between hearing of a deadline and its passing could be told."""
WHATEVER_THE_REQ = ("tell_no", "offer_answer")
"""Clocks that no hold and no end of a search stops."""
PAY = re.compile(r"\$|\d{3}k|\d%", re.IGNORECASE)
"""What only words about pay hold."""
LISTED = re.compile(r"(?:Due today|Due before [^:]*\d\d:\d\d(?: UTC)?|Still open): (.*?)\.(?= [A-Z\[]|$)")
"""What a digest says to be due, or open still."""
READS = ("why", "why nudge", "show nudge", "due", "offer show", "cand show", "board", "req show", "debrief", "cand list")
"""What buttons do that change nothing."""


class Undone(Exception):
    """Ends a unit that was only to see what would change."""


class AtOnce(ThreadPoolExecutor):
    """Work that is meant for a thread, done in this one: it takes less time, and one order."""

    def submit(self, fn: Any, /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **more))
        except Exception as error:
            done.set_exception(error)
        return done


@dataclass
class Watching(Platform):
    """A platform that has each message looked at as it arrives."""

    look: Any = None

    async def send(self, address: Mapping[str, Any], reply: Reply, key: str) -> Outcome:
        sent = await super().send(address, reply, key)
        self.look(self.heard[-1])
        return sent

    async def update(self, address: Mapping[str, Any], ref: Mapping[str, Any], reply: Reply) -> Outcome:
        sent = await super().update(address, ref, reply)
        self.look(self.heard[-1])
        return sent


@dataclass(frozen=True)
class Said:
    """One reminder as somebody heard it. `owed`: its key without who owes it and the voice."""

    at: datetime
    person: str
    nudge: str
    key: str


@dataclass
class Watched(Player):
    """A story, and what broke a promise in it."""

    broken: list[str] = field(default_factory=list)
    heard: list[Said] = field(default_factory=list)
    last_line: dict[str, str] = field(default_factory=dict)
    """Channel → what was said last in its req's thread."""
    read: dict[str, dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))
    """Person → words → when they last read them."""
    known: dict[tuple[str, ...], datetime] = field(default_factory=dict)
    """Deadline and who owes it → since when it was seen to run."""

    @classmethod
    def of_story(cls, story: Mapping[str, Any], folder: Path) -> Watched:
        """A story about to be played, with a new database in a folder."""
        system = story.get("system", "slack")
        cast_of = {id: Person(id, **about, system=system) for id, about in story["people"].items()}
        at = Clock(datetime.fromisoformat(story["begins"]).replace(tzinfo=UTC))
        url = fresh_url(story.get("database", "sqlite"), folder)
        house = House(read_config({"DATABASE_URL": url}), cast(BusinessClock, at))
        platform = Watching(at, can_be_asked=system != "teams")
        found = cls("weeks", story, cast_of, at, platform, house, channel=replace(CHANNEL, system=system))
        platform.look = found._arrived
        return found

    async def play(self) -> None:
        asyncio.get_running_loop().set_default_executor(AtOnce())
        log = _Errors(self.broke)
        logging.getLogger("mlhire").addHandler(log)
        try:
            await super().play()
        finally:
            logging.getLogger("mlhire").removeHandler(log)

    def broke(self, words: str) -> None:
        self.broken.append(f"{self.clock.at:%a %Y-%m-%d %H:%M} {words}")

    # How it is played

    def _local(self, entry: Mapping[str, Any], key: str) -> datetime:
        return datetime.fromisoformat(entry[key]).replace(tzinfo=UTC)

    async def _move(self, chores: Chores, until: datetime) -> None:
        while self.clock.at < until:
            next_nudge = self.house.database.read_system(nudges.next_time)
            stops = [until, self.clock.at + GRID, *(back for _, back in self.stops), *([next_nudge] if next_nudge else [])]
            stops += [self._morning(each.zone) for each in self.people.values()]
            self._set(min(each for each in stops if each > self.clock.at))
            if not any(since <= self.clock.at < back for since, back in self.stops):
                await self._settle(chores)
                self._in_unit(self.deadlines_are_told_before_they_pass)
                self._in_unit(self.one_message_of_a_deadline_has_buttons)
        if until == self._local(self.scenario, "ends"):
            self._in_unit(self.what_is_over_has_no_buttons)

    def _morning(self, zone: str | None) -> datetime:
        here = ZoneInfo(zone or "UTC")
        today = self.clock.at.astimezone(here).date()
        nines = (datetime.combine(today + timedelta(days=day), time(9), here).astimezone(UTC) for day in (0, 1))
        return next(each for each in nines if each > self.clock.at)

    def _tell(self, person: Person, deed: Mapping[str, Any], *, quietly: bool = False) -> None:
        place = person.direct if deed.get("in") == "dm" or "press" in deed else self.channel
        command = Command(person.actor, place, self.clock.at, said=str(deed.get("says", "")))
        if "press" in deed:
            if not (action := self._pressed(person, deed)):
                return
            command = replace(command, verb=action.verb, args=dict(action.args))
        if form := self._answered(command).form:
            filled = {each.name: words for each in form.fields if (words := _filled(each))}
            self._answered(replace(command, said="", verb=form.verb, args={**form.args, **filled}))
        self._in_unit(self.deadlines_are_told_before_they_pass)
        with suppress(Undone):
            self.house.database.write("acme", self.the_table_holds_what_the_clocks_want)

    def _pressed(self, person: Person, deed: Mapping[str, Any]) -> Action | None:
        """A button of any message that they were ever sent, the latest first: also of one that was edited away since."""
        shown = (each.reply for each in reversed(self.platform.heard) if each.channel == person.direct.channel)
        buttons = [each for reply in shown for each in (*reply.actions, *reply.more) if each.verb not in READS]
        return buttons[deed["press"] % min(len(buttons), deed["among"])] if buttons else None

    def _answered(self, command: Command) -> Reply:
        """Nothing that people say or press is answered by an error."""
        answer = self.house.router.answer(command)
        if answer.data.get("error"):
            self.broke(f"`{command.said or command.verb}` was answered by an error")
        return answer

    def _in_unit(self, look: Any) -> None:
        self.house.database.read("acme", look)

    # What is promised of each message

    def _arrived(self, heard: Heard) -> None:
        person = self.hearer(heard)
        if person is None:
            self.where_others_read_nobody_is_named_and_no_pay_is(heard)
            self.no_thread_says_the_same_twice_in_a_row(heard)
        self._in_unit(partial(self.what_is_said_of_time_is_true, heard, person))
        if person and heard.key.split(":")[0] == "digest" and not heard.edited:
            self.what_a_digest_lists_is_owed(heard, person)
        if person and not heard.edited and heard.key.split(":")[0] not in LEFT_OUT:
            self._in_unit(partial(self._look, heard, person))

    def where_others_read_nobody_is_named_and_no_pay_is(self, heard: Heard) -> None:
        words = _in_a_line(heard.reply)
        said = [name for name in CANDIDATES if name in words]
        if said or (heard.key.split(":")[0] != "card" and PAY.search(words)):
            self.broke(f"said where others read: {words}")

    def no_thread_says_the_same_twice_in_a_row(self, heard: Heard) -> None:
        """But for what was done twice."""
        if heard.in_thread and not heard.edited and heard.key.split(":")[0] != history.KIND:
            if heard.reply.text == self.last_line.get(heard.channel):
                self.broke(f"the thread says the same twice: {heard.reply.text}")
            self.last_line[heard.channel] = heard.reply.text

    def what_is_said_of_time_is_true(self, heard: Heard, person: Person | None, unit: Unit) -> None:
        """How long there is left, or since when it is over, is so by the clock; and what is named is a deadline that there is."""
        if heard.key.split(":")[0] in LEFT_OUT:
            return
        words, about = _in_a_line(heard.reply), re.search(r"R-(\d+)", heard.reply.text)
        req = unit.one(Requisition, Requisition.number == int(about[1]) if about else Requisition.status == "open")
        zone = _row(unit, person).timezone if person else speaking.channel_zone(unit, req) if req else None
        for wrong in wrong_spans(words, heard.at, zone):
            self.broke(f"not so ({heard.key}): {wrong}")
        there = {each.deadline_at.replace(second=0, microsecond=0) for each in unit.all(Nudge)}
        for moment in moments(words, heard.at, zone):
            if moment.astimezone(UTC) not in there:
                self.broke(f"nothing is due {moment}: {words}")

    def what_a_digest_lists_is_owed(self, heard: Heard, person: Person) -> None:
        """Nothing that is done or dropped: what it says to be due or open stands in its reader's `due`."""
        owed = _in_a_line(self.house.router.answer(Command(person.actor, person.direct, self.clock.at, said="due"))).casefold()
        for said in LISTED.findall(_in_a_line(heard.reply)):
            for item in said.split(" · "):
                what = re.split(r",| by | \(|\.$", item)[0].removeprefix("and ").casefold()
                if what not in owed and not re.fullmatch(r"\d+ more", what):
                    self.broke(f"{person.name}'s digest lists {what}, and `due` says: {owed}")

    def _look(self, heard: Heard, person: Person, unit: Unit) -> None:
        row = _row(unit, person)
        self.nobody_is_told_out_of_hours(unit, heard, row)
        self.nobody_reads_the_same_twice_within_an_hour(heard, person)
        message = unit.one(Outbox, Outbox.key == heard.key)
        if message and message.kind == approvals.ALONE:
            about = unit.get(Offer, message.refs["offer"]).application_id
            self.heard += (Said(heard.at, row.id, "", f"{about}:{each}:") for each in approvals.OFFER_OUT)
        for id in message.refs.get("nudges", ()) if message else ():
            nudge = unit.get(Nudge, id)
            if nudge and nudge.outbox_id == message.id and nudge.person_id == row.id and not owing.is_over(nudge):
                self.nothing_is_said_of_what_is_over_or_held(unit, heard, nudge)
                self.nobody_is_told_twice_in_one_voice(unit, heard, nudge)
                self.the_next_person_hears_after_the_owner(unit, heard, nudge)
                self.heard.append(Said(heard.at, row.id, id, nudge.key))

    def nobody_is_told_out_of_hours(self, unit: Unit, heard: Heard, row: models.Person) -> None:
        """Not at night, on a weekend, on a holiday or while away. Who has no zone is taken to be where a search's people are, or
        else where most are."""
        usual = people.usual_zone(unit)
        zones = {usual, *(speaking.channel_zone(unit, req) or usual for req in unit.all(Requisition))}
        hours = (calendar.hours_of(row, self.house.packaged.customs, zone) for zone in zones)
        if not any(calendar.is_working(each, heard.at) for each in hours):
            self.broke(f"{row.name} is told out of hours: {heard.reply.text}")

    def nobody_reads_the_same_twice_within_an_hour(self, heard: Heard, person: Person) -> None:
        before = self.read[person.id].get(heard.reply.text)
        if before and heard.at - before < timedelta(hours=1):
            self.broke(f"{person.name} reads the same twice: {heard.reply.text}")
        self.read[person.id][heard.reply.text] = heard.at

    def nothing_is_said_of_what_is_over_or_held(self, unit: Unit, heard: Heard, nudge: Nudge) -> None:
        req, application = unit.get(Requisition, nudge.requisition_id), unit.get(Application, nudge.application_id)
        if nudge.clock not in WHATEVER_THE_REQ and (req.status is not ReqStatus.OPEN or application.ended_at):
            self.broke(f"said of what is over or held ({req.status}, {application.outcome}): {heard.reply.text}")

    def nobody_is_told_twice_in_one_voice(self, unit: Unit, heard: Heard, nudge: Nudge) -> None:
        """But for what they put off, which is said again."""
        told = any(each.nudge == nudge.id and each.person == nudge.person_id for each in self.heard)
        snoozed = {each.after.get("nudge") for each in unit.all(Event, Event.kind == "nudge_snoozed")} if told else set()
        if told and nudge.id not in snoozed:
            self.broke(f"told twice ({nudge.clock}, {nudge.voice}): {heard.reply.text}")

    def the_next_person_hears_after_the_owner(self, unit: Unit, heard: Heard, nudge: Nudge) -> None:
        """Unless there is time to act still, or the owner is away."""
        if not owing.is_climb(nudge) or heard.at < nudge.deadline_at:
            return
        owners = nudgekeys.owed_of(nudge.key)
        first = (each for each in self.heard if each.key.startswith(owners) and not nudgekeys.is_climb(each.key))
        req, owner = unit.get(Requisition, nudge.requisition_id), nudgekeys.owner_of(nudge.key)
        is_away = speaking.person_hours(unit, self.house.packaged.customs, req, owner).is_away(heard.at)
        if not is_away and not any(each.at <= heard.at - ALONE for each in first):
            self.broke(f"told before the owner: {heard.reply.text}")

    # What is promised at any time

    def deadlines_are_told_before_they_pass(self, unit: Unit) -> None:
        """To whoever owes them, or who stands in, where they worked between then and when it began to run, and so did we. What
        stood still in between, as an offer that was withdrawn and sent anew, runs from when it runs again."""
        policy, before, self.known = in_force(self.house.packaged, unit), self.known, {}
        for req in unit.all(Requisition, Requisition.status == "open"):
            for application in unit.all(Application, Application.requisition_id == req.id, Application.ended_at.is_(None)):
                story = story_of(unit, req, application)
                hours_at = partial(policy.hours_at, req)
                running = clock.deadlines(story, policy.rules, policy.hours_for(req), policy.since_for(req), hours_at)
                for each in running:
                    for owner in holding.owners(req, policy.customs, story, each):
                        about = f"{application.id}:{each.clock}:"
                        known = (about, each.about or "", owner or "", each.due_at.isoformat())
                        self.known[known] = before.get(known, self.clock.at)
                        if self._is_past(unit, req, about, each, owner, self.known[known]):
                            self.known[known] = datetime.max.replace(tzinfo=UTC)

    def _is_past(
        self, unit: Unit, req: Requisition, about: str, deadline: clock.Deadline, owner: str | None, since: datetime
    ) -> bool:
        """Whether it has passed, and was to be told before; a promise is broken where it was not."""
        now, due_at = self.clock.at, deadline.due_at
        hours = speaking.person_hours(unit, self.house.packaged.customs, req, owner)
        stopped = any(begun < due_at and back > since for begun, back in self.stops)
        if owner is None or now < due_at or since >= due_at or stopped or hours.away:
            return False
        could_be = calendar.first_after(hours, since + timedelta(minutes=1)) < due_at - IN_TIME
        if could_be and not any(each.key.startswith(about) and each.at <= due_at + timedelta(minutes=1) for each in self.heard):
            self.broke(f"{unit.get(models.Person, owner).name} was not told of {deadline.clock}, due {due_at:%a %H:%M}")
        return True

    def the_table_holds_what_the_clocks_want(self, unit: Unit) -> None:
        """Reckoned anew from what happened, no reminder changes; what had to wait for its reader's hours would wait again."""
        before = _waiting(unit)
        deed = by_the_house(self.clock.at, self.clock.at, in_force(self.house.packaged, unit))
        for req in unit.all(Requisition):
            settle_req(unit, deed, req)
        unit.flush()
        unit.session.expire_all()
        after = _waiting(unit)
        for key in sorted(before.keys() | after.keys()):
            stood, stands = before.get(key), after.get(key)
            if stood is None or stands is None or stood[:-1] != stands[:-1] or stands[-1] > stood[-1]:
                self.broke(f"{key} stood {stood}, and is {stands}")
        raise Undone

    def what_is_over_has_no_buttons(self, unit: Unit) -> None:
        for key, reply, pressed in self._with_buttons():
            for nudge in (unit.get(Nudge, id) for id in pressed):
                if nudge is None or owing.is_over(nudge):
                    self.broke(f"{key} has buttons of what is over: {reply.text}")

    def one_message_of_a_deadline_has_buttons(self, unit: Unit) -> None:
        """To one person: the newest; what was said before, or is put off, is a line."""
        live: dict[tuple[object, ...], str] = {}
        for _, reply, pressed in self._with_buttons():
            about = {owing.deadline(nudge) for id in pressed if (nudge := unit.get(Nudge, id)) and not owing.is_over(nudge)}
            for each in about:
                if before := live.get(each):
                    self.broke(f"two messages of one deadline can be answered: {before} / {reply.text}")
                live[each] = reply.text

    def _with_buttons(self) -> list[tuple[str, Reply, set[str]]]:
        """Each message to a person as it reads now, and of which reminders its buttons are."""
        shown = {each.key: each.reply for each in self.platform.heard if each.channel != CHANNEL.channel}
        args = {key: {action.args.get("nudge") for action in (*reply.actions, *reply.more)} for key, reply in shown.items()}
        return [(key, shown[key], found) for key, pressed in args.items() if (found := {id for id in pressed if id})]


class _Errors(logging.Handler):
    """Whatever is logged as an error breaks a promise."""

    def __init__(self, broke: Any) -> None:
        super().__init__(logging.ERROR)
        self._broke = broke

    def emit(self, record: logging.LogRecord) -> None:
        self._broke(f"logged: {record.getMessage()} ({record.exc_info and record.exc_info[1]!r})")


def _in_a_line(reply: Reply) -> str:
    return " ".join(render(reply, width=10_000).split())  # else it breaks at hyphens, too


def _row(unit: Unit, person: Person) -> models.Person:
    return unit.get(models.Person, unit.one(Identity, Identity.external_id == person.actor.external_id).person_id)


def _waiting(unit: Unit) -> dict[str, tuple[Any, ...]]:
    """Key → how each reminder stands, and last when it is said."""
    return {each.key: (each.status, each.reason, each.person_id, each.deadline_at, each.say_at) for each in unit.all(Nudge)}


def _filled(each: Field) -> str:
    """What somebody in a hurry puts into a field."""
    usual = {"number": "3", "date": "2027-01-15", "datetime": "tomorrow 10:00", "person": "asha", "check": ""}
    first = each.choices[0].value if each.choices else usual.get(each.kind, "as agreed")
    return each.value or (str(first) if each.required else "")


def played(story: Mapping[str, Any]) -> list[str]:
    """What broke a promise in a story."""
    with tempfile.TemporaryDirectory(prefix="mlhire-weeks") as folder, cleared():
        watched = Watched.of_story(story, Path(folder))
        asyncio.run(watched.play())
        return watched.broken


@pytest.mark.parametrize("seed", SEEDS)
def test_no_promise_is_broken_in_weeks_that_nobody_thought_of(seed: int) -> None:
    story = Weeks.story(seed)
    if broken := played(story):
        short = shortest(story, played)
        pytest.fail("\n".join([*broken, "", "In short:", yaml.safe_dump(short, sort_keys=False), *played(short)]))
