"""What `mlhire serve` prints: a line a door, where it is or what opens it."""

from __future__ import annotations

from collections.abc import Iterator

from aiohttp import web

from bot.compose import House
from bot.config import Config


def doors(house: House, app: web.Application, port: int) -> Iterator[str]:
    """The lines, with the port that was really taken."""
    config = house.config
    address = f"http://{config.server.host}:{port}"
    yield f"Console   {_console(config, app, port)}"
    yield f"Slack     {_slack_socket(config)}"
    yield f"Slack     {_slack_http(config, address)}"
    yield f"Teams     {_teams(config, address)}"
    yield f"Health    {address}/healthz"
    if house.clock.shift:
        yield f"Clock     moved by {house.clock.shift}"


def _console(config: Config, app: web.Application, port: int) -> str:
    if config.console_open:
        from bot.console.routes import console_address

        return console_address(app, config.server.host, port)
    if not config.server.loopback:
        return "closed: it serves loopback addresses alone (HOST=127.0.0.1)"
    return "closed beside real doors: console.with_real_doors in app.yaml opens it"


def _slack_socket(config: Config) -> str:
    if config.slack.socket_mode:
        return "Socket Mode, connecting"
    return "Socket Mode closed: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN"


def _slack_http(config: Config, address: str) -> str:
    return f"{address}/slack/events" if config.slack.http else "HTTP closed: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET"


def _teams(config: Config, address: str) -> str:
    if config.teams.local_only:
        return f"{address}/api/messages (local only, no tokens)"
    if config.teams.open and not config.teams.app_password:
        return f"{address}/api/messages, where nothing is answered yet: set MICROSOFT_APP_PASSWORD"
    if config.teams.open:
        return f"{address}/api/messages"
    wanted = "MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID"
    return f"closed: set {wanted}, or teams.local_only in app.yaml"
