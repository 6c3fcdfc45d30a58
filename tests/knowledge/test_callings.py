"""Jobs among ML words that are no ML: told by their deeds, or by duties that show none."""

from __future__ import annotations

import pytest

from knowledge.texts.cues import data
from knowledge.triage.lanes import triage

WE = (
    "Harbourlight makes language models that pilots and harbour masters talk to. Our research team trains them, our platform "
    "team serves them on GPUs, and eleven ports rely on our agents every day. We are ninety people in Bergen and Porto."
)
ASKED = "Requirements\n- You speak of PyTorch, RAG, LLMs and deep learning with ease\n- Three years in such a job\n- Python helps"


def posting(*duties: str) -> str:
    return f"{WE}\n\nResponsibilities\n" + "\n".join(f"- {duty}" for duty in duties) + f"\n\n{ASKED}"


OTHERS = {
    "sales": (
        "commercial",
        "Sell our LLM platform to port authorities in the Baltic",
        "Run demos of the agents and negotiate contracts with procurement",
        "Hit a yearly quota with two colleagues",
        "Tell the product people what customers miss in the models",
    ),
    "marketing": (
        "commercial",
        "Write blog posts and case studies about how ports use large language models",
        "Plan campaigns around our releases",
        "Host webinars with researchers on machine learning at sea",
        "Look after the website",
    ),
    "policy": (
        "people",
        "Explain to lawmakers in Brussels what the AI Act means for models at sea",
        "Answer public consultations on machine learning",
        "Draft policy papers on the safety of autonomous ships",
        "Keep in touch with other associations",
    ),
    "teaching": (
        "people",
        "Teach harbour pilots how neural networks and language models work",
        "Write exercises and exams for the evening course in machine learning",
        "Grade homework and answer questions",
        "Revise the curriculum each year",
    ),
    "support": (
        "commercial",
        "Resolve tickets of developers who use the LLM API",
        "Write help articles on prompts and embeddings",
        "Escalate what the on-call engineers must see",
        "Spot what many ask for",
    ),
    "recruiting": (
        "people",
        "Find candidates for machine learning and MLOps teams and speak with them first",
        "Work with hiring managers on what a research scientist must know",
        "Make offers and follow them up until the first day",
        "Represent us at career fairs",
    ),
    "laboratory": (
        "laboratory",
        "Develop assays for antibodies and transfer the methods to the plant",
        "Keep the cell lines, and run HPLC and immunoassays each week",
        "Write the protocols of stability studies",
        "Show the data scientists how the samples were drawn",
    ),
    "learning": (
        "people",
        "Develop course modules on language models for the pilots of eleven ports",
        "Educate employees about what neural networks can and cannot do, port by port",
        "Keep the training materials on prompts and embeddings right",
        "Ask those who came what they took home",
    ),
    "design": (
        "people",
        "Set the design direction of how pilots talk to our language models",
        "Draw user flows and wireframes for the multimodal assistant",
        "Define interaction patterns for prompts that go wrong",
        "Show engineers what must move and what must not",
    ),
    "customers' engineer": (
        "commercial",
        "Provide expert guidance to customers who deploy our models in their ports",
        "Respond to customer queries about latency, and find the cause with them",
        "Give workshops on LLM inference to prospects and customers",
        "Tell the engineers what hurts most",
    ),
    "platform product": (
        "product",
        "Manage the product lifecycle of the agent platform from discovery to launch",
        "Oversee the development and launch of tools with which others build AI agents",
        "Set the product strategy for GenAI with the directors",
        "Turn what was made for one customer into LLM features for all",
    ),
    "product": (
        "product",
        "Own the roadmap and its priorities for the assistant",
        "Talk to customers in the ports each week and write requirements",
        "Align legal and sales before a launch of a new model",
        "Decide what the next quarter is for",
    ),
}


@pytest.mark.parametrize("job", OTHERS)
def test_a_job_among_ml_words_is_told_by_its_deeds(job: str) -> None:
    kind, *duties = OTHERS[job]
    found = triage(posting(*duties))
    assert (found.verdict, found.other_work) == ("not-ml", data("other_work")[kind]["name"])
    assert found.other_evidence and all(any(each.quote in duty for duty in duties) for each in found.other_evidence)


@pytest.mark.parametrize(
    ("duties", "lane"),
    [
        (
            (
                "Build the tutor that grades homework with LLMs",
                "Design prompts with which it explains a lesson to students",
                "Write evals with teachers, and fine-tune where hosted models fall short",
                "Keep cost per answer down",
            ),
            "applied-llm",
        ),
        (
            (
                "Train ranking models that match candidates with jobs, and deploy them to the search service",
                "Retrain the models weekly and watch drift after releases",
                "Work with recruiters and hiring managers on labels",
                "Be on call for the scoring API",
            ),
            "production",
        ),
        (
            (
                "Measure with experiments what campaigns and renewals bring, and tell the executives",
                "Analyze why customers leave and present the findings",
                "Estimate the effect of prices with causal inference",
                "Work with account executives on what the data says",
            ),
            "data-scientist",
        ),
        (
            (
                "This position trains ranking models of berths and deploys them to the booking service",
                "This position retrains them weekly and watches drift after each release",
                "Keep the feature pipelines that serve them online",
                "Read from message queues and write test cases for the scoring API",
            ),
            "production",
        ),
        (
            (
                "Build RAG agents with customers in the ports, from a first demo to daily use",
                "Prompt, evaluate and trace tool use of the assistant",
                "Write requirements with harbour masters",
                "Ship retrieval improvements weekly",
            ),
            "applied-llm",
        ),
    ],
)
def test_engineering_for_such_jobs_stays_in_its_lane(duties: tuple[str, ...], lane: str) -> None:
    assert triage(posting(*duties)).lane == lane


