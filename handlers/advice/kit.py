"""`kit`: an interview kit to print, a page a round, with prompts, what to hear and a scorecard."""

from __future__ import annotations

from typing import Annotated, Any

from handlers.core.answers import cellnames, telling
from handlers.core.answers.cite import cited
from handlers.core.answers.otherwork import no_kit
from handlers.core.answers.specialties import lane_of
from handlers.core.args import Arguments
from handlers.core.figures import minutes
from handlers.core.markers import Choose, Concept
from handlers.core.reading.jobs import JOBS
from handlers.core.reply import Action, Cited, Document, Heading, Reply, Section, Table, Text
from handlers.core.typed.amounts import Empty
from handlers.core.typed.loopwords import whose
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.interviews.kit import Kit, KitRound
from knowledge.interviews.kit import kit as laid_out
from knowledge.interviews.loops import SHORT
from knowledge.printing import printed

say = Wording("kit")
loop_words = Wording("loop")


PRINTED_WARNINGS = 3
"""What fits the first page beside the rounds; `loop` has the others."""


class KitArgs(Arguments):
    """Level and lane; `style` is `recommended`, `short`, or the source of a published loop; `job` is work of no lane."""

    job: Annotated[str | None, Empty, Choose(JOBS)] = None
    level: Annotated[str | None, Concept("level")] = None
    lane: Annotated[str | None, Concept("lane")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    style: Annotated[str | None, Concept("style")] = None


@verb(
    "kit",
    KitArgs,
    summary="An interview kit to print: a page a round with prompts and a scorecard",
    usage="kit <level> <lane> [style]",
    examples=("kit senior production", "kit staff mlops", "kit senior applied llm rfs"),
    aliases=("interview kit", "scorecard kit"),
    cues=(
        "interview kit",
        "scorecard template",
        "scorecard contain",
        "scorecard include",
        "scorecard look like",
        "scorecard for",
        "what is a scorecard",
        "what's a scorecard",
        "whats a scorecard",
        "in a scorecard",
        "on a scorecard",
        "on the scorecard",
        "score card",
        "printable",
        "print the loop",
        "interviewer guide",
        "interview guide",
        "packet",
        "rubric",
    ),
    heavy=True,
)
def kit(asked: KitArgs, at: Context) -> Reply:
    """The loop as two documents that say the same: HTML to print, and Markdown; on the screen a line a round."""
    if asked.job and not (asked.lane or asked.specialty):
        return no_kit(asked.job, at.library)
    lane, notes = lane_of(at.library, asked.lane, asked.specialty)
    loop = at.library.loops.loop(asked.level or "senior", lane, asked.style).of_specialty(asked.specialty)
    not_apart = () if notes or loop.asks_of(asked.specialty) else telling.not_told_apart(at.library, specialty=asked.specialty)
    asked = asked.model_copy(update={"lane": lane})
    found = laid_out(loop, at.library.questions)
    who = cellnames.who(at.library.vocabulary, found.loop.level, found.loop.lane)
    lead = say.lead(
        who=who, count=len(found.rounds), effort=minutes(found.loop.candidate_minutes_low, found.loop.candidate_minutes_high)
    )
    sources = cited(at.library.knowledge, (*found.sources, found.loop.fact.source))
    rows = tuple(_row(number, each) for number, each in enumerate(found.rounds, start=1))
    assumed = loop_words.assumed(level=asked.level is None, lane=found.loop.lane_assumed)
    return Reply(
        lead,
        (
            Heading(lead),
            *notes,
            *not_apart,
            Table(tuple(say.columns().split("|")), (Section("", rows),)),
            Text(say.print_it(), small=True),
            *((Text(assumed, small=True),) if assumed else ()),
            *_documents(found, who, sources, at),
        ),
        actions=_next(asked, found),
        more=_styles(asked, found, at),
        sources=sources,
        data=_data(found),
    )


def _row(number: int, each: KitRound) -> tuple[str, ...]:
    """A round in the table: its number, name and length, how many prompts it has, and how many criteria."""
    length, criteria = minutes(each.round.minutes_low, each.round.minutes_high), len(each.criteria) + len(each.unwritten)
    return str(number), each.round.name, length, str(len(each.prompts)), str(criteria)


def _documents(found: Kit, who: str, sources: tuple[Cited, ...], at: Context) -> tuple[Document, Document]:
    values = {
        "kit": found,
        "who": who,
        "lane": found.loop.lane,
        "style": say.style(name=at.library.vocabulary.name("style", found.loop.style)),
        "length": minutes,
        "names": at.library.short_names,
        "verdicts": say.verdicts().split("|"),
        "warnings": found.loop.warnings[:PRINTED_WARNINGS],
        "whose": whose(found.loop, at),
        "standing": _standing(found, at),
        "sources": say.sources(names=[f"{source.publisher}, {source.as_of}" for source in sources]),
    }
    text = Document(say.file(who=who, ending="md"), "text/markdown", printed("kit.md.j2", **values))
    return text, Document(say.file(who=who, ending="html"), "text/html", printed("kit.html.j2", **values))


def _standing(found: Kit, at: Context) -> list[str]:
    """What must be said about the loop itself."""
    loop = found.loop
    names = at.library.vocabulary
    lines = [] if loop.level_stated else [loop_words.level_not_stated(level=names.name("level", loop.level))]
    if not loop.lane_stated and loop.lane:
        borrowed = any(asked.match == "nearest" for each in found.rounds for asked in each.prompts)
        lines.append(loop_words.lane_not_stated(lane=names.name("lane", loop.lane), borrowed=borrowed))
    return [*lines, *(fact.statement for fact in loop.caveats)]


def _next(asked: KitArgs, found: Kit) -> tuple[Action, ...]:
    same = asked.model_dump(mode="json", exclude_defaults=True)
    lane = {"lane": found.loop.lane} if found.loop.lane else {}
    short = () if found.loop.style == SHORT else (Action(say.short_button(), "kit", same | {"style": SHORT}),)
    return (Action(say.loop_button(), "loop", same), Action(say.questions_button(), "questions", lane), *short)


def _styles(asked: KitArgs, found: Kit, at: Context) -> tuple[Action, ...]:
    same = asked.model_dump(mode="json", exclude_defaults=True)
    names = at.library.vocabulary
    return tuple(
        Action(say.style_button(name=names.name("style", style)), "kit", same | {"style": style})
        for style in at.library.loops.styles
        if style not in (found.loop.style, SHORT)
    )


def _data(found: Kit) -> dict[str, Any]:
    return {
        "style": found.loop.style,
        "level": found.loop.level,
        "lane": found.loop.lane,
        "verdicts": say.verdicts().split("|"),
        "rounds": [_round(each) for each in found.rounds],
        "warnings": telling.in_brief(found.loop.warnings),
        "fact": found.loop.fact.id,
    }


def _round(each: KitRound) -> dict[str, Any]:
    return {
        "name": each.round.name,
        "kind": each.round.kind,
        "minutes_low": each.round.minutes_low,
        "minutes_high": each.round.minutes_high,
        "who": each.round.who,
        "criteria": list(each.criteria),
        "unwritten": list(each.unwritten),
        "judged": each.judged,
        "prompts": [
            {
                "text": one.text,
                "match": one.match,
                "source": one.source,
                "fact": one.fact,
                "listen_for": list(one.listen_for),
                "weak": list(one.weak),
            }
            for one in each.prompts
        ],
        "strong": list(each.strong),
        "weak": list(each.weak),
        "why": telling.in_brief(each.why),
    }
