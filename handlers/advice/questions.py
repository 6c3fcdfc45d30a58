"""`questions`: what to ask for a lane, a round or a depth, what to listen for, and what not to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from handlers.core import telling
from handlers.core.args import Arguments
from handlers.core.cite import cited
from handlers.core.markers import Concept, Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.questions import Avoid, Question

say = Wording("questions")

SHOWN_QUESTIONS, SHOWN_AVOID, SHOWN_HEARD = 4, 3, 3
"""What fits a phone screen; "everything" shows the rest."""


MATCHES = ("lane", "general", "nearest")


class QuestionsArgs(Arguments):
    """Lane, kind of round, specialty, and one of the depths; `avoid` shows only what not to ask."""

    lane: Annotated[str | None, Concept("lane")] = None
    round: Annotated[str | None, Concept("round")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    capability: Annotated[bool, Flag(("capability", "capabilities", "basics"))] = False
    deep: Annotated[bool, Flag(("depth", "deep", "in depth", "hard"))] = False
    judgment: Annotated[bool, Flag(("judgment", "judgement", "judgment calls", "trade-offs", "tradeoffs"))] = False
    avoid: Annotated[bool, Flag(("not to ask", "avoid", "leave out", "don't ask", "dont ask", "bad questions"))] = False
    everything: Annotated[bool, Flag(("all", "everything", "show all"))] = False

    @property
    def depth(self) -> str | None:
        """The depth asked for, as the facts name it."""
        flags = {"capability": self.capability, "depth": self.deep, "judgment": self.judgment}
        return next((depth for depth, said in flags.items() if said), None)


@verb(
    "questions",
    QuestionsArgs,
    summary="Interview questions for a lane, a round or a depth, and what to listen for",
    usage="questions <lane> [round | capability | depth | judgment]",
    examples=("questions mlops design", "questions applied llm judgment", "questions not to ask"),
    aliases=("interview questions", "prompts"),
    cues=(
        "strong answer", "weak answer", "good answer", "bad answer", "strong sound like", "weak sound like", "listen for",
        "what to ask", "what should i ask", "what do i ask",
        "which questions", "interview question", "interview questions", "good question",
        "good questions", "what not to ask", "questions to ask", "questions for", "ask them", "ask a candidate",
    ),
)  # fmt: skip
def questions(asked: QuestionsArgs, at: Context) -> Reply:
    """The lane's own questions first, each with what to hear and whose it is; then what to leave out."""
    avoid = at.library.questions.avoid()
    if asked.avoid:
        return _avoided(avoid, at)
    found = _found(asked, at)
    lane = at.library.vocabulary.name("lane", asked.lane) if asked.lane else ""
    round_name = at.library.vocabulary.name("round", asked.round) if asked.round else ""
    own = sum(each.match == "lane" for each in found)
    lead = say.nothing(lane=lane, round=round_name)
    if found:
        lead = say.lead(lane=lane, round=round_name, depth=asked.depth or "", count=len(found), own=own)
    shown = found if asked.everything else _mixed(found, asked)
    ours = telling.own_on("questions", "interview-advice", library=at.library, lane=asked.lane)
    elements: list[Element] = [Heading(lead), *telling.listed(ours, at.library)]
    if shown:
        elements.append(Bullets(tuple(_line(each, asked.lane, at) for each in shown), ordered=True))
    if len(found) > len(shown):
        elements.append(Text(say.more(count=len(found) - len(shown)), small=True))
    if not asked.lane:
        elements.append(Text(say.without_lane(), small=True))
    elements += [
        Text((Strong(say.avoid()),)),
        Bullets(tuple(_avoid_line(each, at, asked.everything) for each in _examples(avoid, asked.everything))),
    ]
    return Reply(
        lead,
        tuple(elements),
        actions=_next(asked, len(found) > len(shown), at),
        more=_narrower(asked, at),
        sources=cited(
            at.library.knowledge,
            (
                *(each.source for each in ours),
                *(each.source for each in shown),
                *(each.fact.source for each in _examples(avoid, asked.everything)),
            ),
        ),
        data=_data(asked, found, avoid) | {"own": telling.as_data(ours)},
    )


def _found(asked: QuestionsArgs, at: Context) -> tuple[Question, ...]:
    """The questions; where no one is of that depth in that round (or of that specialty), those of the round."""
    book = at.library.questions
    tries = ((asked.depth, asked.specialty), (asked.depth, None), (None, asked.specialty), (None, None))
    found = next(
        (found for depth, specialty in tries if (found := book.questions(asked.lane, asked.round, depth, specialty))), ()
    )
    # Those that say what to hear come first among their equals; without a lane, those that suit any.
    return tuple(
        sorted(found, key=lambda each: (MATCHES.index(each.match), not asked.lane and bool(each.lanes), not each.listen_for))
    )


