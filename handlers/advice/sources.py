"""`sources` and `fact`: where everything comes from, and one fact whole."""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any, NamedTuple

from rapidfuzz import fuzz, process

from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.errors import NotFound
from handlers.core.figures import month
from handlers.core.markers import Concept, Flag, Others, Rest
from handlers.core.pay.paywords import UNTOLD
from handlers.core.reply import MAX_ACTIONS, Action, Bullets, Facts, Heading, Reply, Section, Table, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.schema import Fact, Source

say = Wording("sources")

ALIKE = 60
"""How alike (of 100) an id must be to what was typed to be offered."""
DIFFER = (
    "higher", "lower", "above", "below", "differ", "differs", "different", "disagree", "disagrees", "more than", "less than",
    "so high", "so low", "apart",
)  # fmt: skip
"""What asks why one source's figures are not another's."""
FIGURES = {"level": "senior", "markets": ["us"]}
"""The cell in which most sources stand side by side."""


class SourcesArgs(Arguments):
    """Which source, and which `beside`; all where none is named. `differ` asks why their figures do."""

    source: Annotated[str | None, Concept("source")] = None
    beside: Annotated[tuple[str, ...], Others("source")] = ()
    differ: Annotated[bool, Flag(DIFFER)] = False


@verb(
    "sources",
    SourcesArgs,
    summary="Where every figure comes from, and how old it is",
    usage="sources [name]",
    examples=("sources", "sources kore1"),
    aliases=("source list", "where from"),
    explained=False,
    cues=(
        "where do the figures come from",
        "where do the numbers come from",
        "the figure come from",
        "the figure comes from",
        "the number come from",
        "the data come from",
        "does this come from",
        "does that come from",
        "does it come from",
        "do these come from",
        "this comes from",
        "that comes from",
        "say base or total",
        "numbers base or total",
        "figures base or total",
        "your sources",
        "which sources",
        "how old is the",
        "how old is this",
        "how old is that",
        "how old are the figures",
        "how old are the numbers",
        "how old are the sources",
        "how old are the guides",
        "how old are these",
        "how old are your",
        "which guide",
        "which guides",
        "which source is best",
        "which source should",
        "best of the guides",
        "who wrote the guides",
        "who made the guides",
        "who made this",
        "who publishes",
        "guides have an interest",
        "who wrote this",
        "who wrote",
        "who is behind",
        "why should i trust",
        "why should we trust",
        "can i trust",
        "can we trust",
        "how reliable",
        "how credible",
        "how recent",
        "your numbers",
        "your figures",
        "your data",
        "these numbers",
        "these figures",
        "this data",
        "get that from",
        "sources differ",
        "sources disagree",
        "guides differ",
        "guides disagree",
        "figures differ",
        "numbers differ",
        "figures so different",
        "numbers so different",
        "so far apart",
        "was published",
        "2027 numbers",
        "2027 figures",
        "newer numbers",
        "newer figures",
        "numbers from 2024",
        "numbers from 2025",
        "bands change",
        "mlai published",
        "kore1 published",
        "rfs published",
        "exzev published",
        "guides published",
        "guide published",
        "pays for these guides",
        "pays for the guides",
        "how sure are you",
        "are you sure",
        "are these figures right",
        "is biased",
    ),
)
def sources(asked: SourcesArgs, at: Context) -> Reply:
    """The sources with dates, whom they count, what their publisher sells, and how many facts each gives."""
    knowledge = at.library.knowledge
    facts = Counter(fact.source for fact in knowledge.facts.values())
    if asked.source and not asked.beside:
        return _one(asked.source, facts[asked.source], at)
    named = (asked.source, *asked.beside)
    found = [each for each in knowledge.sources.values() if not asked.beside or each.id in named]
    differ = _differing(found, at) if asked.differ else None
    found = differ.sources if differ else found
    lead = differ.lead if differ else say.lead(count=len(found), facts=sum(facts[each.id] for each in found))
    rows = tuple((each.publisher, month(each.as_of), each.counts, str(facts[each.id])) for each in found)
    told = [say.row(name=row[0], month=row[1], counts=row[2]) for row in rows] if asked.beside else ()
    buttons = tuple(Action(each.publisher[:40], "sources", {"source": each.id}) for each in found)
    columns = tuple(say.columns().split("|"))
    table = Table(columns, (Section("", rows),), frozenset(columns[-1:]))
    return Reply(
        in_short(lead, told) if told else lead,
        (Heading(lead), table, *((Bullets(differ.notes),) if differ else ())),
        actions=(*((Action(say.figures_button(), "band", dict(FIGURES)),) if differ else ()), *buttons)[:MAX_ACTIONS],
        more=buttons[MAX_ACTIONS - bool(differ) :],
        data={"sources": [each.model_dump() | {"facts": facts[each.id]} for each in found]},
    )


class _Differing(NamedTuple):
    """The sources that give pay, in a line whom each counts, and what each says of its own figures."""

    sources: list[Source]
    lead: str
    notes: tuple[str, ...]


