"""`jd audit`: what in a job description costs candidates, worst first, and what is already good. Never of a person."""

from __future__ import annotations

from typing import Annotated, Any

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Document, Flag, are_two_sides
from handlers.core.reading.utterance import begins_with, is_one_question, words_of
from handlers.core.reply import Action, Bullets, Element, Field, Form, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.ofreq import of_req
from knowledge.papers.jd import Audit, Finding, audit
from knowledge.schema import Fact

say = Wording("jd_audit")

SHOWN_FINDINGS = 3
"""What fits a phone screen in full; of the others only what is wrong is said. "Everything" shows all in full."""
QUESTION_WORDS = 10
"""No job description has as few words and sets two things against each other."""
BUTTON_CHARACTERS = 1200
"""A longer text is not carried by a button: platforms limit what one holds."""


class JdAuditArgs(Arguments):
    """A job description; `everything` shows every finding in full."""

    text: Annotated[str, Document(whole=True)] = ""
    everything: Annotated[bool, Flag(())] = False


@verb(
    "jd audit",
    JdAuditArgs,
    summary="What in a job description costs candidates, worst first",
    usage="jd audit <text, a file, or R-12>",
    examples=(
        "jd audit We are seeking a passionate ML engineer to leverage cutting-edge AI to transform healthcare.",
        "jd audit You will own the fraud model that scores 40 million payments a month, PyTorch on Triton, paged twice a month.",
    ),
    aliases=(
        "jd",
        "jd check",
        "jd review",
        "review jd",
        "review my jd",
        "review this jd",
        "audit my jd",
        "audit this jd",
        "check my jd",
        "check this jd",
        "what's wrong with this jd",
        "whats wrong with this jd",
    ),
    cues=(
        "audit",
        "audit jd",
        "audit my jd",
        "our jd",
        "my jd",
        "audit this",
        "review my jd",
        "check my jd",
        "job description",
        "job ad",
        "job posting",
        "what is wrong with my posting",
        "wrong with this jd",
        "improve my jd",
    ),
    heavy=True,
    of_req="req jd audit",
)
def jd_audit(asked: JdAuditArgs, at: Context) -> Reply:
    """Each finding with its passage, why it costs candidates, and a hint; then what is good, and what is worth adding."""
    if is_one_question(asked.text) or _is_of_two_things(asked.text):
        return _asked_about(asked.text, at)
    return _audited(asked, at) if asked.text.strip() else _ask_for_text(say.ask_for_text())


@of_req("jd audit", summary="What in a req's job description costs candidates")
def req_jd_audit(text: str, at: Context) -> Reply:
    """The same of the description that a req has."""
    return _audited(JdAuditArgs(text=text), at)


def _asked_about(question: str, at: Context) -> Reply:
    """What this verb asks for, to a question that stands where a job description should; typed behind its name, the guides know
    an answer to some."""
    known = (_known(question, at) or _known(words_of(at.command.said), at)) if _is_typed(at) else None
    return known or _ask_for_text(say.ask_for_text())


def _is_of_two_things(words: str) -> bool:
    """Whether a few words set one thing against another (`must haves vs nice to haves`)."""
    return are_two_sides(words) and len(words.split()) <= QUESTION_WORDS


def _is_typed(at: Context) -> bool:
    """Whether the verb stood in front, and was not led to by a word."""
    return at.verb is not None and begins_with(words_of(at.command.said), at.verb)


def _known(words: str, at: Context) -> Reply | None:
    """What the guides answer to them; None where they do not."""
    free = next(each for each in at.verbs if each.name == "ask")
    known = free.handle(free.args.model_validate({"question": words}), at)
    return known if known.data["answered"] else None


def _audited(asked: JdAuditArgs, at: Context) -> Reply:
    names = {entry["id"]: entry["name"] for entry in at.library.knowledge.vocabulary["lanes"]}
    found = audit(asked.text, names)
    if found.kind == "too-little":
        if at.command.said and not _is_typed(at) and (known := _known(asked.text, at)):
            return known
        return _ask_for_text(say.too_little(), asked.text)
    lead = say.lead(audit=found, names=names)
    if found.kind == "resume":
        return Reply(lead, (Heading(lead), Text(say.resume_why())), data=_data(found, at))
    own = telling.own_on("jd", library=at.library)
    return Reply(
        lead,
        (Heading(lead), *telling.listed(own, at.library), *_findings(found, asked.everything, at), *_rest(found)),
        actions=_next(found, names),
        more=_overflow(asked, found),
        sources=cited(
            at.library.knowledge,
            (fact.source for fact in (*own, *(fact for each in found.findings for fact in _facts(each, at)))),
        ),
        data=_data(found, at) | {"own": telling.as_data(own)},
    )


