"""How a colleague is spoken of in a sentence, also where their platform has not told their name yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.core.wording import Wording

if TYPE_CHECKING:
    from storage.models import Person


def called(person: Person | None) -> str:
    """Their name; of somebody whose name is not known yet, words that read well in its place; nothing of nobody."""
    return (person.name or unnamed()) if person else ""


def known_as(person: Person) -> str:
    """Their name where it is told who somebody is; of somebody whose name is not known yet, that we have not met them."""
    return person.name or str(Wording("colleagues").not_met())


def unnamed() -> str:
    """The words in place of a name that is not known yet."""
    return str(Wording("colleagues").unnamed())