def _differing(found: list[Source], at: Context) -> _Differing | None:
    """Why their figures are not the same; None where fewer than two give any."""
    paying = [each for each in found if each.counts != UNTOLD[0]]
    if len(paying) < 2:
        return None
    names = at.library.short_names
    counted = [(names[each.id], each.counts) for each in paying if each.counts not in UNTOLD]
    lead = say.differ(counted=counted, untold=[names[each.id] for each in paying if each.counts in UNTOLD])
    notes = tuple(say.note(name=names[each.id], text=each.note) for each in paying if each.note)
    return _Differing(paying, lead, notes)


def _one(source_id: str, count: int, at: Context) -> Reply:
    source = at.library.knowledge.sources[source_id]
    lead = say.one(source=source, month=month(source.as_of))
    pairs = [
        (say.published_by(), f"{source.publisher}, {source.interest}"),
        (say.counts(), source.counts),
        (say.facts(), str(count)),
    ]
    elements = (Heading(lead), Facts(tuple(pairs)), *((Text(source.note),) if source.note else ()))
    return Reply(
        lead, elements, sources=cited(at.library.knowledge, [source_id]), data={"source": source.model_dump(), "facts": count}
    )


_ABOUT = re.compile(r"^(?:(?:about|for|of|from|by|on|in)\s+)+")
"""What stands between the verb and what is asked about."""


class FactArgs(Arguments):
    """The id of a fact, as `why` and the exports show it."""

    id: Annotated[str, Rest()] = ""


@verb(
    "fact",
    FactArgs,
    summary="One fact whole: what it says, counts, and when it held",
    usage="fact <id>",
    examples=("fact rfs.pay.senior-us-remote-base", "fact kore1.pay.senior-us-base"),
)
def fact(asked: FactArgs, at: Context) -> Reply:
    """The statement with its figures, source, date and notes. Raises NotFound with the nearest ids."""
    knowledge = at.library.knowledge
    words = [word.strip("`\"'").rstrip("`\"'.,?!") for word in _ABOUT.sub("", asked.id.lower()).split()]
    found = next((knowledge.facts[word] for word in words if word in knowledge.facts), None)
    if found is None:
        refused = _no_such_fact(" ".join(words)[:100], at)
        asks = any(action.verb == "ask" for action in refused.actions)  # it is a matter, and no id
        if asks and (known := _as_question(" ".join(words), at)):
            return known
        raise refused
    return Reply(
        found.statement,
        (
            Heading(found.id),
            Text(found.statement),
            Facts(_pairs(found)),
            *((Text(found.note, small=True),) if found.note else ()),
        ),
        actions=(Action(say.source_button(), "sources", {"source": found.source}),),
        sources=cited(knowledge, [found.source]),
        data=found.exported(),
    )


def _as_question(words: str, at: Context) -> Reply | None:
    """What the guides answer to words that name a matter (`facts about remote work`), if they say anything of it."""
    asker = next(each for each in at.verbs if each.name == "ask")
    reply: Reply = asker.handle(asker.args.model_validate({"question": words}), at)
    return reply if reply.data["answered"] or (reply.data["near"] and " " in words) else None


def _no_such_fact(typed: str, at: Context) -> NotFound:
    """A source's name leads to the source; else the ids that look like what was typed, where some do."""
    knowledge = at.library.knowledge
    everything = Action(say.all_button(), "sources")
    if not typed:
        return NotFound(say.which_fact(), actions=(everything,))
    named = at.library.vocabulary.read(typed, {"source"})
    if typed in knowledge.sources or (named.found and not named.unread and "." not in typed):
        source = typed if typed in knowledge.sources else named.found[0].id
        name = at.library.short_names[source]
        return NotFound(say.is_a_source(name=name), actions=(Action(name, "sources", {"source": source}), everything))
    near = [each for each, _, _ in process.extract(typed, list(knowledge.facts), limit=2, scorer=fuzz.ratio, score_cutoff=ALIKE)]
    near = near or [each for each in knowledge.facts if each.startswith(f"{typed.rstrip('.')}.")][:2]
    asked = () if near or "." in typed else (Action(say.ask_button(), "ask", {"question": typed}),)
    actions = (*(Action(each, "fact", {"id": each}) for each in near), *asked, everything)
    return NotFound(say.no_such_fact(id=typed[:60], near=bool(near)), actions=actions)


def _pairs(found: Fact) -> tuple[tuple[str, str], ...]:
    pairs = [(key.replace("_", " "), _shown(value)) for key, value in found.values.items()]
    pairs += [(say.applies_to(name=key.replace("_", " ")), _shown(value)) for key, value in found.applies_to.items()]
    if found.measures:
        pairs.append((say.measures(), found.measures.replace("_", " ")))
    return (*pairs, (say.as_of(), month(found.as_of)))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {_shown(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_shown(each) for each in value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
