"""Sections: the parts of a job description, the heads that open them, and the words by which a sentence of each is weighed.

The data is ``cues/sections.yaml`` and ``cues/titles.yaml``; here it is made ready for use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.texts.cues import Cues, compile_cues, data, words

INTRO = "intro"
DUTIES = "duties"
REQUIREMENTS = "requirements"
COMPANY = "company"
ROLE = "role"
STACK = "stack"


@dataclass(frozen=True, slots=True)
class Shape:
    """What is said of sections and titles, ready for use."""

    heads: Cues
    weights: Mapping[str, float]
    head_words_at_most: int
    lead_in_words_at_most: int
    capitalised_words_at_most: int
    listed_words_at_most: int
    run_on_words: int
    openers: frozenset[str]
    """Verbs of work and those that open a duty without saying much of it: collaborate, ensure."""
    page_words: int
    lone_heads: frozenset[str]
    """Heads of one word, in lower case, that are known in a page that lost its lines."""
    small_words: frozenset[str]
    """Words that stay small in a head that is set in capitals."""
    boilerplate: Cues
    praise: Cues
    praised: frozenset[str]
    """Sections where a sentence may praise the company instead of saying what the work is."""
    work: Cues
    asking: Cues
    hires: Cues
    """Words by which somebody is sought: "we need one engineer"."""
    no_must: Cues
    """Words by which what is asked for is no must: "RAG is a plus"."""
    addressed: Cues
    """Words that tell "you" what those do whom you join, or what you answer for."""
    deeds: frozenset[str]
    orders: frozenset[str]
    """The verbs of work as they are written in an order."""
    helpers: frozenset[str]
    joins: frozenset[str]
    you_within: int
    lost_heads: frozenset[str]
    """Sections that end, without a head, where a sentence says what "you" will do or join, or that somebody is sought."""
    swallows: frozenset[str]
    """Sections that duties end of which no head told, where none were told before."""
    duty_words: int
    wishes: frozenset[str]
    """Sections of what is asked for, where an order is a duty for all that."""
    whole_heads: Mapping[str, str]
    """Head, in lower case → its section, where the head must be all that the line says."""
    reasons: frozenset[str]
    """Words that begin a head of the company's part: "Why Acme?"."""
    reason_words_at_most: int
    buttons: Cues
    """Words of a button that asks one to apply, which heads nothing."""
    roles: frozenset[str]
    title_labels: frozenset[str]


@lru_cache(maxsize=1)
def section_shape() -> Shape:
    """How sections and titles are told, from `cues/`; read once."""
    sections, titles, gap = data("sections"), data("titles"), data("weights")["gap"]
    weights = {entry["id"]: float(entry["weight"]) for entry in sections["sections"]}
    heads = compile_cues(((e["id"], "head", str(head)) for e in sections["sections"] for head in e["heads"]), gap)
    return Shape(
        heads=heads,
        weights={**weights, INTRO: float(sections["intro_weight"])},
        head_words_at_most=int(sections["head_words_at_most"]),
        lead_in_words_at_most=int(sections["lead_in_words_at_most"]),
        listed_words_at_most=int(sections["listed_words_at_most"]),
        run_on_words=int(sections["run_on_words"]),
        openers=_stems((*sections["deeds"], *sections["openers"])),
        capitalised_words_at_most=int(sections["capitalised_words_at_most"]),
        page_words=int(sections["page_words"]),
        lone_heads=frozenset(sections["lone_heads"]),
        small_words=_stems(sections["small_words"]),
        boilerplate=compile_cues((("boilerplate", "", str(cue)) for cue in sections["boilerplate"]), gap),
        praise=compile_cues((("praise", "", str(cue)) for cue in sections["praise"]), gap),
        praised=frozenset(sections["praised"]),
        work=compile_cues((("work", "", str(cue)) for cue in sections["work"]), gap),
        asking=compile_cues((("asking", "", str(cue)) for cue in sections["asking"]), gap),
        hires=compile_cues((("hires", "", str(cue)) for cue in sections["hires"]), gap),
        no_must=compile_cues((("no_must", "", str(cue)) for cue in sections["no_must"]), gap),
        addressed=compile_cues((("addressed", "", str(cue)) for cue in sections["addressed"]), gap),
        deeds=_stems(sections["deeds"]),
        orders=frozenset(sections["deeds"]),
        helpers=_stems(sections["helpers"]),
        joins=_stems(sections["joins"]),
        you_within=int(sections["you_within"]),
        lost_heads=frozenset(sections["lost_heads"]),
        swallows=frozenset(sections["swallows"]),
        duty_words=int(sections["duty_words"]),
        wishes=frozenset(sections["wishes"]),
        whole_heads={str(head): entry["id"] for entry in sections["sections"] for head in entry.get("whole", ())},
        reasons=_stems(sections["reasons"]),
        reason_words_at_most=int(sections["reason_words_at_most"]),
        buttons=compile_cues((("button", "", str(cue)) for cue in sections["buttons"]), gap),
        roles=_stems(titles["roles"]),
        title_labels=frozenset(titles["said"]),
    )


def _stems(said: Iterable[str]) -> frozenset[str]:
    return frozenset(word.stem for each in said for word in words(each))
