"""Job descriptions: what in one costs candidates, worst first, and what is already good.

`audit` reads the text once (texts/documents.py), asks which lane the work is (triage/lanes.py), finds what is said of it
(jd_signals.py), and holds that against the checks of ``knowledge/cues/jd.yaml``, which stand there in order of harm with their
facts. It is deterministic and never raises; a résumé is not audited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from knowledge.papers import jd_signals as signs
from knowledge.papers.jd_lore import Seen, any_level, levels, lore, names_a_type, seen
from knowledge.papers.jd_signals import Marked, Said
from knowledge.texts.cues import data
from knowledge.texts.documents import read
from knowledge.texts.passages import Passage
from knowledge.triage.evidence import Evidence
from knowledge.triage.lanes import triage
from knowledge.triage.verdicts import Triage

Kind = Literal["jd", "resume", "too-little"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that costs candidates."""

    id: str
    rank: int
    """Place in the order of harm, 1 the worst."""
    says: str
    hint: str
    facts: tuple[str, ...]
    """Ids of the facts that say why, the best first."""
    advice: tuple[str, ...] = ()
    """Ids of facts that say how to mend it."""
    quote: str = ""
    """A verbatim part of the text; empty where something is missing from it."""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """One thing that is right as it stands."""

    id: str
    says: str
    quote: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one text. Of a résumé, or of a few words, there is none: `kind` says so and the rest is empty."""

    kind: Kind
    triage: Triage | None = None
    findings: tuple[Finding, ...] = ()
    good: tuple[Good, ...] = ()
    worth: tuple[tuple[str, str], ...] = ()
    """(id, what) that a complete description says and this text does not, where that is no finding."""
    excerpt: bool = False
    """True for an opening alone: what only a whole description says is not missed in it."""
    words: int = 0
    english: bool = True

    @property
    def clean(self) -> bool:
        """A job description with nothing found."""
        return self.kind == "jd" and not self.findings


class _Raised(NamedTuple):
    """A check that failed, with where, and what the text shows."""

    id: str
    seen: Seen | None = None
    shows: Mapping[str, object] = {}


MISSING = frozenset({"stack-unsaid", "on-call-unsaid", "pay-unposted", "success-unsaid", "scale-unsaid", "reliability-unsaid"})
"""Checks that an opening alone need not pass."""
OF_ANY_JOB = frozenset(
    {
        "not-ml",
        "boilerplate-opener",
        "pay-unposted",
        "pay-vague",
        "pay-too-wide",
        "years-list",
        "rockstar",
        "boilerplate",
        "too-long",
    }
)
"""What can be held against a job that is not ML."""
OF_ANY_LANGUAGE = frozenset({"two-lanes", "title-misleads", "not-ml", "stack-wish-list", "pay-unposted", "too-long"})
"""What shows in a text that is not in English."""


def audit(text: str, lane_names: Mapping[str, str] | None = None) -> Audit:
    """Audit any text. `lane_names` are what lanes are called in what is found; ids where none are given."""
    document = read(text)
    judged = triage(text)
    if judged.verdict == "resume":
        return Audit("resume")
    if document.words < lore().limits["least_words"]:
        return Audit("too-little", judged, words=document.words)
    found = signs.read_signs(text, document, judged)
    raised = [one for one in _checks(found, lane_names or {}) if _is_meant(one.id, found)]
    opening_works = found.model is not None and not any(one.id == "boilerplate-opener" for one in raised)
    spared = MISSING if found.excerpt and opening_works else frozenset()
    raised = [one for one in raised if one.id not in spared]
    return Audit(
        "jd",
        judged,
        tuple(sorted((_finding(one) for one in raised), key=lambda one: one.rank)),
        tuple(_good(found, raised)),
        tuple(_worth(found, raised)) if found.english and not _is_other_work(found) else (),
        found.excerpt,
        document.words,
        found.english,
    )


def _is_meant(check: str, found: Said) -> bool:
    """Whether a check holds for this lane, for a job that is not ML, for a text that is not in English."""
    if _is_other_work(found) and check not in OF_ANY_JOB:
        return False
    if not found.english and check not in OF_ANY_LANGUAGE:
        return False
    return _is_for(check, found.triage)


def _is_for(check: str, judged: Triage) -> bool:
    """Whether a check holds for the lane of the duties, or for the one that the title promises."""
    lanes = _entries()[check].get("lanes")
    named = {lane for lane in (judged.lane, judged.title_lane) if lane}
    return not lanes or not named or not named.isdisjoint(lanes)


def _is_other_work(found: Said) -> bool:
    """No ML job: unless the title is one, the opening names a model, and hardly a sentence speaks for other work."""
    judged = found.triage
    one_sentence = len(judged.other_evidence) <= 1
    return judged.verdict == "not-ml" and not (judged.title_lane and found.model and one_sentence)


def _checks(found: Said, names: Mapping[str, str]) -> Iterator[_Raised]:
    yield from _about_the_lane(found, names)
    yield from _about_the_opening(found)
    yield from _about_the_duties(found)
    yield from _about_the_degree(found)
    yield from _about_what_is_said(found)
    yield from _about_pay(found)
    yield from _about_the_words(found)


def _about_the_lane(found: Said, names: Mapping[str, str]) -> Iterator[_Raised]:
    judged = found.triage
    lane = names.get(judged.lane or "", judged.lane or "")
    if _is_other_work(found):
        yield _Raised("not-ml", _of_a_duty(judged.other_evidence), {"other": judged.other_work or "other work"})
    elif judged.verdict == "unclear":
        yield _Raised("lane-unclear", _first(found.document.passages))
    elif (judged.verdict == "two" or _far_apart(judged)) and not all(
        _only_names(each.quote) for each in judged.lanes[1].evidence
    ):
        second = judged.lanes[1]
        yield _Raised("two-lanes", _of_a_duty(second.evidence), {"lane": lane, "second": names.get(second.lane, second.lane)})
    elif (
        judged.title_misleads
        and judged.title
        and _far_from_title(judged)
        and not re.search(data("jd")["broad_titles"], judged.title)
    ):
        titled = names.get(judged.title_lane or "", judged.title_lane or "")
        yield _Raised("title-misleads", Seen(judged.title, found.title_line), {"titled": titled, "lane": lane})


def _of_a_duty(evidence: Sequence[Evidence]) -> Seen | None:
    """The evidence that says it best: a duty before a requirement."""
    best = sorted(evidence, key=lambda each: each.section not in signs.WORK_SECTIONS)[:1]
    return Seen(best[0].quote, best[0].line) if best else None


def _far_apart(judged: Triage) -> bool:
    """Two even shares of lanes that nobody works in at once, although few sentences speak for the second."""
    limits, lanes = lore().limits, judged.lanes[:2]
    if len(lanes) < 2 or lanes[0].share > limits["far_first"] or lanes[1].share < limits["far_second"]:
        return False
    return {lanes[0].lane, lanes[1].lane} in [set(pair) for pair in data("jd")["far_pairs"]]


def _only_names(said: str) -> bool:
    """Whether it lists tools and says nothing to do with them: such a line is a wish, and no second job."""
    names = re.split(r"[,;/|·•&]| and ", said)
    return (len(names) > 1 or len(said.split()) == 1) and all(len(name.split()) <= lore().limits["name_words"] for name in names)


def _far_from_title(judged: Triage) -> bool:
    """Whether the duties have little of what the title names, and say what they are in more than one sentence."""
    share = next((each.share for each in judged.lanes if each.lane == judged.title_lane), 0.0)
    evidence = judged.lanes[0].evidence if judged.lanes else ()
    return bool(share < lore().limits["title_share"]) and len(evidence) > 1


def _about_the_opening(found: Said) -> Iterator[_Raised]:
    passages = found.opening.passages
    if not passages:
        return
    if found.model is None:
        later = signs.names_model_later(found.document)
        elsewhere = data("jd")["elsewhere"].format(line=later.line) if later else ""
        yield _Raised("model-unsaid", _first(found.opening.first), {"elsewhere": elsewhere})
    said = list(found.text.hits("boilerplate", passages))
    strong = {hit.cue for _, hit in said if hit.strength == "strong"}
    faint = {hit.cue for _, hit in said if hit.strength == "faint"}
    weight = len(strong) + len(faint) // int(lore().limits["faint_in_opening"])
    if weight >= (1 if found.model is None else 2):
        passage = _fullest([passage for passage, _ in said])
        hit = next(hit for each, hit in said if each is passage)
        yield _Raised("boilerplate-opener", seen(passage, hit.start, hit.end))


def _about_the_duties(found: Said) -> Iterator[_Raised]:
    work = [passage for passage in found.document.passages if passage.section in signs.WORK_SECTIONS and passage.weight > 0]
    trains = {passage.text: seen(passage, hit.start, hit.end) for passage, hit in found.text.hits("training", work)}
    if len(trains) >= 2 and not found.on_call and next(found.text.hits("past_training", work), None) is None:
        yield _Raised("training-only", next(iter(trains.values())))
    if found.stack.wish:
        yield _Raised("stack-wish-list", found.stack.wish)
    elif _lacks_stack(found):
        yield _Raised("stack-unsaid")


def _lacks_stack(found: Said) -> bool:
    """Fewer than two tools; languages count as one, and for a data scientist each as one."""
    languages = len(found.stack.languages)
    return len(found.stack.named) + (languages if found.triage.lane == "data-scientist" else bool(languages)) < 2


def _about_the_degree(found: Said) -> Iterator[_Raised]:
    asking = [
        passage for passage in found.document.passages if passage.section in signs.ASKING_SECTIONS and passage.section != "nice"
    ]
    body = [
        passage
        for passage in found.document.passages
        if passage.section not in (*signs.SILENT_SECTIONS, "nice", "company", "about")
    ]
    lesser = any(found.text.first("degree", passage) and not found.text.first("phd", passage) for passage in asking)
    demanded = (
        None if lesser else next((one for passage in body if (one := _demands_phd(passage, found.text, passage in asking))), None)
    )
    if demanded:
        yield _Raised("degree-required", demanded)
    sought = [passage for passage in found.opening.first[:1] if found.text.first("degree_sought", passage)]
    for passage in (*sought, *asking[:1]):
        hit = found.text.first("degree", passage)
        if hit and not found.text.first("degree_waived", passage) and seen(passage, hit.start, hit.end) != demanded:
            yield _Raised("degree-first", seen(passage, hit.start, hit.end))
            return


def _demands_phd(passage: Passage, text: Marked, asked: bool) -> Seen | None:
    hit = text.first("phd", passage)
    if hit is None or text.first("phd_softened", passage):
        return None
    if asked or text.first("phd_demanded", passage):
        return seen(passage, hit.start, hit.end)
    return None


def _about_what_is_said(found: Said) -> Iterator[_Raised]:
    if not found.on_call:
        yield _Raised("on-call-unsaid")
    if not found.success:
        yield _Raised("success-unsaid")
    if not found.scale:
        yield _Raised("scale-unsaid")
    if not found.reliability and not found.on_call:
        yield _Raised("reliability-unsaid")


def _about_pay(found: Said) -> Iterator[_Raised]:
    pay = found.pay
    if pay.posted is None:
        yield _Raised("pay-vague", pay.vague) if pay.vague else _Raised("pay-unposted")
    elif pay.low and pay.high and pay.high >= pay.low * lore().limits["wide_ratio"]:
        yield _Raised("pay-too-wide", pay.posted)


def _about_the_words(found: Said) -> Iterator[_Raised]:
    at, document = lore(), found.document
    asked = [
        passage
        for passage in document.passages
        if passage.section in signs.ASKING_SECTIONS or passage.section in signs.WORK_SECTIONS
    ]
    years = [(passage, match) for passage in asked if (match := at.marks["years"].search(passage.text))]
    yield from _about_the_level(found, [int(match.group(1)) for _, match in years])
    if len(years) >= at.limits["years_sentences"]:
        yield _Raised("years-list", seen(years[1][0], *years[1][1].span()))
    types = next(found.text.hits("rockstar", document.passages), None)
    if types or (document.title and names_a_type(document.title)):
        yield _Raised(
            "rockstar", seen(types[0], types[1].start, types[1].end) if types else Seen(document.title or "", found.title_line)
        )
    said = [
        (passage, hit)
        for passage, hit in found.text.hits("boilerplate", document.passages)
        if passage.section not in signs.SILENT_SECTIONS
    ]
    elsewhere = [(passage, hit) for passage, hit in said if passage not in found.opening.passages]
    if len({hit.cue for _, hit in elsewhere}) > at.limits["phrases_at_most"] and any(
        hit.strength == "strong" for _, hit in elsewhere
    ):
        yield _Raised("boilerplate", seen(_fullest([passage for passage, _ in elsewhere])))
    if document.words > at.limits["long_words"]:
        yield _Raised("too-long", None, {"words": f"{document.words:,}"})


def _about_the_level(found: Said, years: Sequence[int]) -> Iterator[_Raised]:
    title = found.document.title
    if not title or not years:
        return
    for level, named, least, most in levels():
        if named.search(title) and ((least and min(years) >= least) or (most and max(years) <= most)):
            yield _Raised("level-mismatch", Seen(title, found.title_line), {"level": level})
            return


def _first(passages: Sequence[Passage]) -> Seen | None:
    return seen(passages[0]) if passages else None


def _fullest(passages: Sequence[Passage]) -> Passage:
    """The sentence that stands there most often: the one with most hits."""
    return max(passages, key=passages.count)


def _finding(raised: _Raised) -> Finding:
    entry = _entries()[raised.id]
    says = str(entry["says"]).format(**raised.shows)
    quote, line = raised.seen or ("", None)
    facts, advice = tuple(entry["facts"]), tuple(entry.get("advice", ()))
    return Finding(raised.id, entry["rank"], says, entry["hint"], facts, advice, quote, line or None)


def _good(found: Said, raised: Sequence[_Raised]) -> Iterator[Good]:
    ids = {one.id for one in raised}
    stack = min(found.stack.in_use.values(), key=lambda seen: seen.line, default=None) if found.stack.praised else None
    says: dict[str, Seen | None] = {
        "model": None if "boilerplate-opener" in ids else found.model,
        "stack": stack,
        "on-call": found.on_call,
        "success": found.success,
        "scale": found.scale,
        "reliability": found.reliability,
        "pay": None if "pay-too-wide" in ids else found.pay.posted,
    }
    judged, wording = found.triage, data("jd")["good"]
    kept = found.stack.wish is None or (bool(judged.lanes) and judged.lanes[0].share >= lore().limits["kept_share"])
    if (
        judged.verdict == "one"
        and kept
        and ids.isdisjoint({"title-misleads", "two-lanes"})
        and (found.model or not found.excerpt)
    ):
        quote, line = _of_a_duty(judged.lanes[0].evidence if judged.lanes else ()) or ("", None)
        yield Good("lane", wording["lane"], quote, line)
    if _is_other_work(found):
        return
    for name, said in says.items():
        if said:
            yield Good(name, wording[name], said.quote, said.line or None)


def _worth(found: Said, raised: Sequence[_Raised]) -> Iterator[tuple[str, str]]:
    ids = {one.id for one in raised}
    missing = {
        "stack": _lacks_stack(found),
        "on-call": not found.on_call,
        "success": not found.success,
        "scale": not found.scale,
        "reliability": not found.reliability,
        "pay": found.pay.posted is None and found.pay.vague is None,
        "level": bool(found.document.title) and not any_level().search(found.document.title or ""),
    }
    for name, wanting in missing.items():
        check = "pay-unposted" if name == "pay" else f"{name}-unsaid"
        if wanting and check not in ids and (check not in _entries() or _is_for(check, found.triage)):
            yield name, data("jd")["worth"][name]


@lru_cache(maxsize=1)
def _entries() -> dict[str, dict[str, Any]]:
    return {entry["id"]: {**entry, "rank": rank} for rank, entry in enumerate(data("jd")["checks"], start=1)}
