"""What typesetters do to letters, and how it is taken back: ligatures, bullets out of symbol fonts, words cut at a line's end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNUSED = dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), "•")
"""ISO 32000, annex D: codes that the encoding of Windows leaves unused are bullets."""
_CORK = dict(zip((*range(0x1B, 0x20), 0x10, 0x11, 0x15, 0x16, 0x88), ("ff", "fi", "fl", "ffi", "ffl", *"“”–—•"), strict=True))
"""Of TeX's own encodings (T1, TS1), what they have where others have no letters: a font of dots says no more of its letters."""
_CLEAN = {**_LIGATURES, **_UNUSED, **_CORK, 0xA0: " ", 0x2007: " ", 0x202F: " ", 0x2011: "-", 0x200B: "", 0xFEFF: "", 0: ""}
_SYMBOL_FONT = re.compile(r"[\ue000-\uf8ff]")
"""Word's bullets are letters of fonts that have no Unicode."""

_MARK = re.compile(r"\s*(?:([^\w\s\"'“‘(\[#$€£+<=>|~&@%])|(o)(?=\s+[A-Z])|(\(?(?:\d{1,2}|[a-z])[.)]))(?:\s+|$)")
_MARK_KINDS = frozenset({"So", "Sm", "Co", "Pd", "Po", "Sk"})
_NO_MARKS = frozenset(".,:;!?/\\")

_SPACED = re.compile(r"\S(?: \S)*(?: {2,}\S(?: \S)*)*")
"""Words whose letters stand apart: what spaces them spaces the words by two."""
_LEAST_SPACED = 4

_CUT = re.compile(r"(?P<compound>-)?(?P<head>[^\W\d_]+)[-\u2010]$")
_TAIL = re.compile(r"[^\W_]+")
_GOES_ON = re.compile(r"(?:and|or|und|oder|et|ou|y)\b(?![-\u2010])")
"""After these a hyphen stands for the end of a word that is said later: short- and long-term."""
_RANGE, _RANGE_END = re.compile(r"\d(?:[kKmM%]| €)?–$"), re.compile(r"[$€£]?\d")
"""Where "€72,000–€88,000" may break."""
# fmt: off
_ENDING = re.compile(
    r"\w{0,4}(?:[ts]ions?|[ts]ional|ments?|ings?|e[dr]|ers|ness|it(?:y|ies)|[ae]nces?|at(?:e|es|ing)|i[sz](?:e|ed|es|ing)|[ai]ble"
    r"|tive|tively|ally|ously|tures?|isms?|ists?|eers?|eering|tems?|rithms?|guages?|lysis|lytics|chine|rience)"
)
"""What is left of a word that was cut at a syllable, as in "develop-ment" and "engi-neering"."""
_STANDS_ALONE = frozenset((
    "action", "agent", "art", "aware", "based", "being", "box", "building", "call", "center", "class", "cloud", "code",
    "commerce", "cost", "critical", "dated", "day", "days", "depth", "driven", "driver", "edge", "effective", "efficient",
    "end", "ended", "facing", "first", "free", "friendly", "functional", "hand", "hands", "hosted", "house", "impact", "in",
    "intensive", "known", "language", "large", "latency", "layer", "leading", "learning", "level", "line", "loop", "mail",
    "making", "member", "meter", "modal", "model", "models", "month", "native", "needed", "notch", "number", "of", "off", "on",
    "opportunity", "order", "oriented", "paced", "paid", "party", "performance", "person", "power", "premises", "profit",
    "purpose", "quality", "ranking", "rate", "rated", "ready", "related", "rich", "risk", "running", "saving", "scale",
    "second", "section", "self", "server", "service", "serving", "setting", "sharing", "shot", "site", "solving", "source",
    "specific", "speed", "stack", "stage", "stakes", "starter", "step", "supervised", "system", "systems", "team", "term",
    "testing", "the", "throughput", "tier", "time", "to", "tower", "traffic", "trained", "training", "tuned", "tuning", "up",
    "used", "user", "users", "using", "value", "volume", "week", "weight", "wide", "winning", "work", "writing", "year",
    "years",
))
"""Words that do follow a hyphen, and would else be taken for the end of one that was cut: decision-making, on-call."""
_LEAST_WORD = 4
"""A word of fewer letters that stands elsewhere says nothing of a piece of one that is cut."""
# fmt: on

_NARROW, _SLIM, _WIDE, _CAPITAL = frozenset("ijlI.,:;'|!’‘"), frozenset('ft r()[]-/"“”'), frozenset("mwMW@%—…"), 0.68
_DIGIT_OR_LETTER = 0.54


def clean(text: str) -> str:
    """Text with its ligatures taken apart, and bullets of symbol fonts as bullets. Soft hyphens stay: they may cut a word."""
    return _SYMBOL_FONT.sub("•", text.translate(_CLEAN))


def unspaced(text: str) -> str:
    """A line whose letters stand apart, as designers set heads, as words: "T H E  J O B" is "THE JOB"."""
    said = text.strip()
    if sum(map(str.isalpha, said)) < _LEAST_SPACED or _SPACED.fullmatch(said) is None:
        return text
    return " ".join(word.replace(" ", "") for word in re.split(" {2,}", said))


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


def joined(before: str, after: str, known: Container[str], *, hyphenates: bool = False) -> str:
    """Two lines as one. A word cut at the end of the first is whole again; a compound that broke at its hyphen keeps that.

    `known` are the words of the whole text in lower case: what stands there in one piece decides. Where the text `hyphenates`,
    a word is taken as cut unless something tells that it is a compound.
    """
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if _RANGE.search(before) and _RANGE_END.match(after):
        return before + after
    cut, tail = _CUT.search(before), _TAIL.match(after)
    if cut is None or tail is None or _GOES_ON.match(after):
        return f"{before} {after}"
    if is_cut(before, after, known) or (hyphenates and not _is_compound(cut, tail.group(), known)):
        return before[:-1] + after
    return before[:-1] + "-" + after


def is_broken(before: str, after: str) -> bool:
    """Whether a line ends within a word, or at the hyphen of a compound."""
    return _CUT.search(before) is not None and after[:1].islower() and _GOES_ON.match(after) is None


def is_cut(before: str, after: str, known: Container[str]) -> bool:
    """Whether the last word of a line was surely cut, by what is left of it or since it stands elsewhere in one piece."""
    cut, tail = _CUT.search(before), _TAIL.match(after)
    if cut is None or tail is None or not after[0].islower():
        return False
    head, rest = cut["head"].casefold(), tail.group()
    if head + rest in known:
        return True
    return f"{head}-{rest}" not in known and not _are_words(head, rest, known) and _is_ending(rest)


def _is_compound(cut: re.Match[str], tail: str, known: Container[str]) -> bool:
    """Whether what stands at both sides of a hyphen are words: end-to-end, GPU-bound, on-call, open-weight."""
    head = cut["head"]
    if cut["compound"] or not tail[0].islower() or (head.isupper() and len(head) > 1) or tail in _STANDS_ALONE:
        return True
    return f"{head.casefold()}-{tail}" in known or _are_words(head.casefold(), tail, known)


def _are_words(head: str, tail: str, known: Container[str]) -> bool:
    return min(len(head), len(tail)) >= _LEAST_WORD and head in known and tail in known


def _is_ending(tail: str) -> bool:
    return tail not in _STANDS_ALONE and _ENDING.fullmatch(tail) is not None
