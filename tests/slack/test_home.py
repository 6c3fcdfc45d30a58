"""App Home: the page of one's own, published when it is opened, and edited when something of its person changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.databases import KINDS, fresh_url
from tests.peers.slack_api import Fault
from tests.slack.workspace import workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)


def shown(view: object) -> str:
    return json.dumps(view, ensure_ascii=False)


async def test_a_home_shows_ones_own_and_changes_with_it(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        view = await slack.opens_home("UMEI")
        assert view["type"] == "home"
        assert "Senior ML engineer" in shown(view)
        await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
        await slack.slash("UMEI", 'loop done "Ana Quiroga" R-1')
        await slack.deliver()
        assert "Ana Quiroga's offer" in shown(slack.api.homes["UMEI"])
        published = len(slack.api.called("views.publish"))
        for name in ("Tom Berg", "Iris Lund", "Noa Katz"):
            await slack.slash("UMEI", f'cand add "{name}" R-1')
        await slack.deliver()
        assert len(slack.api.called("views.publish")) == published + 1


async def test_a_button_of_a_home_is_answered_in_the_direct_conversation(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        view = await slack.opens_home("UMEI")
        button = next(each for block in view["blocks"] if block["type"] == "actions" for each in block["elements"])
        payload = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "UMEI", "name": "mei"},
            "container": {"type": "view", "view_id": "V1"},
            "view": {"id": "V1", "type": "home", "callback_id": view["callback_id"], "blocks": view["blocks"]},
            "trigger_id": "t.1",
            "actions": [{"type": "button", "action_id": button["action_id"], "block_id": "b", "value": button["value"]}],
        }
        await slack._interact(payload)
        assert "1 open req" in slack.to("UMEI")[-1].text


async def test_who_is_not_known_sees_how_to_begin_and_stays_unknown(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        assert "Open a req" in shown(await slack.opens_home("UEVE"))
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        assert "Senior ML engineer" in shown(await slack.opens_home("UMEI"))


async def test_a_home_that_could_not_be_published_is_published_later(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
        await slack.opens_home("UMEI")
        slack.api.fail("views.publish", Fault(status=429, retry_after=1))
        await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
        await slack.deliver()
        await slack.deliver()
        assert "New 1" in shown(slack.api.homes["UMEI"])
