"""`loop`: an interview loop for a level and a lane, with what each round tests and what not to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from handlers.core.answers import cellnames, telling
from handlers.core.answers.cite import cited
from handlers.core.answers.later import Later
from handlers.core.answers.specialties import lane_of
from handlers.core.figures import minutes
from handlers.core.loopargs import OF_HOURS, TAKE_HOME, LoopArgs
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Rich, Section, Strong, Table, Text
from handlers.core.typed.loopwords import whose
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.interviews.loops import RECOMMENDED, Comparison, Loop, Round
from knowledge.own import is_own
from knowledge.schema import Fact

say = Wording("loop")

WRITTEN, SPAN = "written-work", "span"
"""What the guides part on where somebody asks for homework, or how long a loop may last."""
SHOWN_WARNINGS, SHOWN_REASONS, SHOWN_NOTES, SHOWN_PROMPTS, SHOWN_DIFFERENCES = 2, 1, 3, 1, 4
"""What fits a phone screen; the prompts and the comparison are a press away, every prompt is in the kit."""
ADVISED_AGAINST = {"one_day": "one-day-loop", "take_home": "take-home", "leetcode": "leetcode"}
"""What somebody may want in a loop → what the guides' advice against it is filed under."""

OF_ONE_ANSWER = ("prompts", "compare", "one_round", "more_rounds", "avoid")
"""How an answer was wanted."""


@verb(
    "loop",
    LoopArgs,
    summary="An interview loop: rounds, minutes, who sits in, what each tests",
    usage="loop <level> [lane | specialty] [style]",
    examples=("loop senior production", "loop staff mlops prompts", "loop senior compare"),
    aliases=("loops", "interview", "interviews"),
    frames=(
        "what interview loop for _", "what loop for _", "which loop for _", "how many rounds for _", "interview loop for _",
        "what's the loop for _", "whats the loop for _", "what is the loop for _", "how do we interview _",
        "how do i interview _",
    ),
    cues=(
        "hour onsite", "hour on-site", "should sit in", *(each for each in TAKE_HOME if each != "take home"), *OF_HOURS,
        "a take home", "the take home", "take homes",
        "loop", "loops", "interview", "interviews", "interviewing", "rounds", "onsite loop", "interview loop",
        "interview process",
        *(f"{make} {loop}" for make in ("design", "design me", "build", "build me", "create", "make me", "plan", "plan me",
                                        "structure", "put together", "draft", "draw up")
          for loop in ("an interview for", "an interview loop", "an interview process", "a loop", "the interviews",
                       "interviews")),
        *(f"{what} round" for what in ("what should", "what would", "what is", "what's", "whats", "who sits in", "who runs",
                                       "who should run")),
        "how do i test", "how long should the loop take", "how long does the loop take", "how long is the loop",
        "assess", "hiring process", "panel", "how many rounds",
        "how many interviews", "how many interview rounds", "how many stages",
        "compare loops", "compare the loops", "published loops",
        "candidate spend", "one afternoon", "in one day", "in an afternoon", "hours does a candidate", "hours of the candidate",
        "candidate's time", "how long is too long", "process too long", "process takes too long", "process drags",
    ),
)  # fmt: skip
def loop(asked: LoopArgs, at: Context) -> Reply:
    """The recommended loop, or a published one, as one table with what not to do; or the published ones compared."""
    if asked.job and not (asked.lane or asked.specialty):
        from handlers.core.answers.otherwork import no_loop  # seldom

        return no_loop(asked.job, at.library)
    asked, of_rank = _with_level(asked, at)
    reply = _answered(asked, at)
    if not of_rank:
        return reply
    return replace(reply, text=f"{of_rank} {reply.text}", elements=(Text(of_rank, small=True), *reply.elements))


