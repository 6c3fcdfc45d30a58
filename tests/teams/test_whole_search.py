"""A search from open to filled in Teams' own activities over HTTP, by several people, through the cards and forms they see."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from storage.enums import Outcome, ReqStatus
from storage.models import Application, Installation, Requisition
from tests.databases import KINDS, fresh_url
from tests.teams.workspace import CHANNEL, TENANT, Workspace, chat_of, workspace

FIGURE = re.compile(r"228(?:,?000|k)", re.IGNORECASE)
"""The base, as it may be written; an id may hold three such digits by chance."""

ASIDE = "Sent to you in our chat."


@pytest.mark.parametrize("kind", KINDS)
async def test_a_search_is_run_from_open_to_filled(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        await interviewed(teams)
        await offered(teams)
        await filled(teams)
        what_everybody_read(teams)


async def opened(teams: Workspace) -> None:
    """Mei opens the req by a form on a card; its own card stands in the channel. Ravi adds Ana from it; both move her at once."""
    form = await teams.say("mei", "req open")
    wrong = await teams.press("mei", form, "Open", title=" ", level="senior")
    assert "needs a title" in wrong.text
    assert not wrong.card, "the form stays, with what was typed"
    answer = await teams.press(
        "mei", form, "Open", title="Senior ML engineer", level="senior", lane="production", markets="us-remote"
    )
    assert "R-1 is open" in answer.text
    await teams.chat("ravi", "due")
    await teams.say("mei", "req team R-1 add <at>Ravi</at> as recruiter")
    joined = await teams.say("mei", "req team R-1 add <at>Dana</at> as approver")
    assert "Dana is on R-1's team" in joined.text
    await teams.deliver()
    form = await teams.press("ravi", teams.card(), "Add candidate")
    added = await teams.press("ravi", form, "Add", people="Ana Quiroga, ana@example.com")
    both = await asyncio.gather(teams.press("mei", added, "To Screen"), teams.press("ravi", added, "To Screen"))
    assert sorted("Nothing changed" in each.text for each in both) == [False, True]
    await teams.deliver()


async def interviewed(teams: Workspace) -> None:
    """In the req's thread, without naming it, Ravi books a round; it is asked about, and Tom hands in what he saw."""
    thread = teams.card().id
    booked = await teams.say("ravi", "interview book ana technical thu 2pm <at>Tom</at>", thread)
    assert "Thu 14:00–15:30, with Tom" in booked.text
    teams.move_clock(days=3, hours=2)
    teams.ask_about_rounds()
    await teams.deliver()
    took_place = await teams.press("ravi", teams.messages(chat_of("ravi"))[-1], "It happened")
    assert "took place" in took_place.text
    assert ASIDE in (await teams.say("tom", "scorecard ana", thread)).text
    form = teams.messages(chat_of("tom"))[-1]
    handed_in = await teams.press("tom", form, "Hand in", verdict="yes", why="Found the skew in ten minutes")
    assert "is in" in handed_in.text
    over = await teams.say("ravi", "loop done ana", thread)
    asked = await teams.press("mei", over, "Decide")
    decided = await teams.press("mei", asked, "Yes")
    assert "The offer is next" in decided.text


async def offered(teams: Workspace) -> None:
    """Ravi drafts in his own chat; only Dana's press approves; then it is sent, and both calls are made."""
    thread = teams.card().id
    assert ASIDE in (await teams.say("ravi", "offer draft ana", thread)).text
    form = teams.messages(chat_of("ravi"))[-1]
    drafted = await teams.press("ravi", form, "Save", base="228k", equity="0.12%", start="2027-01-15")
    assert "$228K" in drafted.text
    await teams.deliver()
    request = teams.thread(teams.card())[-1]
    assert "Only Dana approves" in (await teams.press("ravi", request, "Approve")).text
    approved = await teams.press("dana", request, "Approve")
    await teams.deliver()
    standing = next(each for each in teams.messages() if each.id == request.id)
    assert "Dana approved" in standing.text
    assert not standing.buttons
    sent = await teams.press("ravi", approved, "Offer sent")
    await teams.press("ravi", sent, "Called them")
    await teams.say("mei", "call manager done ana", thread)
    assert "accepted" in (await teams.press("ravi", sent, "They accepted")).text


async def filled(teams: Workspace) -> None:
    """The search is over, and the card says so."""
    done = await teams.say("mei", "req fill", teams.card().id)
    assert "R-1 is filled" in done.text
    await teams.deliver()
    assert "· filled" in teams.card().text
    workspace_id = f"teams:{TENANT}"
    [req] = teams.house.database.read(workspace_id, lambda unit: unit.all(Requisition))
    [application] = teams.house.database.read(workspace_id, lambda unit: unit.all(Application))
    assert (req.status, application.outcome) == (ReqStatus.FILLED, Outcome.HIRED)
    [installed] = teams.house.database.read(workspace_id, lambda unit: unit.all(Installation))
    assert installed.external_id == TENANT


def what_everybody_read(teams: Workspace) -> None:
    """In the channel nobody was named, no figure stood, and the thread holds the whole story."""
    in_channel = "".join(each.text for each in teams.messages() if each.conversation.startswith(CHANNEL))
    assert "Quiroga" not in in_channel
    assert not FIGURE.search(in_channel)
    assert "skew" not in in_channel
    story = "".join(each.text for each in teams.thread(teams.card()))
    for part in ("added A.Q.", "Technical depth", "handed in a scorecard", "final round", "drafted an offer", "is hired"):
        assert part in story, part
