"""What the Slack door is built from."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import KeepAnswer
from bot.slack.homes import Keep
from bot.slack.uploads import Draw
from handlers.core.command import Command
from handlers.core.reply import Reply

PATIENCE_SECONDS = 2.0
"""How long an answer may take to be the acknowledgement itself; Slack waits 3 s."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the door is built from.

    `begin(command)` never raises: it returns the reply, or what to await for it.
    `workspaces(system, team)` gives the workspace's key, `now` business time. `seen(key)`, blocking, says whether a message
    with that delivery key was answered before a restart; `remember(key)`, blocking, is called once it was.
    `keep_answer(team, address, ref, candidates)`, blocking, notes where an answer that names somebody stands. `wants(command)`
    says whether the words need what came along; where they do not, they are answered though that can't be read.
    """

    begin: Callable[[Command], Reply | Awaitable[Reply]]
    client: AsyncWebClient
    workspaces: Callable[[str, str], str]
    now: Callable[[], datetime]
    signing_secret: str = ""
    seen: Callable[[str], bool] | None = None
    remember: Callable[[str], object] | None = None
    draw: Draw | None = None
    keep_home: Keep | None = None
    keep_answer: KeepAnswer | None = None
    wants: Callable[[Command], bool] | None = None
    patience_seconds: float = PATIENCE_SECONDS
    monotonic: Callable[[], float] = time.monotonic
