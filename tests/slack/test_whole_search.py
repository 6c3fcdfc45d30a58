"""A search from open to filled in Slack's own payloads over HTTP, by several people, through the buttons and forms they see."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from storage.enums import Outcome, ReqStatus
from storage.models import Application, Installation, Requisition
from tests.databases import KINDS, fresh_url
from tests.slack.workspace import CHANNEL, Seen, Workspace, workspace

FIGURE = re.compile(r"228(?:,?000|k)", re.IGNORECASE)
"""The base, as it may be written; an id may hold three such digits by chance."""


@pytest.mark.parametrize("kind", KINDS)
async def test_a_search_is_run_from_open_to_filled(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await interviewed(slack)
        await offered(slack)
        await filled(slack)
        what_everybody_read(slack)


async def opened(slack: Workspace) -> None:
    """Mei opens the req by a form; its card stands in the channel. Ravi adds Ana from the card; both move her at once."""
    await slack.slash("UMEI", "req open")
    wrong = await slack.submit("UMEI", title=" ", level="senior")
    assert isinstance(wrong, dict)
    assert set(wrong["errors"]) == {"title"}
    answer = await slack.submit(
        "UMEI", title="Senior ML engineer", level="senior", lane="production", markets="us-remote", reliability="99.9%"
    )
    assert isinstance(answer, Seen)
    assert "R-1 is open" in answer.text
    await slack.slash("UMEI", "req team R-1 add <@URAVI> as recruiter")
    await slack.slash("UMEI", "req team R-1 add <@UDANA> as approver")
    await slack.deliver()
    await slack.press("URAVI", slack.card(), "Add candidate")
    added = await slack.submit("URAVI", people="Ana Quiroga, ana@example.com")
    assert isinstance(added, Seen)
    told = await at_once(slack, added, "To Screen")
    assert sorted("Nothing changed" in each for each in told) == [False, True]


async def at_once(slack: Workspace, message: Seen, label: str) -> list[str]:
    """Mei and Ravi press the same button at the same time: what each is told."""
    alone, aloud = len(slack.api.responses), len(slack.api.posted())
    await asyncio.gather(slack.press("UMEI", message, label), slack.press("URAVI", message, label))
    return [each["text"] for each in (*slack.api.responses[alone:], *slack.api.posted()[aloud:])]


async def interviewed(slack: Workspace) -> None:
    """In the req's thread, without naming it, Ravi books a round; it is asked about, and Tom hands in what he saw."""
    await slack.deliver()
    booked = await slack.mention("URAVI", "interview book ana technical thu 2pm <@UTOM>", thread=slack.card().ts)
    assert "Thu 14:00–15:30 in New York, with Tom" in booked.text
    slack.move_clock(days=3, hours=2)
    slack.ask_about_rounds()
    await slack.deliver()
    took_place = await slack.press("URAVI", slack.to("URAVI")[-1], "It happened")
    assert "took place" in took_place.text
    await slack.slash("UTOM", "scorecard ana R-1")
    handed_in = await slack.submit("UTOM", verdict="yes", why="Found the skew in ten minutes")
    assert isinstance(handed_in, Seen)
    assert "skew" not in handed_in.text
    over = await slack.slash("URAVI", "loop done ana R-1")
    asked = await slack.press("UMEI", over, "Decide")
    decided = await slack.press("UMEI", asked, "Yes")
    assert "The offer is next" in decided.text


async def offered(slack: Workspace) -> None:
    """Ravi drafts; only Dana's press approves; then it is sent, and both calls are made."""
    await slack.slash("URAVI", "offer draft ana R-1")
    drafted = await slack.submit("URAVI", base="228k", equity="0.12%", start="2027-01-15")
    assert isinstance(drafted, Seen)
    assert drafted.alone
    assert "$228K" in drafted.text
    await slack.deliver()
    request = slack.thread(slack.card())[-1]
    refused = await slack.press("URAVI", request, "Approve")
    assert "Only Dana approves" in refused.text
    approved = await slack.press("UDANA", request, "Approve")
    await slack.deliver()
    standing = next(each for each in slack.all_messages() if each.ts == request.ts)
    assert "Dana approved" in standing.text
    assert standing.labels == []
    sent = await slack.press("URAVI", approved, "Offer sent")
    await slack.press("URAVI", sent, "Called them")
    await slack.slash("UMEI", "call manager done ana R-1")
    accepted = await slack.press("URAVI", sent, "They accepted")
    assert "accepted" in accepted.text


async def filled(slack: Workspace) -> None:
    """The search is over, and the card says so."""
    done = await slack.mention("UMEI", "req fill", thread=slack.card().ts)
    assert "R-1 is filled" in done.text
    await slack.deliver()
    assert "· filled" in slack.card().text
    workspace_id = "slack:T1"
    [req] = slack.house.database.read(workspace_id, lambda unit: unit.all(Requisition))
    [application] = slack.house.database.read(workspace_id, lambda unit: unit.all(Application))
    assert (req.status, application.outcome) == (ReqStatus.FILLED, Outcome.HIRED)
    [installed] = slack.house.database.read(workspace_id, lambda unit: unit.all(Installation))
    assert installed.external_id == "T1"


def what_everybody_read(slack: Workspace) -> None:
    """In the channel nobody was named, no figure stood, and the thread holds the whole story once."""
    in_channel = [each for each in slack.all_messages() if each.channel == CHANNEL]
    public = [each for each in slack.api.responses if each["response_type"] == "in_channel"]
    answers = [each for each in public if each.get("stands_in", CHANNEL) == CHANNEL]
    shown = "".join(each.text for each in in_channel) + str(answers)
    assert "Quiroga" not in shown
    assert not FIGURE.search(shown)
    story = "".join(each.text for each in slack.thread(slack.card()))
    for part in ("added A.Q.", "Technical depth", "handed in a scorecard", "final round", "drafted an offer"):
        assert part in story, part
    assert sum("drafted an offer" in each.text for each in slack.thread(slack.card())) == 1
