"""`ask`: a free question, answered from the facts with their sources, or declined with what comes nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any

from handlers.core.answers import freely, howto, telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.asked import NEAR, SIDES, AskedArgs, facts_behind
from handlers.core.errors import Refusal
from handlers.core.followups import goingon
from handlers.core.library import Library
from handlers.core.markers import Rest
from handlers.core.pay.atemployer import at_employer
from handlers.core.pay.employers import asked_of
from handlers.core.reading.askcues import CUES
from handlers.core.reading.filling import from_words
from handlers.core.reading.listening import slots
from handlers.core.reading.utterance import leans_back, mostly_foreign, words_of
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Text, in_short
from handlers.core.verb import Context, Verb, pointing_words, verb
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from knowledge.retrieval.goingon import gone_on, told_besides
from knowledge.retrieval.search import PAY, Answer, FactSearch
from knowledge.retrieval.unranked import asks_to_rank_people
from knowledge.schema import Fact
from knowledge.words.patterns import pattern

say = Wording("ask")

BAND, CLOSE = "band", "close"
_THANKS = pattern(r"\b(?:thanks|thank|thx|ty|cheers|merci|danke|gracias)\b", re.IGNORECASE)
SHOWN_SIDES, SHOWN_ACTIONS, LIBRARIES_KEPT = 8, 3, 8
"""What fits a phone screen; and of how many workspaces the search is kept ready."""
OF_ALL_PLACES = "cheapest"
"""The word that asks which of all places, and of none that is named: no cell of pay answers that."""


class AskArgs(Arguments):
    """The question, as typed; and the answer `behind` which it is asked, where it goes on from one."""

    question: Annotated[str, Rest()] = ""
    behind: AskedArgs | None = None


@verb(
    "ask",
    AskArgs,
    summary="A free question, answered from the guides with sources",
    usage="ask <anything>",
    examples=("ask how many offers does such a person have", "ask should we give a take-home"),
    aliases=("question",),
    cues=CUES,
    heavy=True,  # the first question builds the search, and each takes as long as thirty bands
)
def ask(asked: AskArgs, at: Context) -> Reply:
    """The best fact in a sentence, with every side of it; where none answers, says so and names the nearest topics."""
    if not asked.question.strip():
        return Reply(say.nothing_asked(), (Text(say.nothing_asked()),), data={"answered": False, "facts": [], "nearest": []})
    if asks_to_rank_people(asked.question):
        return _not_ranked()
    if asked.behind and (reply := _behind(asked.question, facts_behind(asked.behind, at), at)):
        return reply
    if leans_back(asked.question) or goingon.asks_for_more(asked.question):
        return _leaning(asked.question, at)
    if reply := _unsearched(asked.question, at):
        return reply
    if freely.against_offers(asked.question) and (plan := next((each for each in at.verbs if each.name == CLOSE), None)):
        return plan.handle(plan.args(), at)
    found = search_of(at.library).search(asked.question)
    if not found.pays and (employer := asked_of(asked.question)):
        return at_employer(employer, at, {**_data(found), "answered": True})
    if found.pays and OF_ALL_PLACES not in asked.question.casefold() and (reply := _cell(found, asked.question, at)):
        return reply
    if found.answered:
        return _answered(found, asked.question, at)
    if ours := howto.verbs_for(asked.question, at.verbs):
        return replace(howto.told(ours), data=_data(found))
    if ours := howto.telling_of_ours(asked.question, at.verbs):
        return replace(howto.shown(ours), data=_data(found), understood=_put_as_question(at))
    if reply := _nearest_cells(found, asked.question, at):
        return reply
    return _near(found, asked.question, at) if found.near else _declined(found, asked.question, at)


def _behind(question: str, told: list[Fact], at: Context) -> Reply | None:
    """What is asked behind an answer, of what that told; None for what is only joined to it (`and how many offers …`)."""
    level, where = goingon.level_alone(question, at.library.vocabulary), goingon.where_alone(question, at.library.vocabulary)
    if where and not level:
        return _of_where(where, question, told, at)
    if not told:
        return None
    search = search_of(at.library)
    if goingon.asks_for_more(question):
        return _told_besides(say.besides_that(), told_besides(search, told), told, at)
    whole = None if level else search.search(question)
    if whole and whole.answered and whole.sides[0].topic in {fact.topic for fact in told} and not leans_back(question):
        return _answered(whole, question, at)
    if whole and whole.about:
        return None  # no guide covers it, whatever stands before it
    found = gone_on(search, question, told)
    if found and goingon.counts_alike(question, found.sides[0]) and (level is None or _is_of(found.sides[0], level)):
        reply = _answered(found, question, at)
        return replace(reply, elements=(Text(say.goes_on(), small=True), *reply.elements))
    if level:
        return _no_further(
            say.not_of_level(level=at.library.vocabulary.name("level", level), said_of=_levels_of(told, at)), told, at
        )
    if goingon.is_thin(question) and (besides := told_besides(search, told)):
        return _told_besides(say.nearest_besides(), besides[:1], told, at)
    unheard_of = whole is not None and not (whole.answered or whole.pays or howto.verbs_for(question, at.verbs))
    return _no_further(say.no_further(), told, at) if goingon.leans(question) or unheard_of else None


def _of_where(where: str, question: str, told: list[Fact], at: Context) -> Reply:
    """What goes on from what was told to somewhere, where a fact of the same matter speaks of there; else that none does."""
    found = gone_on(search_of(at.library), question, told) if told else None
    if found and where.rsplit(maxsplit=1)[-1].casefold() in found.sides[0].statement.casefold():
        reply = _answered(found, question, at)
        return replace(reply, elements=(Text(say.goes_on(), small=True), *reply.elements))
    reply = _no_further(say.not_of_place(place=where, told=bool(told)), told, at)
    band = next((each for each in at.verbs if each.name == BAND), None)
    args = _filled(band, question, at) if band else {}
    pay = (Action(say.pay_button(place=where), BAND, args),) if args else ()
    return replace(reply, actions=(*reply.actions[: SHOWN_ACTIONS - 1], *pay), understood=True)


def _unsearched(question: str, at: Context) -> Reply | None:
    """What is answered without a search: what letters stand for, and what a range that the guides give is of."""
    if letters := freely.letters_in(question):
        return freely.stand_for(letters)
    ends = freely.figure_in(question)
    return _of_figure(ends, at) if ends else None


def _of_figure(ends: tuple[int, int], at: Context) -> Reply | None:
    """What the guides' figures with these ends are of; None where none has them."""
    known = at.library.knowledge.facts.values()
    facts = [fact for fact in known if fact.topic == PAY and (fact.values.get("low"), fact.values.get("high")) == ends]
    if not facts:
        return None
    said = [telling.said(fact, at.library) for fact in facts]
    return Reply(
        in_short(said[0], said[1:]),
        (Heading(said[0]), *((Bullets(tuple(said[1:])),) if said[1:] else ())),
        actions=_of_topics(facts[:1], at),
        sources=cited(at.library.knowledge, (fact.source for fact in facts)),
        data={"answered": True, "facts": [], "nearest": [], SIDES: [fact.id for fact in facts], NEAR: []},
    )


