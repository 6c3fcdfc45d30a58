"""Channels that companies share (Slack Connect) and organisations of many teams (Enterprise Grid): who is one of ours."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from handlers.core.command import Attachment
from tests.peers.slack_api import Fault
from tests.slack.door import Door, mention, message_event, opened, press

INSTALLED = [{"enterprise_id": "E1", "team_id": "T1", "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}]
OURS = {"team_id": "T1", "enterprise_id": "E1", "context_team_id": "T1", "context_enterprise_id": "E1"}
THEIRS = {"team_id": "T2", "enterprise_id": "E2", "context_team_id": "T1", "context_enterprise_id": "E1"}


async def sent(door: Door, event: dict[str, Any], **envelope: Any) -> None:
    whole = {"type": "event_callback", "event_id": "Ev1", "event": event, "authorizations": INSTALLED} | envelope
    assert (await door.post(json.dumps(whole).encode(), "application/json"))[0] == 200


@pytest.mark.parametrize(
    ("speaker", "envelope"),
    [
        ({"team": "T1", "user_team": "T2", "source_team": "T2"}, OURS),
        ({"team": "T1", "user_team": "E2", "source_team": "E2"}, OURS),
        ({"team": "T1", "user_team": "E2", "source_team": "E2"}, {"team_id": "T1"}),
        ({"team": "T2"}, THEIRS),
        ({"team": "T2", "user_team": "T2"}, THEIRS),
    ],
)
async def test_people_of_another_company_are_told_so(speaker: dict[str, Any], envelope: dict[str, Any]) -> None:
    async with opened(organisation="E1") as door:
        await sent(door, mention("due", **speaker), **envelope, is_ext_shared_channel=True)
        assert door.desk.heard == []
        assert "the company that installed me" in door.api.ephemerals[0]["text"]


@pytest.mark.parametrize(
    ("speaker", "envelope", "shared"),
    [
        ({"team": "T1"}, OURS, True),
        ({"team": "T1", "user_team": "E1", "source_team": "E1"}, {"team_id": "T1"}, True),
        ({"team": "T1", "user_team": "T1"}, OURS, True),
        ({"team": "T3", "user_team": "T3", "source_team": "T3"}, OURS, False),
        ({"team": "T3", "user_team": "T3", "source_team": "T3"}, {"team_id": "T3"}, False),
        ({}, {"team_id": None, "enterprise_id": "E1", "authorizations": [INSTALLED[0] | {"team_id": None}]}, False),
    ],
)
async def test_people_of_our_organisation_are_answered(speaker: dict[str, Any], envelope: dict[str, Any], shared: bool) -> None:
    async with opened(organisation="E1") as door:
        await sent(door, mention("due", **speaker), **{**envelope, "is_ext_shared_channel": shared})
        assert [command.said for command in door.desk.heard] == ["due"]


@pytest.mark.parametrize(
    ("told", "guest"),
    [
        ({"team_id": "T2"}, True),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, True),
        ({"team_id": "T3", "enterprise_user": {"enterprise_id": "E1"}}, False),
        ({"team_id": "T1"}, False),
        ({}, False),
    ],
)
async def test_what_slack_tells_of_somebody_counts_for_more_than_what_a_payload_says_in_passing(
    told: dict[str, Any], guest: bool
) -> None:
    async with opened(organisation="E1") as door:
        door.api.people["U1"] = {"real_name": "Eve", **told}
        pressed = {"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "user": {"id": "U1", "team_id": "T2"}}
        await door.interact(press(door.api, '{"v":"due","a":{}}', **pressed))
        await door.slash("due")
        await sent(door, mention("due"), team_id="T1")
        assert [command.verb or command.said for command in door.desk.heard] == ([] if guest else ["due"] * 3)
        assert ("the company that installed me" in door.api.ephemerals[0]["text"]) is guest


async def test_until_slack_has_told_who_we_are_only_people_of_the_team_that_we_were_asked_in_are_answered() -> None:
    async with opened() as door:
        door.slack._ours = ("", "")
        await sent(door, mention("due", user_team="T2"), team_id="T1", is_ext_shared_channel=True)
        assert door.desk.heard == []
        await sent(door, mention("due", ts="3.1", user_team="T1"), team_id="T1", event_id="Ev2", is_ext_shared_channel=True)
        assert [command.said for command in door.desk.heard] == ["due"]


async def test_until_then_an_event_tells_which_mention_is_ours() -> None:
    async with opened() as door:
        door.slack.bot_user = ""
        await sent(door, mention("due <@U7>"), team_id="T1", is_ext_shared_channel=False)
        assert [command.said for command in door.desk.heard] == ["due <@U7>"]
        await sent(door, mention("due", user="U0BOT", ts="3.1"), team_id="T1", event_id="Ev2", is_ext_shared_channel=False)
        assert len(door.desk.heard) == 1, "what we say ourselves is nobody's question"


async def test_who_we_are_is_asked_until_slack_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def at_once(seconds: float) -> None:
        waits.append(seconds)

    async with opened() as door:
        door.api.fail("auth.test", *[Fault(error="internal_error")] * 6)
        monkeypatch.setattr("bot.slack.receive.asyncio.sleep", at_once)
        door.slack.bot_user = ""
        await asyncio.wait_for(door.slack._learn_own_id(), 5)
        assert (door.slack.bot_user, waits) == ("U0BOT", [1, 5, 30, 120, 120, 120])


SHARED = {"id": "F1", "mode": "file_access", "file_access": "check_file_info", "created": 0, "timestamp": 0, "user": ""}


async def test_a_file_that_a_shared_channel_only_hints_at_is_asked_about_and_read() -> None:
    async with opened() as door:
        door.api.downloads["jd.md"] = ("text/markdown", b"We serve models")
        url = f"{door.api.url}files/jd.md"
        door.api.described["F1"] = {"name": "jd.md", "mimetype": "text/plain", "file_access": "visible", "url_private": url}
        await door.event(mention("triage", files=[SHARED]))
        assert door.desk.heard[0].attachments == (Attachment("jd.md", "We serve models"),)


@pytest.mark.parametrize(
    "file",
    [
        SHARED,
        {"id": "F2", "mode": "tombstone"},
        {"id": "F3", "mode": "hidden_by_limit", "name": "jd.md", "mimetype": "text/plain"},
    ],
    ids=lambda file: file["mode"],
)
async def test_a_file_that_can_not_be_had_is_said_so(file: dict[str, Any]) -> None:
    async with opened() as door:
        await door.event(message_event("triage", subtype="file_share", files=[file]))
        assert "I could not get" in door.api.messages["D1"][0]["text"]
        assert door.desk.heard == []


@pytest.mark.parametrize(
    ("name", "mimetype", "filetype"),
    [
        ("jd.png", "image/png", "png"),
        ("Canvas", "application/vnd.slack-docs", "quip"),
        ("audio_message.m4a", "audio/mp4", "m4a"),
    ],
)
async def test_a_document_that_is_no_text_is_answered_with_what_to_do(name: str, mimetype: str, filetype: str) -> None:
    async with opened() as door:
        file = {"name": name, "mimetype": mimetype, "filetype": filetype, "url_private": f"{door.api.url}files/x"}
        await door.event(message_event("triage", subtype="file_share", files=[file]))
        assert "Paste its text instead" in door.api.messages["D1"][0]["text"]
        assert door.desk.heard == []


async def test_a_snippet_and_a_forwarded_message_are_documents() -> None:
    async with opened() as door:
        door.api.downloads["snippet"] = ("text/plain", b"We serve models")
        snippet = {"name": "jd.txt", "mimetype": "text/plain", "mode": "snippet", "url_private": f"{door.api.url}files/snippet"}
        forwarded = {"is_share": True, "text": "We train &amp; serve", "fallback": "[5 May] x", "files": [snippet]}
        unfurled = {"is_msg_unfurl": True, "text": "a link that was pasted"}
        await door.event(message_event("triage", attachments=[forwarded, unfurled]))
        assert door.desk.heard[0].attachments == (
            Attachment("message", "We train & serve"),
            Attachment("jd.txt", "We serve models"),
        )
