"""What Slack sends in its odder moments, in its own shapes: answered rightly or taken without effect, never a failure."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from storage.models import Application, Candidate
from tests.databases import KINDS, fresh_url
from tests.slack.door import FORM, signature
from tests.slack.limits import faults_of_view
from tests.slack.workspace import CHANNEL, Workspace, filled, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)

GUEST = "I answer people of the company that installed me"
CORP = {"id": "E1", "name": "Corp"}


async def sent(slack: Workspace, payload: dict[str, Any]) -> Any:
    """The body that an interaction is answered with, as Slack sends it."""
    body = urlencode({"payload": json.dumps(payload)}).encode()
    async with slack.http.post(slack.url, data=body, headers={"Content-Type": FORM, **signature(body)}) as answer:
        text = await answer.text()
        assert answer.status == 200, text
        return json.loads(text) if text else None


async def event(slack: Workspace, event: dict[str, Any], **envelope: Any) -> None:
    """An event, as Slack sends it."""
    number = next(slack.numbers)
    whole = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": event, **envelope}
    body = json.dumps(whole).encode()
    headers = {"Content-Type": "application/json", **signature(body)}
    async with slack.http.post(slack.url, data=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()


def shortcut(slack: Workspace, callback: str, message: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message shortcut."""
    return {
        "type": "message_action", "callback_id": callback, "token": "x", "action_ts": "1.2", "message_ts": "1.1",
        "team": {"id": "T1", "domain": "acme"}, "enterprise": None, "is_enterprise_install": False,
        "user": {"id": "UMEI", "name": "mei", "team_id": "T1"}, "channel": {"id": CHANNEL, "name": "hiring"},
        "message": {"type": "message", "user": "U7", "ts": "1.1", **message}, "trigger_id": slack._trigger(),
        "response_url": f"{slack.api.url}respond/shortcut", **more,
    }  # fmt: skip


