"""What a text was sent or kept in is no part of it: quoted mails, signatures, tables, pages, records and odd bullets."""

from __future__ import annotations

import json

import pytest

from knowledge.texts.documents import read
from knowledge.texts.wrappings import unwrapped
from knowledge.triage.lanes import triage

DUTIES = (
    "Train detectors for cracks on our line cameras",
    "Put them on the boxes at 14 mills and keep them running",
    "Build the loop that brings hard images back for labelling and retraining",
    "Monitor false alarms by mill and fix what causes them",
)


def quotes(text: str) -> list[str]:
    return [each.quote for share in triage(text).lanes for each in share.evidence]


def test_a_sentence_that_a_quoted_mail_wrapped_is_one() -> None:
    text = "> What you will do\n> - Own prompts and agents that draft clauses with Claude and\n>   GPT, and their evals\n"
    assert any(
        each.text.endswith("their evals") and each.text.startswith("Own prompts") for each in read(text, join=True).passages
    )


def test_whoever_sent_a_mail_is_no_evidence() -> None:
    text = (
        "From: Research Platform Jobs <jobs@x.example>\nDate: Mon\nSubject: Fwd: LLM agents?\n\n"
        "Own the churn model and retrain it weekly.\n\n"
        "-- \nTom Berg\nVP Machine Learning Platform & Research\n\nSent from my iPhone\n"
    )
    found = triage(text)
    assert (found.verdict, found.lane) == ("one", "production")
    assert [share.lane for share in found.lanes] == ["production"]


def test_years_from_and_to_are_no_mails_headers() -> None:
    assert len(read("Acme\nFrom: 2019\nTo: 2021\nBuilt rankers").passages) > 2


def test_two_dashes_between_parts_of_a_text_sign_nothing() -> None:
    text = "Own the churn model.\n--\n- Retrain it weekly and carry the pager for it\n- Watch drift\n"
    assert "Watch drift" in [each.text for each in read(text).passages]


def test_a_line_that_says_from_is_no_header_alone() -> None:
    assert [each.text for each in read("From: notebooks to production, with a pager").passages] != []


@pytest.mark.parametrize("row", ["| {} | {} |", "{}\t{}"])
def test_rows_of_a_table_are_labels_and_what_they_say(row: str) -> None:
    rows = [
        ("Title", "AI Engineer"),
        *((f"Duty {n}", each) for n, each in enumerate(DUTIES, start=1)),
        ("Requirement", "PyTorch"),
    ]
    found = triage("\n".join(row.format(*each) for each in rows))
    assert (found.verdict, found.lane, found.title) == ("one", "production", "AI Engineer")
    assert found.lanes[0].evidence[0].section == "duties" and all("|" not in each.quote for each in found.lanes[0].evidence)


def test_a_records_fields_are_its_text() -> None:
    text = json.dumps({"title": "AI Engineer", "description": "Duties\n" + "\n".join(f"- {each}" for each in DUTIES)})
    found = triage(text)
    assert found.lane == "production" and all("\\n" not in each.quote for each in found.lanes[0].evidence)


def test_a_pages_scripts_and_menus_are_none_of_its_text() -> None:
    page = (
        "<html><head><title>x</title><style>p{color:red}</style></head><body><nav>Research scientist · LLM agents</nav>"
        '<script>var jobs = "publish papers";</script>\n'
        "<p>You will own the ranking model and keep it in production.</p></body></html>"
    )
    assert quotes(page) == ["You will own the ranking model and keep it in production."]


@pytest.mark.parametrize("sign", ["➤ ", "✓ ", "■ ", "→ "])
def test_items_are_told_apart_by_whatever_sign_they_have(sign: str) -> None:
    text = "What you will do\n" + "\n".join(sign + each for each in DUTIES)
    assert [each.text for each in read(text, join=True).passages] == list(DUTIES)


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, '{"a": ', ">" * 20_000, "|" * 5_000, "--\n" * 3_000, "From: a\n" * 3_000, "<script>" * 2_000, "\t" * 99],
)
def test_a_wrapping_with_nothing_in_it_is_unclear(text: str) -> None:
    assert triage(text).verdict == "unclear"


def test_a_duty_about_confidential_mails_is_no_notice_under_one() -> None:
    duty = "Classify email and confidential documents with models in production."
    notice = "This e-mail is confidential and meant for its reader."
    assert unwrapped([duty, notice]) == [duty, ""]


def test_a_mail_of_a_few_words_says_in_its_subject_what_it_is_about() -> None:
    headers = ["From: a@b.example", "Subject: Fwd: ML engineer to own the fraud model"]
    assert unwrapped([*headers, "", "Remote"]) == ["", "ML engineer to own the fraud model", "", "Remote"]
    told = "Own the ranking model in production, retrain it and watch its drift."
    assert unwrapped([*headers, "", told]) == ["", "", "", told]
