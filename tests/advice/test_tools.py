"""`tools` as a person sees it."""

from __future__ import annotations

import pytest

from knowledge.load import load
from knowledge.topics.tools import ToolBook

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


def test_tools_of_different_kinds_are_said_to_do_different_jobs(ask, shown):
    assert "They do different jobs (Feast: feature store; vLLM: inference serving)" in shown(ask("tools feast vs vllm"))
    assert "No guide picks between them" in shown(ask("tools wandb vs mlflow"))


def test_three_tools_stand_side_by_side_and_a_fourth_is_offered(ask, shown):
    assert [each["name"] for each in ask("tools kserve vs bentoml vs torchserve").data["tools"]] == [
        "KServe",
        "BentoML",
        "TorchServe",
    ]
    reply = ask("tools kubeflow vs mlflow vs metaflow vs flyte")
    assert "Flyte is left out here" in shown(reply)
    assert [each.label for each in reply.more if each.verb == "tools"] == ["Kubeflow or Flyte"]


def test_a_kind_is_found_by_what_people_call_it(ask):
    assert ask("which vector database").data["kind"] == "vector store"


def test_a_list_that_is_cut_says_how_many_more_there_are(ask, shown):
    assert "and 1 more" in shown(ask("tools"))


def test_a_lane_in_place_of_a_tool_is_answered_by_its_stacks(ask):
    reply = ask("tools mlops")
    assert reply.data["lane"] == "mlops"
    assert "Kubeflow" in reply.data["stacks"][0]["tools"]


@pytest.mark.parametrize("said", ["tools list", "which tools are there", "which feature stores exist"])
def test_words_that_ask_for_a_list_are_no_tools(ask, said):
    assert not ask(said).text.startswith("No guide names")


def test_a_kind_of_tool_is_found_whatever_asks_for_its_list(ask):
    assert ask("which feature stores exist").data["kind"] == "feature store"
