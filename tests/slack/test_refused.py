"""A direct message or a channel that Slack refuses: what was to be said is said where it can be, and who can mend it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS, fresh_url
from tests.peers.slack_api import Fault
from tests.slack.workspace import CHANNEL, Workspace, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)


async def ravi_owes_an_offer(slack: Workspace) -> None:
    """Ravi recruits for R-1, whose card stands in the channel. Ana's offer is due soon."""
    await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
    await slack.slash("UMEI", "req team R-1 add <@URAVI|ravi> as recruiter")
    await slack.deliver()
    await slack.slash("UMEI", 'loop done "Ana Quiroga" R-1')
    await slack.slash("UMEI", "decide yes ana R-1")
    await slack.deliver()


@pytest.mark.parametrize("error", ["channel_not_found", "user_disabled", "cannot_dm_bot", "user_not_found"])
async def test_a_refused_reminder_is_said_in_the_thread_without_the_candidate(kind: str, tmp_path: Path, error: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await ravi_owes_an_offer(slack)
        slack.api.fail("conversations.open", Fault(error=error))
        slack.move_clock(hours=9, minutes=5)
        await slack.deliver()
        said = slack.thread(slack.card())[-1]
        assert "R-1: an offer is due" in said.text
        assert "Slack doesn't let me write to Ravi alone" in said.text
        assert "Quiroga" not in "".join(each.text for each in slack.all_messages() if each.channel == CHANNEL)
        assert slack.to("URAVI") == []
        assert "A reminder of it was refused" in (await slack.slash("UMEI", "due R-1")).text


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked", "missing_scope"])
async def test_what_slack_says_of_the_app_and_not_of_the_message_is_tried_again(kind: str, tmp_path: Path, error: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await ravi_owes_an_offer(slack)
        slack.api.fail("chat.postMessage", Fault(error=error), Fault(error=error))
        slack.move_clock(hours=9, minutes=5)
        await slack.deliver()
        assert "Quiroga" in slack.to("URAVI")[-1].text


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found"])
async def test_a_channel_without_the_bot_is_told_of_in_private_and_caught_up_by_a_button(
    kind: str, tmp_path: Path, error: str
) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        slack.api.closed[CHANNEL] = error
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
        await slack.deliver()
        [notice] = slack.to("UMEI")
        assert "/invite @mlhire" in notice.text
        slack.api.closed.clear()
        assert "on its way" in (await slack.press("UMEI", notice, "Post it now")).text
        await slack.deliver()
        assert [each for each in slack.thread(slack.card()) if "added A.Q." in each.text]
        assert "stands where it was posted" in (await slack.slash("UMEI", "req card R-1")).text


async def test_the_card_of_an_archived_channel_moves_to_where_it_is_asked_for(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await ravi_owes_an_offer(slack)
        slack.api.closed[CHANNEL] = "is_archived"
        await slack.slash("UMEI", 'cand add "Tom Berg" R-1')
        await slack.deliver()
        assert 'archived or gone. Write \\"req card R-1\\"' in slack.to("URAVI")[-1].text
        await slack.mention("UMEI", "req card R-1", channel="C2")
        await slack.deliver()
        [card] = [each for each in slack.all_messages() if each.channel == "C2" and "Candidates" in each.labels]
        below = [each for each in slack.all_messages() if each.thread == card.ts]
        assert any("added T.B." in each.text for each in below)
        await slack.slash("UMEI", 'cand add "Lee Chan" R-1')
        await slack.deliver()
        assert "added L.C." in [each for each in slack.all_messages() if each.thread == card.ts][-1].text
