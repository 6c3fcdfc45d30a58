"""Loading: the YAML files become one `Knowledge`, once, at start.

Parsing YAML is most of the cost, so the parsed files are kept beside them as JSON under `__pycache__`, as Python does
with its own sources: named by the content's digest, written when possible, never needed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from knowledge import ROOT
from knowledge.schema import Fact, Source

PACKAGED = ROOT / "facts"

DATA = frozenset({"vocabulary.yaml", "topics.yaml", "recommended-loops.yaml"})
"""Files beside the facts that may hold something else than facts."""


_OURS = ("our own", "ours", "our loop", "house")
"""What a company calls its own way of doing things."""


class Problem(NamedTuple):
    """One thing wrong in the knowledge: where it is, and what mends it."""

    file: str
    id: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.id}: {self.problem} → {self.mend}"


class KnowledgeError(Exception):
    """The knowledge cannot be used as it stands; `problems` lists everything that is wrong at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Knowledge:
    """All facts and sources by id, in file order, and the vocabulary that they are written in."""

    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    vocabulary: Mapping[str, Any]
    files: Mapping[str, str]
    """Fact id → name of the file that holds it."""
    topics: Mapping[str, Any] = field(default_factory=dict)
    """Topic → its name, the verbs that reach it, and the facts of other topics (`also`) that belong to its answer."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """File name → body of each DATA file that holds no facts."""

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Fact, ...]]:
        """Topic → its facts, in file order."""
        topics: dict[str, list[Fact]] = {}
        for fact in self.facts.values():
            topics.setdefault(fact.topic, []).append(fact)
        return {topic: tuple(facts) for topic, facts in topics.items()}

    def topic(self, name: str) -> tuple[Fact, ...]:
        """The facts of one topic, then those that it borrows from other topics; none where the topic is unknown."""
        borrowed = (self.topics.get(name) or {}).get("also") or ()
        return self.by_topic.get(name, ()) + tuple(self.facts[fact_id] for fact_id in borrowed if fact_id in self.facts)


def load(*folders: Path) -> Knowledge:
    """Read the packaged facts and then each further folder (a company's own). Raises KnowledgeError with every error found."""
    knowledge, problems = read(*folders)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def read(*folders: Path) -> tuple[Knowledge, list[Problem]]:
    """What can be read, and everything that stands in the way of the rest; never raises over what a file says."""
    problems: list[Problem] = []
    own = [doc for folder in folders for doc in _documents(folder, problems)]
    problems += _not_a_companys(own)
    documents = [*_documents(PACKAGED, problems), *own]
    sources = _sources(documents, problems)
    facts, files = _facts(documents, problems)
    data = {name: body for name, body in documents if _is_data(name, body)}
    vocabulary: Mapping[str, Any] = next((body for name, body in documents if name == "vocabulary.yaml"), {})
    return Knowledge(facts, sources, _with_own(vocabulary, sources), files, _topics(documents, problems), data), problems


def _is_data(name: str, body: Any) -> bool:
    return name in DATA and not (isinstance(body, dict) and "facts" in body)


def _not_a_companys(documents: list[tuple[str, Any]]) -> list[Problem]:
    """What a company's folder must not hold, or has to say: words of its own would change every reading, and a source that
    does not say whether it is the company's would pass for a guide."""
    problems = [
        Problem(name, "file", "the words of the house are not a company's to change", "take the file out, use the ids there are")
        for name, _ in documents
        if name == "vocabulary.yaml"
    ]
    for name, body in documents:
        listed = body.get("sources") if name.endswith("sources.yaml") and isinstance(body, dict) else None
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and "own" not in entry:
                mend = "add `own: true`, or `own: false` for a guide that you keep here"
                problems.append(Problem(name, _id_of(entry), "does not say whether it is your own", mend))
    return problems


def _with_own(vocabulary: Mapping[str, Any], sources: Mapping[str, Source]) -> Mapping[str, Any]:
    """The words, and for each source of a company's own the words that name it and its loop."""
    own = [source for source in sources.values() if source.own]
    if not own:
        return vocabulary
    named = [
        {"id": source.id, "name": source.publisher, "words": list(dict.fromkeys((source.id, source.publisher.casefold())))}
        for source in own
    ]
    ours = [{**entry, "words": [*entry["words"], *(_OURS if number == 0 else ())]} for number, entry in enumerate(named)]
    return {
        **vocabulary,
        "source_words": [*vocabulary.get("source_words", ()), *named],
        "styles": [*vocabulary.get("styles", ()), *ours],
    }


def _topics(documents: list[tuple[str, Any]], problems: list[Problem]) -> dict[str, Any]:
    """A company's topics stand beside the packaged ones."""
    found: dict[str, Any] = {}
    for name, body in documents:
        if name != "topics.yaml":
            continue
        topics = body.get("topics") if isinstance(body, dict) else None
        if isinstance(topics, dict) and all(isinstance(topic, dict) for topic in topics.values()):
            found |= topics
        else:
            mend = "write `topics: {<topic>: {name: …, verbs: [...]}}`"
            problems.append(Problem(name, "topics", "is not a mapping of topics", mend))
    return found


def _sources(documents: list[tuple[str, Any]], problems: list[Problem]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name, body in documents:
        if not name.endswith("sources.yaml"):
            continue
        listed = body.get("sources") if isinstance(body, dict) else None
        if not isinstance(listed, list):
            problems.append(Problem(name, "file", "lists no sources", "give it a list `sources:`"))
            continue
        for entry in listed:
            try:
                source = Source.model_validate(entry)
            except ValidationError as error:
                mend = "give each source id, title, publisher, as_of, counts, interest"
                problems.extend(Problem(name, _id_of(entry), said, mend) for said in _said(error))
                continue
            if source.id in found:
                problems.append(Problem(name, source.id, "the source is there already", "give it another id"))
            found.setdefault(source.id, source)
    return found


def _facts(documents: list[tuple[str, Any]], problems: list[Problem]) -> tuple[dict[str, Fact], dict[str, str]]:
    facts: dict[str, Fact] = {}
    files: dict[str, str] = {}
    for name, body in documents:
        if name.endswith("sources.yaml") or _is_data(name, body):
            continue
        if not isinstance(body, dict) or not isinstance(body.get("facts"), list) or not body.get("topic"):
            problems.append(Problem(name, "file", "is not a fact file", "give it `topic:` and a list `facts:`"))
            continue
        for entry in body["facts"]:
            try:
                fact = Fact.model_validate({"topic": body["topic"], **entry})
            except (ValidationError, TypeError) as error:
                mend = "mend the entry; knowledge/schema.py says the shape"
                problems.extend(Problem(name, _id_of(entry), said, mend) for said in _said(error))
                continue
            if fact.id in facts:
                problems.append(Problem(name, fact.id, f"the id is also in {files[fact.id]}", "give one of the two another id"))
                continue
            facts[fact.id] = fact
            files[fact.id] = name
    return facts, files


def _id_of(entry: Any) -> str:
    return str(entry.get("id", "?")) if isinstance(entry, dict) else "?"


def _said(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [f"`{'.'.join(map(str, one['loc']))}`: {one['msg']}" if one["loc"] else one["msg"] for one in error.errors()]
    return [str(error) or type(error).__name__]


def _documents(folder: Path, problems: list[Problem]) -> list[tuple[str, Any]]:
    """(file name, parsed body) of every YAML file in `folder`, from the kept JSON where it is fresh."""
    if not folder.is_dir():
        problems.append(Problem(str(folder), "folder", "is not there", "mend the path of the folder"))
        return []
    broken: list[Problem] = []
    texts = list(_texts(folder, broken))
    digest = hashlib.blake2b(b"\0".join(name.encode() + b"\0" + text for name, text in texts), digest_size=12).hexdigest()
    kept = folder / "__pycache__" / f"facts-{digest}.json"
    problems.extend(broken)
    try:
        return [(name, body) for name, body in json.loads(kept.read_bytes())]
    except (OSError, ValueError):
        pass  # none kept yet, or unreadable: parse the YAML
    parsed: list[tuple[str, Any]] = []
    for name, text in texts:
        try:
            parsed.append((name, _yaml(name, text)))
        except KnowledgeError as error:
            broken.extend(error.problems)
            problems.extend(error.problems)
    if not broken:
        _keep(kept, parsed)
    return parsed


def _texts(folder: Path, broken: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """(file name, content) of every YAML file; one that can't be read, or whose name keeps it from being read, is a problem."""
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".yml":
            broken.append(Problem(name, "file", "is not read", f"call it {path.stem}.yaml"))
        elif path.suffix == ".yaml":
            try:
                yield name, path.read_bytes()
            except OSError as error:
                broken.append(Problem(name, "file", f"can't be read: {error.strerror}", "let it be read, or take it away"))


def _keep(path: Path, parsed: list[tuple[str, Any]]) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        for stale in path.parent.glob("facts-*.json"):
            stale.unlink(missing_ok=True)
        fresh = path.with_suffix(".tmp")
        fresh.write_text(json.dumps(parsed), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        pass  # a read-only installation parses at each start, and works


def _yaml(name: str, text: bytes) -> Any:
    import yaml  # only when nothing fresh is kept

    class Loader(yaml.CSafeLoader):
        """Dates stay the text that was written: `2026-05` and `2026-05-29` are both dates here."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        return yaml.load(text, Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else "file"
        raise KnowledgeError([Problem(name, line, f"is not YAML: {getattr(error, 'problem', error)}", "mend the line")]) from None
