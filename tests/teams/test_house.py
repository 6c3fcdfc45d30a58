"""The whole way: a POST, the real verbs, a valid card."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.compose import House
from bot.config import Config, Teams
from bot.teams.receive import mount

SCHEMA = json.loads((Path(__file__).parent / "adaptive-card-1.5.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft6Validator(SCHEMA)


@pytest.fixture
async def client() -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application()
    mount(app, House(Config(teams=Teams(local_only=True))))
    async with TestClient(TestServer(app, host="127.0.0.1")) as made:
        yield made


def card(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["value"] if "value" in body else body["activities"][0]["attachments"][0]["content"]
    assert VALIDATOR.is_valid(found)
    return found


@pytest.mark.parametrize(
    "said", ["band senior remote", "loop senior production", "help", "sources", "senoir remtoe", "", "\u202e \x00 'unclosed"]
)
async def test_words_are_answered_with_a_valid_card(client: TestClient[Any, Any], activity: Any, said: str) -> None:
    answer = await client.post("/api/messages", json=activity(text=said, deliveryMode="expectReplies"))
    assert answer.status == 200
    card(await answer.json())


async def test_every_button_of_an_answer_works(client: TestClient[Any, Any], activity: Any) -> None:
    answer = await client.post("/api/messages", json=activity(text="band senior remote", deliveryMode="expectReplies"))
    actions = card(await answer.json())["actions"]
    assert actions
    for action in actions:
        value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}}
        pressed = await client.post("/api/messages", json=activity("invoke", name="adaptiveCard/action", value=value))
        body = await pressed.json()
        assert pressed.status == 200 and body["type"] == "application/vnd.microsoft.card.adaptive", body
        card(body)


def test_a_house_that_would_admit_anybody_does_not_open_its_door() -> None:
    with pytest.raises(ValueError, match="loopback"):
        mount(web.Application(), House(Config.model_validate({"server": {"host": "0.0.0.0"}, "teams": {"local_only": True}})))
    with pytest.raises(ValueError, match="MICROSOFT_APP_ID"):
        mount(web.Application(), House(Config()))
