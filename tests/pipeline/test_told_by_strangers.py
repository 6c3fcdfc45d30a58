"""What strangers to the tool typed over weeks of a search, as recruiters, managers and approvers: the right deed, or none."""

from __future__ import annotations

import pytest

from handlers.core.typed.deedwords import told
from tests.conftest import RAVI
from tests.pipeline.offering import LATER, decided, drafted, out
from tests.pipeline.team import DANA, TOM, added, everything

__all__ = ["decided"]


def offered(reply):
    """What a reply's buttons do, and of whom."""
    return [(each.verb, each.args.get("application")) for each in (*reply.actions, *reply.more)]


def verbs(reply):
    return [each.verb for each in (*reply.actions, *reply.more)]


def first(reply):
    return reply.actions[0]


@pytest.fixture
def team(tell, search):
    names = ("Sofia Petrova", "Priya Shah", "Mei Tanaka")
    return {"Ana": search.application} | {name.split()[0]: added(tell, search.req, name) for name in names}


# What is done, and is no round


@pytest.mark.parametrize("said", ["ana's references are done", "background check done for ana", "ana's visa is done"])
def test_what_else_is_done_is_no_round(tell, team, said):
    assert verbs(tell(said))[0] == "cand note"


@pytest.mark.parametrize(
    "said", ["docusign done, ana is in", "paperwork is done", "docusign came back signed", "ok signed for real now"]
)
def test_a_signature_is_an_acceptance(tell, decided, threaded, said):
    out(tell)
    application = decided.application
    assert offered(tell(said, by=RAVI, at=LATER, place=threaded))[0] == ("offer accept", application)


@pytest.mark.parametrize("said", ["signed!", "ok signed for real now", "docusign came back signed"])
def test_an_answer_of_nobody_s_is_told_as_that_in_a_thread(tell, threaded, said):
    reply = tell(said, by=RAVI, place=threaded)
    assert "nobody has an offer of ours out" in reply.text


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("had the 90 day chat with ana, went well", "call manager done"),
        ("ana's 90 day call is done", "call manager done"),
        ("walkthrough call w/ ana done", "call recruiter done"),
        ("walked ana through the offer", "call recruiter done"),
    ],
)
def test_a_call_is_told_by_what_it_was_about(tell, team, said, verb):
    assert verbs(tell(said, by=RAVI)) == [verb]


def test_who_is_walked_through_something_else_has_had_no_call():
    assert told("walked ana through the codebase") is None


# Names


def test_how_something_is_done_is_nobody_s_last_name(tell, decided):
    out(tell)
    application = decided.application
    assert offered(tell("ana verbally accepted!!", by=RAVI, at=LATER))[0] == ("offer accept", application)


@pytest.mark.parametrize(
    "said", ["ana hm call w mei thurs 11am", "ana is a hard no for mei", "ana has her screen with mei thu 2pm"]
)
def test_a_colleague_beside_a_candidate_is_no_candidate_of_the_same_name(tell, team, said):
    assert {whom for _, whom in offered(tell(said, by=RAVI))} == {team["Ana"]}


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("sofias screen moved to tues 11", "interview move"),
        ("priyas out", "cand withdraw"),
        ("sofias on hold til we hear from priya", "cand note"),
        ("sofias salary ask is 210-220", "cand note"),
    ],
)
def test_a_name_is_known_by_its_s_without_a_sign(tell, stateful, team, said, verb):
    tell("book sofia screen wed 3pm")
    before = everything(stateful)
    whom = team["Sofia" if said.startswith("sofia") else "Priya"]
    assert offered(tell(said, by=RAVI))[0] == (verb, whom)
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["let sofia know", "panel was split 2-1 on sofia"])
def test_a_candidate_who_is_called_as_a_city_is_one(tell, team, said):
    assert offered(tell(said))[0] == ("cand note", team["Sofia"])


