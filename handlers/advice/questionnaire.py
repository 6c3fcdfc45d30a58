"""`questionnaire`: the written questionnaire, how to read its answers, and who advises against written work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from handlers.core.answers import telling
from handlers.core.answers.cellnames import a
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Concept, Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.interviews.questions import Question, Questionnaire

say = Wording("questionnaire")


SHOWN_STRONG = 2
"""What fits a phone screen; "everything" shows the rest."""
IN_WRITING = ("depth", "judgment")
"""Depths of questions that can be answered in writing: a capability shows in a talk."""


class QuestionnaireArgs(Arguments):
    """The lane, to see its own questions first; `everything` shows the others' too, and how answers are judged."""

    lane: Annotated[str | None, Concept("lane")] = None
    level: Annotated[str | None, Concept("level")] = None
    everything: Annotated[bool, Flag(("everything", "all", "show all"))] = False


@verb(
    "questionnaire",
    QuestionnaireArgs,
    summary="The written questionnaire: minutes, questions, what to look for",
    usage="questionnaire [lane]",
    examples=("questionnaire", "questionnaire mlops"),
    aliases=("written test", "written questions"),
    cues=(
        "questionnaire",
        "written test",
        "written questions",
        "async questions",
        "written assessment",
        "in writing",
    ),
)
def questionnaire(asked: QuestionnaireArgs, at: Context) -> Reply:
    """The printed questions, the lane's own first, with what to look for, the red flag, and the advice against."""
    found = at.library.questions.questionnaire()
    own = telling.own_on("questionnaire", library=at.library, lane=asked.lane)
    ordered = sorted(found.questions, key=lambda each: bool(asked.lane and asked.lane not in each.lanes))
    lead = say.lead(
        minutes=found.minutes,
        asked=found.asked,
        printed=len(found.questions),
        source=at.library.short_names[found.frame.source],
    )
    return Reply(
        lead,
        (
            Heading(lead),
            *telling.listed(own, at.library),
            *_questions(ordered, found, asked, at),
            *_how_to_read(found, asked, at),
        ),
        actions=_next(asked, found),
        more=() if asked.everything else (Action(say.everything_button(), "questionnaire", _lane(asked) | {"everything": True}),),
        sources=cited(at.library.knowledge, (*(fact.source for fact in own), *_spoken(asked, found, at))),
        data=_data(ordered, found) | {"own": telling.as_data(own)},
    )


def _questions(ordered: list[Question], found: Questionnaire, asked: QuestionnaireArgs, at: Context) -> list[Element]:
    """The printed questions, those of another lane than the one asked for only with "everything"; what to add to them."""
    fitting = [each for each in ordered if asked.lane in each.lanes]
    shown = ordered if asked.everything or not (fitting or _instead(asked.lane, found, at)) else fitting
    others = len(ordered) - len(shown) if shown else 0
    return [
        *((Bullets(tuple(_line(each, asked.lane, at) for each in shown), ordered=True),) if shown else ()),
        *_for_lane(asked.lane, found, at),
        *((Text(say.of_others(count=others), small=True),) if others else ()),
        *telling.not_told_apart(at.library, level=asked.level),
    ]


def _how_to_read(found: Questionnaire, asked: QuestionnaireArgs, at: Context) -> list[Element]:
    """What to look for in the answers, the red flag, and who advises against; with "everything" what they are judged on too."""
    names = at.library.short_names
    source = names[found.frame.source]
    listen = [text for fact in found.listen_for for text in fact.values["strong"]]
    warns = [text for fact in found.warns for text in fact.values["weak"]]
    notes: list[Rich] = [
        (Strong(say.listen()), say.said(texts=listen if asked.everything else listen[:SHOWN_STRONG], source=source)),
        (Strong(say.warns()), say.said(texts=warns, source=source)),
        *((Strong(say.against()), say.said(texts=[fact.statement], source=names[fact.source])) for fact in found.caveats),
    ]
    if not asked.everything:
        return [Bullets(tuple(notes))]
    notes.insert(2, (Strong(say.judged()), say.said(texts=found.frame.values["judged_on"], source=source)))
    parted = (each.fact.note for each in at.library.loops.disagreements if each.about == "written-work")
    return [Bullets(tuple(notes)), *(Text(note, small=True) for note in parted if note)]


def _next(asked: QuestionnaireArgs, found: Questionnaire) -> tuple[Action, ...]:
    return (
        Action(say.questions_button(), "questions", _lane(asked)),
        Action(say.loop_button(), "loop", _lane(asked) | {"style": found.frame.source}),
    )


def _lane(asked: QuestionnaireArgs) -> dict[str, Any]:
    return {"lane": asked.lane} if asked.lane else {}


def _spoken(asked: QuestionnaireArgs, found: Questionnaire, at: Context) -> Iterator[str]:
    """Whose questions and advice stand in the answer."""
    yield found.frame.source
    yield from (each.source for each in _instead(asked.lane, found, at))
    yield from (fact.source for fact in found.caveats)


def _data(ordered: list[Question], found: Questionnaire) -> dict[str, Any]:
    return {
        "minutes": found.minutes,
        "asked": found.asked,
        "questions": [
            {
                "text": each.text,
                "lanes": list(each.lanes),
                "specialties": list(each.specialties),
                "source": each.source,
                "fact": each.fact,
            }
            for each in ordered
        ],
        "listen_for": telling.in_brief(found.listen_for),
        "warns": telling.in_brief(found.warns),
        "judged_on": list(found.frame.values["judged_on"]),
        "against": telling.in_brief(found.caveats),
        "fact": found.frame.id,
    }


def _for_lane(lane: str | None, found: Questionnaire, at: Context) -> list[Element]:
    """For a lane that the printed questions were not written for: questions of its own that can be answered in writing."""
    instead = _instead(lane, found, at)
    if not instead or lane is None:
        return []
    name = a(at.library.vocabulary.name("lane", lane))
    title = Text((Strong(say.instead(lane=name)),))
    return [
        title,
        Bullets(tuple(say.instead_line(text=each.text, source=at.library.short_names[each.source]) for each in instead)),
    ]


def _instead(lane: str | None, found: Questionnaire, at: Context) -> tuple[Question, ...]:
    if lane is None or any(lane in each.lanes for each in found.questions):
        return ()
    own = (each for each in at.library.questions.questions(lane) if each.match == "lane" and each.depth in IN_WRITING)
    return tuple(own)[: found.asked - len(found.questions)]


def _line(each: Question, lane: str | None, at: Context) -> Rich:
    names = [at.library.vocabulary.name("lane", one) for one in each.lanes]
    return f"{say.question(text=each.text)} {say.about(lanes=names, other=bool(lane and lane not in each.lanes))}".strip()
