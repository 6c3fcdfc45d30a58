"""Every kind of error is found, with the file and id it stands in and the mend that helps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.check import check, stale
from knowledge.load import Knowledge, KnowledgeError, Problem, load, read
from knowledge.numbers import held_by, said_in

GOOD: dict[str, Any] = {
    "id": "kore1.closing.a-good-fact",
    "source": "kore1",
    "as_of": "2026-05",
    "statement": "The offer goes out inside 48 hours of the final round.",
    "values": {"value": 48, "unit": "hours"},
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def written(folder: Path, topic: str = "closing", name: str = "own.yaml", **changes: Any) -> Path:
    """A folder with one fact: the good one with `changes`."""
    (folder / name).write_text(yaml.safe_dump({"topic": topic, "facts": [GOOD | changes]}), encoding="utf-8")
    return folder


def listed(folder: Path) -> list[Problem]:
    """Every error in the packaged facts and in a folder, those that keep the knowledge from loading included."""
    knowledge, problems = read(folder)
    return [*problems, *check(knowledge)]


def problems_of(folder: Path) -> list[Problem]:
    return [problem for problem in listed(folder) if problem.file == "own.yaml"]


def test_a_good_fact_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "problem", "mend"),
    [
        ({"source": "kore", "id": "kore.closing.a"}, "no source is called `kore`", "write `kore1`"),
        ({"id": "rfs.closing.a"}, "begins with `rfs`, the source is `kore1`", "`kore1.`"),
        ({"as_of": "2026-13"}, "`2026-13` is no date", "write the year"),
        ({"values": {"value": 48}}, "figure `values` has no unit", "`unit:`"),
        ({"values": {"value": 48, "unit": "hour"}}, "unit `hour` of `values` is unknown", "write `hours`"),
        ({"values": {"value": "48", "unit": "hours"}}, "`values.value` is not a number", "bare number"),
        ({"values": {"hours": 48}}, "a number hides in `values.hours`", "`hours: {value: …, unit: …}`"),
        ({"values": {"span": {"hours": [48, 50]}}}, "a number hides in `values.span.hours`", "unit"),
        ({"values": {"low": 48, "high": 24, "unit": "hours"}}, "`values.low` is above `values.high`", "exchange"),
        ({"values": {"p25": 48, "median": 50, "p75": 49, "unit": "hours"}}, "`values.median` is above `values.p75`", "exchange"),
        ({"values": {"pay": {"value": 48, "unit": "USD per year"}}}, "does not say what it measures", "`measures:`"),
        ({"measures": "base"}, "`measures: base` without a currency", "`USD per year`"),
        ({"measures": "equity_percent"}, "no share of the company", "`percent of company`"),
        ({"applies_to": {"level": "senoir"}}, "no level is called `senoir`", "write `senior`"),
        ({"applies_to": {"market": ["seattle", "bay area"]}}, "no market is called `bay area`", "write `bay-area`"),
        ({"applies_to": {"lane": "mlop"}}, "no lane is called `mlop`", "write `mlops`"),
        ({"applies_to": {"specialty": "recomender"}}, "no specialty is called `recomender`", "write `recommender`"),
        ({"values": {"value": 24, "unit": "hours"}}, "the statement says 48, `values` does not", "add the figure"),
    ],
)  # fmt: skip
def test_an_error_is_named_with_its_mend(tmp_path: Path, changes: dict[str, Any], problem: str, mend: str) -> None:
    found = problems_of(written(tmp_path, **changes))
    assert any(problem in one.problem and mend in one.mend for one in found), found
    assert {one.id for one in found} == {(GOOD | changes)["id"]}


def test_a_topic_that_no_verb_reaches_is_an_error(tmp_path: Path) -> None:
    (found,) = problems_of(written(tmp_path, topic="closin"))
    assert found.problem == "no verb reaches the topic `closin`"
    assert "write `closing`" in found.mend


def test_a_company_may_bring_a_topic_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("topics: {parking: {name: Parking, verbs: [ask]}}", encoding="utf-8")
    assert problems_of(written(tmp_path, topic="parking")) == []


def test_a_borrowed_fact_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    missing = "kore1.closing.offer-within-49-hours"
    (tmp_path / "topics.yaml").write_text(
        f"topics: {{parking: {{name: Parking, verbs: [ask], also: [{missing}]}}}}", encoding="utf-8"
    )
    (found,) = (problem for problem in listed(tmp_path) if problem.id == "parking")
    assert missing in found.problem
    assert "kore1.closing.offer-within-48-hours" in found.mend


def test_every_error_of_a_folder_is_listed_at_once(tmp_path: Path) -> None:
    written(tmp_path, name="own.yaml", values={"value": 48}, applies_to={"level": "senoir"})
    (tmp_path / "broken.yaml").write_text("topic: closing\nfacts: }", encoding="utf-8")
    (tmp_path / "list.yaml").write_text("- a\n", encoding="utf-8")
    found = {(problem.file, problem.id) for problem in listed(tmp_path)}
    assert {("own.yaml", GOOD["id"]), ("broken.yaml", "line 2"), ("list.yaml", "file")} <= found
    assert len(problems_of(tmp_path)) == 2


def test_a_word_of_two_entries_of_a_kind_is_an_error(knowledge: Knowledge) -> None:
    kinds = [{"kind": "level", "section": "levels"}]
    levels = [{"id": "mid", "words": ["l-4", "mid"]}, {"id": "senior", "words": ["L4"]}, {"id": "staff", "words": ["l 4"]}]
    doubled = Knowledge({}, knowledge.sources, {"kinds": kinds, "levels": levels}, {})
    (found,) = check(doubled)
    assert (found.file, found.id) == ("vocabulary.yaml", "staff")
    assert "`l 4` is also a word of the level `mid`" in found.problem


def test_the_number_of_the_load_errors_is_the_number_of_the_slips(tmp_path: Path) -> None:
    written(tmp_path, statement="Short.", colour="red")
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    assert len(caught.value.problems) == 2
    assert "own.yaml: kore1.closing.a-good-fact: `statement`" in str(caught.value)
    assert "`colour`: Extra inputs are not permitted → mend the entry" in str(caught.value)


def test_an_id_used_twice_does_not_load(tmp_path: Path) -> None:
    taken = "kore1.closing.offer-within-48-hours"
    with pytest.raises(KnowledgeError, match=r"the id is also in closing\.yaml → give one of the two another id"):
        load(written(tmp_path, id=taken))


def test_a_source_declared_twice_does_not_load(tmp_path: Path) -> None:
    source = {"id": "kore1", "title": "t", "publisher": "p", "as_of": "2026", "counts": "c", "interest": "i"}
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump({"sources": [source]}), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="kore1: the source is there already"):
        load(tmp_path)


def test_every_source_that_says_too_little_is_named(tmp_path: Path) -> None:
    whole = {"title": "t", "publisher": "p", "as_of": "2026", "counts": "c", "interest": "i", "own": True}
    listed = [{"id": "one", **whole}, {"id": "two", **whole, "as_of": "May"}, {**whole, "title": ""}, "four"]
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump({"sources": listed}), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    named = {(problem.id, problem.problem.partition(":")[0]) for problem in caught.value.problems}
    no_entry = "Input should be a valid dictionary or instance of Source"
    assert named == {("two", "`as_of`"), ("?", "`id`"), ("?", "`title`"), ("?", no_entry)}


@pytest.mark.parametrize("body", ["sources: 4", "[]", "sources: {id: one}"])
def test_a_file_that_lists_no_sources_is_told(tmp_path: Path, body: str) -> None:
    (tmp_path / "sources.yaml").write_text(body, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"sources\.yaml: file: lists no sources → give it a list `sources:`"):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="folder: is not there"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("as_of", "on", "is_stale"),
    [
        ("2026", date(2027, 1, 30), False),
        ("2026", date(2027, 1, 31), True),
        ("2026-02", date(2026, 3, 30), False),
        ("2026-02", date(2026, 3, 31), True),
        ("2026-05-29", date(2026, 6, 28), False),
        ("2026-05-29", date(2026, 6, 29), True),
    ],
)
def test_a_fact_is_stale_when_the_last_day_of_its_date_is_too_long_ago(
    tmp_path: Path, as_of: str, on: date, is_stale: bool
) -> None:
    facts = stale(load(written(tmp_path, as_of=as_of)), on, older_than_days=30)
    assert (GOOD["id"] in {fact.id for fact in facts}) is is_stale


def test_stale_facts_come_oldest_first(knowledge: Knowledge) -> None:
    dates = [fact.as_of for fact in stale(knowledge, date(2030, 1, 1), older_than_days=30)]
    assert dates[0] == "2026-04"
    assert dates[-1] == "2026"


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("A base of $190K to $230K.", [190_000, 230_000]),
        ("A base of $190–230K.", [190_000, 230_000]),
        ("A bonus of 15–25%.", [15, 25]),
        ("Eight states ask for it.", [8]),
        ("It takes five to nine weeks.", [5, 9]),
        ("Audit it after two weeks.", [14]),
        ("It serves 12M users and 4,000,000 records.", [12_000_000, 4_000_000]),
        ("Under $0.001 a call.", [0.001]),
        ("Latency of 450ms at p95 in 2026, paged at 2 a.m. on an A100 with GPT-4.", [450]),
        ("The 75th percentile of two good lanes.", []),
    ],
)
def test_numbers_are_read_as_people_write_them(sentence: str, values: list[float]) -> None:
    numbers = list(said_in(sentence))
    assert len(numbers) == len(values)
    assert all(number.readings & held_by(values[at : at + 1]) for at, number in enumerate(numbers))


def test_a_text_or_the_length_of_a_list_holds_a_number() -> None:
    assert {3.0, 4.0, 24.0} <= held_by({"why": "four of them, within 24 hours", "items": ["a", "b", "c"], "open_ended": True})
    assert held_by({"open_ended": True}) == frozenset()
