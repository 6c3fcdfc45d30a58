"""A thousand people who owe an offer each, all of it due at one moment: what the nudges' measures begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import Any

from bot.compose import House
from bot.config import read_config
from handlers.core.command import Actor, Command, Place
from storage.enums import OutboxStatus, System
from storage.models import Identity, Nudge, Outbox, Person, Surface
from storage.unit import Unit
from tests.bench.bare import SECRET
from tests.clocks import offer_alone

KEY = "slack:T1"
DUE = 1000
REQS = 50
UNTIL_DUE = timedelta(hours=24, seconds=1)
ENDED = datetime(2027, 3, 1, 5, 0, tzinfo=UTC)
"""A Monday. What is due a day later comes hours before anybody's morning digest, whatever day and hour it is measured on."""


def house_in(folder: Path, slack_url: str = "") -> House:
    """The house on this folder's database; with Slack's address its door is open, on a free port."""
    settings = folder / "app.yaml"
    settings.write_text("{}")
    open_door = {"SLACK_API_URL": slack_url, "SLACK_BOT_TOKEN": "xoxb-stand-in", "SLACK_SIGNING_SECRET": SECRET}
    place = {"MLHIRE_CONFIG": str(settings), "DATABASE_URL": f"sqlite:///{folder}/bench.db", "HOST": "127.0.0.1", "PORT": "0"}
    house = House(read_config({**place, **(open_door if slack_url else {})}))
    offer_alone(house)
    house.clock.move(_shift(folder))
    return house


def _shift(folder: Path) -> timedelta:
    """How far business time is from real time, for every process on this folder: it is Monday, 5:00, as the rounds end."""
    kept = folder / "shift_seconds.txt"
    if not kept.exists():
        kept.write_text(str((ENDED - datetime.now(UTC)).total_seconds()))
    return timedelta(seconds=float(kept.read_text()))


@contextmanager
def owing(folder: Path) -> Iterator[House]:
    """A house in which each of them hears of it after `UNTIL_DUE`."""
    house = house_in(folder)
    try:
        _end_rounds(house)
        house.database.write(KEY, lambda unit: _spread(unit, house))
        yield house
    finally:
        house.close()


def _end_rounds(house: House) -> None:
    now = house.clock.now()
    mei, place = Actor(KEY, "slack", "U-MEI", "Mei", roles=("admin",)), Place("slack", "D-MEI", private=True)

    def tell(said: str) -> Any:
        return house.router.answer(Command(mei, place, now, said=said)).data

    reqs = [tell('req open "Senior ML engineer"')["req"] for _ in range(REQS)]
    chance = Random(0)
    for each in range(DUE):  # nobody is called like somebody else: the bot would ask which of them is meant
        tell(f'loop done "Q{"".join(chance.choices(ascii_lowercase, k=11))}" R-{reqs[each % REQS]}')


def _spread(unit: Unit, house: House) -> None:
    """To a person of its own each; what else was said is done with, as the card and its history have a pace of their own."""
    said, now = unit.all(Nudge, Nudge.voice == "heads_up"), house.clock.now()
    people = [Person(name=f"Person {each}", timezone="Europe/Berlin", created_at=now) for each in range(len(said))]
    for place, (nudge, person) in enumerate(zip(said, people, strict=True)):
        unit.add(person)
        unit.flush()
        address = {"system": "slack", "channel": f"D{place:05d}"}
        unit.add(Identity(system=System.SLACK, external_id=f"U{place:05d}", person_id=person.id, address=address))
        nudge.person_id = person.id
    unit.update(Outbox, Outbox.status == "queued", status=OutboxStatus.CANCELLED)
    unit.update(Surface, Surface.shown < Surface.wanted, shown=Surface.wanted, dirty_since=None, next_try_at=None)
