"""A channel that is named in words: Slack's link says which it is, and whether the bot is in it is asked before anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.models import Requisition
from tests.databases import KINDS, fresh_url
from tests.peers.slack_api import Fault
from tests.slack.workspace import Workspace, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)

OPEN = 'req open "Senior ML engineer" production senior remote in'


def reqs(slack: Workspace) -> list[Requisition]:
    return slack.house.database.read("slack:T1", lambda unit: unit.all(Requisition))


async def test_a_req_is_opened_in_the_channel_that_is_named(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        opened = await slack.slash("UMEI", f"{OPEN} <#C0HIRING1|hiring>")
        assert "R-1 is open" in opened.text
        assert reqs(slack)[0].title == "Senior ML engineer"
        await slack.deliver()
        assert slack.card().channel == "C0HIRING1"
        await slack.mention("UMEI", f"{OPEN} <#C0NAMELESS|>")
        await slack.deliver()
        assert slack.card(2).channel == "C0NAMELESS"


async def test_the_channel_is_kept_by_the_form_that_asks_for_a_title(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await slack.slash("UMEI", "req open in <#C0HIRING1|hiring>")
        await slack.submit("UMEI", title="Senior ML engineer")
        await slack.deliver()
        assert slack.card().channel == "C0HIRING1"


async def test_new_reqs_go_to_a_channel_that_was_set_by_its_name(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        assert "#hiring now" in (await slack.slash("UMEI", "settings req channel <#C0HIRING1|hiring>")).text
        await slack.direct("UMEI", 'req open "Senior ML engineer" production senior remote')
        await slack.deliver()
        assert slack.card().channel == "C0HIRING1"


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found"])
@pytest.mark.parametrize("said", [OPEN, "settings req channel"])
async def test_a_channel_without_the_bot_is_told_how_to_invite_it_and_nothing_changes(
    kind: str, tmp_path: Path, error: str, said: str
) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        slack.api.closed["C0HIRING1"] = error
        answer = await slack.slash("UMEI", f"{said} <#C0HIRING1|hiring>")
        assert "I am not in #hiring" in answer.text
        assert "/invite @mlhire" in answer.text
        assert reqs(slack) == []
        slack.api.closed.clear()
        assert "Nothing changed" not in (await slack.slash("UMEI", f"{said} <#C0HIRING1|hiring>")).text


@pytest.mark.parametrize("said", [OPEN, "settings req channel"])
async def test_a_plain_name_is_asked_back_with_what_to_type(kind: str, tmp_path: Path, said: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        answer = await slack.slash("UMEI", f"{said} #hiring")
        assert "pick it from Slack's list" in answer.text
        assert reqs(slack) == []


async def test_where_slack_does_not_say_the_answer_goes_on(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        slack.api.fail("conversations.history", Fault(error="missing_scope"), Fault(cut="before"), Fault(status=500))
        for number in (1, 2, 3):
            assert f"R-{number} is open" in (await slack.slash("UMEI", f"{OPEN} <#C0HIRING1|hiring>")).text


async def test_a_number_or_a_quoted_title_is_no_channel(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        for number, title in enumerate(["ML engineer #2", "ML engineer for #ranking", "C# engineer"], start=1):
            assert f"R-{number} is open" in (await slack.slash("UMEI", f'req open "{title}" senior')).text
        assert [each.title for each in reqs(slack)] == ["ML engineer #2", "ML engineer for #ranking", "C# engineer"]
