"""A part of an interview loop by itself: one round whole, or what not to do."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.figures import minutes
from handlers.core.reply import Action, Bullets, Element, Facts, Heading, Reply, Text, in_short
from handlers.core.typed.nth import LAST
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.interviews.loops import Loop, Round

say = Wording("loop")

SHOWN_PROMPTS = 3
"""Of one round alone, so many fit a phone screen."""


def numbered(number: int, found: Loop) -> int | None:
    """The place of the round from 1 on; None where the loop has none there."""
    count = len(found.rounds)
    place = count if number == LAST else number
    return place if 1 <= place <= count else None


def one_round(place: int, found: Loop, actions: tuple[Action, ...], at: Context) -> Reply:
    """The round at that place, from 1 on: how long, with whom, what it tests, what to ask and what to listen for."""
    one, names = found.rounds[place - 1], at.library.short_names
    lead = say.round_lead(place=place, count=len(found.rounds), name=one.name, length=minutes(one.minutes_low, one.minutes_high))
    prompts = [
        say.prompt(text=each.text, source=names[each.source], borrowed=each.match == "nearest")
        for each in one.prompts[:SHOWN_PROMPTS]
    ]
    elements: list[Element] = [Heading(lead), Facts(tuple(_pairs(one)))]
    if prompts:
        elements.append(Bullets(tuple(prompts)))
    elements.append(Text(say.round_of(source=names[one.source]), small=True))
    return Reply(
        lead,
        tuple(elements),
        actions=actions,
        sources=cited(at.library.knowledge, [one.source, *_heard(one)]),
        data={"round": place, "facts": list(one.facts)},
    )


def some_rounds(places: list[int], found: Loop, actions: tuple[Action, ...], at: Context) -> Reply:
    """The rounds at those places, one after the other; what is said of them all stands once."""
    told = [one_round(place, found, actions, at) for place in dict.fromkeys(places)]
    if len(told) == 1:
        return told[0]
    return Reply(
        " ".join(f"{each.text}." for each in told),
        tuple(element for each in told for element in each.elements),
        actions=actions,
        sources=tuple(dict.fromkeys(source for each in told for source in each.sources)),
        data={"places": [each.data["round"] for each in told], "facts": [fact for each in told for fact in each.data["facts"]]},
    )


def _pairs(one: Round) -> Iterator[tuple[str, str]]:
    heard_by = [*one.strong, *one.weak]
    asked = {each.source for each in one.prompts[:SHOWN_PROMPTS]} or {each.source for each in heard_by}
    strong, weak = ([each.text for each in heard if each.source in asked] for heard in (one.strong, one.weak))
    yield say.who_label(), one.who or say.nobody_named()
    for label, told in ((say.tests_label(), one.tests), (say.strong_label(), strong), (say.weak_label(), weak)):
        if told:
            yield label, "; ".join(told)


def _heard(one: Round) -> list[str]:
    return [*(each.source for each in one.prompts[:SHOWN_PROMPTS]), *(each.source for each in (*one.strong, *one.weak))]


def what_not_to_do(found: Loop, actions: tuple[Action, ...], at: Context) -> Reply:
    """Every warning that the guides give of a loop for this level, the most telling first."""
    said = [telling.said(fact, at.library) for fact in found.warnings]
    lead = say.not_to_do(count=len(said))
    return Reply(
        in_short(lead, said),
        (Heading(lead), Bullets(tuple(said))),
        actions=actions,
        sources=cited(at.library.knowledge, (fact.source for fact in found.warnings)),
        data={"warnings": telling.in_brief(found.warnings)},
    )
