"""What is told with words left out, or put in another order: each is read as it is meant, and a press records it."""

from __future__ import annotations

import pytest

from handlers.core.typed import slots
from handlers.core.typed.deedwords import told
from tests.conftest import MEI, RAVI
from tests.pipeline.team import TOM, added, everything, met


def offered(reply):
    """What a reply's buttons do, and of whom."""
    return [(each.verb, each.args.get("application")) for each in (*reply.actions, *reply.more) if "application" in each.args]


def args_of(reply, verb):
    return [each.args for each in (*reply.actions, *reply.more) if each.verb == verb]


@pytest.fixture
def team(tell, search):
    return {"Ana": search.application} | {name.split()[0]: added(tell, search.req, name) for name in ("Bo Lind", "Lena Marx")}


@pytest.fixture
def with_offers(tell, search, team):
    """Ana has an offer drafted."""
    tell("loop done ana")
    tell("decide yes ana")
    tell("offer draft ana base 225k")
    return team


@pytest.mark.parametrize(
    "said", ["bo he don't come to interview", "bo not come to the interview", "bo no show up to the technical"]
)
def test_who_does_not_come_stayed_away_or_will_not_be_there(tell, stateful, team, said):
    tell("book bo tomorrow 3pm")
    before = everything(stateful)
    assert offered(tell(said)) == [("interview no-show", team["Bo"]), ("interview cancel", team["Bo"])]
    assert everything(stateful) == before


def test_who_is_not_coming_has_a_round_that_is_cancelled(tell, team):
    tell("book bo tomorrow 3pm")
    assert offered(tell("bo isn't coming tomorrow"))[0] == ("interview cancel", team["Bo"])


@pytest.mark.parametrize(
    "said", ["bo doesn't come across well", "bo does not come cheap", "they need not come", "if bo doesn't come to the interview"]
)
def test_other_comings_are_none(said):
    found = told(said)
    assert found is None or "interview no-show" not in found.verbs


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("we want lena for technical", "technical"),
        ("i'd like lena for the manager round", "manager round"),
        ("we want lena onsite", ""),
    ],
)
def test_who_is_wanted_somewhere_is_moved_there(tell, team, said, stage):
    (move,) = args_of(tell(said), "cand move")
    assert move["application"] == team["Lena"]
    assert move.get("stage", "") == stage


@pytest.mark.parametrize(("said", "verb"), [("reject ana and bo", "cand reject"), ("withdraw ana and bo", "cand withdraw")])
def test_a_verb_in_front_of_several_is_of_each(tell, stateful, team, said, verb):
    before = everything(stateful)
    assert offered(tell(said)) == [(verb, team["Ana"]), (verb, team["Bo"])]
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["req is done, close", "the req is done, close it", "R-1 is done, pls close", "search is over"])
def test_a_search_that_is_done_is_filled_or_cancelled(tell, search, said):
    assert [each.verb for each in tell(said).actions][:2] == ["req fill", "req cancel"]


@pytest.mark.parametrize(("said", "verb"), [("req is filled", "req fill"), ("req is on hold", "req hold")])
def test_what_became_of_the_req_is_no_name_of_one(tell, search, said, verb):
    assert tell(said).actions[0].verb == verb


def test_a_sum_alone_is_of_whoever_has_an_offer(tell, with_offers):
    (edit,) = args_of(tell("bump to 245"), "offer edit")
    assert edit["application"] == with_offers["Ana"]
    assert edit["base"]["amount"] == 245000


def test_no_offer_is_changed_where_there_is_none(tell, stateful, team):
    before = everything(stateful)
    reply = tell("bump to 245")
    assert offered(reply) == []
    assert "nobody has an offer" in reply.text
    assert everything(stateful) == before


def test_until_when_an_offer_stands_is_told_of_the_one_that_is_out(tell, team):
    assert "nobody has an offer of ours out" in tell("offer ends fri").text
    tell("loop done ana")
    tell("offer sent ana")
    (extends,) = args_of(tell("offer ends fri now"), "offer extend")
    assert extends == {"application": team["Ana"], "until": "fri"}
    assert args_of(tell("ana's offer expires dec 3"), "offer extend")[0]["until"] == "dec 3"


@pytest.mark.parametrize(
    "said",
    ["ana's google offer ends wed", "her other offer ends wed", "offer from google ends wed", "competing offer expires friday"],
)
def test_anothers_offer_that_ends_is_not_extended(said):
    found = told(said)
    assert found is None or "offer extend" not in found.verbs


@pytest.mark.parametrize("said", ["bo with mei wed 10 and tom wed 11:30", "book bo with mei wed 10, then tom 11:30"])
def test_each_interviewer_has_a_time(tell, stateful, search, team, said):
    met(tell, MEI, TOM)
    before = everything(stateful)
    books = args_of(tell(said, by=RAVI), "interview book")
    assert [(each["application"], each["interviewers"], each["when"]) for each in books] == [
        (team["Bo"], ["@mei"], "wed 10:00"),
        (team["Bo"], ["@tom"], "wed 11:30"),
    ]
    assert everything(stateful) == before


def test_hours_alone_are_those_of_a_working_day():
    assert [each.when for each in slots.told("bo with mei thu 3, tom 4:30 and dana fri 9")[1]] == [
        "thu 3pm",
        "thu 4:30",
        "fri 9:00",
    ]
    for said in (
        "bo with mei wed 10",
        "bo with 10 years and 3 offers",
        "bo with mei wed 10 and tom liked him",
        "bo with mei 10, tom 11",
    ):
        assert slots.told(said) is None


