"""Tools by name: every spelling, nothing merged, the nearest for an unknown one."""

from pathlib import Path

import pytest

from knowledge.load import Knowledge, load
from knowledge.topics.tools import ToolBook


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def book(knowledge: Knowledge) -> ToolBook:
    return ToolBook(knowledge)


def test_every_fact_about_a_tool_stands_in_its_entry(knowledge: Knowledge, book: ToolBook) -> None:
    for fact in knowledge.topic("tools"):
        if "tool" in fact.values:
            tool = book.tool(str(fact.values["tool"]))
            assert tool and fact in tool.judged


def test_an_entry_keeps_the_guides_apart(book: ToolBook) -> None:
    tool = book.tool("PyTorch")
    assert tool and {fact.source for fact in tool.judged} == {"role-profile", "mlaiqa"}


@pytest.mark.parametrize("said", ["W&B", "weights and biases", "Weights & Biases", "wandb", "WEIGHTS & BIASES"])
def test_a_name_is_read_in_every_spelling(book: ToolBook, said: str) -> None:
    tool = book.tool(said)
    assert tool and tool.name == "Weights & Biases"


def test_short_names_of_the_house_lead_to_known_tools(knowledge: Knowledge, book: ToolBook) -> None:
    for fact in knowledge.topic("tools"):
        for name, calls in fact.values.get("called", {}).items():
            assert book.tool(name), name
            assert all(book.tool(call) for call in calls)


def test_tools_are_found_in_a_sentence(book: ToolBook) -> None:
    assert [tool.name for tool in book.named("should we leave SageMaker for Kubeflow?").tools] == ["AWS SageMaker", "Kubeflow"]


def test_the_longest_name_is_read(book: ToolBook) -> None:
    assert [tool.name for tool in book.named("databricks feature store").tools] == ["Databricks Feature Store"]


def test_a_slip_has_one_meaning_or_none(book: ToolBook) -> None:
    slip = book.misspelt("metafloww")
    assert slip and slip.name == "Metaflow"
    assert book.misspelt("airbyte") is None and book.misspelt("") is None


def test_something_is_always_near(book: ToolBook) -> None:
    assert len(book.nearest("zzzzzz")) == 3


def test_a_senior_signal_holds_for_the_category_of_a_tool(book: ToolBook) -> None:
    assert any("tuned inference" in fact.statement for fact in book.signals("inference serving"))


def test_what_a_company_says_of_a_tool_comes_first(tmp_path: Path) -> None:
    source = (
        "sources:\n  - {id: acme, title: Acme, publisher: Acme, as_of: '2026-10', counts: Acme, interest: itself, own: true}\n"
    )
    fact = "{id: acme.tools.mlflow, source: acme, as_of: '2026-10', statement: We track runs in it., values: {tool: MLflow}}"
    (tmp_path / "sources.yaml").write_text(source)
    (tmp_path / "own.yaml").write_text(f"topic: tools\nfacts:\n  - {fact}\n")
    tool = ToolBook(load(tmp_path)).tool("mlflow")
    assert tool and tool.sources[0] == "acme" and "mlaiqa" in tool.sources
