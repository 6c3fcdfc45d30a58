"""Wrong input: what is wrong is named, whichever word it is, and a verb nearly right is understood or asked back."""

from __future__ import annotations

import pytest

from handlers.core.reply import plain
from storage.models import Offer
from tests.pipeline.team import DANA, added, everything, opened, rows


@pytest.mark.parametrize(
    ("said", "label", "typed"),
    [
        ("offer draft ana base 12", "base", "12"),
        ("offer draft ana base abc", "base", "abc"),
        ("offer draft base abc ana", "base", "abc"),
        ("offer draft ana base 210k start soonish", "start", "soonish"),
        ("offer draft ana base 210k start 31 feb", "start", "31 feb"),
        ("offer draft ana base 210k equity lots", "equity", "lots"),
        ("offer draft ana base 210k equity 5k", "equity", "5k"),
        ("offer draft ana base 210k expires someday", "expires", "someday"),
        ("offer sent ana expires whenever", "expires", "whenever"),
        ("offer extend ana until abc", "until", "abc"),
        ("offer accept ana start someday", "start", "someday"),
        ("volunteered ana leaves lots", "leaves", "lots"),
        ("volunteered ana cliff soon", "cliff", "soon"),
    ],
)
def test_a_wrong_value_is_named_and_not_the_person(tell, stateful, search, said, label, typed):
    before = everything(stateful)
    reply = tell(said)
    assert reply.data == {"refused": "Invalid"}
    assert reply.text.startswith(f'I can\'t read "{typed}" for {label}: it takes ')
    assert everything(stateful) == before


def test_a_first_day_that_has_passed_is_no_first_day(tell, stateful, search):
    assert tell("offer draft ana base 210k start 2020-01-01").data["errors"]["start"].startswith("1 Jan 2020 has passed")
    assert rows(stateful, Offer) == []


def test_figures_in_the_reason_are_no_terms(tell, stateful, search):
    tell("offer draft ana base 210k equity 0.1% R-1")
    tell("offer edit ana equity 0.2% because a rival offers base 300k", by=DANA)
    (offer,) = rows(stateful, Offer)
    assert (offer.base, offer.equity_percent) == (210_000, "0.2")


def test_a_name_with_a_figure_in_it_changes_no_terms(tell, stateful):
    opened(tell)
    added(tell, 1, "Ana 300k")
    tell('offer draft "Ana 300k" base 210k R-1')
    (offer,) = rows(stateful, Offer)
    assert offer.base == 210_000


@pytest.mark.parametrize("said", ["interview book ana screen 31 feb 2pm", "offer draft ana base 210k expires 31 feb"])
def test_a_day_that_no_calendar_has_is_said_to_be_none_and_the_example_lies_ahead(tell, search, said):
    reply = tell(said)
    assert reply.text == f'There is no such day or time: "{said.split(maxsplit=4)[-1].replace("210k expires ", "")}". ' + (
        "Try: thu 2pm, 2026-11-25 09:30."
    )


def test_of_what_has_happened_the_example_lies_behind(tell, search):
    assert tell("loop done ana 31 feb 2pm").text.endswith("Try: yesterday 16:00, 2026-11-23 09:30.")


@pytest.mark.parametrize("said", ["decide maybe ana", "decide ana perhaps", "decide hm ana R-1"])
def test_what_is_no_decision_is_asked_about_with_both(tell, search, said):
    reply = tell(said)
    assert [each.verb for each in reply.actions[:2]] == ["decide yes", "decide no"]
    assert "is neither" in plain(reply.elements[0].text)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("cand show dear ana", "dear"),
        ("call recruiter done ana next week", "next week"),
        ("offer sent ana blah", "blah"),
        ("told ana very soon", "very soon"),
        ("interview book ana screen asap", "asap"),
        ("interview book ana screen thu 2pm XYZ", "XYZ"),
        ("interview book ana screen early next week 2pm", "early next week"),
        ("interview book ana screen mon 9-", "9-"),
        ("scorecard ana technical maybe because fine", "maybe"),
    ],
)
def test_words_beside_a_name_that_mean_nothing_are_what_is_wrong(tell, stateful, search, said, left):
    before = everything(stateful)
    reply = tell(said)
    assert reply.data == {"refused": "NotFound"}
    assert f'but not "{left}".' in reply.text
    assert reply.actions[0].args["application"] == search.application
    assert everything(stateful) == before


def test_a_bare_number_beside_a_day_is_its_hour(tell, search):
    assert tell("interview book ana screen mon 9").data["starts_at"] == "2026-11-30T17:00:00+00:00"


