"""What answers to changes have in common: the outcome first, a way back, and everybody in the place may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.core.reply import Action, Choice, Element, Heading, Reply
from handlers.core.verb import Context
from handlers.core.wording import Wording
from storage.models import Event

say = Wording("changes")


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


def choices(at: Context, section: str, kind: str) -> tuple[Choice, ...]:
    """What a select of a form offers: every id of one section of the vocabulary, as it is said."""
    entries = at.library.knowledge.vocabulary[section]
    return tuple(Choice(str(each["id"]), at.library.vocabulary.name(kind, str(each["id"]))[:75]) for each in entries)[:100]
