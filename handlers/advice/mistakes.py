"""`mistakes`: failures seen, what they cost, and what would have prevented each."""

from __future__ import annotations

from typing import Annotated, Any

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.markers import Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Rich, Strong, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.topics.mistakes import Failure, Mistakes
from knowledge.topics.mistakes import mistakes as seen

say = Wording("mistakes")

SHOWN_FAILURES, SHOWN_VERBS = 3, 2
"""What fits a phone screen; "everything" shows the rest."""


class MistakesArgs(Arguments):
    """Where it went wrong: one of the groups, or everywhere; `everything` shows every failure."""

    scope: Annotated[bool, Flag(("scope", "req", "jd", "scoping", "lane"))] = False
    loop: Annotated[bool, Flag(("loop", "interview", "interviews", "interviewing"))] = False
    close: Annotated[bool, Flag(("close", "closing", "offer", "offers"))] = False
    team: Annotated[bool, Flag(("team", "teams", "structure"))] = False
    model: Annotated[bool, Flag(("model", "models", "in production"))] = False
    own: Annotated[bool, Flag(("our own", "ours"))] = False
    everything: Annotated[bool, Flag(("all", "everything", "show all"))] = False

    @property
    def group(self) -> str | None:
        """The group asked for."""
        return next((name for name in ("scope", "loop", "close", "team", "model", "own") if getattr(self, name)), None)


@verb(
    "mistakes",
    MistakesArgs,
    summary="Failures seen, what they cost, and what prevents each",
    usage="mistakes [loop | offer | team | model]",
    examples=("mistakes", "mistakes offer"),
    aliases=("failures", "pitfalls"),
    cues=(
        "mistake", "mistakes", "common mistakes", "mistakes in", "mistakes with", "mistakes to avoid", "interview mistakes",
        "expensive mistake", "most expensive mistake", "costly mistake",
        "go wrong", "goes wrong", "went wrong", "usually goes wrong", "usually go wrong", "what goes wrong", "what can go wrong",
        "failure mode", "failure modes", "why do hires fail", "bad hire", "wrong hire", "bad hire cost", "cost of a bad hire",
        "what mistakes", "mistakes do", "failure rate",
        "pitfall", "pitfalls", "what to avoid", "horror stories", "why do searches fail",
    ),
)  # fmt: skip
def mistakes(asked: MistakesArgs, at: Context) -> Reply:
    """The failures in order of harm, each with its cost and the advice against it; the verbs that prevent them as buttons."""
    found = seen(at.library.knowledge)
    failures = tuple(each for each in found.failures if asked.group in (None, each.group))
    lead = (
        say.lead_group(count=len(failures), group=asked.group)
        if asked.group
        else say.lead(count=len(failures), first=failures[0].name)
    )
    shown = failures if asked.everything else failures[:SHOWN_FAILURES]
    own = telling.own_on("mistakes", library=at.library)
    elements: list[Element] = [
        Heading(lead),
        *telling.listed(own, at.library),
        Bullets(tuple(_line(each, at) for each in shown), ordered=True),
    ]
    if len(failures) > len(shown):
        elements.append(Text(say.more(count=len(failures) - len(shown)), small=True))
    if asked.everything:
        elements += [Text(fact.statement, small=True) for fact in (*(found.also if not asked.group else ()), found.reading)]
    sources = [fact.source for fact in own] + [
        source for each in shown for source in (each.fact.source, *((each.prevented_by.source,) if each.prevented_by else ()))
    ]
    return Reply(
        in_short(lead, [each.name or each.fact.id for each in shown]) if asked.group else lead,
        tuple(elements),
        actions=_next(asked, shown, len(failures) > len(shown), at),
        more=_groups(asked, found),
        sources=cited(at.library.knowledge, sources),
        data=_data(failures, found) | {"own": telling.as_data(own)},
    )


def _line(each: Failure, at: Context) -> Rich:
    names = at.library.short_names
    against = say.prevented(text=each.prevented_by.statement, source=names[each.prevented_by.source]) if each.prevented_by else ""
    told = say.failure(text=each.fact.statement, source=names[each.fact.source])
    name = each.name or each.fact.id
    return (Strong(name[:1].upper() + name[1:]), f"{told} {against}".rstrip())


def _next(asked: MistakesArgs, shown: tuple[Failure, ...], longer: bool, at: Context) -> tuple[Action, ...]:
    """The verbs that prevent what is shown, each once, as far as there are such verbs."""
    known = {each.name for each in at.verbs}
    verbs = {each.verb: each.args or {} for each in reversed(shown) if each.verb in known}
    first = [each.verb for each in shown if each.verb in verbs]
    buttons = tuple(Action(say.button(verb=name, name=name), name, dict(verbs[name])) for name in dict.fromkeys(first) if name)[
        :SHOWN_VERBS
    ]
    again = asked.model_dump(mode="json", exclude_defaults=True) | {"everything": True}
    return (*buttons, *((Action(say.everything_button(), "mistakes", again),) if longer else ()))


def _groups(asked: MistakesArgs, found: Mistakes) -> tuple[Action, ...]:
    return tuple(
        Action(say.group_button(group=group), "mistakes", {group: True}) for group in found.groups if group != asked.group
    )


def _data(failures: tuple[Failure, ...], found: Mistakes) -> dict[str, Any]:
    return {
        "failures": [
            {
                "name": each.name,
                "group": each.group,
                **telling.fact_data(each.fact),
                "values": each.fact.values,
                "prevented_by": telling.fact_data(each.prevented_by) if each.prevented_by else None,
                "verb": each.verb,
                "args": dict(each.args or {}),
            }
            for each in failures
        ],
        "also": [telling.fact_data(fact) for fact in found.also],
        "reading": telling.fact_data(found.reading),
    }