def _ask_for_text(lead: str, text: str = "") -> Reply:
    field = Field("text", say.field(), "paragraph", hint=say.hint(), value=text)
    return Reply(
        lead,
        (Text(lead),),
        actions=(Action(say.blank_button(), "jd template"),),
        form=Form(say.form_title(), "jd audit", (field,), say.submit()),
    )


def _findings(found: Audit, everything: bool, at: Context) -> list[Element]:
    shown = found.findings if everything else found.findings[:SHOWN_FINDINGS]
    rest = found.findings[len(shown) :]
    elements: list[Element] = [Bullets(tuple(_finding(each, at) for each in shown), ordered=True)] if shown else []
    if rest:
        elements.append(Text(say.others(says=[each.says for each in rest])))
    return elements


def _finding(each: Finding, at: Context) -> Rich:
    names = at.library.short_names
    why, *_ = _facts(each, at)
    advice = [(fact.statement, names[fact.source]) for fact in _facts(each, at)[1:]]
    quote = say.quote(quote=each.quote, line=each.line) if each.quote else ""
    return (
        Strong(each.says),
        " " + say.finding(quote=quote, why=why.statement, source=names[why.source], advice=advice, hint=each.hint),
    )


def _facts(each: Finding, at: Context) -> list[Fact]:
    """Why it costs candidates: the best fact that is known; then the advice that goes with the hint."""
    known = at.library.knowledge.facts
    why = next(known[fact] for fact in each.facts if fact in known)
    return [why, *(known[fact] for fact in each.advice if fact in known)]


def _rest(found: Audit) -> list[Element]:
    elements: list[Element] = []
    if found.good:
        elements.append(Text(say.good(said=[say.one_good(says=each.says, line=each.line) for each in found.good])))
    if found.worth:
        elements.append(Text(say.worth(excerpt=found.excerpt, what=[what for _, what in found.worth]), small=True))
    if not found.english:
        elements.append(Text(say.not_english(), small=True))
    return elements


def _next(found: Audit, names: dict[str, str]) -> tuple[Action, ...]:
    lane = found.triage.lane if found.triage else None
    if lane is None:
        return (Action(say.blank_button(), "jd template"),)
    templates = tuple(
        Action(say.template_button(lane=names[each]), "jd template", {"lane": each}) for each in _lanes(found, lane)
    )
    others = (
        Action(say.band_button(), "band", {"level": "senior", "lane": lane}),
        Action(say.loop_button(), "loop", {"level": "senior", "lane": lane}),
    )
    return (*templates, *others)[:3]


def _lanes(found: Audit, lane: str) -> list[str]:
    """The lane to write a description for: both where two are mixed."""
    if found.triage and any(each.id == "two-lanes" for each in found.findings):
        return [each.lane for each in found.triage.lanes[:2]]
    return [lane]


def _overflow(asked: JdAuditArgs, found: Audit) -> tuple[Action, ...]:
    hidden = len(found.findings) > SHOWN_FINDINGS and not asked.everything
    if not hidden or len(asked.text) > BUTTON_CHARACTERS:
        return ()
    return (Action(say.everything_button(), "jd audit", {"text": asked.text, "everything": True}),)


def _data(found: Audit, at: Context) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "clean": found.clean,
        "lane": found.triage.lane if found.triage else None,
        "verdict": found.triage.verdict if found.triage else None,
        "excerpt": found.excerpt,
        "words": found.words,
        "findings": [_as_data(each, at) for each in found.findings],
        "good": [{"id": each.id, "says": each.says, "quote": each.quote, "line": each.line} for each in found.good],
        "worth_adding": [{"id": name, "what": what} for name, what in found.worth],
    }


def _as_data(each: Finding, at: Context) -> dict[str, Any]:
    why, *advice = _facts(each, at)
    return {
        "id": each.id,
        "rank": each.rank,
        "says": each.says,
        "quote": each.quote,
        "line": each.line,
        "fact": why.id,
        "source": why.source,
        "as_of": why.as_of,
        "why": why.statement,
        "advice": [{"fact": fact.id, "statement": fact.statement} for fact in advice],
        "hint": each.hint,
    }