@pytest.mark.parametrize("said", ["priya's design is confirmed", "tom says 7/10 for priya", "priya moved to next thursday 2pm"])
def test_who_has_left_is_told_as_such_in_the_thread(tell, stateful, team, threaded, said):
    tell("cand withdraw priya", by=RAVI)
    before = everything(stateful)
    reply = tell(said, by=RAVI, place=threaded)
    assert "is out of R-1's loop (they left)" in reply.text
    assert offered(reply)[:2] == [("cand note", team["Priya"]), ("cand move", team["Priya"])]
    assert everything(stateful) == before


# Rounds


def test_when_somebody_cannot_come_is_no_time_to_move_to(tell, team):
    tell("book ana screen wed 3pm")
    move = first(tell("ana can't do 3pm"))
    assert (move.verb, move.args.get("when")) == ("interview move", None)


@pytest.mark.parametrize(
    "said",
    [
        "ana screen is fri 3pm, final is mon 2pm",
        "ana's screen is fri 3pm, team fit is mon 2pm",
        "ana screen is fri, final is mon",
    ],
)
def test_two_rounds_of_one_have_each_their_own_button(tell, team, said):
    reply = tell(said)
    assert [each.args["when"].split()[0] for each in reply.actions] == ["fri", "mon"]
    assert len({each.label for each in reply.actions}) == len(reply.actions)


def test_what_comes_next_is_none_of_the_call_that_was(tell, team):
    reply = tell("talked to ana today, liked her. next: debugging with tom", by=RAVI)
    assert not any({"round", "interviewers"} & set(each.args) for each in reply.actions if each.args.get("round") == "debugging")
    assert "@tom" not in str([each.args for each in reply.actions])


def test_a_round_is_known_before_how_it_went(tell, team):
    took = first(tell("ana had the technical call today, went great", by=RAVI))
    assert (took.verb, took.args.get("round")) == ("interview done", "technical")


def test_several_who_had_their_rounds_have_each_a_button(tell, team):
    assert offered(tell("ana and sofia both had screens today", by=RAVI)) == [
        ("interview done", team["Ana"]),
        ("interview done", team["Sofia"]),
    ]


def test_a_screen_that_took_place_asks_for_no_resume(tell, team):
    reply = tell("did ana's screen this morning. move her to technical", by=RAVI)
    assert offered(reply) == [("interview done", team["Ana"]), ("cand move", team["Ana"])]


def test_a_colleague_who_cannot_come_is_swapped_only_in_a_round_that_there_is(tell, team, threaded):
    assert "nobody has a round booked" in tell("tom cant make friday, swap in @dana", by=RAVI, place=threaded).text
    tell("book sofia screen fri 3pm @tom")
    (swap,) = tell("tom cant make friday, swap in @dana", by=RAVI, place=threaded).actions
    assert (swap.verb, swap.args["application"], swap.args["interviewers"]) == ("interview move", team["Sofia"], ["@dana"])


@pytest.mark.parametrize("said", ["cant do wed, thu works", "moved to thu same time"])
def test_a_round_is_moved_that_names_nobody(tell, team, threaded, said):
    tell("book sofia screen wed 3pm @tom", by=RAVI)
    (move,) = tell(said, by=TOM if said.startswith("cant") else RAVI, place=threaded).actions
    assert (move.verb, move.args["application"]) == ("interview move", team["Sofia"])
    assert move.args["when"].startswith("to thu")


def test_what_is_not_today_moves_nothing(tell, team, threaded):
    tell("book ana screen wed 3pm", by=RAVI)
    assert told("sorry not today") is None
    assert "interview move" not in verbs(tell("sorry not today", by=RAVI, place=threaded))


# Yes and no


def test_a_yes_before_any_loop_is_done_is_no_decision(tell, stateful, search, threaded):
    before = everything(stateful)
    for said in ("yes from me", "strong no from me, too junior"):
        reply = tell(said, place=threaded)
        assert "nobody waits for one" in reply.text
        assert offered(reply) == [("cand note", search.application)]
    assert everything(stateful) == before


def test_a_yes_with_its_reason_is_of_whoever_waits_for_it(tell, search, threaded):
    tell("loop done ana")
    decision = first(tell("lean yes, debugging was slow but got there", place=threaded))
    assert (decision.verb, decision.args["application"]) == ("decide yes", search.application)
    assert "debugging was slow" in decision.args["why"]


