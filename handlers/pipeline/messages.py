"""What the bot says by itself, by the outbox's kinds: composed from what is true when it leaves, noted when it arrived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline import answers, approvals, asking, cards, forgetting, history, home, importing, nudges, share, undelivered
from handlers.pipeline.digests import sending
from storage.models import Outbox, Surface
from storage.unit import Unit

Answer = Callable[[str, Mapping[str, Any]], Reply]
"""Gives a verb's reply to structured arguments; for shared answers."""


def compose(  # noqa: PLR0917 - a message is these things
    unit: Unit,
    kind: str,
    refs: Mapping[str, Any],
    library: Library,
    now: datetime,
    message: str | None,
    *,
    answer: Answer | None = None,
) -> Reply | None:
    """A message (or a surface: same kinds) as it reads now; None where it has nothing to say any more."""
    return _said(unit, kind, refs, library, now, message, answer) or forgetting.instead(refs)


def _said(  # noqa: PLR0917 - see compose
    unit: Unit,
    kind: str,
    refs: Mapping[str, Any],
    library: Library,
    now: datetime,
    message: str | None,
    answer: Answer | None,
) -> Reply | None:
    if kind == cards.KIND:
        return cards.compose(unit, refs, library, now)
    if kind == home.KIND:
        return home.compose(unit, refs, library, now)
    if kind == history.KIND:
        return history.compose(unit, refs, now)
    if kind == importing.SURFACE:
        return importing.compose(unit, refs)
    if kind in (approvals.KIND, approvals.ALONE):
        return approvals.compose(unit, refs, now, alone=kind == approvals.ALONE)
    if kind == asking.KIND:
        return asking.compose(unit, refs, now, edited=message is None)
    if kind == sending.KIND:
        return sending.compose(unit, refs, library, now)
    if kind == answers.KIND:
        return None
    if kind == undelivered.KIND:
        return undelivered.compose(unit, refs)
    if kind == share.KIND:
        return share.compose(unit, refs, answer) if answer else None
    return nudges.compose(unit, refs, library, now, message)


def arrived(unit: Unit, message: Outbox, ref: Mapping[str, Any]) -> None:
    """A message is there under the platform's name for it; call it in the transaction that marks it."""
    if message.kind in (cards.KIND, importing.SURFACE):
        unit.update(Surface, Surface.key == message.key, platform_ref=dict(ref))
    if message.kind == cards.KIND:
        cards.posted(unit, message, ref)
