"""`questions`: what to ask for a lane, a round or a depth, what to listen for, and what not to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.answers.specialties import lane_of
from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Flag, Nth
from handlers.core.reply import MAX_ACTIONS, Action, Bullets, Element, Heading, Reply, Rich, Strong, Text, in_short
from handlers.core.typed.interviewwords import ALLOWED, AVOID, FLAGS, OF_AGE, PRIVATE, TESTED, TOPICS
from handlers.core.typed.nth import LAST
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.interviews.loops import RECOMMENDED
from knowledge.interviews.questions import MATCHES, Avoid, Question
from knowledge.schema import Fact

say = Wording("questions")

SHOWN_QUESTIONS, SHOWN_AVOID, SHOWN_HEARD, SHOWN_FLAGS = 4, 3, 3, 6
"""What fits a phone screen; "everything" shows the rest."""
TALKS = frozenset({"screen", "manager", "stakeholder", "ownership", "panel", "team"})
"""Kinds of round in which nobody would set a riddle: what to leave out of technical ones is not said there."""
FLAGS_TOPIC = "red-flags"


class QuestionsArgs(Arguments):
    """Lane, kind of round (or the `nth` of the recommended loop, or of another `style`), specialty, and one of the depths;
    `tested` asks what a round is for, `avoid` shows only what not to ask (`allowed` and `private`: what the law minds first),
    `flags` what should worry one in an answer. No guide sorts by level."""

    lane: Annotated[str | None, Concept("lane")] = None
    round: Annotated[str | None, Concept("round")] = None
    nth: Annotated[int | None, Nth()] = None
    style: Annotated[str | None, Concept("style")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    level: Annotated[str | None, Concept("level")] = None
    topic: Annotated[str | None, Choose(TOPICS)] = None
    capability: Annotated[bool, Flag(("capability", "capabilities", "basics"))] = False
    deep: Annotated[bool, Flag(("depth", "deep", "in depth", "hard"))] = False
    judgment: Annotated[bool, Flag(("judgment", "judgement", "judgment calls", "trade-offs", "tradeoffs"))] = False
    flags: Annotated[bool, Flag(FLAGS)] = False
    avoid: Annotated[bool, Flag(AVOID)] = False
    tested: Annotated[bool, Flag(TESTED)] = False
    allowed: Annotated[bool, Flag(ALLOWED)] = False
    private: Annotated[str | None, Choose((("private", (*OF_AGE, *PRIVATE)),))] = None
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
    usage="questions <lane> [round | capability | depth | judgment | red flags]",
    examples=("questions mlops design", "questions applied llm judgment", "questions not to ask"),
    aliases=("interview questions", "prompts", "qs"),
    cues=(
        *TESTED,
        "strong answer", "weak answer", "good answer", "bad answer", "strong sound like", "weak sound like",
        "strong look like", "weak look like", "listen for",
        "in round", "ask in the", "asked in the", "round questions", "what to ask", "what should i ask", "what do i ask",
        "which questions", "interview question", "interview questions", "good question",
        "good questions", "design question", "design questions", "design prompt", "design prompts", "debugging question",
        "debugging questions", "judgment questions", "judgement questions", "depth questions", "capability questions",
        "what not to ask", "shouldn't i ask", "shouldn't we ask", "should we not ask", "can't i ask", "can't we ask",
        "brain teasers",
        "brainteasers", "test production debugging", "test debugging", "to ask about", "should i ask about", "ask about on-call",
        *ALLOWED, *OF_AGE, "questions to ask", "questions for", "ask them",
        "ask a candidate",
        "how do i test someone on", "how do i test them on", "how do i test for", "how to test someone on", "how to test for",
        "red flags in an interview", "red flags in interviews", "red flags in the interview",
        "red flags during an interview", "red flags for",
        *(f"red flags {of}" for of in ("senior", "staff", "mid", "junior", "mlops", "llm")),
        "red flags when interviewing", "red flags in a technical interview",
        "warning signs in an interview", "warning signs in interviews",
    ),
)  # fmt: skip
def questions(asked: QuestionsArgs, at: Context) -> Reply:
    """The lane's own questions first, each with what to hear and whose it is; then what to leave out."""
    asked, which = _numbered(asked, at)
    avoid = at.library.questions.avoid()
    if asked.avoid or asked.allowed or asked.private:
        return _avoided(avoid, asked.allowed or asked.private is not None, at)
    if asked.flags:
        return _flags(asked, at)
    asked, of_specialty = _in_its_lane(asked, at)
    which, found = [*which, *of_specialty], _found(asked, at)
    lead, is_for = _lead(asked, found, at), [] if asked.tested else _round_is_for(asked, at)
    asked = asked.model_copy(update={"tested": False})
    shown = found if asked.everything else _mixed(found, asked)
    ours = telling.own_on("questions", "interview-advice", library=at.library, lane=asked.lane)
    elements: list[Element] = [Heading(lead), *which, *telling.listed(ours, at.library)]
    if shown:
        elements.append(Bullets(tuple(_line(each, asked.lane, at) for each in shown), ordered=True))
    if len(found) > len(shown):
        elements.append(Text(say.more(count=len(found) - len(shown)), small=True))
    if not asked.lane:
        elements.append(Text(say.without_lane(), small=True))
    elements += [*is_for, *telling.not_told_apart(at.library, level=asked.level), *_left_out(asked, avoid, at)]
    return Reply(
        in_short(lead, [say.question(text=each.text) for each in shown]),
        tuple(elements),
        actions=_next(asked, len(found) > len(shown), at),
        more=_narrower(asked, at),
        sources=cited(
            at.library.knowledge,
            (
                *(each.source for each in ours),
                *(each.source for each in shown),
                *(fact.source for fact in _rounds(asked, at)),
                *(each.fact.source for each in _examples(avoid, asked.everything) if asked.round not in TALKS),
            ),
        ),
        data=_data(asked, found, avoid) | {"own": telling.as_data(ours)},
    )


