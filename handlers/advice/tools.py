"""`tools`: what a platform is good and weak at, what tells a senior user, and two of them side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated, Any

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.errors import NotFound
from handlers.core.markers import Flag, Rest, Side
from handlers.core.reply import Action, Bullets, Element, Facts, Heading, Reply, Section, Table, Text, in_short
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.own import is_own
from knowledge.schema import Fact
from knowledge.topics.tools import HOUSE, Category, Named, Tool

say = Wording("tools")

SHOWN_NAMES, SHOWN_OF_KIND, SHOWN_SAID, MOST_UNKNOWN = 6, 3, 3, 3
"""What fits a phone screen; and how many words an unknown name may have: more is a question, not a name."""
MOST_COMPARED = 3
"""So many stand side by side on a phone."""
OF_TOOLS = frozenset({
    "open", "source", "managed", "hosted", "self-hosted", "free", "cheap", "best", "good", "list", "exist", "exists", "there",
    "available", "signal", "signals", "point", "points", "come", "comes", "use", "uses", "used", "using", "work", "works",
    "working", "know", "knows", "need", "needs", "help", "helps", "run", "runs",
})  # fmt: skip
"""What is said of tools, and is no name."""
STACKS = ("lanes", "specialties")
"""Topics whose facts name the tools of a lane."""
PLATFORM = "platform"
"""The kinds of tool that a senior is expected to weigh against each other, in the guide's words."""
ROWS = ("strong", "weak", "use", "licence", "senior_signal", "alternatives")


EVERYTHING = ("everything", "show all")
"""Asks for all that is said; alone, for every kind of tool."""


class ToolArgs(Arguments):
    """A tool by its name."""

    name: Annotated[str, Rest()] = ""


class ToolsArgs(Arguments):
    """One tool, one kind of tool, or two tools: `name` as typed, and its two sides where it has them; `kind` from a button."""

    name: Annotated[str, Rest()] = ""
    a: Annotated[ToolArgs | None, Side(0)] = None
    b: Annotated[ToolArgs | None, Side(1)] = None
    kind: str = ""
    everything: Annotated[bool, Flag(EVERYTHING)] = False

    @property
    def text(self) -> str:
        """What names the tools: the words as typed, or a button's one or two names."""
        if self.everything and self.name.casefold().strip(" .?!") in EVERYTHING:
            return ""
        return self.name or " ; ".join(side.name for side in (self.a, self.b) if side)


_APART = re.compile(r"\b(?:vs|versus|or|and|against|than|with|to|compared?)\b|[/&;]", re.IGNORECASE)
"""What sets a tool against another: words behind a mere comma are no name (`we use feast, will that scare them off`)."""


@verb(
    "tools",
    ToolsArgs,
    summary="What a platform is good and weak at, and two side by side",
    usage="tools <name> | tools <a> vs <b>",
    examples=("tools kubeflow", "tools kubeflow vs mlflow", "tools feature stores"),
    aliases=("tool", "platforms"),
    cues=(
        "which feature store", "what feature store", "best feature store", "which vector database", "which vector db",
        "which serving", "which orchestrator", "which experiment tracker", "which inference server", "which framework",
        "which tool", "which tools", "which platform", "good at", "weak at",
        "alternative to", "alternatives to", "use instead of", "kubeflow", "mlflow",
        "sagemaker", "vertex ai", "databricks", "metaflow", "flyte", "vllm",
        "bentoml", "torchserve", "kserve", "triton", "tgi", "airflow", "dagster", "prefect", "which vector store",
        "feature stores", "langchain",
        "llamaindex", "tensorflow", "fsdp", "hopsworks", "weights and biases", "wandb", "pinecone", "pgvector", "feast",
        "stack signal", "stack signals", "tecton", "weights & biases", "pytorch", "deepspeed",
    ),
)  # fmt: skip
def tools(asked: ToolsArgs, at: Context) -> Reply:
    """One tool by every guide that judges it; two side by side; one kind; all kinds. Raises NotFound with the nearest names."""
    book = at.library.tools
    if asked.kind or not asked.text:
        kind = next((each for each in book.categories if each.name == asked.kind), None)
        return _kind(kind, at) if kind else _kinds(at)
    found = book.named(asked.text)
    named, guesses, missing = _sides(asked, found, at)
    if missing and not named and (lanes := at.library.vocabulary.read(asked.text, frozenset({"lane"})).found):
        return _of_lane(lanes[0].id, at)
    if missing and (not named or _APART.search(asked.text)):
        raise _not_found(missing, named, at)
    if len(named) > 1:
        return _versus(named, guesses, at)
    if named:
        return _one(named[0], guesses, asked, at)
    return _kind(found.category, at) if found.category else _kinds(at)


