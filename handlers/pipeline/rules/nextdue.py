"""What a deed makes due, for the answer to it: whoever is at the keyboard reads it at any hour, when no reminder may speak."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handlers.core.colleagues import called
from handlers.core.reply import Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.messages import approvals
from handlers.pipeline.reading import naming, when
from handlers.pipeline.reminders import speaking
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.rules.policy import policy
from storage import nudgekeys, nudges
from storage.models import Application, Candidate, Nudge, Person, Requisition
from storage.reqs import Entry

say, offer_words = Wording("nudge"), Wording("offer")


def line(at: Context, req: Requisition, entry: Entry, clocks: Collection[str], by: datetime) -> tuple[Text, ...]:
    """What these clocks ask for about somebody by then, the nearest first, and of whom where that is not the speaker; nothing
    where none of them runs."""
    at.unit.flush()
    theirs = [each for each in nudges.owed_on(at.unit, req.id) if each.application_id == entry.application.id]
    due = {each.clock: each for each in theirs if each.clock in clocks and at.command.now <= each.deadline_at <= by}
    items = [_item(at, entry.candidate, each) for each in sorted(due.values(), key=lambda each: each.deadline_at)]
    return (Text(say.next_due(items=items)),) if items else ()


def offer_heard_late(at: Context, req: Requisition, application: Application, *, drafted: bool) -> tuple[Text, ...]:
    """Where whoever drafts and sends the offer next, or stands in for them, is not at work before it is to be out: when they hear
    of it. Whoever has just made it theirs is at the keyboard, and can reach them, or see to it."""
    at.unit.flush()
    holder = at.unit.get(Person, req.recruiter_id or req.hiring_manager_id)
    now, due = at.command.now, approvals.deadline(at.unit, req, application.id)
    if holder is None or holder is at.person or due is None or due < now:
        return ()
    told = speaking.heard_by(at.unit, policy(at).customs, req, holder.id, now)
    hears, holder = told.at, at.unit.get(Person, told.person_id) or holder
    if hears <= due:
        return ()
    away = speaking.person_hours(at.unit, policy(at).customs, req, holder.id).is_away(now)
    shown, until = when.shown(at, hears), when.shown(at, due)
    return (Text(offer_words.sent_late(sender=called(holder), away=away, hears=shown, due=until, drafted=drafted)),)


def heard_late(at: Context, about: Owed, person: Person) -> tuple[Text, ...]:
    """Where somebody to whom a deadline was passed on, or whoever stands in for them, is not at work before it: when they hear of
    it, for who passed it on."""
    now, due = at.command.now, about.nudge.deadline_at
    told = speaking.heard_by(at.unit, at.library.customs, about.req, person.id, now)
    if person is at.person or not now < due < told.at:
        return ()
    hearer = at.unit.get(Person, told.person_id) or person
    away = about.hours_of(hearer.id).is_away(now)
    shown, until = when.shown(at, told.at), when.shown(at, due)
    return (Text(say.heard_late(who=called(hearer), away=away, hears=shown, due=until)),)


def _item(at: Context, candidate: Candidate, nudge: Nudge) -> str:
    owner = at.unit.get(Person, nudgekeys.owner_of(nudge.key) or None)
    return str(
        say.due_by(
            what=say.what(clock=nudge.clock, name=naming.called(at, candidate), yours=True, whose=""),
            due=when.shown(at, nudge.deadline_at),
            who=called(owner) if owner and owner is not at.person else "",
        )
    )
