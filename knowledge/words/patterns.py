"""Regular expressions that are compiled when something is first looked for in them: an answer needs few of a module's patterns,
and compiling the others with it would be a tenth of the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast

_METHODS: Final = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Uncompiled:
    """Stands in for a compiled pattern; from the first look on, its methods are that pattern's own, and cost no more."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]


_MADE: Final[list[_Uncompiled]] = []
"""What may not be compiled yet."""


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled at the first look. What it finds tells the compiled pattern as its `re`, not this one."""
    made = _Uncompiled(source, flags)
    _MADE.append(made)
    return cast("re.Pattern[str]", made)


def compiling() -> Iterator[None]:
    """Compiles what was not looked for yet, one at a step: what serves does so once its doors are open, so that nobody waits."""
    while _MADE:
        _MADE.pop().search  # noqa: B018 - the first look compiles it
        yield
