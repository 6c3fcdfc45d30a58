"""Whom an answer names: noted where a name is spoken, so that forgetting somebody finds the answers that still stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.unit import Unit

_NAMED = "candidates that are named"
"""Under this a unit keeps their ids."""


def note(unit: Unit, candidate_id: str) -> None:
    """The answer that this unit makes names a candidate."""
    unit.session.info.setdefault(_NAMED, set()).add(candidate_id)


def noted(unit: Unit | None) -> frozenset[str]:
    """The ids of all that it names."""
    return frozenset(unit.session.info.get(_NAMED, ())) if unit else frozenset()
