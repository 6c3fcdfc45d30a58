"""`tools` as a person sees it."""

from __future__ import annotations

import pytest

from knowledge.load import load
from knowledge.tools import ToolBook

NAMES = [fact.values["tool"] for fact in load().topic("tools") if "tool" in fact.values]


def names(reply):
    return [tool["name"] for tool in reply.data["tools"]]


def test_a_tool_says_strong_weak_senior_signal_and_alternatives(ask):
    tool = ask("tools kubeflow").data["tools"][0]
    assert tool["strong"] and tool["weak"] and tool["senior_signal"] and tool["alternatives"] and tool["category"]


@pytest.mark.parametrize("name", NAMES)
def test_every_tool_a_guide_judges_is_found_by_its_name(ask, name):
    assert names(ask(f"tools {name}")) == [name]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("kubeflow vs mlflow", ["Kubeflow", "MLflow"]),
        ("mlflow or weights and biases", ["MLflow", "Weights & Biases"]),
        ("vertex ai against sagemaker", ["GCP Vertex AI", "AWS SageMaker"]),
        ("tensorflow / keras vs pytorch", ["TensorFlow / Keras", "PyTorch"]),
        ("vLLM, TGI", ["vLLM", "TGI"]),
        ("langchain vs evidently", ["LangChain", "Evidently"]),
        ("k8s or ray", ["Kubernetes", "Ray"]),
    ],
)
def test_two_tools_stand_side_by_side_in_the_order_said(ask, said, found):
    assert names(ask(f"tools {said}")) == found


def test_any_two_named_tools_can_be_compared(ask):
    known = sorted(
        {name for kind in ToolBook(load()).categories for name in kind.names if "by hand" not in name and "custom" not in name}
    )
    for a, b in zip(known, [*known[7:], *known[:7]], strict=True):
        assert names(ask(verb="tools", a={"name": a}, b={"name": b})) == [a, b], (a, b)


def test_one_name_with_an_and_in_it_is_one_tool(ask):
    assert names(ask("tools weights and biases")) == ["Weights & Biases"]


def test_a_slip_is_read_and_shown(ask, shown):
    reply = ask("tools kubflow vs mlflow")
    assert names(reply) == ["Kubeflow", "MLflow"]
    assert "Read kubflow as Kubeflow" in shown(reply)


def test_an_unknown_tool_gets_the_nearest_known_as_buttons(ask):
    reply = ask("tools airbyte")
    assert reply.data["refused"] == "NotFound" and len(reply.actions) == 3
    assert names(ask(verb=reply.actions[0].verb, **reply.actions[0].args))


def test_an_unknown_side_offers_the_known_one_beside_its_nearest(ask):
    reply = ask("tools mlflow vs airbyte")
    assert "airbyte" in reply.text
    assert all(action.args["a"] == {"name": "MLflow"} for action in reply.actions)


@pytest.mark.parametrize("said", ["alternatives to sagemaker", "what is sagemaker good at", "which tool instead of sagemaker"])
def test_words_that_ask_are_no_tools(ask, said):
    assert names(ask(said)) == ["AWS SageMaker"]


def test_alone_it_lists_the_kinds(ask):
    kinds = ask("tools").data["kinds"]
    assert {"open-source platform", "cloud platform", "inference serving", "feature store"} <= {each["kind"] for each in kinds}


@pytest.mark.parametrize(
    ("said", "kind"), [("feature stores", "feature store"), ("serving", "inference serving"), ("cloud", "cloud platform")]
)
def test_a_kind_is_found_by_its_words(ask, said, kind):
    assert ask(f"tools {said}").data["kind"] == kind


def test_each_guide_that_judges_a_tool_is_heard(ask):
    reply = ask("tools mlflow")
    assert {"mlaiqa", "kore1", "role-profile"} <= {cited.id for cited in reply.sources}


def test_a_tool_that_is_only_named_is_said_to_be(ask, shown):
    assert "only named" in shown(ask("tools langchain"))


def test_no_guide_picks_a_winner_and_the_question_to_ask_is_given(ask, shown):
    text = shown(ask("tools kubeflow vs mlflow"))
    assert "No guide picks" in text and "To ask in an interview" in text


def test_every_button_leads_somewhere(ask):
    for said in ("tools", "tools kubeflow", "tools kubeflow vs mlflow", "tools evidently", "tools feature stores"):
        for action in (*ask(said).actions, *ask(said).more):
            if action.verb == "tools":
                assert "refused" not in ask(verb="tools", **action.args).data, (said, action)
