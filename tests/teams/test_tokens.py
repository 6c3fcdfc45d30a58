"""Who is let in: a token of the channel's for this app and this address, and nobody else."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from botframework.connector.auth import ChannelValidation

from bot.teams.receive import TeamsDoor
from bot.teams.tokens import Keys, LocalGate, TokenGate, gate

GOOD: dict[str, Any] = {}
BAD: dict[str, dict[str, Any]] = {
    "expired": {"exp": int(time.time()) - 3600},
    "not yet valid": {"nbf": int(time.time()) + 3600},
    "never expiring": {"exp": None},
    "of another key": {"key": "other"},
    "of an unknown key": {"headers": {"kid": "key-9"}},
    "of no key": {"headers": {"kid": ""}},
    "unsigned": {"algorithm": "none"},
    "signed with a shared secret": {"algorithm": "HS256"},
    "signed with another RSA algorithm": {"algorithm": "RS384"},
    "without issuer": {"iss": None},
    "of another issuer": {"iss": "https://evil.example"},
    "of the emulator's issuer": {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
    "of another bot": {"iss": "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/", "ver": "1.0", "appid": "other"},
    "for another app": {"aud": "99999999-0000-0000-0000-000000000000"},
    "for no app": {"aud": None},
    "for a list of apps": {"aud": ["11111111-2222-3333-4444-555555555555"]},
    "for another address": {"serviceurl": "https://evil.example/"},
    "for no address": {"serviceurl": None},
}


@pytest.mark.parametrize("name", BAD)
async def test_a_token_that_is_not_good_is_refused_and_nothing_is_processed(door: Any, activity: Any, name: str) -> None:
    status, body = await door.post(activity(text="band"), door.peer.token(**BAD[name]))
    assert status in {401, 403} and body is None
    assert not door.answers.heard and not door.peer.accepted


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Bearer a b", "Bearer " + "é" * 9, "Bearer ..", "{}"],
)
async def test_garbage_for_a_token_is_refused(door: Any, activity: Any, header: str) -> None:
    async with door.http.post(door.url, json=activity(text="band"), headers={"Authorization": header}) as answer:
        assert answer.status == 401
    assert not door.answers.heard


async def test_no_token_is_refused(door: Any, activity: Any) -> None:
    assert (await door.post(activity(text="band"), None))[0] == 401


async def test_a_tampered_token_is_refused(door: Any, activity: Any) -> None:
    head, body, signature = door.peer.token().split(".")
    flipped = signature[:-6] + ("A" if signature[-6] != "A" else "B") + signature[-5:]
    assert (await door.post(activity(text="band"), f"{head}.{body}.{flipped}"))[0] == 401


@pytest.mark.parametrize(
    "more",
    [
        {"serviceUrl": None},
        {"serviceUrl": "https://evil.example/"},
        {"channelId": "directline"},
        {"channelId": "emulator"},
        {"channelId": None},
        {"channelData": {"tenant": {"id": "tenant-2"}}},
        {"channelData": {}, "conversation": {"id": "a:x"}},
    ],
    ids=str,
)
async def test_a_good_token_with_an_activity_from_elsewhere_is_refused(door: Any, activity: Any, more: dict[str, Any]) -> None:
    assert (await door.post(activity(text="band", **more)))[0] in {401, 403}
    assert not door.answers.heard


async def test_keys_are_fetched_once_for_many_and_never_by_a_stranger_at_will(door: Any, activity: Any) -> None:
    assert [status for status, _ in await asyncio.gather(*(door.post(activity(text="band")) for _ in range(8)))] == [200] * 8
    assert door.peer.key_fetches == 1
    for _ in range(5):
        await door.post(activity(text="band"), door.peer.token(headers={"kid": "key-9"}))
    assert door.peer.key_fetches == 1


async def test_a_new_key_is_learnt_and_a_key_server_that_is_down_does_not_end_the_old_ones(door: Any, activity: Any) -> None:
    await door.post(activity(text="band"))
    door.peer.key_ids.append("key-2")
    door.clock[0] += 301
    assert (await door.post(activity(text="band"), door.peer.token(headers={"kid": "key-2"})))[0] == 200
    door.peer.keys_down = True
    door.clock[0] += 25 * 3600
    assert (await door.post(activity(text="band")))[0] == 200
    assert door.peer.key_fetches == 3
    assert (await door.post(activity(text="band")))[0] == 200
    assert door.peer.key_fetches == 3


async def test_while_no_key_could_ever_be_fetched_the_channel_is_asked_to_come_back(door: Any, activity: Any) -> None:
    door.peer.keys_down = True
    assert (await door.post(activity(text="band")))[0] == 503
    assert not door.answers.heard
    door.peer.keys_down = False
    assert (await door.post(activity(text="band")))[0] == 503
    assert door.peer.key_fetches == 1
    door.clock[0] += 6
    assert (await door.post(activity(text="band")))[0] == 200


def test_the_library_s_setting_for_the_openid_document_is_followed(monkeypatch: pytest.MonkeyPatch, door: Any) -> None:
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", None)
    monkeypatch.setenv("BotOpenIdMetadata", "http://127.0.0.1:9/openid")
    TeamsDoor(door.wiring, lambda: door.http)
    assert Keys(lambda: door.http, lambda: 0.0).address() == "http://127.0.0.1:9/openid"


def test_a_start_that_would_admit_anybody_is_refused() -> None:
    def made(app_id: str, local_only: bool, host: str) -> object:
        return gate(app_id, local_only=local_only, host=host, session=lambda: None, clock=lambda: 0.0)  # type: ignore[arg-type,return-value]

    with pytest.raises(ValueError, match="MICROSOFT_APP_ID"):
        made("", False, "127.0.0.1")
    for host in ("0.0.0.0", "::", "10.0.0.1", "example.com"):
        with pytest.raises(ValueError, match="loopback"):
            made("", True, host)
    for host in ("127.0.0.1", "::1", "localhost"):
        assert isinstance(made("", True, host), LocalGate)
    assert isinstance(made("app", False, "0.0.0.0"), TokenGate)


async def test_local_only_needs_no_token_and_answers_this_machine_alone(local: Any, activity: Any) -> None:
    assert (await local.post(activity(text="band"), None))[0] == 200
    assert len(local.answers.heard) == 1
    assert (await local.post(activity(text="band", serviceUrl="https://evil.example/"), None))[0] == 403
    async with local.http.post(local.url, json=activity(text="band"), headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    assert len(local.answers.heard) == 1
