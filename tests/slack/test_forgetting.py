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
