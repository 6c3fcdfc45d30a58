"""What a platform sends, with one part of another kind than it is, or left out."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

KINDS: tuple[Any, ...] = (None, True, 5, "", "x", [], [None], [{}], {})
Way = tuple[str | int, ...]


def oddities(payload: dict[str, Any]) -> Iterator[tuple[Way, dict[str, Any]]]:
    """(The way to the part, the payload), for each part and kind."""
    for *way, last in _ways(payload):
        for kind in KINDS:
            made = copy.deepcopy(payload)
            _part(made, way)[last] = kind
            yield (*way, last), made
        made = copy.deepcopy(payload)
        del _part(made, way)[last]
        yield (*way, last), made


def _ways(part: Any) -> Iterator[Way]:
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield (key,)
        yield from ((key, *way) for way in _ways(inner))


def _part(payload: Any, way: list[str | int]) -> Any:
    for step in way:
        payload = payload[step]
    return payload
