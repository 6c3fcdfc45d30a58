"""Facts as lines of an answer: each with whose it is, a company's own marked and first; and what no fact tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.core.answers.cellnames import in_sentence
from handlers.core.library import Library
from handlers.core.reply import Bullets, Element, Rich, Strong, Text
from handlers.core.wording import Wording
from knowledge.own import is_own, own_facts
from knowledge.plans import Plan
from knowledge.schema import Fact

say = Wording("telling")


def said(fact: Fact, library: Library) -> str:
    """A fact as a sentence with whose it is."""
    return say.said(text=fact.statement, source=library.short_names[fact.source])


def line(fact: Fact, library: Library) -> Rich:
    """A fact in one line: what it says, and who says it."""
    if is_own(fact, library.knowledge):
        return (Strong(say.own(source=library.short_names[fact.source])), f" {fact.statement}")
    return said(fact, library)


def titled(title: str, facts: Iterable[Fact], library: Library) -> Rich:
    """Several facts under one title, as one line of a list; a title that the fact itself begins with is not said twice."""
    return (
        Strong(title),
        " " + say.several(facts=[(fact.statement.removeprefix(f"{title} "), library.short_names[fact.source]) for fact in facts]),
    )


def own(plan: Plan, library: Library) -> list[Element]:
    """The company's own facts on the subject, before anything else; nothing where it has none."""
    return listed(plan.own, library)


def own_on(*topics: str, library: Library, **limits: str | None) -> tuple[Fact, ...]:
    """The company's own facts of these topics, but for those whose limits (`level="mid"`, `lane=…`) say somebody else."""
    facts = own_facts(library.knowledge, topics)
    return tuple(fact for fact in facts if all(_fits(fact, key, wanted) for key, wanted in limits.items()))


def _fits(fact: Fact, key: str, wanted: str | None) -> bool:
    whose = fact.applies_to.get(key)
    return wanted is None or whose is None or wanted == whose or (not isinstance(whose, str) and wanted in whose)


def listed(facts: tuple[Fact, ...], library: Library) -> list[Element]:
    """Facts as a list, or nothing where there are none: the company's own stand so before the guides'."""
    return [Bullets(tuple(line(fact, library) for fact in facts))] if facts else []


def everything(plan: Plan, library: Library) -> Bullets:
    """All that the plan rests on, fact by fact."""
    return Bullets(tuple(line(fact, library) for fact in _once(plan)))


def _once(plan: Plan) -> Iterable[Fact]:
    return {fact.id: fact for fact in plan.facts}.values()


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact for machines, without its figures: id, what is said, who says it and when."""
    return {"fact": fact.id, "statement": fact.statement, "source": fact.source, "as_of": fact.as_of}


def in_brief(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """Facts for machines where they stand under something else: id, what is said, who says it."""
    return [{"fact": fact.id, "statement": fact.statement, "source": fact.source} for fact in facts]


def as_data(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts for machines: id, what is said, its figures, who says it and when."""
    return [
        {"fact": fact.id, "statement": fact.statement, "values": fact.values, "source": fact.source, "as_of": fact.as_of}
        for fact in facts
    ]


def not_told_apart(
    library: Library,
    *,
    level: str | None = None,
    lane: str | None = None,
    specialty: str | None = None,
    markets: Iterable[str] = (),
    places: Iterable[str] = (),
) -> list[Element]:
    """Small lines that name what was asked for and makes no difference to this answer; nothing where nothing was."""
    name = library.vocabulary.name
    names = [name("level", level).lower()] if level else []
    names += [in_sentence(name(kind, each)) for kind, each in (("lane", lane), ("specialty", specialty)) if each]
    where = [*(name("market", each) for each in markets), *places]
    lines = [say.not_told_apart(names=names)] if names else []
    lines += [say.not_of_place(names=where)] if where else []
    return [Text(line, small=True) for line in lines]
