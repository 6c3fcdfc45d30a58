"""The bot's sentences live in `wording/*.j2`, a file a verb, a macro a sentence; a missing variable raises."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from handlers.core import figures

SENTENCES = Path(__file__).parent / "wording"
_TWO_STOPS = re.compile(r"(?<=\b[^\W\d_]\.)\.(?!\.)")
"""The second full stop behind an initial."""


class _Compiled(BytecodeCache):
    """Templates compiled by an earlier process, beside Python's own bytecode: compiling takes 15 ms a file."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from what is kept; jinja checks that it belongs to this text and this Python."""
        with suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, whole or not at all; a read-only installation compiles at each start, and works."""
        file = self._file(bucket)
        fresh = file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(exist_ok=True)
            fresh.write_bytes(bucket.bytecode_to_string())
            fresh.replace(file)

    @staticmethod
    def _file(bucket: Bucket) -> Path:
        return SENTENCES / "__pycache__" / f"{bucket.key}.jinja"


@cache
def _environment() -> Environment:
    # No autoescape: replies are plain text, and each renderer escapes for its own platform.
    environment = Environment(
        loader=FileSystemLoader(SENTENCES),
        bytecode_cache=_Compiled(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    environment.filters.update(figures.FILTERS)
    return environment


def _one_stop(text: str) -> str:
    """A sentence that ends with initials (`There: A.Q.`) has one full stop at its end."""
    return _TWO_STOPS.sub("", text) if ".." in text else text


class Wording:
    """One file of sentences: `Wording("band").lead(level="Senior", …)` is the macro `lead`, as one trimmed string."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, sentence: str) -> Callable[..., str]:
        macro = getattr(_environment().get_template(f"{self._name}.j2").module, sentence)
        fixed: list[str] = []

        def say(**values: Any) -> str:
            if values:
                return _one_stop(str(macro(**values)).strip())
            if not fixed:  # a sentence without variables is always the same
                fixed.append(str(macro()).strip())
            return fixed[0]

        setattr(self, sentence, say)  # from now on it is found without coming here
        return say