def _sides(asked: ToolsArgs, found: Named, at: Context) -> tuple[list[Tool], list[str], str]:
    """The tools meant, in the order said; slips that were mended; the first name that nobody knows."""
    if len(found.tools) > 1 or found.category or (found.tools and not found.left):
        return [*found.tools], [], ""  # every word is read; `weights and biases` is one name
    named: list[Tool] = []
    guesses: list[str] = []
    for side in [side.name for side in (asked.a, asked.b) if side] or [asked.text]:
        read = at.library.tools.named(side)
        unread = [word for word in read.left.split() if word not in _asking()]
        if read.tools:
            named += read.tools
        elif 0 < len(unread) <= MOST_UNKNOWN:
            name = " ".join(unread)
            meant = at.library.tools.misspelt(name)
            if meant is None:
                return [*found.tools], guesses, name
            guesses.append(say.read_as(said=name, name=meant.name))
            named.append(meant)
    return named, guesses, ""


@cache
def _asking() -> frozenset[str]:
    """Words that ask about a tool and name none ("alternatives to …"): those of the verb's own cues."""
    return frozenset(word for cue in tools.cues for word in cue.split()) | OF_TOOLS


def _not_found(name: str, known: list[Tool], at: Context) -> NotFound:
    """Names the nearest; beside a tool that is known, comparing with them."""
    near = at.library.tools.nearest(name)
    text = say.unknown(name=name[:40], nearest=[tool.name for tool in near])
    if known:
        return NotFound(text, actions=tuple(_versus_button(known[0], tool.name) for tool in near if tool.name != known[0].name))
    return NotFound(text, actions=tuple(_button(tool.name) for tool in near))


def _of_lane(lane: str, at: Context) -> Reply:
    """The tools that the guides name for a lane and for the specialties in it, each list as its guide has it."""
    name = at.library.vocabulary.name("lane", lane)
    told = [fact for topic in STACKS for fact in at.library.knowledge.topic(topic) if fact.applies_to.get("lane") == lane]
    stacks = [(fact, [str(each) for key in ("stack", "tools") for each in fact.values.get(key, ())]) for fact in told]
    stacks = [(fact, names) for fact, names in stacks if names]
    lead = say.of_lane(lane=name)
    lines = tuple(
        say.of_lane_line(
            about=at.library.vocabulary.name("specialty", fact.applies_to["specialty"])
            if "specialty" in fact.applies_to
            else name,
            names=names,
            source=at.library.short_names[fact.source],
        )
        for fact, names in stacks
    )
    return Reply(
        lead,
        (Heading(lead), Bullets(lines)),
        actions=(Action(say.all_button(), "tools"), Action(say.certs_button(), "certs", {"lane": lane})),
        sources=cited(at.library.knowledge, (fact.source for fact, _ in stacks)),
        data={"lane": lane, "stacks": [{**telling.fact_data(fact), "tools": names} for fact, names in stacks]},
    )


def _pairs(tool: Tool, signals: Sequence[Fact], at: Context) -> tuple[tuple[str, str], ...]:
    """What is known of a tool, by label; where nobody says it of the tool itself, what is said of its category."""
    kind = tool.category or ""
    pairs = [(say.category_label(), tool.category)] if tool.category else []
    pairs += [
        (getattr(say, f"{row}_label")(), say.names(names=values[:SHOWN_NAMES])) for row in ROWS if (values := tool.said(row))
    ]
    if not tool.said("alternatives") and (beside := _beside(tool, at)):
        pairs.append((say.beside_label(), say.names(names=beside[:SHOWN_NAMES])))
    if not tool.said("senior_signal"):
        fitting = [
            fact for fact in signals if fact.values.get("category", tool.category if PLATFORM in kind else "") == tool.category
        ]
        pairs += [(say.senior_signal_label(), telling.said(fact, at.library)) for fact in fitting[:1]]
    return tuple(pairs)