def test_a_round_is_booked_by_the_button_without_what_was_not_understood(tell, search):
    button = tell("interview book ana screen thu 2pm XYZ").actions[0]
    assert tell(verb=button.verb, **button.args).data["starts_at"] == "2026-11-26T22:00:00+00:00"


@pytest.mark.parametrize("said", ["Ana Quirogaa", "anna quiroga"])
def test_a_whole_name_that_is_misspelt_is_offered_as_a_name(tell, search, said):
    reply = tell(f"cand show {said}")
    assert reply.text.startswith(f'I can\'t find "{said}"')
    assert reply.actions[0].args == {"application": search.application}


def test_somebody_unknown_beside_a_round_is_not_taken_for_the_only_one_there_is(tell, stateful, search):
    before = everything(stateful)
    assert tell("interview book zeb screen thu 2pm").text.startswith('I can\'t find "zeb screen"')
    assert tell("interview book ana t thu 2pm").data["refused"]
    assert everything(stateful) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Émile Zola", "émile"),
        ("Émile Zola", "Émile Zola"),
        ("Émile Zola", "ÉZ"),
        ("ŽELJKO Ćosić", "željko"),
        ("Мария Кот", "кот"),
        ("🤖 Robo Кот", "🤖 Robo Кот"),
        ("محمد العربي", "محمد"),
        ("李伟", "李伟"),
        ("<b>Ana</b> & *co*", "<b>ana</b>"),
        ("x" * 300, "x" * 300),
    ],
)
def test_a_name_is_found_however_its_letters_are_written(tell, name, said):
    number = opened(tell)
    application = added(tell, number, name)
    assert tell(f'cand show "{said}" R-{number}').data["application"] == application


@pytest.mark.parametrize("said", ["emile", "zeljko", "cosic"])
def test_a_name_without_its_accents_is_asked_back(tell, said):
    number = opened(tell)
    for name in ("Émile Zola", "ŽELJKO Ćosić"):
        added(tell, number, name)
    reply = tell(f"cand show {said} R-{number}")
    assert reply.data == {"refused": "NotFound"}
    assert len(reply.actions) == 1


@pytest.mark.parametrize(("said", "count"), [("offer", 10), ("call", 2), ("legal", 2), ("Offer?", 10)])
def test_the_first_word_of_verbs_alone_names_what_may_follow(tell, said, count):
    reply = tell(said)
    assert reply.data == {"refused": "NotUnderstood"}
    assert len((*reply.actions, *reply.more)) == count


@pytest.mark.parametrize(
    ("said", "verb", "kept"),
    [
        ('cand ad "Bob" R-1', "cand add", {"people": '"Bob"', "req": 1}),
        ("cand mvoe ana to screen", "cand move", {"candidate": "ana", "stage": "screen"}),
        ("cadn add Bob R-1", "cand add", {"people": "Bob", "req": 1}),
        ("req hlod R-1", "req hold", {"req": 1}),
        ("interview bok ana screen thu 2pm", "interview book", {"candidate": "ana screen", "when": "thu 2pm"}),
        ("intervew book ana screen thu 2pm", "interview book", {"candidate": "ana screen", "when": "thu 2pm"}),
        ("interview cancle ana", "interview cancel", {"candidate": "ana"}),
        ("interview noshow ana", "interview no-show", {"candidate": "ana"}),
        ("ofer drft ana base 210k", "offer draft", {"candidate": "ana", "base": {"amount": 210000.0}}),
        ("call recruter done ana", "call recruiter done", {"candidate": "ana"}),
        ("call manger done ana", "call manager done", {"candidate": "ana"}),
        ("loop dnoe ana", "loop done", {"candidate": "ana"}),
        ("decide ye ana", "decide yes", {"candidate": "ana"}),
        ("setings offer 36 hours", "settings", {"said": "offer 36 hours"}),
        ("udno", "undo", {}),
    ],
)
def test_a_misspelt_verb_that_changes_something_is_asked_back_with_the_rest_kept(tell, stateful, search, said, verb, kept):
    before = everything(stateful)
    reply = tell(said)
    assert reply.data == {"refused": "NotUnderstood"}
    assert (reply.actions[0].verb, reply.actions[0].args) == (verb, kept)
    assert everything(stateful) == before


