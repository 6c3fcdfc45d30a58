"""Who hears what in Teams: advice in the thread, what is confidential in the personal chat, what happened in the req's thread."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.databases import KINDS, fresh_url
from tests.teams.workspace import CHANNEL, Workspace, chat_of, workspace

FIGURE = re.compile(r"228(?:,?000|k)", re.IGNORECASE)
"""The base, as it may be written; an id may hold three such digits by chance."""

pytestmark = pytest.mark.parametrize("kind", KINDS)

ASIDE = "Sent to you in our chat."


async def opened(teams: Workspace) -> None:
    """R-1 with Ana in it; its card stands in the channel."""
    await teams.say("mei", 'req open "Senior ML engineer" production senior remote')
    await teams.deliver()
    await teams.say("mei", 'cand add "Ana Quiroga" R-1')
    await teams.deliver()


async def test_advice_is_answered_in_the_thread(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        reply = await teams.say("mei", "band senior remote")
        assert reply.conversation.startswith(CHANNEL)
        assert "RFS" in reply.text
        assert teams.messages(chat_of("mei")) == []


@pytest.mark.parametrize(
    "asked", ["cand show ana R-1", "due", "board", "home", "audit R-1", "req show R-1", "cand list R-1", "offer draft ana R-1"]
)
async def test_what_the_state_says_goes_to_the_personal_chat_and_the_channel_hears_nothing_of_it(
    kind: str, tmp_path: Path, asked: str
) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        reply = await teams.say("mei", asked)
        assert ASIDE in reply.text
        [private] = teams.messages(chat_of("mei"))
        assert private.card
        assert "Quiroga" not in "".join(each.text for each in teams.messages() if each.conversation.startswith(CHANNEL))


async def test_an_offers_figures_never_stand_in_the_channel(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        await teams.say("mei", 'loop done "Ana Quiroga" R-1')
        await teams.say("mei", "req team R-1 add @mei as approver")
        before = len(teams.messages(chat_of("mei")))
        await teams.say("mei", "offer draft ana R-1")
        form = teams.messages(chat_of("mei"))[before]
        drafted = await teams.press("mei", form, "Save", base="228k", start="2027-01-15")
        assert "228" in drafted.text
        assert ASIDE in (await teams.say("mei", "offer show ana R-1")).text
        await teams.deliver()
        in_channel = "".join(each.text for each in teams.messages() if each.conversation.startswith(CHANNEL))
        assert not FIGURE.search(in_channel)
        assert "drafted an offer" in in_channel


async def test_a_refusal_is_told_to_whom_it_concerns_alone(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        assert ASIDE in (await teams.say("eve", "offer show ana R-1")).text
        [told] = teams.messages(chat_of("eve"))
        assert "Only R-1's" in told.text


async def test_without_a_personal_chat_nothing_is_said_aloud(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        teams.peer.plan.append("403")
        reply = await teams.say("mei", "cand show ana R-1")
        assert "Open a chat with me" in reply.text
        assert "Quiroga" not in reply.text


async def test_a_button_is_answered_to_who_pressed_it_and_the_thread_hears_what_happened(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        card = teams.card()
        listed = await teams.press("mei", card, "Candidates")
        assert "Quiroga" in listed.text
        assert teams.messages(chat_of("mei")) == []
        form = await teams.press("mei", card, "Add candidate")
        before = len(teams.thread(card))
        added: Any = await teams.press("mei", form, "Add", people="Tom Berg")
        assert "T.B." in added.text
        await teams.deliver()
        assert "added T.B." in teams.thread(card)[before].text
        assert "New 2" in teams.card().text


async def test_who_never_wrote_in_their_personal_chat_is_asked_there_and_its_card_is_edited(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        await teams.say("mei", "interview book ana screen thu 2pm R-1")
        teams.move_clock(days=3, hours=2)
        teams.ask_about_rounds()
        await teams.deliver()
        [question] = teams.messages(chat_of("mei"))
        assert "It happened" in question.buttons
        await teams.say("mei", "interview done ana screen R-1")
        await teams.deliver()
        [answered] = teams.messages(chat_of("mei"))
        assert "It happened" not in answered.buttons


async def test_the_card_of_a_search_that_is_over_offers_nothing_that_would_be_refused(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await opened(teams)
        await teams.say("mei", "req cancel R-1 because the team was merged")
        await teams.deliver()
        [card] = [each for each in teams.messages(CHANNEL) if "R-1 ·" in each.text and "Candidates" in each.buttons]
        assert "Add candidate" not in card.buttons
        assert "Called off after 0 min. Still in it: New 1" in card.text