def _answered(asked: LoopArgs, at: Context) -> Reply:
    """Several loops side by side where several are meant; the advice against what is unwise; else one loop."""
    level = asked.level or "senior"
    lane, notes = lane_of(at.library, asked.lane, asked.specialty)
    asked = asked.model_copy(update={"lane": lane})
    if asked.levels:
        return _levels_beside(asked, at)
    named = [each for each in (asked.style, *asked.beside) if each in at.library.loops.sources]
    if asked.compare or len(named) > 1:
        return _compared(at.library.loops.compare(level, asked.lane, named), asked, at)
    found = at.library.loops.loop(level, asked.lane, asked.style).of_specialty(asked.specialty)
    unwise = next((what for name, what in ADVISED_AGAINST.items() if getattr(asked, name)), "") if not asked.without else ""
    if unwise and (against := at.library.loops.advised_against(unwise)):
        return _against(asked, against, found, at)
    if (asked.avoid and found.warnings) or asked.one_round is not None:
        return _part(asked, found, at) or _one(asked, found, notes, at)
    return _one(asked, found, notes, at)


def _part(asked: LoopArgs, found: Loop, at: Context) -> Reply | None:
    """One round alone, or what not to do; None where the loop has no such round."""
    from handlers.core.answers import loopparts  # seldom

    whole = Action(say.loop_button(), "loop", _again(asked))
    if asked.one_round is None:
        return loopparts.what_not_to_do(found, (whole, Action(say.compare_button(), "loop", _again(asked, compare=True))), at)
    place = loopparts.numbered(asked.one_round, found)
    if place is None:
        return None
    others = [each for number in asked.more_rounds if (each := loopparts.numbered(number, found)) not in (None, place)]
    last = max(place, *others) if others else place
    following = [Action(say.next_round_button(), "loop", _again(asked, one_round=last + 1))] if last < len(found.rounds) else []
    return loopparts.some_rounds([place, *others], found, (*following, whole, _kit(asked, found)), at)


def _one(asked: LoopArgs, found: Loop, notes: list[Element], at: Context) -> Reply:
    """One loop as a table, or with its prompts; `notes` say which lane a specialty was taken for."""
    vocabulary = at.library.vocabulary
    lead = say.lead(
        who=cellnames.who(vocabulary, found.level, found.lane),
        count=len(found.rounds),
        effort=minutes(found.candidate_minutes_low, found.candidate_minutes_high),
        days=found.span.high if found.span else None,
        least=found.span.low if found.span else None,
    )
    judged, judges = _judged(asked, found, at)
    judged += _left_out(asked, at)
    also = [vocabulary.name("style", each) for each in asked.beside]
    one = [Text(say.one_loop(names=also), small=True)] if also else []
    elements: list[Element] = [
        *one,
        Heading(lead),
        *notes,
        *map(Text, judged),
        _prompts(found, at) if asked.prompts else _table(found),
    ]
    elements += telling.not_told_apart(at.library, specialty=None if notes or found.asks_of(asked.specialty) else asked.specialty)
    elements += [Text(line, small=True) for line in _standing(asked, found, at)]
    warnings = [say.warning(text=fact.statement, source=at.library.short_names[fact.source]) for fact in _warnings(asked, found)]
    elements += [Bullets(tuple(warnings))] if warnings else []
    return Reply(
        " ".join((*judged, lead)),
        tuple(elements),
        actions=_next(asked, found),
        more=tuple(
            Action(vocabulary.name("style", style), "loop", _again(asked, style=style))
            for style in at.library.loops.styles
            if style != found.style
        ),
        sources=cited(at.library.knowledge, (*judges, *_spoken(asked, found))),
        data=Later(lambda: _data(found)),
    )


def _left_out(asked: LoopArgs, at: Context) -> list[str]:
    """Why it is well left out, where somebody asks to go without homework or puzzles."""
    unwise = [what for name, what in ADVISED_AGAINST.items() if getattr(asked, name)] if asked.without else []
    against = [fact for what in unwise if (fact := at.library.loops.advised_against(what))]
    return [say.left_out(text=fact.statement, source=at.library.short_names[fact.source]) for fact in against]


def _with_level(asked: LoopArgs, at: Context) -> tuple[LoopArgs, str]:
    """A rank that no guide speaks of stands for the level that comes nearest, where none is named; that is said."""
    if not asked.rank:
        return asked, ""
    names = at.library.vocabulary
    level, line = (asked.level, say.rank_beside) if asked.level else (at.library.levels.nearest_to(asked.rank), say.rank_as_level)
    said = line(rank=names.name("rank", asked.rank), level=names.name("level", level))
    return asked.model_copy(update={"level": level, "rank": None}), said


