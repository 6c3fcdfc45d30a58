"""Check: the rules that every fact obeys, beyond its shape.

A fact that breaks one would show a figure that nobody can read, or would never be shown. Each error names file, id and mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from rapidfuzz import fuzz, process

from knowledge.ages import is_old, last_day
from knowledge.load import Knowledge, Problem, read
from knowledge.numbers import held_by, said_in
from knowledge.own import INSTEAD_OF, is_own
from knowledge.schema import UNITS, Fact

ASCENDING = ("low", "p25", "median", "p75", "high")
"""The places of a range, from its lower end to its upper; values must not fall along them."""
FIGURE = frozenset({*ASCENDING, "value"})
"""The keys that a figure stands under; anywhere else it would have no unit."""
PLACES = frozenset({"order", "rank", "tier"})
"""Keys whose number is a place in the source's own order, and no figure."""

Said: TypeAlias = tuple[str, str]
"""(what is wrong, what mends it)."""
Rule: TypeAlias = Callable[[Fact, Knowledge], Iterator[Said]]


def check(knowledge: Knowledge) -> list[Problem]:
    """Every error in what was loaded: of facts in file order, then of the vocabulary, then of the topics."""
    facts = [
        Problem(knowledge.files[fact.id], fact.id, *said)
        for fact in knowledge.facts.values()
        for rule in RULES
        for said in rule(fact, knowledge)
    ]
    return [*facts, *_vocabulary(knowledge), *_topics(knowledge)]


def check_own(folder: Path, packaged: Knowledge) -> list[Problem]:
    """Every error in a company's folder alone: quick enough for each start, with the messages of `check`.

    A folder with no fact in it is one: its company would be answered as if it had said nothing.
    """
    knowledge, problems = read(folder)
    own = [fact for fact in knowledge.facts.values() if fact.id not in packaged.facts]
    if not own and not problems:
        mend = "put *.yaml files of facts there (tests/example_company is one), or take the folder out of app.yaml"
        return [Problem(str(folder), "folder", "holds no fact", mend)]
    found = ((fact, said) for fact in own for rule in RULES for said in rule(fact, knowledge))
    return problems + [Problem(knowledge.files[fact.id], fact.id, *said) for fact, said in found]


def stale(knowledge: Knowledge, on: date, older_than_days: int) -> list[Fact]:
    """Facts more than `older_than_days` old on that day, the oldest first.

    A date that names only a year or a month is read as its last day: a fact is called old when it surely is.
    """
    old = (fact for fact in knowledge.facts.values() if is_old(fact, on, older_than_days))
    return sorted(old, key=lambda fact: last_day(fact.as_of))