@pytest.mark.parametrize(
    ("said", "read_as"), [("cand shwo ana", "cand show"), ("cadn show ana", "cand show"), ("cand lst R-1", "cand list")]
)
def test_a_misspelt_verb_that_only_looks_is_run_where_nothing_else_could_be_meant(tell, search, said, read_as):
    reply = tell(said)
    if reply.data.get("refused"):
        assert reply.actions[0].verb == read_as
    else:
        assert reply.data["application"] == search.application
        assert f"as {read_as}" in plain(reply.elements[0].text)


@pytest.mark.parametrize("name", ["Shaw", "Ada", "ada", "Moe", "Joe", "al"])
def test_a_name_like_a_verb_is_a_name(tell, name):
    application = added(tell, opened(tell), f"{name.title()} Quiroga")
    assert tell(f"cand {name}").data["application"] == application


def test_candidates_and_reqs_are_shown_by_either_word_order(tell, search):
    assert tell("show candidates R-1").data["req"] == 1
    assert "refused" not in tell("show reqs").data


@pytest.mark.parametrize("number", [99, 12, 7])
def test_an_unknown_number_names_the_near_ones_or_how_to_list(tell, number):
    opened(tell)
    reply = tell(f"req show R-{number}")
    assert '"req list" shows the open ones' in reply.text
    assert reply.actions[-1].verb == "req list"
    assert ({"req": 1} in [each.args for each in reply.actions]) is (number == 12)


@pytest.mark.parametrize(
    ("said", "who", "text"),
    [
        ("cand note ana prefers to start in March", "Ana Quiroga", "prefers to start in March"),
        ("cand note Ana Quiroga likes tea R-1", "Ana Quiroga", "likes tea"),
        ("cand note ana : hi there", "Ana Quiroga", "hi there"),
    ],
)
def test_a_note_needs_no_colon(tell, search, said, who, text):
    assert tell(said).text == f"Noted about {who}."
    assert text in str(tell(verb="cand show", application=search.application).elements)


def test_a_note_about_one_of_two_is_asked_back_with_its_words(tell, search):
    second = added(tell, search.req, "Ana Quinn")
    reply = tell("cand note ana hi there")
    assert [each.args["text"] for each in reply.actions] == ["hi there", "hi there"]
    assert second in [each.args["application"] for each in reply.actions]


def test_a_name_of_one_letter_is_not_like_any_other(tell):
    number = opened(tell)
    added(tell, number, "B")
    assert tell(f"cand show zeb R-{number}").actions == ()


@pytest.mark.parametrize(("said", "first"), [("boss", ""), ("recruter", "recruiter"), ("hiring manger", "hiring_manager")])
def test_a_role_that_is_none_is_asked_about_with_a_button_for_each(tell, search, said, first):
    reply = tell(f"people role @ravi {said}")
    assert reply.text == f'There is no role "{said}". Which is Ravi\'s?'
    offered = (*reply.actions, *reply.more)
    assert {each.args["role"] for each in offered} == {"admin", "recruiter", "hiring_manager", "interviewer"}
    assert not first or offered[0].args["role"] == first
    assert "refused" not in tell(verb=offered[0].verb, **offered[0].args).data


def test_a_cliff_that_has_passed_is_no_next_one(tell, search):
    assert tell("volunteered ana cliff 2020-01-01").data["errors"]["cliff"].startswith("1 Jan 2020 has passed")


def test_a_notice_ends_where_another_offer_begins(tell, search):
    said = tell("volunteered ana notice 4 weeks other offer 240k").data["volunteered"]
    assert {each["kind"]: each.get("notice") for each in said}["notice"] == "4 weeks"


def test_a_period_that_can_not_be_read_is_said(tell, search):
    assert tell("report R-1 since 31 feb").text.startswith('I can\'t read "31 feb" for since')


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("offer draft ana base 225k, equity 0.1 percent, sign-on 20k", "sign-on 20k"),
        ("offer accept ana, she is thrilled about all of it", "she is thrilled about all of it"),
    ],
)
def test_what_stands_behind_a_pause_is_no_part_of_a_name(tell, stateful, search, said, left):
    before = everything(stateful)
    assert f'but not "{left}".' in tell(said).text
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["loop done for ana", "loop done with ana today", "loop done of ana for R-1"])
def test_little_words_around_a_name_are_no_part_of_it(tell, search, said):
    assert tell(said).data["application"] == search.application


@pytest.mark.parametrize("said", ["offer draft ana 210k", "offer draft 210k ana R-1", "draft offer ana 210k 0.15% start 4 jan"])
def test_a_figure_that_is_the_base_is_no_part_of_the_name(tell, stateful, search, said):
    tell(said)
    (offer,) = rows(stateful, Offer)
    assert (offer.application_id, offer.base) == (search.application, 210_000)