def _judged(asked: LoopArgs, found: Loop, at: Context) -> tuple[list[str], list[str]]:
    """How the rounds and the days that somebody has in mind stand to the published loops, and by whose word."""
    lines: list[str] = []
    published = at.library.loops.compare(found.level, found.lane).loops if asked.judges else ()
    spans = [(each.style, each.span) for each in published if each.span] if asked.days else []
    if asked.one_round is not None:  # the loop has no such round: else it would be shown alone
        lines.append(say.no_such_round(asked=asked.one_round, count=len(found.rounds)))
    if asked.rounds or asked.too_many:
        counts = [len(each.rounds) for each in published]
        lines.append(say.counted(asked=asked.rounds, low=min(counts), high=max(counts)))
    if asked.effort:
        lengths = [each.stated_minutes or (each.candidate_minutes_low, each.candidate_minutes_high) for each in published]
        low, high = min(low for low, _ in lengths), max(high for _, high in lengths)
        lines.append(say.takes(asked=minutes(asked.effort, asked.effort), published=minutes(low, high)))
    if asked.days and spans:
        longer = asked.days > max(span.high for _, span in spans)
        shorter = asked.days < min(span.low or 0 for _, span in spans)
        known = [(at.library.short_names[style], say.span(low=span.low, high=span.high)) for style, span in spans]
        lines.append(say.spread_over(days=asked.days, longer=longer, shorter=shorter, known=known))
    if not asked.too_long or lines:
        return lines, [style for style, _ in spans]
    parted = [each.fact for each in at.library.loops.disagreements if each.about == SPAN]
    return [fact.statement for fact in parted], [source for fact in parted for source in fact.values["sides"]]


def _warnings(asked: LoopArgs, found: Loop) -> tuple[Fact, ...]:
    """What not to do, beside the rounds; the prompts alone fill a screen."""
    return () if asked.prompts else found.warnings[:SHOWN_WARNINGS]


def _reasons(asked: LoopArgs, found: Loop) -> tuple[Fact, ...]:
    """Why these rounds, and what to mind, a kind of round first; with the prompts only what is to be minded in asking."""
    in_asking = [fact for fact in found.caveats if "rounds" in fact.values.get("caveat_for", {})]
    if asked.prompts:
        return tuple(in_asking)
    others = (fact for fact in found.caveats if fact not in in_asking)
    return (*found.reasons[:SHOWN_REASONS], *in_asking, *others)[:SHOWN_NOTES]


def _against(asked: LoopArgs, against: Fact, found: Loop, at: Context) -> Reply:
    """The advice against what is asked for; over how long the loop is spread instead, or where the guides part on it."""
    names = at.library.short_names
    lead = say.warning(text=against.statement, source=names[against.source])
    spread = at.library.knowledge.facts[found.span.fact].source if found.span and asked.one_day else ""
    beside = [say.spread(days=found.span.high, source=names[spread])] if found.span and spread else []
    parted = () if not asked.take_home else tuple(each.fact for each in at.library.loops.disagreements if each.about == WRITTEN)
    beside += [fact.statement for fact in parted]
    said_of = against.applies_to.get("level")
    if asked.level and isinstance(said_of, str) and said_of != asked.level:
        name = at.library.vocabulary.name
        beside.insert(0, say.not_of_level(level=name("level", asked.level), said_of=name("level", said_of)))
    plain = dict.fromkeys(ADVISED_AGAINST, False)
    return Reply(
        lead,
        (Heading(lead), *(Text(line) for line in beside)),
        actions=(
            Action(say.loop_button(), "loop", _again(asked, **plain)),
            Action(say.compare_button(), "loop", _again(asked, **plain, compare=True)),
        ),
        sources=cited(at.library.knowledge, (against.source, *(fact.source for fact in parted))),
        data={
            "warnings": telling.in_brief((against, *parted)),
            "span_days": found.span.high if found.span else None,
        },
    )