def test_another_figure_is_not_approved_by_the_way(tell, decided):
    drafted(tell, "base 228k")
    application = decided.application
    reply = tell("approved at 199", by=DANA)
    assert "not $199K" in reply.text
    assert offered(reply)[0] == ("offer edit", application)
    assert "says nothing of what you name" in tell("fine, approved at 25", by=DANA).text


# Offers


def test_what_is_paid_once_is_no_base(tell, decided):
    reply = tell(f"offer draft ana 20k sign-on, base 215 R-{1}", by=RAVI)
    bases = [each.args["base"]["amount"] for each in reply.actions if each.args.get("base")]
    assert 20_000 not in bases


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("ana has an anthropic offer expiring friday", "anthropic"),
        ("ana says google gave her 260 all in", "google"),
    ],
)
def test_another_company_s_offer_is_known_by_its_name(tell, team, said, company):
    note = first(tell(said, by=RAVI))
    assert (note.verb, note.args["company"]) == ("volunteered", company)


def test_what_they_come_back_with_is_what_they_ask_for(tell, decided):
    out(tell)
    application = decided.application
    assert offered(tell("ana came back with 245 + more equity", by=RAVI, at=LATER))[0] == ("offer counter", application)


def test_a_yes_and_another_s_offer_are_two_deeds(tell, search):
    tell("loop done ana")
    reply = tell("yes on ana, she has an anthropic offer expiring friday")
    assert offered(reply) == [("decide yes", search.application), ("volunteered", search.application)]


# A freeze


def test_a_freeze_holds_a_search_and_its_end_resumes_it(tell, stateful, search, threaded):
    hold = first(tell("hiring freeze until jan, pls pause everything", by=RAVI, place=threaded))
    assert (hold.verb, hold.args["until"]) == ("req hold", "jan")
    assert first(tell("freeze lifted, we can resume", by=RAVI, place=threaded)).verb == "req resume"
    assert told("hiring freeze") is None


@pytest.mark.parametrize("said", ["sofia accepted elsewhere", "sofia signed somewhere else"])
def test_who_signs_elsewhere_has_withdrawn(tell, team, said):
    assert offered(tell(said, by=RAVI)) == [("cand withdraw", team["Sofia"])]


@pytest.mark.parametrize(
    ("said", "verb"),
    [("R-1 frozen til q1, tell priya", "req hold"), ("headcount for R-1 is gone", "req hold"), ("we lost the req", "req hold")],
)
def test_a_search_without_a_seat_is_held_or_cancelled(tell, search, threaded, said, verb):
    hold = first(tell(said, by=RAVI, place=threaded))
    assert (hold.verb, hold.args.get("until")) == (verb, "q1" if "q1" in said else None)


# What was done, and by whom


def test_with_whom_one_goes_is_a_candidate_where_one_is_called_so(tell, team):
    assert offered(tell("going with ana, runner up is sofia"))[0] == ("decide yes", team["Ana"])
    assert offered(tell("ana is going with google")) == [("cand withdraw", team["Ana"])]


def test_an_ok_that_goes_on_approves_nothing(tell, team):
    assert verbs(tell("ok fine one more round for ana w dana, then decide")) == ["cand note", "cand show"]


def test_who_failed_and_is_being_rejected_has_both_told(tell, team):
    reply = tell("ana failed the screen, rejecting. sofia moves to hm", by=RAVI)
    assert offered(reply) == [("interview done", team["Ana"]), ("cand reject", team["Ana"]), ("cand move", team["Sofia"])]


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("ana needs to reschedule, kid is sick. dec 4?", "interview move"),
        ("ana was a no show?? waited 15 min", "interview no-show"),
    ],
)
def test_a_mark_that_makes_no_question_hides_no_deed(tell, team, said, verb):
    tell("book ana screen wed 3pm")
    assert offered(tell(said, by=RAVI))[0] == (verb, team["Ana"])
    assert told("ana signed??") is None


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("adding two ppl: Lena Ortiz and Kim Brandt", ["Lena Ortiz", "Kim Brandt"]),
        ("and one more: Luis Ferrer", ["Luis Ferrer"]),
    ],
)
def test_who_is_named_as_more_is_added(tell, search, threaded, said, people):
    adds = [each.args["people"] for each in tell(said, by=RAVI, place=threaded).actions if each.verb == "cand add"]
    assert adds == people


