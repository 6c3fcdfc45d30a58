"""Answers to one person that stand where they were given: kept by whom they name, so that `cand forget` can edit them.

What vanishes by itself is not kept: Slack's messages that one person sees alone, and cards that a pressed button shows to one
person in a channel.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from storage import outbox
from storage.unit import Unit

KIND = "told"
"""It is never composed again: an answer is true when it is given. Edited, it has nothing to say."""


def keep(unit: Unit, address: Mapping[str, Any], ref: Mapping[str, Any], about: Collection[str], real_now: datetime) -> None:
    """Note that an answer which names these candidates stands at `address`, under the platform's own name for it."""
    outbox.note_sent(unit, KIND, {"candidates": sorted(about)}, address, ref, real_now)