def _one(tool: Tool, guesses: list[str], asked: ToolsArgs, at: Context) -> Reply:
    lead, signals = say.lead(tool=tool), at.library.tools.signals(tool.category)
    pairs = _pairs(tool, signals, at)
    said = [fact for fact in (*tool.judged, *tool.listed) if not fact.values.get("strong") and fact.topic == "tools"]
    others = [fact for fact in said if fact.source != HOUSE and not is_own(fact, at.library.knowledge)]
    shown = others if asked.everything else others[:SHOWN_SAID]
    own = telling.own_on("tools", library=at.library)
    elements: list[Element] = [
        *(Text(line, small=True) for line in guesses),
        Heading(lead),
        *telling.listed(own, at.library),
        *([Facts(pairs)] if pairs else []),
    ]
    if not tool.judged and not others:
        elements.append(Text(say.named_only(name=tool.name, sources=_guides(tool, at))))
    if shown:
        elements.append(Bullets(tuple(telling.said(fact, at.library) for fact in shown)))
    if len(others) > len(shown):
        elements.append(Text(say.more(count=len(others) - len(shown)), small=True))
    return Reply(
        lead,
        tuple(elements),
        actions=_alternatives(tool, at),
        more=(
            Action(say.certs_button(), "certs"),
            *((Action(say.everything_button(), "tools", {"name": tool.name, "everything": True}),) if others else ()),
        ),
        sources=cited(at.library.knowledge, (*(fact.source for fact in own), *tool.sources)),
        data={"tools": [_data(tool)], "signals": [telling.fact_data(fact) for fact in signals], "own": telling.as_data(own)},
    )


def _versus(named: list[Tool], guesses: list[str], at: Context) -> Reply:
    """Two or three tools, a row for each thing that is said of any; what goes beyond is offered beside the first."""
    side_by_side, others = named[:MOST_COMPARED], named[MOST_COMPARED:]
    names = [tool.name for tool in side_by_side]
    judged = any(tool.said(row) for tool in side_by_side for row in ROWS[:-1])
    lead = say.versus(names=names) if judged else say.versus_unjudged(names=names)
    questions = at.library.tools.questions_on(side_by_side[0], side_by_side[1])
    own = telling.own_on("tools", library=at.library)
    facts = [fact for tool in side_by_side for fact in (*tool.judged, *tool.listed)]
    elements: tuple[Element, ...] = (
        *(Text(line, small=True) for line in guesses),
        Heading(lead),
        *telling.listed(own, at.library),
        Table(("", *names), (Section("", _rows(side_by_side, at)),)),
        *(Text(line) for line in _verdict(side_by_side, others, questions, at)),
    )
    return Reply(
        in_short(lead, [say.lead(tool=tool) for tool in side_by_side]) if judged else lead,
        elements,
        actions=(*(_button(name) for name in names[:2]), Action(say.all_button(), "tools")),
        more=tuple(_versus_button(side_by_side[0], tool.name) for tool in others),
        sources=cited(at.library.knowledge, (fact.source for fact in (*own, *facts, *questions))),
        data={
            "tools": [_data(tool) for tool in side_by_side],
            "signals": [telling.fact_data(fact) for fact in at.library.tools.signals(side_by_side[0].category)],
            "questions": [telling.fact_data(fact) for fact in questions],
            "own": telling.as_data(own),
        },
    )


def _rows(tools_: list[Tool], at: Context) -> tuple[tuple[str, ...], ...]:
    """What is said of any of them, a cell each; whose guides name them last."""
    rows = [(say.category_label(), *(tool.category or say.not_said() for tool in tools_))]
    for row in ROWS[:-1]:
        cells = [tool.said(row) for tool in tools_]
        if any(cells):
            rows.append((getattr(say, f"{row}_label")(), *(say.names(names=cell) if cell else say.not_said() for cell in cells)))
    rows.append((say.guides_label(), *(say.names(names=_guides(tool, at)) for tool in tools_)))
    return tuple(rows)


def _verdict(tools_: list[Tool], others: list[Tool], questions: tuple[Fact, ...], at: Context) -> list[str]:
    """Whether one can stand for the other at all; that no guide picks; the interview question that weighs them."""
    apart = not questions and at.library.tools.do_different_jobs(tools_[0], tools_[1])
    kinds = [(tool.name, tool.category or "") for tool in tools_[:2]]
    lines = [say.different_jobs(kinds=kinds) if apart else say.no_winner()]
    lines += [say.ask_it(question=fact.values["question"], source=at.library.short_names[fact.source]) for fact in questions]
    return lines + ([say.left_out(names=[tool.name for tool in others])] if others else [])