def _lead(asked: QuestionsArgs, found: tuple[Question, ...], at: Context) -> str:
    """What a round is for where that is asked; else how many questions there are."""
    name = at.library.vocabulary.name
    lane = name("lane", asked.lane) if asked.lane else ""
    round_name = name("round", asked.round) if asked.round else ""
    if asked.tested:
        return say.tested(what=round_name or name("style", RECOMMENDED), rounds=_tested(asked, at))
    if not found:
        return say.nothing(lane=lane, round=round_name)
    own = sum(each.match == "lane" for each in found)
    return say.lead(lane=lane, round=round_name, depth=asked.depth or "", count=len(found), own=own)


def _numbered(asked: QuestionsArgs, at: Context) -> tuple[QuestionsArgs, list[Element]]:
    """The kind of the round that is meant by its number, with a line that says whose loop was counted; asked for by name, it
    needs none."""
    if asked.nth is None or asked.round:
        return asked, []
    found = at.library.loops.loop(asked.level or "senior", asked.lane, asked.style)
    style, count = at.library.vocabulary.name("style", found.style), len(found.rounds)
    if not asked.nth or asked.nth > count:
        return asked, [Text(say.no_such_round(nth=asked.nth, style=style, count=count), small=True)]
    one = found.rounds[asked.nth - 1 if asked.nth > 0 else LAST]
    line = say.numbered(nth=asked.nth if asked.nth > 0 else count, style=style, count=count, name=one.name)
    return asked.model_copy(update={"round": one.kind, "nth": None}), [Text(line, small=True)]


def _in_its_lane(asked: QuestionsArgs, at: Context) -> tuple[QuestionsArgs, list[Element]]:
    """A specialty's questions are those of the lane that it stands in, its own first; with lines that say so."""
    lane, lines = lane_of(at.library, asked.lane, asked.specialty)
    if not lines:
        return asked, lines
    if not any(asked.specialty in each.specialties for each in at.library.questions.questions()):
        lines.append(
            Text(say.none_of_specialty(specialty=at.library.vocabulary.name("specialty", asked.specialty or "")), small=True)
        )
    return asked.model_copy(update={"lane": lane}), lines


def _flags(asked: QuestionsArgs, at: Context) -> Reply:
    """What should worry an interviewer: the company's own, then one of each guide, then the others."""
    told = at.library.knowledge.topic(FLAGS_TOPIC)
    firsts = {fact.source: fact for fact in reversed(told)}
    ordered = (*telling.own_on(FLAGS_TOPIC, library=at.library), *reversed(firsts.values()), *told)
    facts = tuple({fact.id: fact for fact in ordered}.values())
    shown = facts if asked.everything else facts[:SHOWN_FLAGS]
    lead = say.lead_flags(count=len(facts))
    more = [Text(say.more(count=len(facts) - len(shown)), small=True)] if len(facts) > len(shown) else []
    everything = (Action(say.everything_button(), "questions", {"flags": True, "everything": True}),) if more else ()
    lines = tuple(telling.line(fact, at.library) for fact in shown)
    return Reply(
        in_short(lead, lines),
        (Heading(lead), Bullets(lines), *more),
        actions=(*everything, Action(say.all_button(), "questions"), Action(say.kit_button(), "kit")),
        sources=cited(at.library.knowledge, (fact.source for fact in shown)),
        data={"flags": telling.as_data(facts)},
    )


def _round_is_for(asked: QuestionsArgs, at: Context) -> list[Element]:
    """What each published loop has this kind of round for; of the recruiter's, what nobody is asked."""
    if not asked.round:
        return []
    names, rounds = at.library.short_names, _rounds(asked, at)
    lines = [say.round_is_for(rounds=[(fact.values["tests"], names[fact.source]) for fact in rounds])] if rounds else []
    lines += [say.never_asked()] if asked.round == "screen" else []
    return [Text(line) for line in lines]


