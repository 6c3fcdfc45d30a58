"""What can go wrong in ways that a person can mend. Each carries the next step; anything else is a bug and is logged."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.core.reply import Action


class Refusal(Exception):
    """Base of the expected errors: what is wrong, and what to do. Nothing was changed."""

    def __init__(self, text: str, *, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.actions = actions
        self.about: frozenset[str] = frozenset()
        """The candidates whom the text names (see core.named)."""


class NotUnderstood(Refusal):
    """The words could not be read; `actions` hold the nearest things that can be."""


class NotDone(Refusal):
    """It was asked about and not asked for; `actions` hold it."""


class NotFound(Refusal):
    """A name or an id points at nothing that the asker may see; with `none_at_all` there is nothing of the kind to point at."""

    def __init__(self, text: str, *, actions: tuple[Action, ...] = (), none_at_all: bool = False) -> None:
        super().__init__(text, actions=actions)
        self.none_at_all = none_at_all


class NotAllowed(Refusal):
    """The asker's role may not; the text says which role may. `req` is the id of the req that it was about."""

    def __init__(self, text: str, *, req: str | None = None, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(text, actions=actions)
        self.req = req


class Conflict(Refusal):
    """Somebody was faster, or the state does not allow it; the text says what is so now."""


class DoneBefore(Conflict):
    """The same delivery came again: its work was done, and is not done twice."""


class Unavailable(Refusal):
    """What the answer rests on can't be reached; the text says what to do so that it can."""


class Invalid(Refusal):
    """Arguments are wrong. `errors` (argument → what it takes) let a form say it at the field."""

    def __init__(self, text: str, *, errors: Mapping[str, str] | None = None, actions: tuple[Action, ...] = ()) -> None:
        super().__init__(text, actions=actions)
        self.errors = errors or {}
