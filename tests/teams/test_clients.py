"""What clients write around people's words, what is sent twice, and what breaks on its way here."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from aiohttp import web

from bot.compose import House
from bot.config import Config, Teams
from bot.teams import incoming
from bot.teams.receive import mount
from bot.teams.tokens import TokenGate
from handlers.core.command import Command
from handlers.core.reply import Reply
from tests.peers.by_hand import on_the_line
from tests.peers.oddities import oddities
from tests.peers.teams_connector import APP_ID

CHANNEL = {"id": "19:abc@thread.tacv2;messageid=17", "conversationType": "channel", "isGroup": True, "tenantId": "tenant-1"}
BOT = {"id": "28:bot", "name": "mlhire"}
QUOTE = (
    '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1600457867820">\n'
    '<strong itemprop="mri" itemid="8:orgid:x">Ravi</strong><span itemprop="time" itemid="1600457867820"></span>\n'
    '<p itemprop="preview"><at>mlhire</at> due</p>\n</blockquote>'
)


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE}<p>band senior</p>",
        f"<div>{QUOTE}{QUOTE}\n<p>band senior</p></div>",
        '<quoted messageId="1772050244572"/> band senior',
        '<quoted messageId="1"/><quoted messageId="2"></quoted>\r\nband senior',
        '<attachment id="1772050244572"></attachment><p>band senior</p>',
        "<blockquote>band</blockquote> senior",
    ],
    ids=["reply", "two", "mark", "two marks", "reference", "a person's own quote"],
)
async def test_what_is_quoted_above_an_answer_was_not_said_again(door: Any, activity: Any, text: str) -> None:
    await door.post(activity(text=text))
    assert " ".join(door.answers.heard[0].said.split()) == "band senior"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<at>mlhire</at> band senior", "<at>mlhire</at>"),
        ("<at>ml</at> band senior", "<at>ml</at>"),
        ('<at id="0">mlhire</at>&nbsp;band senior', "<at>mlhire</at>"),
        ("<AT>mlhire</AT> band senior", "<at>mlhire</at>"),
        ("band <at>mlhire</at>senior", "<at>mlhire</at>"),
        ("<at>mlhire</at> band senior", None),
        ("<at>mlhire</at> band senior", ""),
    ],
)
async def test_the_bots_own_mention_is_no_word_however_a_client_writes_it(
    door: Any, activity: Any, text: str, shown: str | None
) -> None:
    entity = {"type": "mention", "mentioned": BOT} | ({} if shown is None else {"text": shown})
    await door.post(activity(text=text, conversation=CHANNEL, entities=[{"type": "clientInfo", "locale": "de-DE"}, entity]))
    assert door.answers.heard[0].said == "band senior"


@pytest.mark.parametrize(
    "text",
    [
        '<codeblock class="Markdown"><code>band senior</code></codeblock>',
        "<table><tbody><tr><td>band</td><td><p>senior</p></td></tr></tbody></table>",
        '<p>band senior<hr/><emoji id="1f389" alt="x"></emoji></p>',
        "<sub>band</sub> <sup>senior</sup>",
    ],
)
async def test_what_surrounds_peoples_words_is_none_of_them(door: Any, activity: Any, text: str) -> None:
    await door.post(activity(text=text))
    assert door.answers.heard[0].said.split() == ["band", "senior"]


@pytest.mark.parametrize("moment", ["", "yesterday", 5, "2026-11-20T24:61:00Z", "2026-11-20 04:00:00"])
async def test_a_moment_that_is_oddly_written_costs_nobody_their_answer(door: Any, activity: Any, moment: Any) -> None:
    assert (await door.post(activity(text="band", timestamp=moment, localTimestamp=moment, expiration=moment)))[0] == 200
    assert len(door.answers.heard) == 1


@pytest.mark.parametrize("kind", ["entities", "attachments", "membersAdded"])
async def test_an_empty_place_in_a_list_is_passed_over(door: Any, activity: Any, kind: str) -> None:
    what = "conversationUpdate" if kind == "membersAdded" else "message"
    listed = [None, {"id": "28:bot"}] if kind == "membersAdded" else [None]
    assert (await door.post(activity(what, text="band", **{kind: listed})))[0] == 200
    assert len(door.answers.heard) == 1


async def test_a_message_that_comes_again_is_answered_once_even_while_its_answer_is_under_way(door: Any, activity: Any) -> None:
    said = activity(text="band")
    assert [status for status, _ in await asyncio.gather(*(door.post(said) for _ in range(3)))] == [200] * 3
    assert (await door.post(said))[0] == 200
    assert len(door.answers.heard) == len(door.peer.accepted) == 1
    await door.post(activity(text="band"))
    await door.post({**said, "conversation": {**said["conversation"], "id": "a:another"}})
    assert len(door.answers.heard) == 3


async def test_a_message_whose_answer_failed_is_answered_when_it_comes_again(door: Any, activity: Any) -> None:
    class Once:
        """Fails the first time."""

        times = 0

        async def answer(self, command: Command) -> Reply:
            self.times += 1
            if self.times == 1:
                raise RuntimeError("broken")
            return Reply("there")

    door.rewire(answering=Once())
    said = activity(text="band")
    await door.post(said)
    assert not door.peer.accepted
    await door.post(said)
    assert len(door.peer.accepted) == 1


async def test_who_awaits_the_answer_in_the_response_gets_it_each_time(door: Any, activity: Any) -> None:
    said = activity(text="band", deliveryMode="expectReplies")
    assert [len((await door.post(said))[1]["activities"]) for _ in range(2)] == [1, 1]


PERSONAL = {"id": "a:personal", "conversationType": "personal", "tenantId": "tenant-1"}
US = {"type": "mention", "text": "<at>mlhire</at>", "mentioned": BOT}


async def test_a_tenant_that_the_conversation_alone_names_is_the_tenant(door: Any, activity: Any) -> None:
    for data in (None, {}, {"tenant": {}}):
        assert (await door.post(activity(text="band", channelData=data, conversation=PERSONAL)))[0] == 200
    assert {each.actor.workspace for each in door.answers.heard} == {"teams:tenant-1"}
    elsewhere = {**PERSONAL, "tenantId": "tenant-2"}
    assert (await door.post(activity(text="band", channelData=None, conversation=elsewhere)))[0] == 403
    assert (await door.post(activity(text="band", conversation=elsewhere)))[0] == 200, "the channel's data says it first"


async def test_whom_an_activity_is_for_is_known_from_its_token(door: Any, activity: Any) -> None:
    said = activity(text="<at>mlhire</at> band", conversation=CHANNEL, entities=[{**US, "mentioned": {"id": f"28:{APP_ID}"}}])
    del said["recipient"]
    await door.post(said)
    assert door.answers.heard[0].said == "band"
    assert door.peer.accepted[0]["body"]["from"]["id"] == f"28:{APP_ID}"


@pytest.mark.parametrize(
    ("where", "private"),
    [
        ({"id": "a1b2|livechat"}, True),
        ({"id": "a:1", "isGroup": False}, True),
        ({"id": "a1b2", "isGroup": True}, False),
        ({"id": "19:x@thread.v2"}, False),
        ({"id": "a:1", "conversationType": "groupChat"}, False),
    ],
)
async def test_a_chat_whose_kind_is_not_named_is_private_where_it_is_no_group(
    door: Any, activity: Any, where: dict[str, Any], private: bool
) -> None:
    await door.post(activity(text="band", conversation=where, entities=[US]))
    assert door.answers.heard[0].place.private is private


@pytest.mark.parametrize("channel", ["msteams", "emulator", "webchat"])
async def test_on_ones_own_machine_the_tools_that_stand_for_teams_are_answered(local: Any, activity: Any, channel: str) -> None:
    where = {"id": "personal-chat-id", "tenantId": "tenant-1"}
    said = activity(text="band", channelId=channel, conversation=where, channelData={"clientActivityID": "1"})
    assert (await local.post(said, None))[0] == 200
    assert local.answers.heard[0].place.private


UNKNOWN = (
    "composeExtension/query", "composeExtension/fetchTask", "composeExtension/submitAction", "composeExtension/queryLink",
    "composeExtension/selectItem", "composeExtension/setting", "signin/verifyState", "signin/tokenExchange", "signin/failure",
    "application/search", "config/fetch", "config/submit", "message/submitAction", "message/fetchTask", "tab/fetch", "tab/submit",
    "actionableMessage/executeAction", "handoff/action", "suggestedActions/submit", "newest", "", None,
)  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
async def test_an_invoke_that_nobody_here_answers_says_so(door: Any, activity: Any, name: str | None) -> None:
    assert await door.post(activity("invoke", name=name, value={"commandId": "x"})) == (501, None)
    assert not door.answers.heard


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS"])
async def test_another_method_is_not_allowed(door: Any, method: str) -> None:
    async with door.http.request(method, door.url) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("address", ["https://smba.infra.gcc.teams.microsoft.com/gcc/", "https://smba.trafficmanager.net/de/"])
async def test_each_address_of_microsofts_is_answered_where_the_token_names_it(door: Any, activity: Any, address: str) -> None:
    said = activity(text="band", serviceUrl=address, deliveryMode="expectReplies")
    assert (await door.post(said))[0] == 403
    assert (await door.post(said, door.peer.token(serviceurl=address)))[0] == 200
    assert door.answers.heard[0].place.route["service_url"] == address


GOVERNMENT = "https://api.botframework.us"


async def test_a_token_of_a_governments_cloud_is_refused(door: Any, activity: Any) -> None:
    assert (await door.post(activity(text="band"), door.peer.token(iss=GOVERNMENT)))[0] == 401
    assert not door.answers.heard


async def test_in_a_governments_cloud_its_tokens_are_taken_and_those_of_the_public_one_refused(door: Any, activity: Any) -> None:
    door.rewire(gate=TokenGate(APP_ID, door.keys, us_government=True))
    assert (await door.post(activity(text="band"), door.peer.token()))[0] == 401
    assert (await door.post(activity(text="band"), door.peer.token(iss=GOVERNMENT, aud="another")))[0] == 403
    assert not door.answers.heard
    assert (await door.post(activity(text="band"), door.peer.token(iss=GOVERNMENT)))[0] == 200


@pytest.mark.parametrize(
    ("us_government", "keys", "login", "scope"),
    [
        (False, "login.botframework.com", "https://login.microsoftonline.com/acme", "https://api.botframework.com"),
        (True, "login.botframework.azure.us", "https://login.microsoftonline.us/acme", GOVERNMENT),
    ],
)
def test_each_cloud_has_its_own_keys_and_its_own_login(us_government: bool, keys: str, login: str, scope: str) -> None:
    secrets: Any = {"app_id": APP_ID, "app_password": "secret", "tenant_id": "acme"}
    house = House(Config(teams=Teams(us_government=us_government, **secrets)))
    wiring: Any = mount(web.Application(), house)._wiring
    assert f"//{keys}/" in wiring.gate._keys.address()
    credentials = wiring.connector._token._make()
    assert (credentials.oauth_endpoint, credentials.oauth_scope) == (login, scope)


JSON = "Content-Type: application/json"
SHARED = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "name": "a",
    "content": {"downloadUrl": "http://x"},
}
TWIN = {"contentType": "text/html", "content": '<blockquote itemtype="http://schema.skype.com/Forward">x</blockquote>'}
FORWARD = {"contentType": "forwardedMessageReference", "content": {"originalMessageContent": "<p>x</p>"}}
BAND = {"v": "band", "a": {"level": "senior"}, "page": 1, "f.market": "remote"}
KEPT = {"context": {"v": "kit", "a": {}, "n": "kit.md"}, "uploadInfo": {"uploadUrl": "https://127.0.0.1:9/kit.md"}}
SENT: dict[str, dict[str, Any]] = {
    "message": {
        "text": "<at>mlhire</at> band",
        "entities": [{"type": "mention", "mentioned": BOT}],
        "attachments": [TWIN, FORWARD, SHARED],
    },
    "button": {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": "mlhire", "data": BAND}}},
    "dialog": {"type": "invoke", "name": "task/submit", "value": {"data": BAND, "context": {"theme": "dark"}}},
    "file": {"type": "invoke", "name": "fileConsent/invoke", "value": {"type": "fileUpload", "action": "accept", **KEPT}},
    "added": {"type": "conversationUpdate", "membersAdded": [BOT]},
}


@pytest.mark.parametrize("kind", SENT)
async def test_whatever_kind_a_part_of_an_activity_is_of_it_is_never_a_fault_of_ours(
    door: Any, activity: Any, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    for number, (way, odd) in enumerate(oddities(activity(conversation=CHANNEL, **SENT[kind]))):
        status, _ = await door.post(odd if way == ("id",) else odd | {"id": f"{number}"})
        assert status in {200, 400, 401, 403, 501}, (way, odd)
        assert "Traceback" not in caplog.text, (way, odd)


@pytest.mark.parametrize(
    "odd", [{"tenant": None}, {"tenant": "tenant-1"}, {"tenant": 7}, {"team": None, "channel": "x"}, "x", None]
)
async def test_what_is_no_object_in_the_channels_data_is_passed_over_and_the_message_answered(
    door: Any, activity: Any, odd: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "tenant", lambda _: "tenant-1")  # admitted, and the library looks for the tenant itself
    assert (await door.post(activity(text="band", channelData=odd, deliveryMode="expectReplies")))[0] == 200
    assert len(door.answers.heard) == 1
    assert "Traceback" not in caplog.text


async def test_a_body_that_is_cut_off_is_nobodys_and_the_door_stays_open(
    door: Any, activity: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await on_the_line(door.url, b'{"type":', JSON, length=500)
    assert (await door.post(activity(text="band")))[0] == 200
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_body_that_is_not_packed_as_it_says_is_a_400(door: Any, encoding: str) -> None:
    assert b" 400 " in await on_the_line(door.url, b"nothing of the kind", JSON, f"Content-Encoding: {encoding}")


@pytest.mark.parametrize("host", ["[bad", "evil.example", "127.0.0.1.evil.example", "a b"])
async def test_a_local_door_asked_for_by_another_name_is_closed(local: Any, activity: Any, host: str) -> None:
    body = json.dumps(activity(text="band")).encode()
    assert b" 40" in await on_the_line(local.url, body, f"Host: {host}", JSON)
    assert not local.answers.heard
