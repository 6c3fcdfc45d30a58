"""A personal chat or a team that Teams refuses: what was to be said is said where it can be, and `due` says how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS, fresh_url
from tests.teams.test_reach import ravi_owes_an_offer
from tests.teams.workspace import CHANNEL, Workspace, chat_of, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)

REFUSALS = ["403:ConversationBlockedByUser", "403", "404"]


def in_channel(teams: Workspace) -> str:
    return "".join(each.text for each in teams.messages() if each.conversation.startswith(CHANNEL))


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_a_refused_reminder_is_said_in_the_thread_without_the_candidate(kind: str, tmp_path: Path, refusal: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        teams.peer.refused["29:ravi"] = refusal
        await ravi_owes_an_offer(teams)
        assert teams.messages(chat_of("ravi")) == []
        said = teams.thread(teams.card())[-1]
        assert "R-1: an offer is due" in said.text
        assert "Teams doesn't let me write to Ravi alone" in said.text
        assert "An admin installs mlhire for Ravi" in said.text
        assert not said.buttons, "whoever reads here is not who owes it"
        assert "Quiroga" not in in_channel(teams)


async def test_what_is_owed_says_that_the_reminder_was_refused_and_what_to_do(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        teams.peer.refused["29:ravi"] = "403"
        await ravi_owes_an_offer(teams)
        told = await teams.chat("mei", "due R-1")
        assert "A reminder of it was refused" in told.text
        assert "An admin installs mlhire for Ravi" in told.text
        del teams.peer.refused["29:ravi"]
        teams.move_clock(days=3)
        await teams.deliver()
        assert "Quiroga" in teams.messages(chat_of("ravi"))[-1].text, "each reminder tries anew"
        assert "was refused" not in (await teams.chat("mei", "due R-1")).text


async def test_a_personal_chat_that_is_gone_is_opened_anew(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        for who in ("mei", "ravi"):
            await teams.chat(who, "due")
        teams.peer.gone.add(chat_of("ravi"))
        await ravi_owes_an_offer(teams)
        [told] = [each for each in teams.messages() if each.conversation.startswith("a:chat-anew-29:ravi")]
        assert "Quiroga" in told.text


async def test_a_question_that_is_refused_is_asked_in_the_thread_by_initials(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.say("mei", 'req open "Senior ML engineer" production senior remote')
        await teams.say("mei", 'cand add "Ana Quiroga" R-1')
        await teams.deliver()
        teams.peer.refused["29:mei"] = "403"
        await teams.say("mei", "interview book ana screen thu 2pm R-1")
        teams.move_clock(days=3, hours=2)
        teams.ask_about_rounds()
        await teams.deliver()
        asked = [each for each in teams.thread(teams.card()) if "It happened" in each.buttons]
        assert len(asked) == 1 and "A.Q." in asked[0].text
        assert "Quiroga" not in in_channel(teams)


async def test_a_channel_that_lost_the_app_is_told_of_in_private_and_caught_up_by_a_button(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.chat("mei", "due")
        teams.peer.refused[CHANNEL] = "403:BotNotInConversationRoster"
        await teams.say("mei", 'req open "Senior ML engineer" production senior remote')
        await teams.chat("mei", 'cand add "Ana Quiroga" R-1')
        await teams.deliver()
        notice = teams.messages(chat_of("mei"))[-1]
        assert "Add the app to the team" in notice.text
        del teams.peer.refused[CHANNEL]
        assert "on its way" in (await teams.press("mei", notice, "Post it now")).text
        await teams.deliver()
        assert any("added A.Q." in each.text for each in teams.thread(teams.card()))
        assert "stands where it was posted" in (await teams.chat("mei", "req card R-1")).text
