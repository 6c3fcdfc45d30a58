"""A played search as a page: everybody's day by their own clock, what they did and what they were told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.terminal import render
from handlers.core.reply import Reply
from tests.dialogs.player import Done, Heard, Player

LINES_OF_AN_ANSWER = 3
OFFICE = "America/New_York"
"""Whose calendar the days of the page are."""


def written(player: Player) -> str:
    """The transcript as Markdown; the same play, the same page."""
    moments: list[tuple[datetime, int, str, str]] = [(done.at, 0, "", _deed(done)) for done in player.done]
    for heard in player.said():
        person = player.hearer(heard)
        moments.append((heard.at, 1, person.name if person else "", _told(player, heard)))
    moments += [(since, 0, "", _stop(since, back)) for since, back in player.stops]
    page = [f"# {player.scenario['title']}\n", _cast(player)]
    day = None
    for at, _, _, text in sorted(moments):
        local = at.astimezone(ZoneInfo(OFFICE))
        if local.date() != day:
            day = local.date()
            page.append(f"## {local:%A} {local.day} {local:%B}\n")
        page.append(text)
    return "\n".join(page)


def _cast(player: Player) -> str:
    told = "; ".join(f"{each.name} {each.part}, in {each.place}" for each in player.people.values())
    return (
        f"{told}. Times are by the clock on the wall of whoever acts or hears. "
        "R-1's card, and the line that each deed gets in its thread, are left out.\n"
    )


def _stop(since: datetime, back: datetime) -> str:
    begin, end = (moment.astimezone(ZoneInfo(OFFICE)) for moment in (since, back))
    return f"**{begin:%H:%M} mlhire stops** and is back {end:%A %H:%M} in New York.\n"


def _deed(done: Done) -> str:
    wall = done.person.wall(done.at)
    answer = done.answer.text.strip().splitlines()[:LINES_OF_AN_ANSWER]
    return f"**{wall:%H:%M} {done.person.name}** {done.words}\n" + "".join(f": {line}\n" for line in answer)


def _told(player: Player, heard: Heard) -> str:
    person = player.hearer(heard)
    zone = person.zone if person else OFFICE
    wall = heard.at.astimezone(ZoneInfo(zone))
    whom = f"to {person.name}" if person else "in #hiring" + (", in R-1's thread" if heard.in_thread else "")
    day = f" ({wall:%a} in {person.place})" if person and wall.date() != heard.at.astimezone(ZoneInfo(OFFICE)).date() else ""
    lead = f"**{wall:%H:%M} mlhire {whom}**{day}" + (", its message now reads" if heard.edited else "")
    return f"{lead}\n" + "".join(f"> {line}\n" for line in _lines(heard.reply))


def _lines(reply: Reply) -> Iterator[str]:
    for line in render(reply).splitlines():
        if line.strip():
            yield line.rstrip() + "  "
