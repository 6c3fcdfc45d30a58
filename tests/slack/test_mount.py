from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.answering import Answering
from bot.clocks import BusinessClock
from bot.config import Config, Slack
from bot.slack.mounting import mount
from handlers.core.args import Arguments
from handlers.core.command import Command
from handlers.core.reading.heard import Heard
from handlers.core.reply import Reply
from handlers.core.verb import Verb
from handlers.router import Router
from tests.peers.slack_api import Fault, slack_api
from tests.slack.door import SECRET, message_event, signature, slash_fields


@dataclass
class StubRouter:
    """Reads everything as one verb."""

    heavy: bool = False
    unread: Reply | None = None
    commands: list[Command] = field(default_factory=list)
    verbs: tuple[Verb, ...] = ()

    def read(self, command: Command) -> Heard | Reply:
        verb = Verb("band", Arguments, lambda args, context: Reply("x"), "", "", ("band",), heavy=self.heavy)
        return self.unread or Heard(verb, Arguments())

    def run(self, heard: Heard, command: Command) -> Reply:
        self.commands.append(command)
        return Reply(f"ran {heard.verb.name}")


def house(config: Config, router: StubRouter) -> Any:
    """What the door needs of a house."""
    answered = SimpleNamespace(seen=lambda key: False, remember=lambda key: None)
    answering = Answering(cast(Router, router))
    return SimpleNamespace(
        config=config,
        clock=BusinessClock(),
        answering=answering,
        answered=answered,
        draw=None,
        transports={},
        writers=[],
        keep_home=lambda system, workspace, account: True,
    )


@pytest.mark.parametrize("refusals", [0, 1])
async def test_both_doors_open_and_close_as_the_configuration_says(refusals: int) -> None:
    async with slack_api() as api:
        if refusals:
            api.fail("auth.test", Fault(error="internal_error"))
        secrets: dict[str, Any] = {"bot_token": SecretStr("xoxb-1"), "app_token": SecretStr("xapp-1")}
        config = Config(slack=Slack(api_url=api.url, signing_secret=SecretStr(SECRET), **secrets))
        router = StubRouter()
        app = web.Application()
        mount(app, house(config, router))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            acknowledged = await api.push("slash_commands", dict(slash_fields(api, "band")))
            assert acknowledged["payload"]["text"] == "ran band"
            address = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            async with aiohttp.ClientSession() as http, http.post(address, data=b"token=x") as refused:
                assert refused.status == 401
            event = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": message_event("hello")}
            await api.push("events_api", event)
            assert api.messages["D1"][0]["text"] == "ran band"
            assert router.commands[0].actor.workspace == "slack:T1"
        finally:
            await runner.cleanup()
        assert all(socket.closed for socket in api.sockets)


async def test_a_door_that_never_reached_slack_closes_all_the_same() -> None:
    async with slack_api() as gone:
        url = gone.url
    slack = Slack(api_url=url, bot_token=SecretStr("xoxb-1"), app_token=SecretStr("xapp-1"))
    app = web.Application()
    mount(app, house(Config(slack=slack), StubRouter()))
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    assert [route.resource and route.resource.canonical for route in app.router.routes()] == []
    await runner.cleanup()


@pytest.mark.parametrize(("query", "status"), [("?ssl_check=1&token=x", 200), ("", 405)])
async def test_slacks_look_at_the_certificate_may_come_as_a_get(query: str, status: int) -> None:
    async with slack_api() as api:
        app = web.Application()
        mount(
            app,
            house(Config(slack=Slack(api_url=api.url, bot_token=SecretStr("x"), signing_secret=SecretStr("x"))), StubRouter()),
        )
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            address = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events{query}"
            async with aiohttp.ClientSession() as http, http.get(address) as answer:
                assert answer.status == status
        finally:
            await runner.cleanup()


def test_a_signature_is_slacks_own_example() -> None:
    """The worked example of Slack's documentation on verifying requests."""
    import hashlib
    import hmac

    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
        "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
        "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    digest = hmac.new(SECRET.encode(), f"v0:1531420618:{body}".encode(), hashlib.sha256).hexdigest()
    assert digest == "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert signature(body.encode())["X-Slack-Signature"].startswith("v0=")
