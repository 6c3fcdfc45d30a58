"""What figures are made of: an application's trail, a req's search, and how long something took while their clocks ran. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from handlers.core import codes
from handlers.pipeline.rules import dueby
from handlers.pipeline.rules.story import Hold, Story, not_undone, told

MEASURED = (
    codes.STAGE_MOVED, codes.INTERVIEW_DONE, codes.FINAL_ROUND_ENDED, codes.DECIDED_YES, codes.DECIDED_NO, codes.REJECTED,
    codes.OFFER_SENT, codes.OFFER_ACCEPTED, codes.OFFER_DECLINED,
)  # fmt: skip
"""What something can be reckoned from: an application without any of these is left out."""
STANDING = (codes.REQ_HELD, codes.REQ_RESUMED, codes.REQ_FILLED, codes.REQ_CANCELLED, codes.UNDONE)
"""What a req's own trail says of its clocks."""
_STOPS = frozenset({codes.REQ_HELD, codes.REQ_FILLED, codes.REQ_CANCELLED})
_NO_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Trail:
    """One application's events as recorded, with its req's (`standing`) and until when that req's clocks ran.

    `zone` and `within_hours` as the clocks see them; `req` is whatever `owners` wants to know of the req.
    """

    events: Sequence[Any]
    standing: Sequence[Any] = ()
    stopped_at: datetime | None = None
    zone: str | None = None
    within_hours: Mapping[str, float] = field(default_factory=dict)
    req: Any = None

    @cached_property
    def whole(self) -> Story:
        """The story of all that was told, with the hold that is not over."""
        story, since = told(self.events, self.standing, zone=self.zone), still_since(self.standing)
        return replace(story, holds=(*story.holds, Hold(since, _NO_END))) if since else story


@dataclass(frozen=True, slots=True)
class Search:
    """A req that was filled: from when until when it was looked for, and its own events."""

    since: datetime
    until: datetime
    standing: Sequence[Any] = ()


def still_since(standing: Sequence[Any]) -> datetime | None:
    """Since when a req stands still, on hold or closed; None where it goes on."""
    since: datetime | None = None
    for each in not_undone(standing):
        if each.kind in _STOPS:
            since = since or each.occurred_at
        elif each.kind == codes.REQ_RESUMED:
            since = None
    return since


def hours_between(begin: datetime, end: datetime, story: Story) -> float:
    """From the one to the other, without the time on hold."""
    return (end - begin - dueby.held(story, begin, end)).total_seconds() / 3600
