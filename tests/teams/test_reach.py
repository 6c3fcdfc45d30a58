"""Whoever has been named to the bot in Teams can be told something alone, whether or not they ever wrote to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.models import Identity
from tests.databases import KINDS, fresh_url
from tests.teams.workspace import TENANT, Workspace, chat_of, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)


async def ravi_owes_an_offer(teams: Workspace) -> None:
    """Ravi recruits for R-1, as Mei mentioned him; he never wrote to the bot. Ana's offer is due."""
    await teams.say("mei", 'req open "Senior ML engineer" production senior remote')
    await teams.say("mei", "req team R-1 add <at>Ravi</at> as recruiter")
    await teams.deliver()
    await teams.say("mei", 'loop done "Ana Quiroga" R-1')
    await teams.say("mei", "decide yes ana R-1")
    teams.move_clock(hours=9, minutes=5)
    await teams.deliver()


async def test_who_was_only_mentioned_is_told_in_a_personal_chat_that_is_opened_for_it(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await ravi_owes_an_offer(teams)
        [told] = teams.messages(chat_of("ravi"))
        assert "Ana Quiroga" in told.text
        [opened] = [call["body"] for call in teams.peer.accepted if call["method"] == "POST" and not call["conversation"]]
        assert opened["members"] == [{"id": "29:ravi"}]
        assert (opened["tenantId"], opened["channelData"]["tenant"]["id"], opened["isGroup"]) == (TENANT, TENANT, False)
        assert opened["bot"]["id"] == "28:bot"


async def test_who_writes_in_the_personal_chat_is_reached_there_from_then_on(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await ravi_owes_an_offer(teams)
        await teams.chat("ravi", "due")
        before = len(teams.peer.accepted)
        teams.move_clock(days=3)
        await teams.deliver()
        since = teams.peer.accepted[before:]
        assert [call for call in since if call["conversation"] == chat_of("ravi")]
        assert not [call for call in since if call["method"] == "POST" and not call["conversation"]], "it is open already"


async def test_a_chat_that_is_known_is_written_to_by_the_newest_service_address(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.chat("ravi", "due")
        teams.peer.url = teams.peer.url.replace("127.0.0.1", "localhost")
        await teams.say("ravi", "due")
        [ravi] = teams.house.database.read(f"teams:{TENANT}", lambda unit: unit.all(Identity))
        address = ravi.address or {}
        assert (address["service_url"], address["conversation"]) == (teams.peer.service_url, chat_of("ravi"))
