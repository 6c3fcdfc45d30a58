"""A search from open to filled in the console, over HTTP as its page speaks, by several people, two of them at once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.compose import LOCAL_WORKSPACE
from storage.enums import Outcome, ReqStatus
from storage.models import Application, Requisition
from tests.console.room import Room, room
from tests.databases import KINDS, fresh_url

FIGURE = re.compile(r"228(?:,?000|k)", re.IGNORECASE)
"""The base, as it may be written; an id may hold three such digits by chance."""


@pytest.mark.parametrize("kind", KINDS)
async def test_a_search_is_run_from_open_to_filled(kind: str, tmp_path: Path) -> None:
    async with room(fresh_url(kind, tmp_path)) as console:
        await opened(console)
        await interviewed(console)
        await offered(console)
        await filled(console)
        what_everybody_read(console)


async def opened(console: Room) -> None:
    """Mei opens the req by a form, whose error stands in it. Ravi adds Ana from the card; both move her at once."""
    form = await console.say("mei", "req open")
    assert "needs a title" in (await console.submit("mei", form, title=" ", level="senior")).html
    typed = {"title": "Senior ML engineer", "level": "senior", "lane": "production", "markets": "us-remote"}
    assert "R-1 is open" in (await console.submit("mei", form, **typed)).html
    await console.say("mei", "req team R-1 add @ravi as recruiter")
    await console.say("mei", "req team R-1 add @dana as approver")
    await console.deliver()
    form = await console.press("ravi", console.card(), "Add candidate")
    added = await console.submit("ravi", form, people="Ana Quiroga, ana@example.com", req="1")
    both = await asyncio.gather(console.press("mei", added, "To Screen"), console.press("ravi", added, "To Screen"))
    assert sorted("Nothing changed" in each.html for each in both) == [False, True]
    await console.deliver()


async def interviewed(console: Room) -> None:
    """In the req's thread, without naming it, Ravi books a round; it is asked about, and Tom hands in what he saw."""
    booked = await console.say("ravi", "interview book ana technical thu 2pm @tom", thread=console.card().id)
    assert "with Tom Lindqvist" in booked.html
    console.move_clock(days=3, hours=2)
    await console.deliver()
    assert "took place" in (await console.press("ravi", console.to("ravi")[-1], "It happened")).html
    form = await console.say("tom", "scorecard ana R-1", "mlhire")
    handed_in = await console.submit("tom", form, verdict="yes", why="Found the skew in ten minutes")
    assert "is in" in handed_in.html
    over = await console.say("ravi", "loop done ana", thread=console.card().id)
    asked = await console.press("mei", over, "Decide")
    assert "The offer is next" in (await console.press("mei", asked, "Yes")).html


async def offered(console: Room) -> None:
    """Ravi drafts; only Dana's press approves, and twice at once it is one approval; then it is sent, and both calls are made."""
    form = await console.say("ravi", "offer draft ana R-1", "mlhire")
    drafted = await console.submit("ravi", form, base="228k", equity="0.12%", start="2027-01-15")
    assert "$228K" in drafted.html
    await console.deliver()
    request = next(each for each in reversed(console.thread()) if "Approve" in each.buttons)
    assert "Only Dana Okafor approves" in (await console.press("ravi", request, "Approve")).html
    pressed = await asyncio.gather(console.press("dana", request, "Approve"), console.press("dana", request, "Approve"))
    approved = next(each for each in pressed if "Offer sent" in each.buttons)
    assert sum("Nothing changed" in each.html or "already" in each.html for each in pressed) == 1
    await console.deliver()
    standing = next(each for each in console.thread() if each.id == request.id)
    assert "Dana Okafor approved" in standing.html
    assert "Approve" not in standing.buttons
    sent = await console.press("ravi", approved, "Offer sent")
    await console.press("ravi", sent, "Called them")
    await console.say("mei", "call manager done ana", thread=console.card().id)
    assert "accepted" in (await console.press("ravi", sent, "They accepted")).html


async def filled(console: Room) -> None:
    """Both fill it at once: one does, the other is told; the card says so, and so does the page of the search."""
    thread = console.card().id
    both = await asyncio.gather(console.say("mei", "req fill", thread=thread), console.say("ravi", "req fill", thread=thread))
    assert sorted("Nothing changed" in each.html for each in both) == [False, True]
    await console.deliver()
    assert "· filled" in console.card().html
    assert "filled" in await console.tab.get("/pipeline/1?as=mei")
    database = console.tab.house.database
    [req] = database.read(LOCAL_WORKSPACE, lambda unit: unit.all(Requisition))
    [application] = database.read(LOCAL_WORKSPACE, lambda unit: unit.all(Application))
    assert (req.status, application.outcome) == (ReqStatus.FILLED, Outcome.HIRED)


def what_everybody_read(console: Room) -> None:
    """What the bot said aloud named nobody and held no figure, and the thread has the whole story."""
    by_bot = "".join(each.html for each in console.in_channel() if "$228K" in each.html or "Quiroga" in each.html)
    assert by_bot == ""
    assert not FIGURE.search("".join(each.html for each in console.in_channel()))
    story = "".join(each.html for each in console.thread())
    for part in ("added A.Q.", "Technical depth", "handed in a scorecard", "final round", "drafted an offer", "accepted"):
        assert part in story, part


@pytest.mark.parametrize("kind", KINDS)
async def test_who_is_forgotten_is_named_by_nothing_that_the_bot_said(kind: str, tmp_path: Path) -> None:
    async with room(fresh_url(kind, tmp_path)) as console:
        await console.say("mei", 'req open "Senior ML engineer" production senior remote')
        await console.say("mei", 'cand add "Ana Quiroga" R-1', "mlhire")
        shown = await console.say("mei", "cand show ana R-1", "mlhire")
        await console.press("mei", shown, "To Screen")
        await console.deliver()
        sure = await console.say("mei", "cand forget C-1", "mlhire")
        await console.press("mei", sure, "Forget them")
        await console.deliver()
        said = [*console.in_channel(), *console.to("mei")]
        assert [each.html for each in said if "by-bot" in each.html and ("Quiroga" in each.html or "A.Q." in each.html)] == []
