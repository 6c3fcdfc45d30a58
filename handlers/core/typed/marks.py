"""What chats and phones put in the place of what is typed: codes of emoji, round quotes, other hyphens. Pure."""

from __future__ import annotations

import re

from knowledge.words.patterns import pattern

_OWN_WORDS = r"\n|(?<!\S)(?i:because)\s|(?<=\s):(?=\s)|(?<=[^\s:]):(?=\s)"
"""Where one's own words may begin, which stay as they are: a line below, a reason, a note."""
_OWN = pattern(_OWN_WORDS)
_EMOJI = r"(?<![\w:]):(?:(?!flag-)[a-z][a-z0-9_'+-]{2,60}|100|1234|[+-]1):(?::skin-tone-[2-6]:)?(?!\w)"
_SHORTENED = r"(?:til|till|cause|em|n|round|bout)\b|\d\d"
"""What an apostrophe begins."""
_QUOTED = rf"(?<![^\s(\[])['‘](?=[^\s'’])(?!{_SHORTENED})(?P<quoted>[^\n\"“”„«»]{{1,200}}?)['’](?![\w'’])(?!\s+[A-Z][a-z])"
"""In single quotation marks; what stands between somebody's names (`Ana 'Annie' Quiroga`) is how they are called."""
_OPENS = pattern(r"'(?<![^\s(\[]')")
"""Where such a quotation may begin: `what's` opens none. (The mark comes first, so that the search leaps to it.)"""
_HYPHEN = r"(?<![\w-])(?P<kind>[rcRC])[‐‑‒–−](?=\d)"
_SLANTED = r"(?<![\w_])_(?P<slanted>[^\W_](?:[^_\n]{0,200}[^\s_])?)_(?![\w_])"
"""What a chat sets in italics: `_loop_`; an underscore within a word is the word's own."""
_MARK = pattern(f"(?P<emoji>{_EMOJI})|(?P<own>{_OWN_WORDS})|{_QUOTED}|{_HYPHEN}|{_SLANTED}")


def plain(text: str) -> str:
    """The text as a keyboard writes it, up to where one's own words begin: no codes of emoji (Slack's `:tada:`), no underscores
    around what is set in italics, double quotation marks for single ones, and `R-12` with whichever hyphen it came."""
    if text.isascii() and ":" not in text and "_" not in text and ("'" not in text or not _OPENS.search(text)):
        return text
    kept, at = [], 0
    for mark in _MARK.finditer(text):
        if mark["own"] is not None:
            break
        kept += [text[at : mark.start()], _written(mark)]
        at = mark.end()
    return "".join((*kept, text[at:]))


_SHORTHAND = {
    "u": "you", "ur": "your", "ppl": "people", "wat": "what", "wut": "what", "wht": "what", "abt": "about", "hw": "how",
    "wanna": "want to", "gonna": "going to", "gimme": "give me", "lemme": "let me", "dunno": "do not know",
    "rng": "range", "qns": "questions", "shld": "should", "flgs": "flags", "b4": "before",
    "intrvw": "interview", "intvw": "interview", "intrvws": "interviews", "intvws": "interviews",
}  # fmt: skip
"""What hurried thumbs write, word for word; nothing that may be somebody's initials in small letters."""
_SHORT = pattern(rf"(?<![\w.@#/\"'-])(?:{'|'.join(_SHORTHAND)}|\${{2,}}(?!\s?\d))(?![\w.@/\"'-]|['’])")
_SHORT_ONES = frozenset(f"{word}{mark}" for word in _SHORTHAND for mark in ("", ",", ".", "?", "!", ":", ";", "?!", "??", "..."))
"""They as they stand between spaces: looked for in one leap."""
_CAND = pattern(
    r"^(\W*(?:(?:the|our|my|a)\s+)?)cand(?=\s+(?:wants?|asks?|asking|expects?|expecting|needs?|demands?|requests?)\s)", re.I
)
"""Somebody who wants something, and no verb: `cand wants 260 in sf ok?`."""
_EITHER = frozenset({" y/n", "y/n?", " (y/n)"[-4:]})
"""How a message ends that wants a yes or a no."""
SPELT_OUT = 200
"""Letters of a message that is typed by thumb; a longer one is a document, and stays as it is."""


def spelt_out(text: str) -> str:
    """The text with a hurried writer's short words as the words they stand for (`what can u do`, `how much $$$ for ML ppl`)."""
    if len(text) > SPELT_OUT:
        return text
    if "cand " in text:
        text = _CAND.sub(r"\1candidate", text)
    if text[-4:].casefold() in _EITHER:
        text = f"{text[:-4].rstrip()}?"
    if "$$" not in text and _SHORT_ONES.isdisjoint(text.split()):
        return text
    own = _OWN.search(text)
    end = own.start() if own else len(text)
    return _SHORT.sub(lambda short: _SHORTHAND.get(short.group(), "money"), text[:end]) + text[end:]


def _written(mark: re.Match[str]) -> str:
    if mark["emoji"]:
        return " "
    if mark["slanted"]:
        return mark["slanted"]
    return f'"{mark["quoted"]}"' if mark["quoted"] else f"{mark['kind']}-"
