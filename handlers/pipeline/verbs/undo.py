"""`undo`: take back all that one just did, within a minute, as long as it stands as it was left."""

from __future__ import annotations

from handlers.core import access, codes
from handlers.core.args import Arguments
from handlers.core.colleagues import called
from handlers.core.errors import Conflict, NotAllowed, NotFound
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, rounds
from handlers.pipeline.changes.undoing import WITHIN, resting_on
from handlers.pipeline.rules.policy import deed
from storage import trail
from storage.models import Application, Event, Person, Requisition
from storage.unit import table_of

say = Wording("undo")


class UndoArgs(Arguments):
    """Which change (a button says it); by words the last of one's own."""

    event: str | None = None


@verb(
    "undo",
    UndoArgs,
    summary="Take back what you just did",
    usage="undo",
    examples=("undo", "oops"),
    aliases=("oops",),
    effect="write",
)
def undo(asked: UndoArgs, at: Context) -> Reply:
    """What was taken back. Raises NotAllowed (somebody else's, or what one may not do), Conflict (too late, changed since, or
    not of that kind).
    """
    event = _meant(asked, at)
    public = not at.command.place.private
    line = history.with_undoing(at.unit, event, public=public)
    if at.person is None or event.actor_id != at.person.id:
        owner = at.unit.get(Person, event.actor_id)
        raise NotAllowed(say.not_yours(who=called(owner)), req=event.requisition_id)
    if event.recorded_at < at.command.now - WITHIN:
        raise Conflict(say.too_late(line=line))
    _may_be_done(at, event)
    match changes.standing(at.unit, event):
        case "undone":
            raise Conflict(say.was_undone(line=line))
        case "final":
            raise Conflict(say.final(line=line))
        case "built_upon":
            raise Conflict(_built_upon(at, event))
        case "last_admin":
            raise Conflict(say.last_admin())
    before = history.with_alike(at.unit, event, history.line(at.unit, event, public=public))
    back = changes.undo(at.unit, deed(at), event)
    lead = say.undone(line=before)
    return Reply(
        lead,
        (Heading(lead), *_untold(at, event)),
        actions=_next(at, event),
        data={"undone": event.id, "event": back.id, "kind": event.kind},
        public=not _is_ones_own(event),
    )


def _may_be_done(at: Context, event: Event) -> None:
    """Taking a role or a setting back is giving or changing it: raises NotAllowed for who may not, or no longer."""
    if event.kind in (codes.ROLE_GIVEN, codes.ROLE_TAKEN):
        access.ask(at, need="manage_people")
    if event.kind == codes.SETTING_CHANGED and not _is_ones_own(event):
        access.ask(at, need="change_settings")


def _is_ones_own(event: Event) -> bool:
    """A setting for oneself, of which nobody else was told."""
    return event.kind == codes.SETTING_CHANGED and event.entity_kind == "person"


def _built_upon(at: Context, event: Event) -> str:
    """What was recorded since, and who can take that back first; nobody where it can't be taken back."""
    last = _since(at, event)
    person = at.unit.get(Person, last.actor_id) if last and changes.standing(at.unit, last) is None else None
    return say.built_upon(
        last=history.dated(at, last, public=not at.command.place.private) if last else history.say.nothing(),
        who=called(person),
        yours=person is not None and person is at.person,
    )


def _since(at: Context, event: Event) -> Event | None:
    """What was built on it: the scorecard of that very round, else what was last done to what it changed."""
    scorecard = resting_on(at.unit, event)
    if scorecard is None:
        return history.last_since(at.unit, changes.whole(at.unit, event))
    columns = table_of(Event).c
    which = (columns.entity_id == scorecard.id, columns.kind == codes.SCORECARD_SUBMITTED)
    return at.unit.one(Event, *which, order_by=columns.id.desc())


def _meant(asked: UndoArgs, at: Context) -> Event:
    event = at.unit.get(Event, asked.event) if asked.event else _last(at)
    if event is None:
        raise NotFound(say.nothing())
    return changes.begun_with(at.unit, event)


def _last(at: Context) -> Event | None:
    """The last thing that the speaker did; said twice, the same thing twice, and not what came before it."""
    if at.person is None:
        return None
    last = trail.last_event_by(at.unit, at.person.id, at.command.now - WITHIN)
    if last is not None and last.kind == codes.UNDONE:
        return at.unit.get(Event, last.cause_id)
    return changes.last_undoable(at.unit, at.person.id, at.command.now)


def _untold(at: Context, event: Event) -> tuple[Text, ...]:
    """Who is not told in time of a round of whoever is back in the search, or is not in it after all."""
    concerned = {each.application_id for each in changes.whole(at.unit, event) if _ends(each)}
    return tuple(line for each in at.unit.meet(Application, concerned) for line in rounds.untold(at, each))


def _ends(event: Event) -> bool:
    return event.entity_kind == "application" and "ended_at" in event.before


def _next(at: Context, event: Event) -> tuple[Action, ...]:
    req = at.unit.get(Requisition, event.requisition_id)
    return (Action(say.show_button(), "audit", {"req": req.number}),) if req else ()
