"""`kit`: the document that interviewers hold in their hands."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from handlers.core.reply import Document
from knowledge.load import load
from knowledge.printing import printed
from storage.enums import Verdict

LANES = ["production", "data science", "mlops", "applied llm", "research"]
VOID = {"meta", "br", "link", "img", "input", "hr"}


def documents(reply):
    return {each.media_type: each for each in reply.elements if isinstance(each, Document)}


class Balanced(HTMLParser):
    """Fails where a tag is closed that is not open."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("level", ["junior", "mid", "senior", "staff"])
@pytest.mark.parametrize("lane", LANES)
def test_every_level_and_lane_has_a_kit_with_a_page_a_round(ask, level, lane):
    reply = ask(f"kit {level} {lane}")
    page = documents(reply)["text/html"].text
    assert page.count('<section class="page round">') == len(reply.data["rounds"])
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []


def test_both_documents_hold_every_prompt_and_criterion(ask):
    reply = ask("kit senior production")
    page, text = (documents(reply)[kind].text for kind in ("text/html", "text/markdown"))
    for each in reply.data["rounds"]:
        for prompt in each["prompts"]:
            assert prompt["text"] in text and prompt["text"].replace("'", "&#39;").replace('"', "&#34;") in page
        for criterion in each["criteria"]:
            assert criterion[1:] in text


def test_the_page_is_made_for_a4_and_needs_nothing_from_elsewhere(ask):
    page = documents(ask("kit senior mlops"))["text/html"].text
    assert "size: A4" in page and "break-before: page" in page
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)


def test_the_scorecard_has_the_four_words_and_no_points(ask):
    reply = ask("kit senior production")
    words = {word.lower().replace(" ", "_") for word in reply.data["verdicts"]}
    assert words == {verdict.value for verdict in Verdict}
    page = documents(reply)["text/html"].text
    assert not re.search(r"\b(total|average|score out of|points:)\b", page, re.IGNORECASE)


def test_the_recruiter_notes_and_judges_nothing(ask):
    screen = next(each for each in ask("kit senior production").data["rounds"] if each["kind"] == "screen")
    assert not screen["judged"]
    assert all(each["judged"] for each in ask("kit senior production").data["rounds"] if each["kind"] != "screen")


def test_fit_is_asked_as_a_written_criterion(ask):
    reply = ask("kit staff mlops")
    panel = next(each for each in reply.data["rounds"] if each["kind"] == "panel")
    assert panel["unwritten"] and not any("fit" in criterion.split() for criterion in panel["criteria"])
    assert "written down before the loop" in documents(reply)["text/html"].text


def test_no_question_stands_twice(ask):
    for lane in LANES:
        prompts = [prompt["text"] for each in ask(f"kit staff {lane}").data["rounds"] for prompt in each["prompts"]]
        assert len(prompts) == len(set(prompts))


def test_a_round_has_time_for_its_prompts(ask):
    for lane in LANES:
        assert all(len(each["prompts"]) <= 4 for each in ask(f"kit senior {lane}").data["rounds"])


def test_borrowed_prompts_say_so_on_paper(ask):
    page = documents(ask("kit senior applied llm"))["text/html"].text
    assert "borrowed from the nearest lane" in page


def test_a_published_loop_has_a_kit(ask):
    reply = ask("kit senior applied llm rfs")
    assert reply.data["style"] == "rfs" and len(reply.data["rounds"]) == 4


def test_what_was_assumed_is_said(ask, shown):
    assert "no level and no lane" in shown(ask("kit"))


def test_file_names_are_plain(ask):
    for each in documents(ask("kit senior mlops")).values():
        assert re.fullmatch(r"[a-z0-9-]+\.(html|md)", each.name)


def test_what_is_put_into_the_page_is_escaped():
    from handlers.core.figures import minutes
    from knowledge.interviews.kit import kit
    from knowledge.interviews.loops import LoopBook
    from knowledge.interviews.questions import QuestionBook

    knowledge = load()
    found = kit(LoopBook(knowledge).loop("senior", "mlops"), QuestionBook(knowledge))
    values = {
        "kit": found,
        "lane": "mlops",
        "style": "s",
        "length": minutes,
        "names": dict.fromkeys(knowledge.sources, "x"),
        "verdicts": [],
    }
    page = printed("kit.html.j2", who="<b>&", whose="", standing=[], sources="", warnings=(), **values)
    assert "&lt;b&gt;&amp;" in page and "<b>&" not in page


@pytest.mark.parametrize("said", ["kit plumber", "kit senior data engineer"])
def test_work_of_no_lane_has_no_kit(ask, said):
    reply = ask(said)
    assert reply.text.startswith("No guide has interview rounds for")
    assert {each.verb for each in reply.actions} == {"kit"}


def test_a_job_beside_a_lane_does_not_take_the_kit_away(ask):
    assert ask("kit senior mlops with a product manager").data["rounds"]
