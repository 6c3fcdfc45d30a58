"""Screening: what in one résumé is worth asking about, quoted, with a question about the job.

Patterns and words only (``knowledge/cues/screening.yaml``): no embedding, no learned weight, no figure about a person. Nothing is
added up, what is not found counts against nobody, and no quote carries an address, a protected attribute, a school or a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from knowledge.papers.jd_lore import lore as tool_lore
from knowledge.texts.cues import Cues, compile_cues, data, words
from knowledge.texts.documents import Document, read
from knowledge.texts.passages import Passage
from knowledge.texts.resumes import is_resume

Kind = Literal["resume", "several", "job", "too-little"]
LEAST_WORDS = 8
CLAUSE = re.compile(r"[;,:|()•·–—]|\s-\s|\.\s")
"""Where a clause ends."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim part of the résumé, and the line it begins on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to ask about: what stands there, and the question. `colour`: `green` or `red`, as the guides call it."""

    id: str
    colour: str
    says: str
    ask: str
    facts: tuple[str, ...]
    """Ids of the facts that name it, the best first."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What one résumé shows. Of two at once, of a job description and of a few words there is none: `kind` says so."""

    kind: Kind
    flags: tuple[Flag, ...] = ()
    not_seen: tuple[str, ...] = ()
    """Topics on which it is silent; that counts against nobody."""

    def of(self, colour: str) -> tuple[Flag, ...]:
        """The flags of one colour, in file order."""
        return tuple(flag for flag in self.flags if flag.colour == colour)


class _Found(NamedTuple):
    passage: Passage
    start: int
    end: int


def screen(text: str) -> Screening:
    """Read one résumé. Deterministic; time grows with its length; nothing of it is kept."""
    document = read(text)
    kind = _kind(text, document)
    if kind != "resume":
        return Screening(kind)
    listed = {each.passage for each in _rivals(document)}  # a bare list of tools shows nothing that was built with them
    shown = {group for group in ("built", "evaluated") if any(each.passage not in listed for each in _phrases(group, document))}
    flags = tuple(flag for entry in data("screening")["flags"] if (flag := _flag(entry, document, shown)))
    seen = {flag.id for flag in flags}
    silent = tuple(topic["what"] for topic in data("screening")["topics"] if topic["flag"] not in seen)
    return Screening("resume", flags, silent)


def _kind(text: str, document: Document) -> Kind:
    if document.words < LEAST_WORDS:
        return "too-little"
    if _holds_several(text):
        return "several"
    return "job" if not is_resume(document) and _speaks_of_a_job(document) else "resume"


def _speaks_of_a_job(document: Document) -> bool:
    heads = (hit for head in document.heads for hit in _lore().cues.find(head, words(head)))
    return _any("job", document) or any(hit.points_to == "job" for hit in heads)


def _holds_several(text: str) -> bool:
    """Two people's documents in one text: the heads that a résumé has once stand there twice, or two people's addresses do."""
    lines = [line.strip(" *_#:\t").casefold() for line in text.splitlines()]
    experience = sum(line in _EXPERIENCE for line in lines)
    education = sum(line in _EDUCATION for line in lines)
    people = len({match.group().casefold() for match in _ADDRESS.finditer(text)})
    return (experience >= 2 and education >= 2) or (people >= 2 and max(experience, education) >= 2)


def _flag(entry: Mapping[str, Any], document: Document, shown: set[str]) -> Flag | None:
    found = list(_evidence(entry, document))
    if not found or not _stands(entry["id"], found, shown):
        return None
    quotes = tuple(dict.fromkeys(quote for each in found if (quote := _quote(each))))[: data("screening")["quotes_of_a_flag"]]
    if not quotes:
        return None
    return Flag(entry["id"], entry["colour"], entry["says"], entry["ask"], tuple(entry["facts"]), quotes)


