"""`triage`: which lane the work in a text really is. Of work, never of a person."""

from __future__ import annotations

import re
from typing import Annotated, Any

from handlers.core.answers.cellnames import a
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Document, Flag
from handlers.core.reply import Action, Bullets, Element, Field, Form, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.ofreq import of_req
from knowledge.triage.evidence import Evidence, LaneShare
from knowledge.triage.lanes import triage as judge
from knowledge.triage.specialties import specialty_name
from knowledge.triage.verdicts import Triage

say = Wording("triage")

SHOWN_LANES, SHOWN_QUOTES, SHOWN_QUESTIONS = 2, 3, 3
"""What fits a phone screen; "everything" shows the rest."""
SAID_OF_RIVAL = 0.1
"""From this share on, the lane that it may be taken for is said with its share; below it, as the usual mix-up."""
LEVEL_TOP, LEVEL_APART = 0.5, 0.1
"""Where the first lane has less than this, those that are no further behind it than that are said beside it."""
AUDITED_WORDS, BUTTON_CHARACTERS = 30, 1200
"""From how many words on a text may be a description to audit, and how long a text a button can carry."""
FIELD_LENGTH = 3000
"""What a form's paragraph is filled in with on every platform."""
_READ = re.compile(r"[\u0041-\u024f\u0400-\u04ff\u1e00-\u1eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
"""Letters of the scripts that work is told in: Latin, Cyrillic, kana, ideographs and Hangul."""
_LEVELS = re.compile(
    r"(?<!with a )(?<!mentor a )(?<!to a )\b(?:(?P<junior>junior|jr\.?|entry[- ]level|new grad)"
    r"|(?P<mid>mid[- ]level|mid|intermediate)|(?P<staff>staff|principal)|(?P<senior>senior|sr\.?))\s(?:[\w/+-]+\s){0,4}?"
    r"(?:engineer|scientist|researcher|developer|mle)\b",
    re.IGNORECASE,
)
LEVEL_CHARACTERS = 200
"""So far into a text the one who is sought is called by a level."""
LANE_SOURCES = ("kore1", "exzev", "mlaiqa")


class TriageArgs(Arguments):
    """A job description, an intake note, or a few words; `everything` shows all lanes, quotes and open questions."""

    text: Annotated[str, Document()] = ""
    everything: Annotated[bool, Flag(())] = False


WANTS = ("need", "want", "looking for", "need to hire", "want to hire", "need to find", "hiring")
SOMEBODY = ("someone", "somebody", "a person", "an engineer", "an ml engineer", "an ai engineer")
"""How work is told in a few words, before it has a name: `we need someone to build RAG pipelines`."""


@verb(
    "triage",
    TriageArgs,
    summary="Which lane a job description or an intake note really is",
    usage="triage <text, a file, or R-12>",
    examples=(
        "triage someone to run our GPU clusters and model serving for six teams",
        "triage own the RAG pipeline, prompts and evals",
    ),
    aliases=("lane",),
    cues=(
        "triage",
        "which lane",
        "what lane",
        "what kind of ml engineer",
        "what role is this",
        "which role",
        "do we need a data scientist or",
        "is this a",
        "is this an ml",
        "is it a",
        "data scientist or an",
        "really an ml engineer",
        *(f"{want} {whom} {to}" for want in WANTS for whom in SOMEBODY for to in ("to", "who can", "who will", "that can")),
        "build us",
        "build me",
        "build for us",
        *(f"{want} {whom}" for want in ("need to hire", "want to hire", "need to find") for whom in SOMEBODY),
    ),
    heavy=True,
    of_req="req triage",
)
def triage(asked: TriageArgs, at: Context) -> Reply:
    """The lane with the evidence quoted, the question that separates it from the next, and what the text leaves open."""
    return _judged(asked, at) if asked.text.strip() else _ask_for_text()


@of_req("triage", summary="Which lane a req's job description really is")
def req_triage(text: str, at: Context) -> Reply:
    """The same of the description that a req has."""
    return _judged(TriageArgs(text=text), at)


def _judged(asked: TriageArgs, at: Context) -> Reply:
    found = judge(asked.text)
    names = {lane: at.library.vocabulary.name("lane", lane) for lane in LANES}
    rival = tuple(share for share in found.lanes if share.lane == found.confused_with)
    shown = bool(rival) and rival[0].share >= SAID_OF_RIVAL
    lead = say.lead(
        found=found,
        usual=a(names[found.confused_with]) if found.confused_with else "",
        names=names,
        top=_percent(found.lanes[:1]),
        next=_percent(rival),
        shown=shown,
        level=_level(found, names),
        unread=found.verdict == "unclear" and _is_unread(asked.text),
    )
    if found.verdict == "resume":
        return Reply(lead, (Heading(lead), Text(say.resume_why())), data=_data(found))
    elements: list[Element] = [Heading(lead)]
    elements += _evidence(found, names, asked.everything)
    if found.title_misleads:
        elements.append(Text(say.title(found=found, names=names)))
    if found.verdict == "not-ml":
        elements.append(Text(say.if_model()))
    if found.separating_question:
        elements.append(Text((Strong(say.separates(found=found)), f" {found.separating_question}")))
    elements += _open(found, asked.everything)
    return Reply(
        lead,
        tuple(elements),
        actions=_next(found, names, asked.text),
        form=_form(asked.text) if found.verdict == "unclear" else None,
        sources=cited(at.library.knowledge, LANE_SOURCES) if found.lane else (),
        data=_data(found),
        work={"lane": found.lane} if found.lane else {},
    )


LANES = ("production", "data-scientist", "mlops", "applied-llm", "research")


def _is_unread(text: str) -> bool:
    """Whether most letters of a text are of a script that no cue is written in: it may say a lot, and none was read."""
    letters = [letter for letter in text[:FIELD_LENGTH] if letter.isalpha()]
    return 2 * sum(_READ.match(letter) is None for letter in letters) > len(letters)


def _ask_for_text() -> Reply:
    lead = say.ask_for_text()
    return Reply(lead, (Text(lead),), form=_form())


def _form(said: str = "") -> Form:
    """Where the text goes in: shown too where what was said is too little, which stands in it."""
    field = Field("text", say.field(), "paragraph", value=said[:FIELD_LENGTH], hint=say.hint())
    return Form(say.form_title(), "triage", (field,), say.submit())


def _percent(shares: tuple[LaneShare, ...]) -> int:
    return round(shares[0].share * 100) if shares else 0


def _evidence(found: Triage, names: dict[str, str], everything: bool) -> list[Element]:
    lines = _other_work(found, everything) if found.verdict == "not-ml" else _lanes(found, names, everything)
    elements: list[Element] = [Bullets(lines)] if lines else []
    if found.specialty:
        elements.append(Text(say.specialty(name=specialty_name(found.specialty))))
    return elements


def _lanes(found: Triage, names: dict[str, str], everything: bool) -> tuple[Rich, ...]:
    shares = found.lanes if everything else found.lanes[:SHOWN_LANES]
    return tuple(
        (Strong(names[share.lane]), f" {_percent((share,))}%: {_quotes(share.evidence, everything)}")
        for share in shares
        if share.evidence
    )


def _other_work(found: Triage, everything: bool) -> tuple[Rich, ...]:
    """What shows the other work, then what the text says of ML: words beside the work, so they get no share of it."""
    shown = {(each.line, each.quote) for each in found.other_evidence}
    of_ml = tuple(each for share in found.lanes for each in share.evidence if (each.line, each.quote) not in shown)
    said = ((say.other(kind=found.other_work), found.other_evidence), (say.of_ml(), of_ml))
    return tuple((Strong(name), f": {_quotes(evidence, everything)}") for name, evidence in said if evidence)


def _quotes(evidence: tuple[Evidence, ...], everything: bool) -> str:
    shown = evidence if everything else evidence[:SHOWN_QUOTES]
    return " · ".join(say.quote(quote=each.quote, line=each.line) for each in shown)


def _open(found: Triage, everything: bool) -> list[Element]:
    questions = found.open_questions
    if not questions:
        return []
    shown = questions if everything else questions[:SHOWN_QUESTIONS]
    title = say.still_open(count=len(questions) - len(shown))
    return [Text((Strong(title),)), Bullets(tuple(each.partly or each.question for each in shown))]


def _level(found: Triage, names: dict[str, str]) -> str:
    """The lanes that share the first place, where a text is of two or more and none stands out; else nothing."""
    if found.verdict != "two" or found.lanes[0].share >= LEVEL_TOP:
        return ""
    near = [each for each in found.lanes if each.share >= found.lanes[0].share - LEVEL_APART]
    return ", ".join(say.share(lane=names[each.lane], percent=_percent((each,))) for each in near) if len(near) > 2 else ""


def _next(found: Triage, names: dict[str, str], text: str) -> tuple[Action, ...]:
    lanes = [found.lane, found.confused_with] if found.verdict == "two" else [found.lane]
    level = _level_said(found.title or text)
    bands = tuple(Action(say.band_button(lane=names[lane]), "band", {"level": level, "lane": lane}) for lane in lanes if lane)
    loops = tuple(Action(say.loop_button(lane=names[lane]), "loop", {"level": level, "lane": lane}) for lane in lanes if lane)
    fits = len(text) <= BUTTON_CHARACTERS and len(text.split()) >= AUDITED_WORDS
    audit = (Action(say.audit_button(), "jd audit", {"text": text}),) if fits and found.lane else ()
    return (*(*bands, *loops)[: 3 - len(audit)], *audit)


def _level_said(text: str) -> str:
    """The level that a title, or the first words of a note, ask for; senior where they say none, as the guides speak of most."""
    named = next(_LEVELS.finditer(text[:LEVEL_CHARACTERS]), None)
    return next(level for level, word in (named.groupdict() if named else {}).items() if word) if named else "senior"


def _data(found: Triage) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "lane": found.lane,
        "specialty": found.specialty,
        "lanes": [
            {"lane": share.lane, "share": round(share.share, 3), "evidence": _as_data(share.evidence)} for share in found.lanes
        ],
        "confused_with": found.confused_with,
        "separating_question": found.separating_question,
        "open_questions": [
            {"id": each.id, "question": each.question, "source": each.source, "partly": each.partly}
            for each in found.open_questions
        ],
        "title": found.title,
        "title_misleads": found.title_misleads,
        "other_work": found.other_work,
        "other_evidence": _as_data(found.other_evidence),
    }


def _as_data(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"quote": each.quote, "line": each.line, "section": each.section, "points_to": each.points_to} for each in evidence]
