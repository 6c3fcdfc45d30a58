"""Who is forgotten is named by no message of the bot's any more, in the channel and in personal chats alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS, fresh_url
from tests.teams.workspace import chat_of, workspace


@pytest.mark.parametrize("kind", KINDS)
async def test_every_message_is_edited_until_it_names_nobody(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.chat("mei", "due")
        await teams.say("mei", 'req open "Senior ML engineer" production senior remote')
        await teams.deliver()
        await teams.say("mei", 'cand add "Ana Quiroga" R-1')
        await teams.say("mei", "loop done ana R-1")
        teams.move_clock(hours=26)
        await teams.deliver()
        by_itself = (chat_of("mei"), f"19:hiring@thread.tacv2;messageid={teams.card().id}")

        def named() -> list[str]:
            said = [each for each in teams.messages() if each.conversation in by_itself]
            return [each.text for each in said if "Quiroga" in each.text or "A.Q." in each.text]

        assert any("Quiroga" in each.text for each in teams.messages(chat_of("mei")))
        await teams.say("mei", "cand forget C-1")
        sure = teams.messages(chat_of("mei"))[-1]
        forgotten = await teams.press("mei", sure, "Forget them")
        assert "C-1 is forgotten" in forgotten.text
        await teams.deliver()
        assert named() == []
        assert "Quiroga" not in teams.card().text


@pytest.mark.parametrize("kind", KINDS)
async def test_answers_in_chats_and_threads_are_edited_too(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.say("mei", 'req open "Senior ML engineer" production senior remote')
        await teams.say("mei", 'cand add "Ana Quiroga" R-1')
        await teams.say("mei", "cand show ana R-1")
        await teams.chat("mei", "cand list R-1")
        shown = await teams.chat("mei", "cand show ana R-1")
        assert "Ana Quiroga" in (await teams.press("mei", shown, "To Screen")).text

        def naming() -> list[str]:
            return [each.text for each in teams.messages() if "Quiroga" in each.text or "A.Q." in each.text]

        assert len(naming()) >= 4
        await teams.press("mei", await teams.chat("mei", "cand forget C-1"), "Forget them")
        await teams.deliver()
        assert naming() == []
