"""Who and what there is in the local workspace: people with their time zones, channels, and the bot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

BOT = "mlhire"
"""The bot's id: the author of its messages, and the name of everybody's direct conversation with it in an address."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a browser tab can speak as."""

    id: str
    name: str
    role: str
    roles: tuple[str, ...]
    """What they may do in the workspace."""
    timezone: str

    @property
    def zone(self) -> ZoneInfo:
        """Where their clock hangs."""
        return ZoneInfo(self.timezone)

    @property
    def first_name(self) -> str:
        """As colleagues address them."""
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        """For the square beside their messages."""
        return "".join(part[0] for part in self.name.split()[:2])

    @property
    def city(self) -> str:
        """The time zone's city, as people say it."""
        return self.timezone.rpartition("/")[2].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Channel:
    """A room that everybody is in."""

    id: str
    topic: str


@dataclass(frozen=True)
class Cast:
    """The people, the first of whom is spoken as unless a tab says otherwise, and the channels."""

    people: tuple[Person, ...]
    channels: tuple[Channel, ...]

    def person(self, id: str) -> Person | None:
        """Somebody by id."""
        return next((person for person in self.people if person.id == id), None)

    def with_ids(self, words: str) -> str:
        """Words with everybody who is addressed in them as a platform hands a mention over: `@Ravi` is `<@ravi|Ravi Menon>`."""
        return self._addressed.sub(lambda found: self._mention(found[1]), words)

    @cached_property
    def _addressed(self) -> re.Pattern[str]:
        names = sorted(map(re.escape, self._by_name), key=len, reverse=True)
        return re.compile(rf"(?<![\w<@])@({'|'.join(names)})(?!\w)", re.IGNORECASE)

    @cached_property
    def _by_name(self) -> Mapping[str, Person]:
        return {name.casefold(): each for each in self.people for name in (each.id, each.first_name, each.name)}

    def _mention(self, name: str) -> str:
        person = self._by_name[name.casefold()]
        return f"<@{person.id}|{person.name}>"

    def channel(self, id: str) -> Channel | None:
        """A channel by id."""
        return next((channel for channel in self.channels if channel.id == id), None)


@cache
def cast() -> Cast:
    """What cast.yaml declares."""
    body = yaml.load((Path(__file__).parent / "cast.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    people = tuple(Person(**{**each, "roles": tuple(each["roles"])}) for each in body["people"])
    return Cast(people, tuple(Channel(**each) for each in body["channels"]))


def direct(person: str) -> str:
    """The place of a person's direct conversation with the bot."""
    return f"dm:{person}"


def is_direct(place: str) -> bool:
    """Whether a place is a direct conversation."""
    return place.startswith("dm:")