@pytest.mark.parametrize("said", ["move lena: screen", "move lena - screen", "move lena, screen"])
def test_a_pause_may_stand_before_the_stage(tell, team, said):
    assert tell(said).text.endswith(" is at Recruiter screen now (R-1).")


def test_what_stands_behind_a_pause_and_is_no_stage_is_told_as_unread(tell, team):
    assert 'not "asap"' in tell("move lena, asap").text


@pytest.mark.parametrize("said", ["sent lena the take home", "sent the take home to lena", "we gave the case study to lena"])
def test_a_task_that_was_sent_may_be_kept_as_a_note(tell, team, said):
    assert offered(tell(said))[0] == ("cand note", team["Lena"])


def test_names_that_are_near_our_words_are_names(tell, stateful, search):
    assert args_of(tell("add mary jones"), "cand add")[0]["people"] == "mary jones"
    listed = "Ann Olsson, Olaf June, Mary Cole, Theo Bell, Olivia Hart, Lars Ray, Uma Dahl and Ida Moss"
    people = [each["people"] for each in args_of(tell(f"add {listed} to R-1"), "cand add")]
    assert ", ".join(people).replace(" and ", ", ") == listed.replace(" and ", ", ")


def test_a_list_with_commas_alone_is_asked_about_with_its_names(tell, search):
    (add,) = args_of(tell("add Ann Olsson, May Jones"), "cand add")
    form = tell(verb="cand add", **add).form
    assert form.fields[0].value == "Ann Olsson\nMay Jones"


@pytest.mark.parametrize("said", ["bo w/ mei tomorrow at noon", "bo with mei wed 3"])
def test_a_name_with_whom_and_when_is_a_round(tell, search, team, said):
    met(tell, MEI)
    (book,) = args_of(tell(said, by=RAVI), "interview book")
    assert (book["application"], book["interviewers"]) == (team["Bo"], ["@mei"])
    assert book["when"] in ("tomorrow noon", "wed 3pm")


@pytest.mark.parametrize(
    ("said", "verb"), [("bo no from me, too junior", "decide no"), ("forgot to say bo withdrew", "cand withdraw")]
)
def test_a_verdict_behind_a_name_and_what_is_told_late(tell, team, said, verb):
    assert (verb, team["Bo"]) in offered(tell(said))


def test_what_was_forgotten_has_not_happened():
    assert told("i forgot to reject bo") is None


def test_until_when_somebody_has_is_until_when_their_offer_stands(tell, team):
    tell("loop done ana")
    tell("offer sent ana")
    assert args_of(tell("ana has till monday to answer"), "offer extend")[0]["until"].endswith("monday")
    assert told("ana has until friday for the take home") is None
    assert not told("offer's out to ana, she has until monday 5pm").mixed


def test_who_has_left_and_is_still_in_is_taken_up_again(tell, team):
    tell("withdraw lena")
    (back,) = args_of(tell("oh wait she said she's still in"), "cand move")
    assert back["application"] == team["Lena"]


def test_a_search_that_is_done_is_no_round_of_whoever_is_named_behind(tell, search, team):
    verbs = [verb for verb, _ in offered(tell("r-1 done, close it out and reject ana and bo"))]
    assert verbs == ["cand reject", "cand reject"]
    assert "interview done" not in [each.verb for each in tell("r-1 done, close it out and reject bob").actions]


def test_when_somebody_is_to_start_is_no_time_of_a_decision(tell, team):
    tell("loop done bo")
    (yes,) = args_of(tell("lets go with bo, 232 + 0.1%, start in six weeks"), "decide yes")
    assert "when" not in yes


def test_a_day_with_an_hour_is_no_stage(tell, team):
    assert [each.verb for each in tell("move lena to thurs 2").actions] == ["interview move"]


@pytest.mark.parametrize(
    "said", ["need another one, staff ml platform engineer in nyc, {}", "need another one, staff mlops nyc, {}"]
)
def test_what_is_said_besides_of_a_search_is_not_its_title(tell, said):
    reply = tell(said.format("@tom is hiring manager, dana approves"))
    (args,) = args_of(reply, "req open")
    assert "dana" not in f"{args.get('title', '')} {args.get('called', '')}".casefold()


def test_the_round_that_is_named_before_is_the_one(tell, search, team):
    met(tell, MEI)
    assert [each.get("round") for each in args_of(tell("bo hm call w/ mei thurs 2pm", by=RAVI), "interview book")] == ["hm call"]


def test_a_verdict_behind_a_name_of_nobody_is_not_of_who_was_named_before(tell, team):
    reply = tell("bo is a yes, mary no")
    assert ("decide no", team["Bo"]) not in offered(reply)


def test_all_of_a_number_of_searches_are_all(tell, search):
    tell('req open "Data engineer" berlin')
    assert [each.args["req"] for each in tell("all two reqs on hold till jan").actions if each.verb == "req hold"] == [1, 2]


@pytest.mark.parametrize("said", ["search is done?", "is the req done", "the search is not done", "up to 240", "change to 3pm"])
def test_what_is_asked_or_goes_on_tells_nothing(tell, search, said):
    assert told(said) is None
    assert {"req fill", "req cancel", "offer edit"}.isdisjoint(each.verb for each in tell(said).actions)
