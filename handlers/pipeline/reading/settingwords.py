"""Settings as people say them: which one is meant, and the value that the words give it. Pure.

`offer 36 hours`, `daily limit 6 a day`, `digest off`, `quiet 18:00-09:00`, `keep decided 1 year`, `time zone CET`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from handlers.core.typed import moments
from knowledge.deadlines.clocks import HOURS_IN
from knowledge.settings import Kind, SettingRule, said, setting_rules, units

ALIKE = 75
"""How alike (0–100) a typed name and a setting's must be to be offered back."""

_FIGURE = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([^\W\d_]*)\s*(?:(?:a|per|each|/)\s*day|daily)?", re.IGNORECASE)
_CHANNEL = re.compile(r"(?:<#)?#?([\w-]{1,80})(?:\|[^<>]*>|>)?")
_MINUTES_IN: Mapping[str, float] = {"minutes": 1, **{unit: 60 * hours for unit, hours in HOURS_IN.items()}, "years": 525_600}
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Clock times are read on it: which day it is does not matter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said: whose (`mine`), which setting (None: none that we know), its new value as typed, and what was near.

    `said`: the words for a setting that we don't know.
    """

    rule: SettingRule | None = None
    value: str = ""
    mine: bool = False
    near: SettingRule | None = None
    said: str = ""


class Unreadable(ValueError):
    """Words that are no value of that setting. `why`: the kind of value it takes, `unit`, or `bounds`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def heard(words: str) -> Asked:
    """Which setting the words begin with, and what follows it."""
    mine, left = _mine(words.replace("=", " ").split())
    if not left:
        return Asked(mine=mine)
    left = [*left[0].replace("_", " ").split(), *left[1:]]  # the key as a form or a file has it
    of_person = [rule for rule in setting_rules().values() if "person" in rule.of]
    rules = of_person if mine else list(setting_rules().values())
    found = _begins(left, ((rule.key, phrase) for rule in (*rules, *setting_rules().values()) for phrase in rule.words))
    if found is None:
        near, used = _nearest(left)
        return Asked(value=_value(left[used:]), mine=mine, near=near, said=" ".join(left[:used] if near else left))
    rule = setting_rules()[found[0]]
    return Asked(rule, _value(left[found[1] :]), mine or rule.of == {"person"})


def usual(words: str) -> bool:
    """Whether they ask for what holds where nobody has set anything."""
    return words.casefold() in said("usual")


def read(rule: SettingRule, words: str) -> Any:
    """The value that the words give a setting, in its own unit; None where they take it away. Raises Unreadable."""
    text = " ".join(words.split()).strip(" .,;")
    if rule.may_be_off and text.casefold() in said("off"):
        return None
    value = _READ[rule.kind](text)
    if rule.low is not None and rule.high is not None and not rule.low <= value <= rule.high:
        raise Unreadable("bounds")
    return value


def _mine(words: list[str]) -> tuple[bool, list[str]]:
    """Whether one's own is meant, and the words without what says nothing."""
    mine = False
    while words and words[0].casefold() in (said("fillers") | said("mine")):
        mine = mine or words[0].casefold() in said("mine")
        words = words[1:]
    return mine, words


def _value(words: list[str]) -> str:
    while words and words[0].casefold() in said("fillers"):
        words = words[1:]
    return " ".join(words)


def _begins(words: list[str], phrases: Iterator[tuple[str, str]]) -> tuple[str, int] | None:
    """(key, how many words) of the longest phrase that the words begin with."""
    lowered = [word.casefold().rstrip(":,") for word in words]
    fits = [(len(parts), key) for key, phrase in phrases if lowered[: len(parts := phrase.split())] == parts]
    if not fits:
        return None
    count = max(count for count, _ in fits)
    return next(key for each, key in fits if each == count), count


def _nearest(words: list[str]) -> tuple[SettingRule | None, int]:
    """The setting whose name is most like the first words, and how many words that is."""
    lowered = [word.casefold() for word in words]
    alike = [
        (fuzz.ratio(" ".join(lowered[:count]), phrase), count, rule)
        for rule in setting_rules().values()
        for phrase in rule.words
        for count in range(1, len(phrase.split()) + 2)
    ]
    score, count, rule = max(alike, key=lambda each: (each[0], -each[1]))
    return (rule, count) if score >= ALIKE else (None, 0)


