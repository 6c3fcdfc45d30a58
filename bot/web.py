"""The aiohttp application: every route of every open door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.compose import House

MAX_BODY_BYTES = 2 * 1024 * 1024
"""Larger than any request that Slack, Teams or the console sends, but for files (bot/console/asking.py)."""


def application(house: House, health: Callable[[], Mapping[str, Any]]) -> web.Application:
    """Routes of the doors that the configuration opens, and `/healthz`."""
    app = web.Application(client_max_size=MAX_BODY_BYTES)

    async def healthz(_: web.Request) -> web.Response:
        state = health()
        return web.json_response(state, status=200 if state["ok"] else 503)

    app.router.add_get("/healthz", healthz)
    config = house.config
    if config.slack.http or config.slack.socket_mode:
        from bot.slack.mounting import mount as mount_slack

        mount_slack(app, house)
    if config.teams.open:
        from bot.teams.receive import mount as mount_teams

        mount_teams(app, house)
    if config.console_open:
        from bot.console.routes import mount as mount_console

        mount_console(app, house)
    return app