def _kind(kind: Category, at: Context) -> Reply:
    """One kind of tool: its tools with what is said of each, what each guide lists, and the senior signal."""
    lead = say.category(name=kind.name, count=len(kind.names))
    found = [tool for name in kind.names if (tool := at.library.tools.tool(name))]
    rows = tuple(
        (tool.name, *(say.names(names=tool.said(key)) or say.not_said() for key in ("strong", "weak")))
        for tool in found
        if tool.said("strong")
    )
    own = telling.own_on("tools", library=at.library)
    elements: list[Element] = [Heading(lead), *telling.listed(own, at.library)]
    elements.append(Table(tuple(say.columns().split("|")), (Section("", rows),)) if rows else Text(say.names(names=kind.names)))
    elements.append(Bullets(tuple(telling.said(fact, at.library) for fact in kind.facts[:SHOWN_SAID])))
    pair = (_versus_button(found[0], found[1].name),) if len(found) > 1 else ()
    return Reply(
        in_short(lead, [say.names(names=kind.names)]),
        tuple(element for element in elements if not (isinstance(element, Bullets) and not element.items)),
        actions=(*pair, Action(say.all_button(), "tools")),
        more=tuple(_button(tool.name) for tool in found),
        sources=cited(
            at.library.knowledge,
            (fact.source for fact in (*own, *(fact for tool in found for fact in tool.judged), *kind.facts[:SHOWN_SAID])),
        ),
        data={
            "kind": kind.name,
            "tools": [_data(tool) for tool in found],
            "facts": [telling.fact_data(fact) for fact in kind.facts],
            "own": telling.as_data(own),
        },
    )


def _kinds(at: Context) -> Reply:
    kinds = at.library.tools.categories
    lead = say.categories(count=len(kinds))
    pairs = tuple(
        (kind.name, say.some_names(names=kind.names[:SHOWN_OF_KIND], more=max(0, len(kind.names) - SHOWN_OF_KIND)))
        for kind in kinds
    )
    first = [tool for name in kinds[0].names[:2] if (tool := at.library.tools.tool(name))]
    own = telling.own_on("tools", library=at.library)
    facts = [fact for kind in kinds for fact in kind.facts]
    return Reply(
        lead,
        (Heading(lead), *telling.listed(own, at.library), Facts(pairs)),
        actions=(_versus_button(first[0], first[1].name), _button(first[0].name), Action(say.certs_button(), "certs")),
        more=tuple(Action(kind.name[0].upper() + kind.name[1:], "tools", {"kind": kind.name}) for kind in kinds),
        sources=cited(
            at.library.knowledge, (fact.source for fact in (*own, *(fact for tool in first for fact in tool.judged), *facts))
        ),
        data={
            "kinds": [
                {"kind": kind.name, "tools": list(kind.names), "facts": [fact.id for fact in kind.facts]} for kind in kinds
            ],
            "own": telling.as_data(own),
        },
    )


def _beside(tool: Tool, at: Context) -> list[str]:
    """The others of its kind; for a tool whose alternatives no guide names."""
    kind = next((each for each in at.library.tools.categories if each.name == tool.category), None)
    return [name for name in kind.names if name != tool.name and at.library.tools.tool(name)] if kind else []


def _alternatives(tool: Tool, at: Context) -> tuple[Action, ...]:
    others = [name for name in tool.said("alternatives") if name != tool.name] or _beside(tool, at)
    return (*(_versus_button(tool, name) for name in others[:2]), Action(say.all_button(), "tools"))


def _button(name: str) -> Action:
    return Action(name, "tools", {"name": name})


def _guides(tool: Tool, at: Context) -> list[str]:
    """The guides that name it; our own filing is none."""
    return [at.library.short_names[source] for source in tool.sources if source != HOUSE]


def _versus_button(tool: Tool, other: str) -> Action:
    return Action(say.compare_button(a=tool.name, b=other), "tools", {"a": {"name": tool.name}, "b": {"name": other}})


def _data(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "category": tool.category,
        **{row: list(tool.said(row)) for row in ROWS},
        "facts": [telling.fact_data(fact) for fact in _once((*tool.judged, *tool.listed))],
    }


def _once(facts: Iterable[Fact]) -> list[Fact]:
    return list({fact.id: fact for fact in facts}.values())
