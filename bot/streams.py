"""Standard input and output as they come: closed, full, in another encoding than ours, or as Windows saved them."""

from __future__ import annotations

import errno
import io
import os
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, register_error
from collections.abc import Iterator
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says where what is written can't be kept."""
_NEAREST = "mlhire.nearest"
"""How `errors=` names what follows."""
_NEAR = {"–": "-", "—": "-", "−": "-", "·": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "→": "->", "✓": "x"}
"""What stands in for the signs that we write ourselves, where an output lacks them."""


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """For `errors=`: what is nearest to the characters that can't be written."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(_NEAR.get(each, "?") for each in error.object[error.start : error.end]), error.end


register_error(_NEAREST, _nearest)


def make_usable() -> None:
    """Stand something in for a stream that is closed, and let no character that an output lacks end us."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open to the end
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def speaks_unicode() -> bool:
    """Whether standard output has every character; JSON for another is written in ASCII, which loses none."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").casefold().startswith("utf")


def write(text: str) -> None:
    """Print a line, and send it off."""
    print(text, flush=True)


def is_full(error: OSError) -> bool:
    """Whether it says that what we print can't be kept; an error that names a file is about that."""
    return error.filename is None and error.errno in _FULL


def give_up_printing() -> None:
    """Nothing is printed any more: else what is left is tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def raw(most: int) -> bytes:
    """Standard input's bytes, so many at most."""
    return _bytes().read(most)


def lines() -> Iterator[bytes | str]:
    """Standard input's lines as they arrive; of UTF-16, which no line shows by itself, their text."""
    source = _bytes()
    if source.peek(2)[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        yield from io.TextIOWrapper(source, "utf-16", "replace")
    else:
        yield from source


def text_of(line: bytes | str) -> str:
    """A line's text, without the mark that Windows' editors begin a file with. Raises ValueError where it is none."""
    if isinstance(line, str):
        return line
    try:
        return line.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None


def _bytes() -> io.BufferedReader:
    """Standard input below its decoding; of a text that stands in for it, that text's bytes."""
    source: io.BufferedReader | None = getattr(sys.stdin, "buffer", None)
    return source if source is not None else io.BufferedReader(io.BytesIO(sys.stdin.read().encode("utf-8", "surrogatepass")))