def _stands(flag: str, found: Sequence[_Found], shown: set[str]) -> bool:
    """What is built or evaluated anywhere in it takes these flags back."""
    if flag == "notebooks-only":
        return "built" not in shown
    if flag == "cert-heavy":
        return "built" not in shown and len(found) >= data("screening")["certificates"]
    if flag == "chat-api-as-ml":
        return not shown
    return True


def _evidence(entry: Mapping[str, Any], document: Document) -> Iterator[_Found]:
    if entry["id"] == "every-framework":
        yield from _rivals(document)
    elif "mark" in entry:
        pattern = _lore().marks[entry["mark"]]
        for passage in document.passages:
            for match in pattern.finditer(passage.text):
                yield _Found(passage, *match.span())
    else:
        for found in _phrases(entry["id"], document):
            if entry["id"] != "generic-claims" or _is_generic(found.passage):
                yield found


def _is_generic(passage: Passage) -> bool:
    """A sentence without a figure, a tool, or a word that says how; a chat model's API has a flag of its own."""
    if any(character.isdigit() for character in passage.text) or tool_lore().tools.search(passage.text):
        return False
    return not any(hit.points_to in ("how", "chat-api-as-ml") for hit in _lore().cues.find(passage.text, passage.words))


def _rivals(document: Document) -> Iterator[_Found]:
    """Lines that set rivals side by side, or a great many tools, and say nothing else."""
    tools, limits = tool_lore(), data("screening")
    for passage in document.passages:
        found = {match.group().lower(): match for match in tools.tools.finditer(passage.text)}
        rivals = sum(tools.category[tool] == "deep-learning" for tool in found)
        others = len(passage.words) - sum(len(tool.split()) for tool in found)
        if others <= len(found) and (rivals >= limits["rivals"] or len(found) >= limits["tools_in_a_line"]):
            first = min(found.values(), key=lambda match: match.start())
            yield _Found(passage, *first.span())


def _phrases(group: str, document: Document) -> Iterator[_Found]:
    for passage in document.passages:
        for hit in _lore().cues.find(passage.text, passage.words):
            if hit.points_to == group:
                yield _Found(passage, hit.start, hit.end)


def _any(group: str, document: Document) -> bool:
    return next(_phrases(group, document), None) is not None


def _quote(found: _Found) -> Quote | None:
    """The sentence around the evidence, else the clause it begins or ends in; nothing where those say what is not quoted."""
    text, most = found.passage.text, data("screening")["quote_characters"]
    candidates = [text] if len(text) <= most else []
    for place in (found.start, found.end):
        start = max((match.end() for match in CLAUSE.finditer(text, 0, place)), default=0)
        after = CLAUSE.search(text, place)
        clause = text[start : after.start() if after else len(text)].strip()
        candidates.append(clause if len(clause) <= most else clause[:most].rsplit(" ", 1)[0])
    fit = (each for each in candidates if len(each.split()) > 1 and not _is_private(each))
    return next((Quote(each, found.passage.line) for each in fit), None)


def _is_private(text: str) -> bool:
    return any(pattern.search(text) for pattern in _lore().never_quoted)


_EXPERIENCE = frozenset(
    {"experience", "work experience", "professional experience", "employment", "employment history", "work history"}
)
_EDUCATION = frozenset({"education", "education and training", "academic background"})
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+")


@dataclass(frozen=True, slots=True)
class _Lore:
    """screening.yaml, compiled."""

    cues: Cues
    marks: Mapping[str, re.Pattern[str]]
    never_quoted: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _lore() -> _Lore:
    screening, gap = data("screening"), data("weights")["gap"]
    flags = [(entry["id"], "", str(cue)) for entry in screening["flags"] for cue in entry.get("phrases", ())]
    others = [(name, "", str(cue)) for name in ("built", "evaluated", "how", "job") for cue in screening[name]]
    return _Lore(
        compile_cues((*flags, *others), gap),
        {name: re.compile(pattern, re.I) for name, pattern in screening["marks"].items()},
        tuple(re.compile(pattern, re.I) for pattern in screening["never_quoted"]),
    )
