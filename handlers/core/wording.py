"""The bot's sentences live in `wording/*.j2`, a file a verb, a macro a sentence; a missing variable raises."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handlers.core import figures


@cache
def _environment() -> Environment:
    # No autoescape: replies are plain text, and each renderer escapes for its own platform.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "wording"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    environment.filters.update(figures.FILTERS)
    return environment


class Wording:
    """One file of sentences: `Wording("band").lead(level="Senior", …)` is the macro `lead`, as one trimmed string."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, sentence: str) -> Callable[..., str]:
        macro = getattr(_environment().get_template(f"{self._name}.j2").module, sentence)
        fixed: list[str] = []

        def say(**values: Any) -> str:
            if values:
                return str(macro(**values)).strip()
            if not fixed:  # a sentence without variables is always the same
                fixed.append(str(macro()).strip())
            return fixed[0]

        setattr(self, sentence, say)  # from now on it is found without coming here
        return say
