"""What the bot says by itself, by the outbox's kinds: composed from what is true when it leaves, noted when it arrived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.core.library import Library
from handlers.core.reply import Reply
from handlers.pipeline import history, importing, share
from handlers.pipeline.digests import sending
from handlers.pipeline.erasure import answers, forgetting
from handlers.pipeline.messages import approvals, asking, called_off, cards, home, nudges, signed_elsewhere
from handlers.pipeline.reminders import undelivered
from storage.models import Outbox, Surface
from storage.unit import Unit

Answer = Callable[[str, Mapping[str, Any]], Reply]
"""Gives a verb's reply to structured arguments; for shared answers."""


class UnknownKind(LookupError):
    """A kind of message that this program doesn't know: a newer one wrote it, and may be there soon to say it."""


@dataclass(frozen=True, slots=True)
class _Message:
    """What a message is composed from; `id` is that of one about to leave, None for one that is there and is edited."""

    unit: Unit
    refs: Mapping[str, Any]
    library: Library
    now: datetime
    id: str | None
    answer: Answer | None


def _question(it: _Message) -> Reply | None:
    asked = asking.compose(it.unit, it.refs, it.now, edited=it.id is None)
    return sending.with_morning(it.unit, asked, it.refs, it.library, it.now, leaving=it.id is not None)


_COMPOSERS: Mapping[str, Callable[[_Message], Reply | None]] = {
    cards.KIND: lambda it: cards.compose(it.unit, it.refs, it.library, it.now),
    home.KIND: lambda it: home.compose(it.unit, it.refs, it.library, it.now),
    history.KIND: lambda it: history.compose(it.unit, it.refs, it.now),
    importing.SURFACE: lambda it: importing.compose(it.unit, it.refs),
    approvals.KIND: lambda it: approvals.compose(it.unit, it.refs, it.now),
    approvals.ALONE: lambda it: approvals.alone(it.unit, it.refs, it.library, it.now, leaving=it.id is not None),
    asking.KIND: _question,
    asking.SEVERAL: _question,
    called_off.KIND: lambda it: called_off.compose(it.unit, it.refs, it.library, it.now, edited=it.id is None),
    signed_elsewhere.KIND: lambda it: signed_elsewhere.compose(it.unit, it.refs, it.library, it.now, edited=it.id is None),
    sending.KIND: lambda it: sending.compose(it.unit, it.refs, it.library, it.now),
    answers.KIND: lambda _: None,
    undelivered.KIND: lambda it: undelivered.compose(it.unit, it.refs),
    share.KIND: lambda it: share.compose(it.unit, it.refs, it.answer) if it.answer else None,
    nudges.KIND: lambda it: nudges.compose(it.unit, it.refs, it.library, it.now, it.id),
}


def is_known(kind: str) -> bool:
    """Whether this program can compose messages of that kind."""
    return kind in _COMPOSERS


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
    """A message (or a surface: same kinds) as it reads now; None where it has nothing to say any more. Raises UnknownKind;
    and NotNow where it is about to leave and is put off."""
    composer = _COMPOSERS.get(kind)
    if composer is None:
        raise UnknownKind(kind)
    return composer(_Message(unit, refs, library, now, message, answer)) or forgetting.instead(refs)


def arrived(unit: Unit, message: Outbox, ref: Mapping[str, Any]) -> None:
    """A message is there under the platform's name for it; call it in the transaction that marks it."""
    if message.kind in (cards.KIND, importing.SURFACE):
        unit.update(Surface, Surface.key == message.key, platform_ref=dict(ref))
    if message.kind == cards.KIND:
        cards.posted(unit, message, ref)
