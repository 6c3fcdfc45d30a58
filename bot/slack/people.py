"""Who people are, as Slack knows them: a name to call them by and the zone they live in. Asked once, and kept for a while.

Payloads carry an account's id, at most a handle: a time that somebody says ("thu 2pm") means nothing without their zone.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.incoming import Asked
from handlers.core import times
from handlers.core.recent import Recent

log = logging.getLogger("mlhire.slack")

KEEP_SECONDS = 24 * 3600.0
UNKNOWN_SECONDS = 600.0
"""How long nobody is asked again about somebody whom Slack said nothing of."""
PATIENCE_SECONDS = 0.8
"""How long an answer waits for it; what comes later is there for the next one."""
KEPT = 20_000

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an account until then (monotonic); empty where Slack said nothing."""

    until: float
    name: str = ""
    zone: str | None = None
    """IANA name."""
    home: tuple[str, str] = ("", "")
    """Their team and organisation: in a channel that companies share, people of others are met too."""


NOBODY = Profile(0.0)


class People:
    """Looks people up while they are waited for, a second at most; what fails is no trouble, only less known."""

    def __init__(self, client: AsyncWebClient, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._known: Recent[str, Profile] = Recent(KEPT)
        self._asking: dict[str, asyncio.Task[None]] = {}

    def strangers(self, asked: Asked) -> list[str]:
        """Whoever speaks or is named in what was asked, and is not known yet."""
        now, accounts = self._monotonic(), [asked.way.user]
        if "<@" in asked.said:
            accounts += _MENTION.findall(asked.said)
        if asked.args:
            accounts += [user for value in asked.args.values() if isinstance(value, str) for user in _MENTION.findall(value)]
        known = self._known.get
        return [each for each in accounts if each and ((profile := known(each)) is None or profile.until < now)]

    async def learn(self, accounts: Iterable[str]) -> None:
        """Ask about these, and wait for it for a little while."""
        for account in accounts:
            if account not in self._asking:
                self._asking[account] = asyncio.create_task(self._ask(account))
        tasks = [self._asking[account] for account in accounts if account in self._asking]
        if tasks:
            await asyncio.wait(tasks, timeout=PATIENCE_SECONDS)

    def profile(self, account: str) -> Profile:
        """What is known of somebody; an empty one of whom nothing is."""
        return self._known.get(account) or NOBODY

    def with_names(self, text: str) -> str:
        """What somebody wrote, with the names of those in it who are known."""
        return _MENTION.sub(self._mention, text) if "<@" in text else text

    def with_names_in(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same for the fields of a form."""
        return {key: self.with_names(value) if isinstance(value, str) else value for key, value in args.items()}

    def _mention(self, match: re.Match[str]) -> str:
        profile = self._known.get(match.group(1))
        return f"<@{match.group(1)}|{profile.name}>" if profile and profile.name else match.group()

    def close(self) -> None:
        """Wait for nobody any more."""
        for task in self._asking.values():
            task.cancel()

    async def _ask(self, account: str) -> None:
        profile = Profile(self._monotonic() + UNKNOWN_SECONDS)
        try:
            user = (await self._client.users_info(user=account))["user"]
            shown = user.get("profile") or {}
            name = shown.get("display_name") or shown.get("real_name") or user.get("real_name") or user.get("name") or ""
            home = (user.get("team_id") or "", (user.get("enterprise_user") or {}).get("enterprise_id") or "")
            profile = Profile(self._monotonic() + KEEP_SECONDS, _plain(str(name)), times.known(str(user.get("tz") or "")), home)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, KeyError, AttributeError) as error:
            log.info("nothing is known of an account: %s", type(error).__name__)
        finally:
            self._known.keep(account, profile)
            self._asking.pop(account, None)


def _plain(name: str) -> str:
    """A name that can stand inside a mention."""
    return re.sub(r"[<>|]", " ", name).strip()[:80]