def _switch(text: str) -> bool:
    for word, value in (("on", True), ("off", False)):
        if text.casefold() in said(word):
            return value
    raise Unreadable(Kind.SWITCH)


def _figure(kind: Kind, text: str) -> tuple[float, str | None]:
    """A figure, and the unit of time that stands with it."""
    found = _FIGURE.fullmatch(text)
    if not found:
        raise Unreadable(kind)
    word = found.group(2).casefold()
    if word and word not in units():
        raise Unreadable("unit")
    return float(found.group(1).replace(",", ".")), units().get(word)


def _count(text: str) -> int:
    found = re.fullmatch(r"(\d{1,6})\s*(?:(?:a|per|each|/)\s*day|daily)?", text, re.IGNORECASE)
    if not found:
        raise Unreadable(Kind.COUNT)
    return int(found.group(1))


def _time(kind: Kind, own: str, text: str) -> float:
    """A span in `own` units, which a bare figure is in."""
    amount, unit = _figure(kind, text)
    return amount * _MINUTES_IN[unit or own] / _MINUTES_IN[own]


def _whole(kind: Kind, own: str, text: str) -> int:
    value = _time(kind, own, text)
    if value != int(value):
        raise Unreadable(kind)
    return int(value)


def _hour(text: str) -> int:
    clock = _moment(f"{text}:00" if text.isdigit() else text)
    if clock is None or clock.at.minute or clock.until:
        raise Unreadable(Kind.HOUR)
    return clock.at.hour


def _hours(text: str) -> tuple[str, ...]:
    """(from, until) as `HH:MM`; empty for any time."""
    if text.casefold() in said("any_time"):
        return ()
    found = _moment(re.sub(r"\b(?:and|till)\b", "to", text))
    if found is None or found.until is None or found.until.time() == found.at.time():
        raise Unreadable(Kind.HOURS)
    return f"{found.at:%H:%M}", f"{found.until:%H:%M}"


def _moment(text: str) -> moments.Moment | None:
    try:
        return moments.read(text, "UTC", _ANY_DAY)
    except moments.Unclear:
        return None


def _zone(text: str) -> str:
    """The IANA name: typed so, or as people call it (`CET`), or by its city (`Berlin`)."""
    known = moments.ZONES.get(text.casefold())
    if known:
        return known
    wanted = text.casefold().replace(" ", "_")
    by_name = _zones()
    fits = [name for lowered, name in by_name.items() if lowered == wanted or lowered.endswith(f"/{wanted}")]
    if len(fits) != 1 and wanted not in by_name:
        raise Unreadable(Kind.ZONE)
    return by_name.get(wanted) or fits[0]


@cache
def _zones() -> Mapping[str, str]:
    from zoneinfo import available_timezones

    return {name.casefold(): name for name in available_timezones()}


def _country(text: str) -> str:
    """The ISO 3166 code of a country whose public holidays are known, by code or by name."""
    from holidays.registry import COUNTRIES

    wanted = text.casefold().replace(" ", "_")
    for name, (_, *codes) in COUNTRIES.items():
        if wanted == name or text.upper() in codes:
            return str(min(codes, key=len))
    raise Unreadable(Kind.COUNTRY)


def _channel(text: str) -> str | None:
    """A channel as it was named; None for the one that one is in."""
    if text.casefold() in said("here"):
        return None
    found = _CHANNEL.fullmatch(text)
    if not found:
        raise Unreadable(Kind.CHANNEL)
    return found.group(1)


_READ: Mapping[Kind, Callable[[str], Any]] = {
    Kind.SWITCH: _switch,
    Kind.COUNT: _count,
    Kind.MINUTES: lambda text: _whole(Kind.MINUTES, "minutes", text),
    Kind.DAYS: lambda text: _whole(Kind.DAYS, "days", text),
    Kind.SPAN: lambda text: _time(Kind.SPAN, "hours", text),
    Kind.HOUR: _hour,
    Kind.HOURS: _hours,
    Kind.ZONE: _zone,
    Kind.COUNTRY: _country,
    Kind.CHANNEL: _channel,
}