ASIDES = (
    "Keep TensorFlow running on the computers of the ships, and check each new release of it",
    "Try neural networks on pictures from the bridge and note which see fog",
    "Teach the crew something on every voyage, and learn from them",
    "Write blog posts on what worked",
)
UPSELLING = (
    "Find out with machine learning which captains would take an upsell of the weather plan",
    "Say which upselling is worth a banner and which is none",
    "Send what the network picks through our messaging system",
    "Keep TensorFlow running beside it",
)


def test_a_job_that_its_duties_tell_is_told_though_the_introduction_speaks_of_models() -> None:
    told = posting(*OTHERS["design"][1:]).replace(WE, f"{WE} " + " ".join(
        f"You will join those who train and deploy ranking models for {port}." for port in ("Bergen", "Porto", "Vigo", "Cork")
    ))  # fmt: skip
    assert triage(told).verdict == "not-ml"


@pytest.mark.parametrize(
    "duty",
    [
        "Drive machine learning initiatives and train student models by distillation",
        "Design distributed training strategies for models of a billion weights",
        "Build the deep learning modules that read radar",
    ],
)
def test_what_models_learn_is_no_lesson(duty: str) -> None:
    lines = (duty, "Train detection models and deploy them to the ships", f"{duty}, again in spring", "Watch them for drift")
    assert triage(posting(*lines)).verdict != "not-ml"


@pytest.mark.parametrize("duties", [ASIDES, UPSELLING, (*UPSELLING, *UPSELLING)])
def test_single_words_of_such_jobs_make_no_job(duties: tuple[str, ...]) -> None:
    assert triage(posting(*duties)).verdict != "not-ml"


def test_a_deed_that_is_pasted_twice_counts_once() -> None:
    duties = ("Train deep learning models on radar", "Compare networks in PyTorch", "Sell the models to three ports")
    once, twice = triage(posting(*duties)), triage(posting(*duties, *duties))
    assert (once.verdict, once.lane) == (twice.verdict, twice.lane)


@pytest.mark.parametrize(
    "duties",
    [
        (
            "Sail out with the buoys and gather readings",
            "Calibrate radar before each trip",
            "Write the log of wind and waves",
            "Mend cables between trips",
        ),
        (
            "Write the server in Go by which captains book a berth",
            "Design its tables, and the APIs that eleven ports call day and night",
            "Profile slow queries and the locks behind them",
            "Review what colleagues write and keep the tests quick",
        ),
    ],
)
def test_what_is_asked_for_alone_is_no_lane(duties: tuple[str, ...]) -> None:
    assert triage(posting(*duties)).verdict in {"not-ml", "unclear"}
    short = (
        "Responsibilities\n" + "\n".join(f"- {duty}" for duty in duties) + "\nRequirements\n- Python, PyTorch, RAG, LLM agents"
    )
    assert triage(short).verdict in {"not-ml", "unclear"}


@pytest.mark.parametrize(
    "note",
    [
        "sell our LLM platform to hospitals",
        "teach an evening course on deep learning",
        "somebody to recruit candidates for our machine learning team",
        "write policy briefs on machine learning for lawmakers",
    ],
)
def test_a_note_of_such_a_job_is_not_ml(note: str) -> None:
    assert triage(note).verdict == "not-ml"


@pytest.mark.parametrize("note", ["chatbot that answers tickets of our customers", "RAG assistant for students and their exams"])
def test_a_note_that_names_the_lane_first_is_of_the_lane(note: str) -> None:
    assert triage(note).lane == "applied-llm"


def test_every_calling_is_a_kind_of_other_work() -> None:
    kinds = {name for name, cues in data("callings").items() if isinstance(cues, list)}
    assert kinds <= set(data("other_work"))
    for cues in (data("callings")[kind] for kind in kinds):
        assert len(cues) == len(set(cues))


def test_duties_without_a_cue_are_quoted_by_their_plain_words() -> None:
    duty = "You will train the detectors on pictures from the streets, release them to the cameras every month"
    text = f"""Kettle & Crane finds stolen bicycles. We take pictures from nine thousand city cameras and our networks recognise
frames, forks and saddles. Last year we returned 4,000 bikes, and we would like to do a lot better.

We are looking for a person to own recognition.
{duty} and see what they miss at night.
When a release goes wrong you roll it back. You will also keep the labelling queue fed with what confuses the models, and get
the detectors small enough for the boxes on the lamp posts.

You know Python and PyTorch, have put computer vision in front of users, and can read C++."""
    found = triage(text)
    assert (found.verdict, found.lane) == ("one", "production")
    assert duty[:40] in " ".join(each.quote for each in found.lanes[0].evidence)
