"""What typesetters do to letters, and how it is taken back: ligatures, bullets out of symbol fonts, words cut at a line's end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNUSED = dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), "•")
"""ISO 32000, annex D: codes that the encoding of Windows leaves unused are bullets."""
_CLEAN = {**_LIGATURES, **_UNUSED, 0xA0: " ", 0x2007: " ", 0x202F: " ", 0x2011: "-", 0x200B: "", 0xFEFF: "", 0: ""}
_SYMBOL_FONT = re.compile(r"[\ue000-\uf8ff]")
"""Word's bullets are letters of fonts that have no Unicode."""

_MARK = re.compile(r"\s*(?:([^\w\s\"'“‘(\[#$€£+<=>|~&@%])|(o)(?=\s+[A-Z])|(\(?(?:\d{1,2}|[a-z])[.)]))(?:\s+|$)")
_MARK_KINDS = frozenset({"So", "Sm", "Co", "Pd", "Po", "Sk"})
_NO_MARKS = frozenset(".,:;!?/\\")

_CUT = re.compile(r"([^\W\d_]+)[-\u2010]$")
_TAIL = re.compile(r"[a-zà-ÿ]+")
# fmt: off
_ENDING = re.compile(
    r"\w{0,4}(?:[ts]ions?|[ts]ional|ments?|ings?|e[dr]|ers|ness|it(?:y|ies)|[ae]nces?|at(?:e|es|ing)|i[sz](?:e|ed|es|ing)|[ai]ble"
    r"|tive|tively|ally|ously|tures?|isms?|ists?|eers?|eering|tems?|rithms?|guages?|lysis|lytics|chine|rience)"
)
"""What is left of a word that was cut at a syllable, as in "develop-ment" and "engi-neering"."""
_STANDS_ALONE = frozenset((
    "action", "based", "being", "building", "center", "dated", "driven", "driver", "ended", "facing", "friendly", "hosted",
    "layer", "leading", "learning", "level", "making", "member", "native", "needed", "number", "order", "paced", "party",
    "power", "ranking", "rate", "rated", "ready", "related", "rich", "running", "saving", "section", "server", "serving",
    "setting", "sharing", "solving", "speed", "system", "systems", "term", "testing", "training", "trained", "tuned", "tuning",
    "used", "user", "users", "using", "wide", "winning", "writing",
))
"""Words that end so and do follow a hyphen: decision-making, long-running."""
# fmt: on

_NARROW, _SLIM, _WIDE, _CAPITAL = frozenset("ijlI.,:;'|!’‘"), frozenset('ft r()[]-/"“”'), frozenset("mwMW@%—…"), 0.68
_DIGIT_OR_LETTER = 0.54


def clean(text: str) -> str:
    """Text with its ligatures taken apart, and bullets of symbol fonts as bullets. Soft hyphens stay: they may cut a word."""
    return _SYMBOL_FONT.sub("•", text.translate(_CLEAN))


def breadth(text: str) -> float:
    """About how wide text is in a proportional font, in sizes of that font. Off by a few hundredths of itself."""
    return sum(_breadth(character) for character in text)


def _breadth(character: str) -> float:
    if character in _NARROW:
        return 0.25
    if character in _SLIM:
        return 0.31
    if character in _WIDE:
        return 0.82
    return _CAPITAL if character.isupper() else _DIGIT_OR_LETTER


def split_mark(text: str) -> tuple[str, str]:
    """What begins an item of a list and the item: ("•", "Own the models"), ("2.", "Own …"); ("", text) where nothing does."""
    found = _MARK.match(text)
    if found is None:
        return "", text
    symbol = found.group(1)
    if symbol and (symbol in _NO_MARKS or unicodedata.category(symbol) not in _MARK_KINDS):
        return "", text
    return found.group().strip(), text[found.end() :]


def joined(before: str, after: str, known: Container[str]) -> str:
    """Two lines as one. A word cut at the end of the first is whole again; a compound that broke at its hyphen keeps that.

    `known` are the words of the whole text in lower case: what stands there in one piece decides.
    """
    if before.endswith("\u00ad"):
        return before[:-1] + after
    cut, tail = _CUT.search(before), _TAIL.match(after)
    if cut is None or tail is None:
        return f"{before} {after}"
    head, rest = cut.group(1).casefold(), tail.group()
    if head + rest in known or (f"{head}-{rest}" not in known and _is_ending(rest)):
        return before[:-1] + after
    return before[:-1] + "-" + after


def _is_ending(tail: str) -> bool:
    return tail not in _STANDS_ALONE and _ENDING.fullmatch(tail) is not None