def _told_besides(lead: str, besides: tuple[Fact, ...], told: list[Fact], at: Context) -> Reply:
    """What else the guides say of the matter; that it was all, where it was."""
    if not besides:
        return _no_further(say.that_was_all(), told, at)
    said = _said(besides, at)
    return Reply(
        in_short(lead, said),
        (Heading(lead), Bullets(tuple(said))),
        actions=_of_topics(besides, at),
        sources=cited(at.library.knowledge, (fact.source for fact in besides)),
        data={"answered": True, "facts": [], "nearest": [], SIDES: [fact.id for fact in (*besides, *told)], NEAR: []},
    )


def _no_further(lead: str, told: list[Fact], at: Context) -> Reply:
    """That no guide goes on from what was told. What was told stays what the talk is about."""
    data = {"answered": False, "facts": [], "nearest": [], SIDES: [fact.id for fact in told], NEAR: []}
    return Reply(lead, (Heading(lead),), actions=_of_topics(told, at), data=data, understood=_put_as_question(at))


def _of_topics(facts: Iterable[Fact], at: Context) -> tuple[Action, ...]:
    """A button for the verb of each of their topics."""
    topics, known = at.library.knowledge.topics, {each.name for each in at.verbs}
    labels = {name: topics[fact.topic]["name"] for fact in facts for name in topics[fact.topic]["verbs"][:1] if name in known}
    return tuple(Action(label, name) for name, label in labels.items())[:SHOWN_ACTIONS]


