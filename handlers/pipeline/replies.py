"""What answers to changes have in common: the outcome first, a way back, and everybody in the place may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.core.reply import Action, Choice, Element, Heading, Reply
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.rules.stages import Stage, next_stage
from storage.models import Application, Event, Requisition

say, cand_say = Wording("changes"), Wording("cand")


def changed(
    lead: str, event: Event, *more_elements: Element, actions: tuple[Action, ...] = (), data: Mapping[str, Any] | None = None
) -> Reply:
    """A change that was made, with the button that takes it back in the menu."""
    return Reply(
        lead, (Heading(lead), *more_elements), actions=actions[:3], more=(*actions[3:], back(event)),
        data={"event": event.id, **(data or {})}, public=True,
    )  # fmt: skip


def back(event: Event) -> Action:
    """The button that takes back the deed which the event is of."""
    return Action(say.undo_button(), "undo", {"event": event.id})


def move_to(application: Application, stage: Stage, *, primary: bool = False) -> Action:
    """The button that moves a candidate to a stage, as long as nobody else has moved them."""
    args = {"application": application.id, "rev": application.rev, "stage": stage.key}
    return Action(cand_say.move_button(stage=stage.short), "cand move", args, primary=primary)


def onward(req: Requisition, application: Application) -> Action:
    """What usually follows where a candidate stands: the next stage, or that the loop is done."""
    following = next_stage(order_of(req), application.stage)
    if following:
        return move_to(application, following, primary=True)
    return Action(cand_say.loop_done_button(), "loop done", {"application": application.id}, primary=True)


def choices(at: Context, section: str, kind: str) -> tuple[Choice, ...]:
    """What a select of a form offers: every id of one section of the vocabulary, as it is said."""
    entries = at.library.knowledge.vocabulary[section]
    return tuple(Choice(str(each["id"]), at.library.vocabulary.name(kind, str(each["id"]))[:75]) for each in entries)[:100]
