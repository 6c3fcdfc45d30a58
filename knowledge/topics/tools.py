"""Platforms and tools: what each guide says of one, what stands beside it, and which names come nearest to an unknown one.

Facts of topic `tools` judge a tool (`tool`) or list several of one category (`items`); stacks in other topics only name them.
Nothing is merged: a tool's entry keeps each guide's fact apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from knowledge.load import Knowledge
from knowledge.schema import Fact
from knowledge.words.spelling import words_of

_JOINERS = frozenset({"/", "&", ",", ";", "|", "and"})
"""What stands between the parts of a name and is left out when names are compared (`Weights & Biases`, `weights and biases`)."""
_MANY_JOBS = frozenset({"platform", "specialised"})
"""Words of kinds whose tools do what tools of other kinds do as well."""
_SAME = {"database": "store", "db": "store", "tracker": "tracking", "orchestrator": "orchestration", "server": "serving"}
"""What people call a kind of tool, and the word that its name has."""
_OF_ANY = frozenset({"tool", "platform", "exist", "list", "available", "there", "are"})
"""What is asked of kinds of tool, and names none."""
HOUSE = "house"
"""Our own filing of what the guides only name: it comes last, and is no guide's word."""
_STACKS = ("lanes", "specialties")
MISSPELT, ALIKE = 80, 50
"""How alike (of 100) a name must be to be read as a misspelling, or offered as near."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool by the name it is shown by.

    `judged` holds the facts about it alone, a company's own first; `listed` those that name it among others.
    """

    name: str
    judged: tuple[Fact, ...]
    listed: tuple[Fact, ...]

    @property
    def category(self) -> str | None:
        """The kind of tool that it is filed under by the first guide that says one."""
        return next((str(fact.values["category"]) for fact in (*self.judged, *self.listed) if "category" in fact.values), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the guides that name it, those that judge it first."""
        return tuple(dict.fromkeys(fact.source for fact in (*self.judged, *self.listed)))

    def said(self, key: str) -> tuple[str, ...]:
        """What the judging facts hold under `strong`, `weak`, `senior_signal`, `alternatives`, `use` or `licence`."""
        found: list[str] = []
        for fact in self.judged:
            value = fact.values.get(key, ())
            found += [value] if isinstance(value, str) else [str(each) for each in value]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Category:
    """Tools of one kind; `names` in the guides' order, `facts` those that speak of the kind as a whole."""

    name: str
    names: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: tools in its order, a category where no tool is named, the words that could not be read as either."""

    tools: tuple[Tool, ...]
    category: Category | None
    left: str


class ToolBook:
    """Look-ups over the tools of a `Knowledge`; built once. Each tool's entry is put together when first asked for, and kept."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._topic = tuple(sorted(knowledge.topic("tools"), key=lambda fact: fact.source == HOUSE))
        self._kept: dict[str, Tool] = {}
        self._ignored = frozenset(str(knowledge.vocabulary.get("stop", "")).split())

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """Every category with its tools, in file order."""
        found: dict[str, list[Fact]] = {}
        for fact in self._topic:
            if "category" in fact.values:
                found.setdefault(str(fact.values["category"]), []).append(fact)
        return tuple(self._category(name, facts) for name, facts in found.items())

    def _category(self, name: str, facts: list[Fact]) -> Category:
        names = [str(fact.values["tool"]) for fact in facts if "tool" in fact.values]
        names += [self._shown(str(item)) for fact in facts for item in fact.values.get("items", ())]
        return Category(name, tuple(dict.fromkeys(names)), tuple(fact for fact in facts if "tool" not in fact.values))

    def tool(self, name: str) -> Tool | None:
        """The tool of that name, in any spelling of its case and joiners; None where no guide names it."""
        shown = self._names.get(_key(name))
        if shown is None:
            return None
        if shown not in self._kept:
            self._kept[shown] = self._entry(shown)
        return self._kept[shown]

    def _entry(self, shown: str) -> Tool:
        calls = {_key(shown), *(_key(each) for fact in self._judging(shown) for each in _calls(fact))}
        judged = sorted(
            self._judging(shown), key=lambda fact: (not self._own(fact), _key(str(fact.values["tool"])) != _key(shown))
        )
        return Tool(shown, tuple(judged), tuple(fact for fact in self._listing if calls & {_key(each) for each in _items(fact)}))

    def named(self, text: str) -> Named:
        """The tools (or the category) that a text names, longest names first, whatever stands between them."""
        words = _words(text)
        found: list[str] = []
        left: list[str] = []
        at = 0
        while at < len(words):
            count = next(
                (n for n in range(min(self._longest, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in self._names), 0
            )
            if count:
                found.append(self._names[" ".join(words[at : at + count])])
            else:
                left.append(words[at])
            at += count or 1
        unread = [word for word in left if word not in self._ignored]
        known = tuple(tool for name in dict.fromkeys(found) if (tool := self.tool(name)))
        return Named(known, None if known else self._meant(unread), " ".join(unread))

    def misspelt(self, name: str) -> Tool | None:
        """The one tool that `name` is a slip of; None where none or several are."""
        alike = process.extract(_key(name), list(self._names), scorer=fuzz.ratio, limit=4, score_cutoff=MISSPELT)
        meant = {self._names[key] for key, score, _ in alike if score == alike[0][1]}
        return self.tool(meant.pop()) if len(meant) == 1 and len(_key(name)) > 3 else None

    def nearest(self, name: str, limit: int = 3) -> tuple[Tool, ...]:
        """The tools whose names look most like `name`; the best known of the first categories where none does."""
        alike = process.extract(_key(name), list(self._names), scorer=fuzz.ratio, limit=limit * 3, score_cutoff=ALIKE)
        names = [self._names[key] for key, _, _ in alike] or [category.names[0] for category in self.categories]
        return tuple(tool for each in list(dict.fromkeys(names))[:limit] if (tool := self.tool(each)))

    def signals(self, category: str | None) -> tuple[Fact, ...]:
        """What tells a senior in a category as a whole, then what holds for any tool."""
        without_tool = [fact for fact in self._topic if "senior_signal" in fact.values and "tool" not in fact.values]
        of_it = [fact for fact in without_tool if category and fact.values.get("category") == category]
        return (*of_it, *(fact for fact in without_tool if "category" not in fact.values and fact.applies_to.get("level")))

    def do_different_jobs(self, a: Tool, b: Tool) -> bool:
        """Whether nothing files the two together: no kind, no list, no word on alternatives. A platform does many jobs."""
        kinds = [
            {str(fact.values["category"]) for fact in (*tool.judged, *tool.listed) if "category" in fact.values}
            for tool in (a, b)
        ]
        if not all(kinds) or kinds[0] & kinds[1] or any(_MANY_JOBS & set(kind.split()) for each in kinds for kind in each):
            return False
        return b.name not in a.said("alternatives") and a.name not in b.said("alternatives")

    def questions_on(self, a: Tool, b: Tool) -> tuple[Fact, ...]:
        """Interview questions that name both."""
        return tuple(fact for fact, names in self._questions if {a.name, b.name} <= names)

    @cached_property
    def _questions(self) -> tuple[tuple[Fact, frozenset[str]], ...]:
        """Each interview question with the tools that it names."""
        asked = (fact for fact in self._knowledge.topic("questions") if "question" in fact.values)
        return tuple((fact, frozenset(tool.name for tool in self.named(str(fact.values["question"])).tools)) for fact in asked)

    @cached_property
    def _listing(self) -> tuple[Fact, ...]:
        """Facts that name several tools: lists of the topic, stacks of lanes and specialties."""
        stacks = (fact for topic in _STACKS for fact in self._knowledge.by_topic.get(topic, ()))
        return (
            *(fact for fact in self._topic if "category" in fact.values and "items" in fact.values),
            *(fact for fact in stacks if any(_items(fact))),
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every way to write a name → the name that is shown. Judged tools come before other calls, and those before lists."""
        judged = [fact for fact in self._topic if "tool" in fact.values]
        names: dict[str, str] = {}
        for name in (str(fact.values["tool"]) for fact in judged):
            names.setdefault(_key(name), name)
        for fact in judged:
            for call in fact.values.get("also", ()):
                names.setdefault(_key(call), str(fact.values["tool"]))
        for fact in self._listing:
            for item in _items(fact):
                names.setdefault(_key(item), item)
        for name, calls in self._called():
            for call in calls:
                names.setdefault(_key(call), names.get(_key(name), name))
        return names

    def _called(self) -> Iterator[tuple[str, list[str]]]:
        for fact in self._topic:
            yield from fact.values.get("called", {}).items()

    @cached_property
    def _longest(self) -> int:
        return max(len(key.split()) for key in self._names)

    def _judging(self, shown: str) -> Iterable[Fact]:
        return [fact for fact in self._topic if "tool" in fact.values and _key(shown) in {_key(each) for each in _calls(fact)}]

    def _own(self, fact: Fact) -> bool:
        return self._knowledge.sources[fact.source].own

    def _shown(self, name: str) -> str:
        return self._names.get(_key(name), name)

    def _meant(self, words: list[str]) -> Category | None:
        """The category whose name holds every word, plurals too."""
        words = [_SAME.get(word.removesuffix("s"), word) for word in words]
        asked = {word.removesuffix("s") for word in words} - _OF_ANY or {word.removesuffix("s") for word in words}
        return next(
            (each for each in self.categories if asked and asked <= {word.removesuffix("s") for word in _words(each.name)}), None
        )


def _calls(fact: Fact) -> tuple[str, ...]:
    """The names under which a fact judges its tool."""
    return (str(fact.values["tool"]), *map(str, fact.values.get("also", ())))


def _items(fact: Fact) -> tuple[str, ...]:
    """The tools that a fact lists; several words that begin in small letters describe and name nothing (`deep Kubernetes`)."""
    listed = (
        *fact.values.get("tools", ()),
        *fact.values.get("stack", ()),
        *(fact.values.get("items", ()) if fact.topic == "tools" else ()),
    )
    names = map(str, listed)
    return tuple(name for name in names if " " not in name or name[:1].isupper())


def _words(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in _JOINERS]


def _key(name: str) -> str:
    return " ".join(_words(name))