def _is_of(fact: Fact, level: str) -> bool:
    """Whether the fact is said of that level by name."""
    said_of = fact.applies_to.get("level", ())
    return level == said_of or (not isinstance(said_of, str) and level in said_of)


def _levels_of(told: list[Fact], at: Context) -> list[str]:
    """The levels that the first of the facts is said of."""
    said_of = told[0].applies_to.get("level", ())
    return [at.library.vocabulary.name("level", each) for each in ([said_of] if isinstance(said_of, str) else said_of)]


def _leaning(question: str, at: Context) -> Reply:
    """That a message is read by itself: no guide is asked what words mean that only lean on an answer before them."""
    lead = say.leans(said=question.strip()[:60])
    data = {"answered": False, "facts": [], "nearest": [], "sides": [], "near": []}
    return Reply(lead, (Heading(lead), Text(say.tries())), data=data, understood=_put_as_question(at))


def _not_ranked() -> Reply:
    """What is done instead of putting people in an order, or giving them a score."""
    lead = say.not_ranked()
    return Reply(
        lead,
        (Heading(lead), Text(say.instead_of_ranking())),
        actions=(
            Action(say.screen_button(), "screen"),
            Action(say.questions_button(), "questions"),
            Action(say.kit_button(), "kit"),
        ),
        data={"answered": False, "facts": [], "nearest": [], "sides": [], "verb": "screen"},
    )


@lru_cache(maxsize=LIBRARIES_KEPT)
def search_of(library: Library) -> FactSearch:
    """The search over a workspace's facts: building it takes about a second, and it is kept."""
    return FactSearch.of(library.knowledge, library.vocabulary)


def _answered(found: Answer, question: str, at: Context) -> Reply:
    sides = found.sides[:SHOWN_SIDES]
    names = at.library.short_names
    said = _said(sides, at)
    others = list(dict.fromkeys(names[fact.source] for fact in sides if fact.source != sides[0].source))
    lead = say.lead(first=said[0], others=others, differ=found.differ)
    elements: tuple[Element, ...] = (Heading(said[0]),)
    if others and found.differ:
        elements = (Heading(say.differ()), Bullets(tuple(said)))
    elif len(sides) > 1:  # one after the other: nobody differs
        elements += (Bullets(tuple(said[1:])),)
        if more := len(found.sides) - len(sides):
            elements += (Text(say.more(count=more), small=True),)
    elif sides[0].note:
        elements += (Text(sides[0].note, small=True),)
    if found.elsewhere:
        elements += (Text(say.elsewhere(place=found.elsewhere), small=True),)
    why = Action(say.why_button(), "fact", {"id": sides[0].id})
    return Reply(
        in_short(lead, said[1:]) if others and found.differ else lead,
        elements,
        actions=(*_verbs(found, question, at)[: SHOWN_ACTIONS - 1], why),
        sources=cited(at.library.knowledge, (fact.source for fact in sides)),
        data=_data(found),
    )


def _said(facts: Iterable[Fact], at: Context) -> list[str]:
    """What each fact states, and who says so."""
    return [telling.said(fact, at.library) for fact in facts]


def _near(found: Answer, question: str, at: Context) -> Reply:
    """What comes nearest, told as no more than that: whoever asked sees at once whether it is what they meant."""
    lead, said = say.near(), _said(found.near, at)
    return Reply(
        in_short(lead, said),
        (Heading(lead), Bullets(tuple(said))),
        actions=_verbs(found, question, at)[:SHOWN_ACTIONS],
        sources=cited(at.library.knowledge, (fact.source for fact in found.near)),
        data=_data(found),
        understood=_put_as_question(at),
    )


