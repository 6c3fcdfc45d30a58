"""What clients send around people's words: tables, formatted text without a text; and what asks for nothing."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.core.command import Attachment
from tests.slack.door import mention, message_event, opened, press


def runs(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    """A formatted message, as Slack's own clients compose it."""
    return [{"type": "rich_text", "block_id": "x", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


def said(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": text, **more}


TABLE = {
    "type": "table",
    "block_id": "t",
    "column_settings": [None, {"align": "right"}],
    "rows": [
        [*runs(said("Na"), said("me\n", style={"bold": True})), {"type": "raw_text", "text": "Stage"}],
        [{"type": "raw_text", "text": "Ana <Q>"}, *runs({"type": "link", "url": "https://x.org", "text": "screen"})],
        [{"type": "raw_text", "text": "Tom"}, {"type": "raw_number", "value": 3, "text": "3"}],
    ],
}
ROWS = "Name\tStage\nAna <Q>\tscreen\nTom\t3"
PASTED = {"id": 1, "fallback": "[no preview available]", "blocks": [TABLE]}


@pytest.mark.parametrize(
    "more",
    [
        {"attachments": [PASTED]},
        {"blocks": [*runs({"type": "user", "user_id": "U0BOT"}, said(" cand add R-1")), TABLE]},
        {"text": "", "blocks": [*runs({"type": "user", "user_id": "U0BOT"}, said(" cand add R-1")), TABLE]},
        {"text": "", "blocks": runs({"type": "user", "user_id": "U0BOT"}, said(" cand add R-1")), "attachments": [PASTED]},
    ],
    ids=["attached", "among the blocks", "no text", "no text, attached"],
)
async def test_a_table_that_is_pasted_is_read_as_its_rows(more: dict[str, Any]) -> None:
    async with opened() as door:
        await door.event(mention("cand add R-1") | more)
        assert door.desk.heard[0].said == f"cand add R-1\n{ROWS}"


async def test_a_table_of_a_link_that_unfurled_was_not_pasted() -> None:
    async with opened() as door:
        await door.event(mention("due", attachments=[{**PASTED, "from_url": "https://x.org"}]))
        assert door.desk.heard[0].said == "due"


async def test_a_table_in_a_message_that_was_forwarded_or_a_shortcut_was_used_on_is_part_of_it() -> None:
    async with opened() as door:
        inner = {"team": "T1", "channel": "C2", "ts": "1.1", "message": {"blocks": [*runs(said("The stack")), TABLE]}}
        shared = {"is_share": True, "text": "The stack", "message_blocks": [inner], "from_url": "https://acme.slack.com/x"}
        await door.event(mention("triage", attachments=[shared]))
        assert door.desk.heard[0].attachments == (Attachment("message", f"The stack\n{ROWS}"),)
        used = {"type": "message_action", "callback_id": "use_as_jd", "trigger_id": "t.2"}
        for number, message in enumerate(({"text": "", "attachments": [PASTED]}, {"text": "Pay", "attachments": [PASTED]})):
            await door.interact(press(door.api, "") | used | {"message": message, "trigger_id": f"t.{number}"})
        assert [each.text for command in door.desk.heard[1:] for each in command.attachments] == [ROWS, f"Pay\n{ROWS}"]


async def test_a_message_whose_words_stand_in_its_blocks_alone_is_read_like_any_other() -> None:
    async with opened() as door:
        line = runs(
            {"type": "user", "user_id": "U0BOT"},
            said(" ask <R&D> "),
            {"type": "user", "user_id": "U7"},
            said(" in "),
            {"type": "channel", "channel_id": "C9"},
            said(" "),
            {"type": "link", "url": "https://x.org", "text": "this one"},
            {"type": "emoji", "name": "wave"},
            {"type": "broadcast", "range": "here"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "5 May"},
        )
        items = {"type": "rich_text_list", "style": "bullet", "elements": [runs(said("one"))[0]["elements"][0]]}
        await door.event(mention("") | {"text": "", "blocks": [{**line[0], "elements": [*line[0]["elements"], items]}]})
        assert door.desk.heard[0].said == "ask <R&D> <@U7> in #C9 this one:wave:@here@subteam5 May\none"


@pytest.mark.parametrize("subtype", ["me_message", "thread_broadcast", "file_share", "", None])
async def test_what_a_person_says_is_said_in_whatever_way(subtype: str | None) -> None:
    async with opened() as door:
        await door.event(message_event("due", subtype=subtype))
        assert [each.said for each in door.desk.heard] == ["due"]


async def test_what_slack_itself_says_in_a_direct_conversation_is_nobodys_question() -> None:
    async with opened() as door:
        await door.event(message_event("Reminder: band senior", user="USLACKBOT"))
        assert door.desk.heard == []
        assert not door.api.messages


@pytest.mark.parametrize("kinds", [("app_mention", "message"), ("message", "app_mention"), ("message",)])
@pytest.mark.parametrize("text", ["<@U0BOT> due", "due <@U0BOT|mlhire>"])
async def test_a_mention_that_comes_as_a_message_of_its_channel_too_is_answered_once(kinds: tuple[str, ...], text: str) -> None:
    async with opened() as door:
        for number, kind in enumerate(kinds):
            event = {"type": kind, "channel": "C1", "channel_type": "channel", "user": "U1", "text": text, "ts": "2.000100"}
            await door.event(event, f"Ev{number}")
        assert [each.said for each in door.desk.heard] == ["due"]
        assert [each["user"] for each in door.api.ephemerals] == ["U1"]


@pytest.mark.parametrize("text", ["due", "<@U0BOTHER> due", "&lt;@U0BOT&gt; due"])
async def test_a_channels_message_that_mentions_others_or_nobody_is_not_ours(text: str) -> None:
    async with opened() as door:
        await door.event({"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "text": text, "ts": "2.1"})
        assert door.desk.heard == []
