"""Who is forgotten is named by no message of the bot's any more, in channels and direct conversations alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS, fresh_url
from tests.peers.slack_api import Fault
from tests.slack.workspace import Workspace, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)


async def said_much(slack: Workspace) -> None:
    """A search in which the bot has spoken of Ana: in the thread, and to Mei alone."""
    await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
    await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
    await slack.slash("UMEI", "interview book ana technical in 10 minutes R-1")
    await slack.deliver()
    slack.move_clock(hours=3)
    slack.ask_about_rounds()
    await slack.deliver()
    await slack.slash("UMEI", "loop done ana R-1")
    slack.move_clock(hours=47)
    await slack.deliver()


def named(slack: Workspace) -> list[str]:
    return [each.text for each in slack.all_messages() if "Quiroga" in each.text or "A.Q." in each.text]


async def test_every_message_is_edited_until_it_names_nobody(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await said_much(slack)
        assert any("Quiroga" in each.text for each in slack.to("UMEI"))
        assert len(named(slack)) >= 4
        count = len(slack.all_messages())
        sure = await slack.slash("UMEI", "cand forget C-1")
        await slack.press("UMEI", sure, "Forget them")
        await slack.deliver()
        assert named(slack) == []
        assert len(slack.all_messages()) > count
        assert any("C-1" in each.text for each in slack.thread(slack.card()))


async def test_what_slack_lets_nobody_edit_is_taken_back(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await said_much(slack)
        slack.api.fail("chat.update", *[Fault(error="edit_window_closed")] * 30)
        sure = await slack.slash("UMEI", "cand forget C-1")
        await slack.press("UMEI", sure, "Forget them")
        await slack.deliver()
        assert [each for each in named(slack) if "·" not in each] == []
        assert slack.api.called("chat.delete")


async def answered_in_many_ways(slack: Workspace) -> None:
    """Mei has been told of Ana in her own conversation: by words, by a button, and by a question that was asked back."""
    await slack.direct("UMEI", 'req open "Senior ML engineer" production senior remote')
    await slack.direct("UMEI", 'cand add "Ana Quiroga" R-1')
    await slack.direct("UMEI", 'cand add "Tom Berg" R-1')
    shown = await slack.direct("UMEI", "cand show ana R-1")
    moved = await slack.press("UMEI", shown, "To Screen")
    assert "Ana Quiroga" in moved.text
    await slack.direct("UMEI", "cand move ann quiroga to technical R-1")
    await slack.direct("UMEI", "cand list R-1")


async def test_answers_in_ones_own_conversation_are_edited_too(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await answered_in_many_ways(slack)
        by_bot = [each for each in slack.to("UMEI") if "Quiroga" in each.text]
        assert len(by_bot) >= 5
        sure = await slack.direct("UMEI", "cand forget C-1")
        forgotten = await slack.press("UMEI", sure, "Forget them")
        assert "What I showed to one person alone in a channel can't be edited" in forgotten.text
        await slack.deliver()
        assert [each.text for each in slack.to("UMEI") if "Quiroga" in each.text] == []
        assert any("Berg" in each.text for each in slack.to("UMEI")), "what named others alone stays"


async def test_what_is_said_aloud_about_somebody_is_posted_by_ourselves_and_edited(kind: str, tmp_path: Path) -> None:
    """Slack shows a slash command, as it was typed, above an answer in the channel that acknowledges it."""
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        added = await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
        assert "A.Q. (C-1)" in added.text
        assert [each for each in slack.api.responses if each["response_type"] == "in_channel"] == []
        await slack.press("UMEI", await slack.slash("UMEI", "cand forget C-1"), "Forget them")
        await slack.deliver()
        assert named(slack) == []


async def test_where_the_bot_is_not_a_member_nothing_is_said_aloud_about_anybody(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        slack.api.closed["C1"] = "not_in_channel"
        added = await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
        assert "A.Q. (C-1)" in added.text
        assert added.alone
