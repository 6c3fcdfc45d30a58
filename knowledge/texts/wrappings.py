"""Wrappings: what a text was sent or kept in, put aside line by line before it is read.

A description comes quoted in a mail, with its headers and somebody's signature, as rows of a table or as a record of JSON. None
of that is the text: "From: Research Platform Jobs" and "VP Machine Learning" under a mail are no evidence of any work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+")
_HEADER = re.compile(
    r"\s*\**(?:from|to|cc|bcc|date|sent|subject|reply-to|von|an|betreff|gesendet|datum|de|à|objet|envoyé|para|asunto|enviado|fecha)"
    r"\s*:\**(?:\s|$)",
    re.IGNORECASE,
)
_OF_MAIL = re.compile(r"@|^\W*(?:subject|betreff|objet|asunto)\b", re.IGNORECASE)
"""What one of the headers of a mail has: "From: 2019", "To: 2021" stands in a résumé."""
_SUBJECT = re.compile(r"\W*(?:subject|betreff|objet|asunto)\s*:\W*(?:(?:re|fwd?|aw|wg|tr|rv):\s*)*", re.IGNORECASE)
_SENT = re.compile(
    r"\s*(?:on\b.{6,120}\bwrote:|am\b.{6,120}\bschrieb.{0,80}:|le\b.{6,120}\ba écrit\s?:|el\b.{6,120}\bescribió:"
    r"|-{2,}\s*(?:original message|forwarded message|begin forwarded message|weitergeleitete nachricht).*"
    r"|begin forwarded message:|(?:sent|get|gesendet|envoyé|enviado) (?:from|von|de(?:puis)?) (?:my|mein\w*|mon|mi) \w.{0,60}"
    r"|.{0,20}\b(?:this|the) (?:e-?mail|message)\b.{0,60}\bconfidential\b.*)\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*--\s*$")
_ITEM = re.compile(r"\s*[-+*•·]\s")
_RULE = re.compile(r"[\s|:+=-]*$")
_PAGE_PART = re.compile(r"<(script|style|noscript|svg|nav|footer|head)\b[^<>]{0,500}>", re.IGNORECASE)
SIGNATURE_LINES, SIGNATURE_WORDS = 6, 9
"""How long a signature is, and each of its lines, at most: longer, and a rule stands between parts of the text."""
LEAST_WORDS = 8
"""A mail of fewer words says in its subject what it is about."""
LABEL_WORDS = 4
"""So many words the first cell of a row has, at most, where it says what the next one is."""
RECORD_CHARACTERS = 200_000


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines as they are in the text itself, each in its place; what is not of the text is empty."""
    out = [_QUOTED.sub("", line) if ">" in line else line for line in lines]
    of_mail = tuple(_of_mail(out))
    subjects = {number: _SUBJECT.sub("", out[number], count=1) for number in of_mail if _SUBJECT.match(out[number])}
    for number in of_mail:
        out[number] = ""
    if subjects and sum(len(line.split()) for line in out) < LEAST_WORDS:
        for number, subject in subjects.items():
            out[number] = subject
    return [_row(line) if "|" in line or "\t" in line else line for line in out]


def of_page(text: str) -> str:
    """A page's source without its scripts, styles and menus, each line in its place; any other text as it is."""
    out, start = [], 0
    lower = text.lower() if "<" in text else ""
    while lower and (found := _PAGE_PART.search(text, start)) is not None:
        end = lower.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            break
        out += [text[start : found.start()], "\n" * text.count("\n", found.start(), end), " "]
        start = end + len(found[1]) + 3
    return "".join((*out, text[start:])) if out else text


def of_record(text: str) -> str:
    """What a record of JSON says, a line for each of its lines; any other text as it is. Never raises."""
    start = text.lstrip()[:1]
    if start not in ("{", "[") or len(text) > RECORD_CHARACTERS:
        return text
    try:
        said = "\n".join(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        return text
    return said or text


def _strings(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield f"{name}: {value}" if name and "\n" not in value else value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, str(key))
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _of_mail(lines: Sequence[str]) -> Iterator[int]:
    """The places of lines that a mail puts around its text: two headers or more in a row, who wrote when, signatures."""
    headers: list[int] = []
    for number, line in enumerate((*lines, "")):
        if ":" in line and _HEADER.match(line):
            headers.append(number)
            continue
        if len(headers) > 1 and any(_OF_MAIL.search(lines[each]) for each in headers):
            yield from headers
        headers = []
        if line and len(line) < SIGNATURE_WORDS * 40 and _SENT.match(line):
            yield number
        elif "--" in line and _SIGNED.match(line):
            yield from range(number, number + 1 + _signature(lines[number + 1 :]))


def _signature(after: Sequence[str]) -> int:
    """How many lines behind two dashes are somebody's name, title and addresses; none where they are more of the text."""
    end = next((place for place, line in enumerate(after[: SIGNATURE_LINES + 1]) if not line.strip()), len(after))
    signed = after[:end]
    if end > SIGNATURE_LINES or any(_ITEM.match(line) or len(line.split()) > SIGNATURE_WORDS for line in signed):
        return 0
    return end


def _row(line: str) -> str:
    """A row of a table as a label and what it says: "| Duty 1 | Train detectors |" is "Duty 1: Train detectors"."""
    piped = line.strip().startswith("|") and line.count("|") > 1
    if not piped and not ("\t" in line and line[:1].strip()):
        return line
    if piped and _RULE.match(line):
        return ""
    cells = [cell.strip() for cell in (line.strip().strip("|").split("|") if piped else line.split("\t"))]
    label, *said = [cell for cell in cells if cell] or [""]
    if not said or len(label.split()) > LABEL_WORDS or label[-1] in ".!?;:":
        return "; ".join((label, *said))
    return f"{label}: {'; '.join(said)}"