def test_a_rejection_that_was_mailed_has_been_told(tell, team):
    tell("loop done ana")
    tell("decide no ana")
    assert offered(tell("emailed ana the rejection", by=RAVI)) == [("told", team["Ana"])]


def test_until_when_an_offer_stands_is_not_when_it_was_sent(tell, decided):
    sent = first(tell("offer out to ana, exp fri 5pm", by=RAVI))
    assert (sent.verb, sent.args.get("expires"), sent.args.get("when")) == ("offer sent", "fri 5pm", None)


@pytest.mark.parametrize("said", ["ana's notice is 3 months", "ana has a 3 months notice period"])
def test_notice_that_is_told_is_noted_as_that(tell, team, said):
    note = first(tell(said, by=RAVI))
    assert (note.verb, note.args["notice"], note.label) == ("volunteered", "3 months", "Note their notice")


def test_a_round_of_several_is_the_one_that_took_place(tell, team):
    reply = tell("recruiter screens for ana and sofia done, both to hm", by=RAVI)
    assert not any("manager" in each.args.get("round", "") for each in reply.actions)


def test_each_of_two_has_their_own_time_though_one_is_called_as_a_word(tell, search, team):
    will = added(tell, search.req, "Will Chen")
    reply = tell("ana hm thurs 3 w mei, will hm fri 3 w mei", by=RAVI)
    assert offered(reply) == [("interview book", team["Ana"]), ("interview book", will)]


def test_terms_in_a_row_are_all_offered(tell, decided):
    draft = first(tell("offer ana 228 / 0.12 / jan 15", by=RAVI))
    assert (draft.verb, draft.args["base"]["amount"], draft.args["equity"]) == ("offer draft", 228_000, 0.12)
    assert "start" in draft.args


def test_what_they_take_is_our_offer(tell, decided):
    out(tell)
    assert offered(tell("ana took it!!", by=RAVI, at=LATER))[0] == ("offer accept", decided.application)
    assert told("ana took it well") is None


def test_a_round_is_known_before_what_comes_next(tell, team):
    took = first(tell("sofia: screen done, liked her, hm next", by=RAVI))
    assert (took.verb, took.args["round"]) == ("interview done", "screen")


def test_a_call_that_was_had_is_not_asked_for(tell, team):
    assert verbs(tell("did a call with sofia today", by=RAVI))[0] == "interview done"
    assert told("did a candidate sign") is None


def test_with_whom_one_goes_instead_of_another_gets_the_yes(tell, team):
    reply = tell("ana is out, going with sofia", by=RAVI)
    assert offered(reply) == [("cand withdraw", team["Ana"]), ("decide yes", team["Sofia"])]


def test_advice_for_a_freeze_holds_nothing():
    assert told("we are in a hiring freeze, how do we keep people warm") is None


def test_what_is_paid_once_is_said_to_be_no_term(tell, decided):
    reply = tell("draft ana 230 base + 15k signing bonus, .1%", by=RAVI)
    assert verbs(reply) == ["offer draft", "cand note"]
    assert reply.actions[0].args["base"]["amount"] == 230_000
    assert "paid once" in reply.text
    assert "paid once" not in tell("draft ana 230 base, .1%", by=RAVI).text


def test_what_they_took_elsewhere_is_no_acceptance(tell, decided):
    out(tell)
    reply = tell("ana is out, took the meta one", by=RAVI, at=LATER)
    assert offered(reply) == [("cand withdraw", decided.application)]


@pytest.mark.parametrize("said", ["ana rejected our counter", "ana turned down our counter", "ana rejected the terms"])
def test_a_no_of_theirs_to_our_terms_rejects_nobody(tell, decided, said):
    out(tell)
    reply = tell(said, by=RAVI, at=LATER)
    assert offered(reply)[0] == ("offer decline", decided.application)
    assert "cand reject" not in verbs(reply)