def _source(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    if fact.source not in knowledge.sources:
        yield f"no source is called `{fact.source}`", _nearest(fact.source, knowledge.sources, "declare it in sources.yaml")
    named = fact.id.split(".")[0]
    if named != fact.source:
        yield f"the id begins with `{named}`, the source is `{fact.source}`", f"begin the id with `{fact.source}.`"


def _dated(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    try:
        last_day(fact.as_of)
    except ValueError:
        yield f"`{fact.as_of}` is no date", "write the year, the month or the day it was said"


def _figures(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    """A number stands under a figure's key, its unit beside it, in ascending order."""
    for path, body in _mappings(fact.values, "values"):
        for key, value in body.items():
            if key not in FIGURE | PLACES and any(map(_is_number, value if isinstance(value, list) else [value])):
                yield f"a number hides in `{path}.{key}`", f"write `{key}: {{value: …, unit: …}}`"
        figure = {key: body[key] for key in (*ASCENDING, "value") if key in body}
        if not figure:
            continue
        yield from _unit(path, body.get("unit"))
        wrong = [key for key, value in figure.items() if not _is_number(value)]
        if wrong:
            yield f"`{path}.{wrong[0]}` is not a number", "write a figure as a bare number"
            continue
        for lower, upper in pairwise(key for key in ASCENDING if key in figure):
            if figure[lower] > figure[upper]:
                yield f"`{path}.{lower}` is above `{path}.{upper}`", "exchange them, or mend the wrong one"


def _unit(path: str, unit: object) -> Iterator[Said]:
    if unit is None:
        yield f"the figure `{path}` has no unit", "put `unit:` beside it"
    elif unit not in UNITS:
        yield f"the unit `{unit}` of `{path}` is unknown", _nearest(str(unit), UNITS, "add it to UNITS in knowledge/schema.py")


def _measures(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    """Pay says what it measures; what is said to measure pay is money, or a share."""
    units = {str(body["unit"]) for _, body in _mappings(fact.values, "values") if "unit" in body}
    if fact.measures is None and any(map(_is_pay, units)):
        yield "a pay figure does not say what it measures", "add `measures:` base, total, equity_percent or unstated"
    if fact.measures == "equity_percent" and "percent of company" not in units:
        yield "an equity figure is no share of the company", "give it the unit `percent of company`"
    if fact.measures in ("base", "total") and not any(_is_pay(unit) or unit.startswith("percent") for unit in units):
        yield (
            f"`measures: {fact.measures}` without a currency",
            "give the figure a unit such as `USD per year`, or take `measures` away",
        )


def _applies(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    for kind in ("level", "market", "lane", "specialty", "modifier"):
        entries = knowledge.vocabulary.get(_section(kind, knowledge), ())
        ids = {word: entry["id"] for entry in entries for word in (entry["id"], entry.get("name", ""), *entry.get("words", ()))}
        limit = fact.applies_to.get(kind, ())
        for word in limit if isinstance(limit, (list, tuple)) else (limit,):
            if word not in ids.values():
                yield f"no {kind} is called `{word}`", _nearest(str(word), ids, "add it to vocabulary.yaml")


def _reached(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    if not (knowledge.topics.get(fact.topic) or {}).get("verbs"):
        yield f"no verb reaches the topic `{fact.topic}`", _nearest(fact.topic, knowledge.topics, "give it verbs in topics.yaml")


def _said_is_held(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    """A figure that only the sentence knows can be neither compared nor charted."""
    held = held_by(fact.values) | held_by(fact.applies_to)
    for number in said_in(fact.statement):
        if not number.readings & held:
            yield f"the statement says {number.text}, `values` does not", "add the figure to `values`, or mend the statement"


def _takes_a_place(fact: Fact, knowledge: Knowledge) -> Iterator[Said]:
    """A company's policy that stands instead of a fact names one there is."""
    named = fact.values.get(INSTEAD_OF)
    if named is None:
        return
    if named not in knowledge.facts:
        yield f"no fact is called `{named}`", _nearest(str(named), knowledge.facts, f"take `{INSTEAD_OF}` out")
    elif fact.values.get("unit") != knowledge.facts[named].values.get("unit"):
        unit = knowledge.facts[named].values.get("unit")
        yield f"it is in {fact.values.get('unit')}, the fact whose place it takes in {unit}", f"write the figure in {unit}"
    if not is_own(fact, knowledge):
        yield "only a company's own fact stands instead of another", "cite a source with `own: true`"


RULES: tuple[Rule, ...] = (_source, _dated, _figures, _measures, _applies, _reached, _said_is_held, _takes_a_place)


def _vocabulary(knowledge: Knowledge) -> Iterator[Problem]:
    """One word leads to one entry of a kind, and entries name only markets that exist."""
    markets = {entry["id"]: entry["id"] for entry in knowledge.vocabulary.get("markets", ())}
    for kind in knowledge.vocabulary.get("kinds", ()):
        seen: dict[str, str] = {}
        for entry in knowledge.vocabulary.get(kind["section"], ()):
            for word in dict.fromkeys(_plain(word) for word in entry.get("words", ())):
                other = seen.setdefault(word, entry["id"])
                if other != entry["id"]:
                    problem = f"`{word}` is also a word of the {kind['kind']} `{other}`"
                    yield Problem("vocabulary.yaml", entry["id"], problem, "leave it with one of the two")
            parent = entry.get("parent")
            if parent is not None and parent not in markets:
                yield Problem(
                    "vocabulary.yaml", entry["id"], f"no market is called `{parent}`", _nearest(parent, markets, "add it")
                )


def _topics(knowledge: Knowledge) -> Iterator[Problem]:
    for topic, body in knowledge.topics.items():
        if not body.get("name"):
            yield Problem("topics.yaml", topic, "has no name to be shown by", "add `name:`")
        for fact_id in body.get("also") or ():
            if fact_id not in knowledge.facts:
                yield Problem(
                    "topics.yaml", topic, f"no fact is called `{fact_id}`", _nearest(fact_id, knowledge.facts, "take it out")
                )


def _mappings(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """`value` and every mapping inside it, each with the path that leads to it."""
    if isinstance(value, Mapping):
        yield path, value
        inner: Iterable[tuple[object, Any]] = value.items()
    elif isinstance(value, (list, tuple)):
        inner = enumerate(value)
    else:
        return
    for key, one in inner:
        yield from _mappings(one, f"{path}.{key}")


def _section(kind: str, knowledge: Knowledge) -> str:
    return next((str(entry["section"]) for entry in knowledge.vocabulary.get("kinds", ()) if entry["kind"] == kind), f"{kind}s")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_pay(unit: str) -> bool:
    return unit.endswith(" per year") or unit == "percent of company"


def _plain(word: object) -> str:
    return " ".join(str(word).casefold().replace(".", "").replace("-", " ").split())


def _nearest(word: str, known: Iterable[str] | Mapping[str, Any], otherwise: str) -> str:
    """The right word that `word` most resembles, or what to do when none does. A mapping leads from spellings to right words."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=60)
    if found is None:
        return otherwise
    right = known[found[0]] if isinstance(known, Mapping) and isinstance(known[found[0]], str) else found[0]
    return f"write `{right}`, or {otherwise}"