def submission(slack: Workspace, view: dict[str, Any], values: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A submitted form."""
    shown = {**view, "id": "V1", "hash": "h1", "team_id": "T1", "app_installed_team_id": "T1"}
    shown["state"] = {"values": filled(view, values)}
    return {
        "type": "view_submission", "team": {"id": "T1", "domain": "acme"}, "enterprise": None, "is_enterprise_install": False,
        "user": {"id": "UMEI", "name": "mei", "team_id": "T1"}, "trigger_id": slack._trigger(), "view": shown | more,
        "response_urls": [],
    }  # fmt: skip


def press(slack: Workspace, verb: str, args: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A pressed button of a message in the channel."""
    return {
        "type": "block_actions", "team": {"id": "T1", "domain": "acme"}, "enterprise": None, "is_enterprise_install": False,
        "user": {"id": "UMEI", "name": "mei", "team_id": "T1"}, "channel": {"id": CHANNEL}, "trigger_id": slack._trigger(),
        "container": {"type": "message", "channel_id": CHANNEL, "message_ts": "3.1", "is_ephemeral": False},
        "actions": [{"type": "button", "action_id": "a:0", "block_id": "b", "value": json.dumps({"v": verb, "a": args})}],
        "response_url": f"{slack.api.url}respond/button", **more,
    }  # fmt: skip


async def opened(slack: Workspace) -> None:
    """R-1, with its card in the channel."""
    await slack.slash("UMEI", 'req open "Senior ML engineer" production senior remote')
    await slack.deliver()


def candidates(slack: Workspace) -> list[Candidate]:
    return slack.house.database.read("slack:T1", lambda unit: unit.all(Candidate))


def in_form(slack: Workspace, field: str) -> str:
    """What a field of the form that opened is filled in with."""
    view = slack.api.views[-1]
    assert faults_of_view(view) == []
    return str(next(each for each in view["blocks"] if each.get("block_id") == field)["element"].get("initial_value") or "")


BOTS = {"subtype": "bot_message", "bot_id": "B9", "user": None, "text": ""}
MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "a name": ({"text": "Ana Quiroga, <mailto:ana@x.org|ana@x.org>"}, "Ana Quiroga, ana@x.org"),
    "files only": ({"text": "", "files": [{"id": "F1", "name": "cv.pdf", "mimetype": "application/pdf"}]}, ""),
    "a bot's text": ({**BOTS, "text": "New application: Tom Berg"}, "New application: Tom Berg"),
    "a bot's blocks": (
        {**BOTS, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Tom Berg"}}], "attachments": None},
        "Tom Berg",
    ),
    "a bot's attachment": ({**BOTS, "attachments": [{"id": 1, "fallback": "Tom Berg applied"}]}, "Tom Berg applied"),
    "nothing": ({"text": ""}, ""),
    "no text": ({"text": None, "files": None, "blocks": None}, ""),
    "40,000 characters": ({"text": "Ana Quiroga\n" * 3333}, "\n".join(["Ana Quiroga"] * 50)),
    "one line of 40,000": ({"text": "x" * 40_000}, "x" * 3000),
}


@pytest.mark.parametrize("message", MESSAGES)
async def test_add_candidate_opens_its_form_filled_in_with_the_message(kind: str, tmp_path: Path, message: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        said, shown = MESSAGES[message]
        await sent(slack, shortcut(slack, "add_candidate", said))
        assert in_form(slack, "people") == shown
        assert candidates(slack) == [], "nobody is added before somebody says so"


@pytest.mark.parametrize("message", MESSAGES)
async def test_use_as_jd_answers_or_asks_and_keeps_what_was_said(kind: str, tmp_path: Path, message: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        said, shown = MESSAGES[message]
        await sent(slack, shortcut(slack, "use_as_jd", said))
        await slack.api.until(lambda: slack.api.views or slack.api.responses)
        if slack.api.views:
            assert in_form(slack, "text").startswith(shown[:20])
        else:
            assert slack.api.responses


async def test_a_shortcut_in_a_reqs_thread_means_that_req(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await slack.slash("UMEI", 'req open "Staff ML engineer" staff remote')
        await sent(slack, shortcut(slack, "add_candidate", {"text": "Ana Quiroga", "thread_ts": slack.card().ts}))
        req = next(each for each in slack.api.views[-1]["blocks"] if each.get("block_id") == "req")
        assert req["element"]["initial_option"]["value"] == "1"


async def test_a_form_that_is_submitted_twice_does_its_work_once_and_closes(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await slack.press("UMEI", slack.card(), "Add candidate")
        await slack.api.until(lambda: slack.api.views)
        payload = submission(slack, slack.api.views[-1], {"people": "Ana Quiroga"})
        assert await asyncio.gather(sent(slack, payload), sent(slack, payload), sent(slack, payload)) == [None] * 3
        assert len(candidates(slack)) == 1


async def test_a_form_that_is_late_says_at_its_field_what_is_so_now(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await slack.press("UMEI", slack.card(), "Add candidate")
        await slack.api.until(lambda: slack.api.views)
        view = slack.api.views[-1]
        await slack.slash("UMEI", "req fill R-1")
        told = await sent(slack, submission(slack, view, {"people": "Ana Quiroga"}))
        assert (told["response_action"], list(told["errors"])) == ("errors", ["people"])
        assert "R-1 is filled" in told["errors"]["people"]
        assert candidates(slack) == []


@pytest.mark.parametrize(
    "metadata",
    [
        "", "null", "[]", "{}", "x" * 3000, '{"v":"cand add"}', '{"v":5,"a":{}}', '{"v":"cand add","a":[]}',
        '{"v":"nope","a":{}}', '{"v":"cand add","a":{},"c":5,"t":[1],"r":{}}', '{"v":"cand add","a":{"bogus":1}}',
        '{"v":"req fill","a":{"req":1}}',
    ],
)  # fmt: skip
async def test_a_form_that_carries_what_is_not_ours_changes_nothing(kind: str, tmp_path: Path, metadata: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await slack.press("UMEI", slack.card(), "Add candidate")
        await slack.api.until(lambda: slack.api.views)
        told = await sent(slack, submission(slack, slack.api.views[-1], {"people": "Ana"}, private_metadata=metadata))
        assert told is None or told["response_action"] == "errors"
        assert candidates(slack) == []
        assert "· day" in slack.card().text


async def test_an_answer_whose_way_back_is_dead_goes_another_way(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await sent(slack, press(slack, "req show", {"req": 1}, response_url="http://127.0.0.1:9/gone"))
        assert "R-1" in slack.api.ephemerals[-1]["text"]
        slack.api.closed[CHANNEL] = "not_in_channel"
        await sent(slack, press(slack, "req show", {"req": 1}, response_url="http://127.0.0.1:9/gone"))
        assert "R-1" in slack.to("UMEI")[-1].text


async def test_a_button_about_somebody_who_was_forgotten_says_that_they_are_gone(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        await slack.slash("UMEI", 'cand add "Ana Quiroga" R-1')
        shown = await slack.slash("UMEI", "cand show ana R-1")
        await slack.press("UMEI", await slack.slash("UMEI", "cand forget C-1"), "Forget them")
        for label in ("To Screen", "Reject", "Note", "Withdrew"):
            assert "not here any more" in (await slack.press("UMEI", shown, label)).text, label
        [application] = slack.house.database.read("slack:T1", lambda unit: unit.all(Application))
        assert application.stage == "new"


async def test_an_organisations_payload_without_a_team_means_the_same_workspace(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        org = {"team": None, "enterprise": CORP, "is_enterprise_install": True}
        await sent(slack, press(slack, "req show", {"req": 1}, **org))
        assert "Senior ML engineer" in slack.api.responses[-1]["text"]
        await sent(slack, shortcut(slack, "add_candidate", {"text": "Ana Quiroga"}, **org))
        view = submission(slack, slack.api.views[-1], {"people": "Ana Quiroga"})
        assert await sent(slack, view | org) is None
        assert len(candidates(slack)) == 1


@pytest.mark.parametrize("team", ["T1", "T2"])
async def test_people_of_another_company_are_told_so_and_see_nothing(kind: str, tmp_path: Path, team: str) -> None:
    """Slack Connect: a payload names the speaker's own team, and in some of them also as the request's."""
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        await opened(slack)
        outside = {"user": {"id": "UEXT", "name": "eve", "team_id": "T2"}, "team": {"id": team}}
        await sent(slack, press(slack, "req show", {"req": 1}, **outside))
        assert GUEST in slack.api.responses[-1]["text"]
        await sent(slack, shortcut(slack, "add_candidate", {"text": "Ana"}, **outside))
        assert GUEST in slack.api.responses[-1]["text"]
        mention = {
            "type": "app_mention",
            "channel": CHANNEL,
            "user": "UEXT",
            "user_team": "T2",
            "text": "<@U0BOT> due",
            "ts": "7.1",
        }
        installed = [{"enterprise_id": None, "team_id": "T1", "user_id": "U0BOT", "is_bot": True}]
        await event(slack, mention, team_id=team, authorizations=installed, is_ext_shared_channel=True)
        assert GUEST in slack.api.ephemerals[-1]["text"]


async def test_a_mention_where_the_bot_is_not_a_member_is_answered_in_private(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        slack.api.closed["C8"] = "channel_not_found"
        await event(slack, {"type": "app_mention", "channel": "C8", "user": "UMEI", "text": "<@U0BOT> band senior", "ts": "7.1"})
        assert "Senior ML engineer" in slack.to("UMEI")[-1].text


UNHEARD: tuple[dict[str, Any], ...] = (
    {"type": "view_closed", "view": {"type": "modal", "callback_id": "form"}, "is_cleared": False},
    {"type": "block_suggestion", "action_id": "x", "block_id": "b", "value": "an"},
    {"type": "interactive_message", "callback_id": "x", "actions": [{"name": "a", "type": "button", "value": "v"}]},
    {"type": "dialog_submission", "callback_id": "x", "submission": {}},
    {"type": "dialog_cancellation", "callback_id": "x"},
    {"type": "workflow_step_edit", "callback_id": "x"},
    {"type": "message_action", "callback_id": "another_apps", "message": {"text": "x"}},
)


@pytest.mark.parametrize("payload", UNHEARD, ids=lambda payload: payload["type"])
async def test_interactions_that_nobody_waits_for_are_taken_without_effect(
    kind: str, tmp_path: Path, payload: dict[str, Any]
) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        calls = len(slack.api.calls)
        about = {"team": {"id": "T1"}, "user": {"id": "UMEI"}, "channel": {"id": CHANNEL}, "trigger_id": "t"}
        assert await sent(slack, about | payload) is None
        assert len(slack.api.calls) == calls
        assert slack.api.responses == []


@pytest.mark.parametrize(
    "happened",
    [
        {"type": "channel_rename", "channel": {"id": CHANNEL, "name": "hiring-ml", "created": 1}},
        {"type": "channel_deleted", "channel": CHANNEL},
        {"type": "channel_archive", "channel": CHANNEL, "user": "UMEI"},
        {"type": "member_joined_channel", "channel": CHANNEL, "user": "U0BOT"},
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}},
        {"type": "message", "subtype": "message_changed", "channel": "DMEI", "channel_type": "im", "message": {"text": "due"}},
        {"type": "message", "subtype": "message_deleted", "channel": "DMEI", "channel_type": "im", "deleted_ts": "1.1"},
        {"type": "message", "channel": "DMEI", "channel_type": "im", "bot_id": "B1", "user": "U0BOT", "text": "due", "ts": "1.1"},
    ],
    ids=lambda happened: f"{happened['type']}-{happened.get('subtype', '')}",
)
async def test_events_that_ask_for_nothing_are_taken_without_effect(kind: str, tmp_path: Path, happened: dict[str, Any]) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as slack:
        calls = len(slack.api.calls)
        await event(slack, happened)
        assert len(slack.api.calls) == calls