def _nearest_cells(found: Answer, question: str, at: Context) -> Reply | None:
    """The band's own answer to pay that no fact states: where no guide covers the place, it shows what comes nearest."""
    band = next((each for each in at.verbs if each.name == BAND == found.verb), None)
    if band is None or _says_more(band, question, at):
        return None
    return _banded(band, "places", found, question, at) or _cell(found, question, at)


def _cell(found: Answer, question: str, at: Context) -> Reply | None:
    """The band's own answer to what a level is paid somewhere: every figure of that level, and none of another's."""
    band = next((each for each in at.verbs if each.name == BAND), None)
    return _banded(band, "markets", found, question, at) if band and found.names_cell else None


def _banded(band: Verb, named: str, found: Answer, question: str, at: Context) -> Reply | None:
    """What the band answers to the question's words; None where they name nothing of that kind to it."""
    args = _filled(band, question, at)
    if not args.get(named):
        return None
    reply = band.handle(band.args.model_validate(args), at)
    return replace(reply, data={**reply.data, **_data(found)})


def _says_more(owner: Verb, question: str, at: Context) -> bool:
    """Whether the question has words that mean nothing to the verb: it is about something else (`tax in germany`)."""
    kinds = frozenset(slot.kind for slot in slots(owner.args) if slot.kind)
    unread = at.library.vocabulary.read(question, kinds).unread
    return not pointing_words(owner.cues).issuperset(word.said.casefold() for word in unread)


def _declined(found: Answer, question: str, at: Context) -> Reply:
    """That no guide answers, what comes nearest, and whom to ask instead; to thanks and the like, a word back."""
    if reply := say.in_passing(about=found.about, thanks=_THANKS.search(question) is not None):
        return Reply(reply, (Text(reply),), actions=(Action(say.help_button(), "help"),), data=_data(found))
    names = [at.library.knowledge.topics[topic]["name"] for topic in found.nearest]
    lead = say.reads_english() if found.foreign or mostly_foreign(question) else say.declined(about=found.about, nearest=names)
    asked = _put_as_question(at)
    actions = _verbs(found, question, at)[:SHOWN_ACTIONS]
    besides = say.besides(about=found.about) or ("" if asked else say.tries())
    return Reply(
        lead, (Heading(lead), *([Text(besides)] if besides else ())), actions=actions, data=_data(found), understood=asked
    )


def _put_as_question(at: Context) -> bool:
    """Whether the verb was said: words that led here by themselves were not understood where they have no sourced answer."""
    return at.command.verb == "ask" or words_of(at.command.said).casefold().startswith(ask.names)


def _verbs(found: Answer, question: str, at: Context) -> tuple[Action, ...]:
    """A button for each of the nearest topics that a verb reaches.

    The verb whose question this really is comes first, with what the question names filled in.
    """
    known = {name: each for each in at.verbs for name in each.names}
    topics = at.library.knowledge.topics
    labels: dict[str, str] = {}
    for topic in found.nearest:
        reach = [name for name in topics[topic]["verbs"] if name in known and name not in labels]
        reach.sort(key=lambda name: name != found.verb)
        if reach:
            labels[reach[0]] = topics[topic]["name"]
    names = sorted(labels, key=lambda name: name != found.verb)
    filled = {found.verb: _filled(known[found.verb], question, at)} if found.verb in labels else {}
    return tuple(Action(labels[name], known[name].name, filled.get(name, {})) for name in names)


def _filled(owner: Verb, question: str, at: Context) -> dict[str, Any]:
    """The verb's arguments as the question's words fill them; none where they cannot."""
    try:
        filled = from_words(owner.args, question, (), at.library.vocabulary)
    except (Refusal, Ambiguous):
        return {}
    return filled.args.model_dump(mode="json", exclude_defaults=True)


def _data(found: Answer) -> dict[str, Any]:
    return {
        "answered": found.answered,
        "facts": [each.fact.exported() for each in found.facts],
        "nearest": list(found.nearest),
        "gap": found.gap,
        "elsewhere": found.elsewhere,
        SIDES: [fact.id for fact in found.sides],
        NEAR: [fact.id for fact in found.near],
        "verb": found.verb,
    }