def _table(found: Loop) -> Table:
    rows = tuple(
        (
            str(number),
            each.name,
            minutes(each.minutes_low, each.minutes_high),
            each.who or say.nobody_named(),
            "; ".join(each.tests),
        )
        for number, each in enumerate(found.rounds, start=1)
    )
    return Table(tuple(say.columns().split("|")), (Section("", rows),))


def _prompts(found: Loop, at: Context) -> Bullets:
    return Bullets(tuple(_round(each, at) for each in found.rounds), ordered=True)


def _round(each: Round, at: Context) -> Rich:
    title = say.round_title(name=each.name, length=minutes(each.minutes_low, each.minutes_high))
    prompts = [
        say.prompt(text=one.text, source=at.library.short_names[one.source], borrowed=one.match == "nearest")
        for one in each.prompts[:SHOWN_PROMPTS]
    ]
    asked = {one.source for one in each.prompts[:SHOWN_PROMPTS]} or {one.source for one in (*each.strong, *each.weak)}
    strong, weak = ([one.text for one in heard if one.source in asked] for heard in (each.strong, each.weak))
    return (Strong(title), " " + say.round_body(prompts=prompts, tests=each.tests, strong=strong, weak=weak))


def _standing(asked: LoopArgs, found: Loop, at: Context) -> list[str]:
    """What must be said about the loop itself: what was assumed, what is not stated by anybody, why it is recommended."""
    own = at.library.short_names[found.fact.source] if is_own(found.fact, at.library.knowledge) else ""
    lines = [say.own(source=own) if own else "", say.assumed(level=asked.level is None, lane=found.lane_assumed)]
    if not found.level_stated:
        lines.append(say.level_not_stated(level=at.library.vocabulary.name("level", found.level)))
    if not found.lane_stated and found.lane:
        borrowed = any(prompt.match == "nearest" for each in found.rounds for prompt in each.prompts)
        lines.append(say.lane_not_stated(lane=at.library.vocabulary.name("lane", found.lane), borrowed=borrowed))
    lines.append("" if asked.prompts else whose(found, at))
    lines += [say.reason(text=fact.statement, source=at.library.short_names[fact.source]) for fact in _reasons(asked, found)]
    return [line for line in lines if line]


def _spoken(asked: LoopArgs, found: Loop) -> Iterator[str]:
    """The sources of the rounds (and prompts, where shown), then those of the sentences under them."""
    yield from (each.source for each in found.rounds)
    if asked.prompts:
        yield from (one.source for each in found.rounds for one in each.prompts[:SHOWN_PROMPTS])
    yield found.fact.source
    yield from (fact.source for fact in (*_reasons(asked, found), *_warnings(asked, found)))


def _next(asked: LoopArgs, found: Loop) -> tuple[Action, ...]:
    other = (
        Action(say.table_button(), "loop", _again(asked))
        if asked.prompts
        else Action(say.prompts_button(), "loop", _again(asked, prompts=True))
    )
    band = {"level": found.level} | ({"lane": asked.lane} if asked.lane else {})
    if asked.prompts:
        return (other, _kit(asked, found), Action(say.band_button(), "band", band))
    return (other, Action(say.compare_button(), "loop", _again(asked, compare=True)), Action(say.band_button(), "band", band))


def _kit(asked: LoopArgs, found: Loop) -> Action:
    """Every prompt of the same loop, to print."""
    named = {"level": found.level, "lane": found.lane, "specialty": asked.specialty, "style": asked.style}
    return Action(say.kit_button(), "kit", {name: value for name, value in named.items() if value})


def _again(asked: LoopArgs, **changed: Any) -> dict[str, Any]:
    """The question as a button asks it: JSON, without what only this answer showed, with `changed`; what is empty is left out."""
    question = asked.model_dump(mode="json", exclude_defaults=True) | dict.fromkeys(OF_ONE_ANSWER) | changed
    return {name: value for name, value in question.items() if value}


