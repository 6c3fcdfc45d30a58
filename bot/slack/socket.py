"""Socket Mode: what comes over our own connection to Slack is looked through as what comes over HTTP is."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.slack import incoming

log = logging.getLogger("mlhire.slack")


class Socket(AsyncSocketModeHandler):
    """Bolt's handler, which alone would leave unacknowledged what it has no listener for, so that Slack sends it again."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer one envelope. What nobody waits for is acknowledged, and so is what makes no sense: it never will."""
        req.payload = _taken(req.payload)
        if req.payload:
            await super().handle(client, req)
        else:
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id))


def _taken(payload: dict[str, Any]) -> dict[str, Any]:
    try:
        return incoming.command(payload) if "type" not in payload else incoming.taken(payload)
    except incoming.Malformed as error:
        log.warning("malformed envelope: %s", error)
        return {}
