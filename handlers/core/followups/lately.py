"""Whom somebody was answered about last, and where: they are `she` in what comes next, though nothing was recorded of them."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import datetime, timedelta

from handlers.core.command import Command
from handlers.core.recent import Recent
from handlers.core.reply import Reply
from knowledge.words.patterns import pattern

WITHIN = timedelta(minutes=15)
"""So long whoever was spoken of last is `she`."""
KEPT = 2000
"""Speakers in places: an id and a time of each."""
_SHE = pattern(r"\b(?:he|she|him|her|they|them)\b", re.IGNORECASE)
"""Who was said so was named before, or guessed."""


class SpokenOf:
    """The candidate whom each speaker was answered about alone, in each place. Each process remembers its own."""

    def __init__(self) -> None:
        self._last: Recent[Hashable, tuple[str, datetime]] = Recent(KEPT)

    def keep(self, command: Command, reply: Reply) -> None:
        """Remember whom an answer was about: one candidate, who was named."""
        if len(reply.about) == 1 and not _SHE.search(command.said):
            self._last.keep(_whose(command), (next(iter(reply.about)), command.now))

    def she(self, command: Command) -> str | None:
        """The candidate's id whom the speaker was answered about here, a moment ago."""
        candidate, at = self._last.get(_whose(command)) or (None, command.now)
        return candidate if timedelta(0) <= command.now - at <= WITHIN else None


def _whose(command: Command) -> Hashable:
    """Who speaks, and where."""
    actor, place = command.actor, command.place
    return actor.workspace, actor.system, actor.external_id, place.channel, place.thread
