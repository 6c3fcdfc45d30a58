"""What a deed makes due, for the answer to it: whoever is at the keyboard reads it at any hour, when no reminder may speak."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handlers.core.reply import Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming, when
from storage import nudges
from storage.models import Candidate, Nudge, Person, Requisition
from storage.reqs import Entry

say = Wording("nudge")


def line(at: Context, req: Requisition, entry: Entry, clocks: Collection[str], by: datetime) -> tuple[Text, ...]:
    """What these clocks ask for about somebody by then, the nearest first, and of whom where that is not the speaker; nothing
    where none of them runs."""
    at.unit.flush()
    theirs = [each for each in nudges.owed_on(at.unit, req.id) if each.application_id == entry.application.id]
    due = {each.clock: each for each in theirs if each.clock in clocks and at.command.now <= each.deadline_at <= by}
    items = [_item(at, entry.candidate, each) for each in sorted(due.values(), key=lambda each: each.deadline_at)]
    return (Text(say.next_due(items=items)),) if items else ()


def _item(at: Context, candidate: Candidate, nudge: Nudge) -> str:
    owner = at.unit.get(Person, nudges.owner_of(nudge.key) or None)
    return str(
        say.due_by(
            what=say.what(clock=nudge.clock, name=naming.called(at, candidate), yours=True, whose=""),
            due=when.shown(at, nudge.deadline_at),
            who=(owner.name or "") if owner and owner is not at.person else "",
        )
    )