def _tested(asked: QuestionsArgs, at: Context) -> list[tuple[tuple[str, ...], str]]:
    """(What is tested, by whom) of the kind of round that is asked about; without one, each round of the recommended loop."""
    names = at.library.short_names
    if asked.round:
        return [(tuple(fact.values["tests"]), names[fact.source]) for fact in _rounds(asked, at)]
    return [(each.tests, each.name) for each in at.library.loops.loop(asked.level or "senior", asked.lane).rounds]


def _rounds(asked: QuestionsArgs, at: Context) -> list[Fact]:
    """The published rounds of the kind asked for."""
    loops = at.library.loops
    return [fact for source in loops.sources for fact in loops.published_rounds(source) if fact.values["kind"] == asked.round]


def _left_out(asked: QuestionsArgs, avoid: tuple[Avoid, ...], at: Context) -> list[Element]:
    """What not to ask: in a line, or all of it; nothing under a round that sets no riddles."""
    if asked.round in TALKS:
        return []
    shown = _examples(avoid, asked.everything)
    if asked.everything:
        return [Text((Strong(say.avoid()),)), Bullets(tuple(_avoid_line(each, at, True) for each in shown))]
    return [Text((Strong(say.avoid()), " " + " · ".join(_avoid_line(each, at, False) for each in shown)))]


def _found(asked: QuestionsArgs, at: Context) -> tuple[Question, ...]:
    """The questions; where no one is of that depth in that round (or of that specialty), those of the round."""
    book = at.library.questions
    all_found = [book.questions(asked.lane, asked.round, depth) for depth in (asked.depth, None)]
    about = (tuple(each for each in found if asked.topic and asked.topic in _said_in(each)) for found in all_found)
    found = next((each for each in (*about, *all_found) if each), ())
    # Those of the specialty come first; then, among equals, those that say what to hear; without a lane, those that suit any.
    return tuple(sorted(found, key=lambda each: _place(each, asked)))


def _place(each: Question, asked: QuestionsArgs) -> tuple[bool | int, ...]:
    """Where a question stands among the others: the least comes first."""
    other = asked.specialty is not None and asked.specialty not in each.specialties
    return other, MATCHES.index(each.match), not asked.lane and bool(each.lanes), not each.listen_for


def _said_in(each: Question) -> str:
    """A question with what to hear in its answer, in small letters."""
    return " ".join((each.text, *each.listen_for, *each.weak)).casefold()


def _mixed(found: tuple[Question, ...], asked: QuestionsArgs) -> tuple[Question, ...]:
    """The first few; where neither round nor depth is asked for, the specialty's own come first, then one of each depth before a
    second of any."""
    if asked.round or asked.depth:
        return found[:SHOWN_QUESTIONS]
    firsts = {each.depth: each for each in reversed(found) if each.depth}
    own = [each for each in found if asked.specialty in each.specialties]
    ahead = [each for each in found if each.depth and firsts[each.depth] is each]
    return tuple(list(dict.fromkeys((*own, *ahead, *found)))[:SHOWN_QUESTIONS])


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


def _avoided(avoid: tuple[Avoid, ...], allowed: bool, at: Context) -> Reply:
    """What not to ask; where it is asked what may be, what nobody is asked leads."""
    counted, never = say.avoid_lead(count=len(avoid)), say.never_asked()
    lead, beside = (never, counted + ":") if allowed else (counted, never)
    told = [_avoid_line(each, at, True) for each in avoid]
    lines = Bullets(tuple(told))
    return Reply(
        lead if allowed else in_short(lead, told),
        (Heading(lead), *((Text(beside), lines) if allowed else (lines, Text(beside)))),
        actions=(Action(say.all_button(), "questions"), Action(say.questionnaire_button(), "questionnaire")),
        sources=cited(at.library.knowledge, (each.fact.source for each in avoid)),
        data={"avoid": [_avoid_data(each) for each in avoid]},
    )


def _next(asked: QuestionsArgs, longer: bool, at: Context) -> tuple[Action, ...]:
    if not asked.lane:
        return _lanes(asked, at)[:MAX_ACTIONS]
    kit = Action(say.kit_button(), "kit", {"level": "senior", "lane": asked.lane})
    all_ = (Action(say.everything_button(), "questions", _again(asked, everything=True)),) if longer else ()
    return (*all_, kit, Action(say.avoid_button(), "questions", {"avoid": True}))


def _lanes(asked: QuestionsArgs, at: Context) -> tuple[Action, ...]:
    """The same for each lane."""
    names = at.library.vocabulary
    lanes = [str(lane["id"]) for lane in at.library.knowledge.vocabulary["lanes"]]
    return tuple(Action(say.lane_button(lane=names.name("lane", lane)), "questions", _again(asked, lane=lane)) for lane in lanes)


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
    lanes = () if asked.lane else (*_lanes(asked, at)[MAX_ACTIONS:], Action(say.avoid_button(), "questions", {"avoid": True}))
    return (*lanes, *depths, *rounds, Action(say.questionnaire_button(), "questionnaire"))


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
