"""Many ids in a statement: some at a time, as both databases bound how many values one statement may carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

AT_ONCE = 500


def in_parts(ids: Sequence[str]) -> Iterator[list[str]]:
    """The ids in their order, AT_ONCE at the most in each part."""
    for begin in range(0, len(ids), AT_ONCE):
        yield list(ids[begin : begin + AT_ONCE])