def _mixed(found: tuple[Question, ...], asked: QuestionsArgs) -> tuple[Question, ...]:
    """The first few; where neither round nor depth is asked for, one of each depth comes before a second of any."""
    if asked.round or asked.depth:
        return found[:SHOWN_QUESTIONS]
    firsts = {each.depth: each for each in reversed(found) if each.depth}
    ahead = [each for each in found if each.depth and firsts[each.depth] is each]
    return tuple(list(dict.fromkeys((*ahead, *found)))[:SHOWN_QUESTIONS])


def _line(each: Question, lane: str | None, at: Context) -> Rich:
    about = say.about(
        depth=each.depth or "",
        match=each.match,
        lanes=[] if lane else [at.library.vocabulary.name("lane", one) for one in each.lanes],
        source=at.library.short_names[each.source],
        listen_for=each.listen_for[:SHOWN_HEARD],
        weak=each.weak[:SHOWN_HEARD],
    )
    return (Strong(say.question(text=each.text)), f" {about}")


def _examples(avoid: tuple[Avoid, ...], everything: bool) -> tuple[Avoid, ...]:
    return avoid if everything else tuple(each for each in avoid if each.example)[:SHOWN_AVOID]


def _avoid_line(each: Avoid, at: Context, whole: bool) -> str:
    short = at.library.short_names[each.fact.source]
    if whole:
        return say.avoided_whole(statement=each.fact.statement, source=short)
    return say.avoided(example=each.example or "", statement=each.fact.statement, source=short)


def _avoided(avoid: tuple[Avoid, ...], at: Context) -> Reply:
    lead = say.avoid_lead(count=len(avoid))
    return Reply(
        lead,
        (Heading(lead), Bullets(tuple(_avoid_line(each, at, True) for each in avoid))),
        actions=(Action(say.all_button(), "questions"), Action(say.questionnaire_button(), "questionnaire")),
        sources=cited(at.library.knowledge, (each.fact.source for each in avoid)),
        data={"avoid": [_avoid_data(each) for each in avoid]},
    )


def _next(asked: QuestionsArgs, longer: bool, at: Context) -> tuple[Action, ...]:
    if not asked.lane:
        lanes = [str(lane["id"]) for lane in at.library.knowledge.vocabulary["lanes"]][:3]
        return tuple(
            Action(say.lane_button(lane=at.library.vocabulary.name("lane", lane)), "questions", _again(asked, lane=lane))
            for lane in lanes
        )
    kit = Action(say.kit_button(), "kit", {"level": "senior", "lane": asked.lane})
    all_ = (Action(say.everything_button(), "questions", _again(asked, everything=True)),) if longer else ()
    return (*all_, kit, Action(say.avoid_button(), "questions", {"avoid": True}))


def _narrower(asked: QuestionsArgs, at: Context) -> tuple[Action, ...]:
    flags = {"capability": "capability", "depth": "deep", "judgment": "judgment"}
    plain = {"capability": False, "deep": False, "judgment": False, "everything": False}
    book = at.library.questions
    depths = tuple(
        Action(say.depth_button(depth=depth), "questions", _again(asked, **(plain | {flags[depth]: True})))
        for depth in flags
        if depth != asked.depth and _own_or_general(book.questions(asked.lane, asked.round, depth, None))
    )
    rounds = tuple(
        Action(kind.name, "questions", _again(asked, **(plain | {"round": kind.id})))
        for kind in book.kinds
        if kind.id not in (asked.round, "questionnaire") and _own_or_general(book.questions(asked.lane, kind.id, None, None))
    )
    return (*depths, *rounds, Action(say.questionnaire_button(), "questionnaire"))


def _own_or_general(found: Iterable[Question]) -> bool:
    """Whether something is asked there that is not borrowed from another lane."""
    return any(each.match != "nearest" for each in found)


def _again(asked: QuestionsArgs, **changed: Any) -> dict[str, Any]:
    return asked.model_copy(update=changed).model_dump(mode="json", exclude_defaults=True)


def _data(asked: QuestionsArgs, found: tuple[Question, ...], avoid: tuple[Avoid, ...]) -> dict[str, Any]:
    return {
        "lane": asked.lane,
        "round": asked.round,
        "depth": asked.depth,
        "questions": [
            {
                "text": each.text,
                "depth": each.depth,
                "rounds": list(each.rounds),
                "match": each.match,
                "lanes": list(each.lanes),
                "specialties": list(each.specialties),
                "listen_for": list(each.listen_for),
                "weak": list(each.weak),
                "source": each.source,
                "fact": each.fact,
                "note": each.note,
            }
            for each in found
        ],
        "avoid": [_avoid_data(each) for each in avoid],
    }


def _avoid_data(each: Avoid) -> dict[str, Any]:
    return {"example": each.example, "fact": each.fact.id, "statement": each.fact.statement, "source": each.fact.source}
