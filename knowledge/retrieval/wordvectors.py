"""Meanings of words as vectors: the static table that the `wordllama` wheel carries, read in place.

Only its two files are used: the vocabulary of word pieces and the table, mapped into memory, so that a page of it is read when a
word on it is asked for. The package itself is never imported (that costs 60 MB more, and sets up logging). Where it is not
installed, search is by words alone. For questions and facts only: no résumé ever comes here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DIMENSIONS: Final = 256
_TABLE, _PIECES = Path("weights", "l2_supercat_256.safetensors"), Path("tokenizers", "l2_supercat_tokenizer_config.json")
_START: Final = "▁"
"""What begins a piece that begins a word."""
_LONGEST: Final = 40
"""Letters of a word that are looked at."""


class WordVectors:
    """Word → vector: the mean of its pieces' rows, of unit length; zeros where nothing of the word is known."""

    def __init__(self, pieces: dict[str, int], table: NDArray[np.float16]) -> None:
        self._pieces = pieces
        self._table = table

    def of(self, words: Iterable[str]) -> Vectors:
        """One row of DIMENSIONS numbers a word, in order."""
        import numpy as np

        listed = list(words)
        found = np.zeros((len(listed), DIMENSIONS), np.float32)
        for at, word in enumerate(listed):
            ids = self._cut(word)
            if ids:
                found[at] = self._table[ids].astype(np.float32).mean(axis=0)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-6))
        return found

    def holds(self, word: str) -> bool:
        """Whether the word is one piece, as every common word is and hardly a misspelt one."""
        return _START + word in self._pieces

    def _cut(self, word: str) -> list[int]:
        """The pieces of a word, the longest first from its start; letters that no piece holds are passed over."""
        rest = (_START + word)[:_LONGEST]
        ids: list[int] = []
        while rest:
            length = next((size for size in range(len(rest), 0, -1) if rest[:size] in self._pieces), 0)
            if length and rest[:length] != _START:
                ids.append(self._pieces[rest[:length]])
            rest = rest[length or 1 :]
        return ids


@cache
def word_vectors() -> WordVectors | None:
    """The vectors, opened once; None where the package or one of its files is missing or unreadable."""
    package = find_spec("wordllama")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent
    try:
        pieces = json.loads((folder / _PIECES).read_bytes())["model"]["vocab"]
        return WordVectors(pieces, _mapped(folder / _TABLE))
    except (OSError, ValueError, KeyError):
        return None


def is_common(word: str) -> bool:
    """Whether a word of a few letters is one that people use, and no slip; False where the vectors are missing."""
    known = word_vectors()
    return known is not None and known.holds(word.casefold())


def _mapped(path: Path) -> Any:
    """The one tensor of a safetensors file: eight bytes of length, a JSON header, then the numbers."""
    import numpy as np

    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    tensor = header["embedding.weight"]
    table = np.memmap(path, dtype=np.float16, mode="r", offset=8 + size + tensor["data_offsets"][0], shape=tuple(tensor["shape"]))
    return np.asarray(table)  # the same map, without a memmap's cost at each look into it