def _levels_beside(asked: LoopArgs, at: Context) -> Reply:
    """The loops of several levels, a row each."""
    name = at.library.vocabulary.name
    levels = tuple(dict.fromkeys((asked.level or "senior", *asked.levels)))
    loops = [at.library.loops.loop(level, asked.lane, asked.style) for level in levels]
    lead = say.levels_beside(names=[name("level", level) for level in levels], style=name("style", loops[0].style))
    rows = tuple((name("level", each.level), *_row(each)) for each in loops)
    return Reply(
        f"{lead}. {_in_short(rows, loops)}",
        (Heading(lead), Table(tuple(say.levels_columns().split("|")), (Section("", rows),))),
        actions=tuple(Action(name("level", level), "loop", _again(asked, level=level, levels=())) for level in levels)[:3],
        sources=cited(at.library.knowledge, (each.source for found in loops for each in found.rounds)),
        data={"loops": [_data(each) for each in loops], "disagreements": []},
    )


def _row(found: Loop) -> tuple[str, str, str, str]:
    """Rounds, the candidate's time, over how many days, and the rounds in order."""
    effort = found.stated_minutes or (found.candidate_minutes_low, found.candidate_minutes_high)
    span = say.span(low=found.span.low, high=found.span.high) if found.span else say.not_said()
    return str(len(found.rounds)), minutes(*effort), span, " → ".join(one.name for one in found.rounds)


def _in_short(rows: Sequence[tuple[str, ...]], loops: Sequence[Loop]) -> str:
    """The rows in a sentence, without the rounds by name."""
    told = [(row[0], row[1], row[2], row[3] if each.span else "") for row, each in zip(rows, loops, strict=True)]
    return say.compared_in_short(loops=told)


def _compared(found: Comparison, asked: LoopArgs, at: Context) -> Reply:
    names = at.library.short_names
    every = len(found.loops) == len(at.library.loops.sources)
    lead = say.compared(count=len(found.loops), level=at.library.vocabulary.name("level", asked.level or "senior"))
    rows = tuple((names[each.style], *_row(each)) for each in found.loops)
    spoken_of = [names[each.style] for each in found.loops] if not every else []
    parted = [each for each in found.disagreements if all(name in each.fact.statement for name in spoken_of)]
    differences = [each.fact.statement for each in parted]
    elements = (
        Heading(lead),
        Table(tuple(say.compare_columns().split("|")), (Section("", rows),)),
        *((Text((Strong(say.differ()),)), Bullets(tuple(differences[:SHOWN_DIFFERENCES]))) if differences else ()),
    )
    others = () if every else (Action(say.compare_all_button(), "loop", _again(asked, style="", beside=(), compare=True)),)
    short = _in_short(rows, found.loops)
    return Reply(
        f"{lead}. {short}",
        elements,
        actions=(Action(say.recommended_button(), "loop", _again(asked, style=RECOMMENDED, beside=())), *others),
        more=tuple(
            Action(say.style_button(name=names[each.style]), "loop", _again(asked, style=each.style, beside=()))
            for each in found.loops
        ),
        sources=cited(at.library.knowledge, (each.style for each in found.loops)),
        data={
            "loops": [_data(each) for each in found.loops],
            "disagreements": [{"about": each.about, "fact": each.fact.id, "statement": each.fact.statement} for each in parted],
        },
    )


def _data(found: Loop) -> dict[str, Any]:
    return {
        "style": found.style,
        "level": found.level,
        "lane": found.lane,
        "lane_assumed": found.lane_assumed,
        "level_stated": found.level_stated,
        "lane_stated": found.lane_stated,
        "rounds": [_round_data(each) for each in found.rounds],
        "candidate_minutes_low": found.candidate_minutes_low,
        "candidate_minutes_high": found.candidate_minutes_high,
        "span_days": found.span.high if found.span else None,
        "source": found.fact.source,
        "sources": list(found.sources),
        "fact": found.fact.id,
        "reasons": telling.in_brief(found.reasons),
        "warnings": telling.in_brief(found.warnings),
    }


def _round_data(each: Round) -> dict[str, Any]:
    return {
        "name": each.name,
        "minutes_low": each.minutes_low,
        "minutes_high": each.minutes_high,
        "who": each.who,
        "tests": list(each.tests),
        "prompts": [
            {"text": one.text, "source": one.source, "match": one.match, "lanes": list(one.lanes)} for one in each.prompts
        ],
        "strong": [one.text for one in each.strong],
        "weak": [one.text for one in each.weak],
        "source": each.source,
        "facts": list(each.facts),
    }
