"""Finding whom and what people mean."""

from __future__ import annotations

import pytest

from handlers.core.command import Place
from handlers.pipeline.messages import cards
from storage.models import Outbox
from tests.conftest import RAVI
from tests.pipeline.team import added, kinds, met, opened, req, rows
from tests.pipeline.test_home import counted

THREAD = Place("slack", "C-HIRING", "1700.0001")


def posted(house, number):
    """The card of a req has arrived in the channel."""

    def arrive(unit):
        id = req(house, number).id
        message = next(each for each in unit.all(Outbox, Outbox.kind == "card") if each.refs["req"] == id)
        cards.posted(unit, message, {"channel": "C-HIRING", "ts": f"1700.000{number}"})

    house.database.write("acme", arrive)


@pytest.mark.parametrize("said", ["R-1", "r1", "R1", "req 1", "r-1", "the senior one", "the production req"])
def test_a_req_is_known_by_number_and_by_description(tell, said):
    opened(tell)
    opened(tell, '"Data scientist" mid')
    assert tell(f"req show {said}").data["req"] == 1


def test_words_that_fit_several_reqs_are_asked_back_with_buttons(tell):
    opened(tell)
    opened(tell)
    reply = tell("req show the senior one")
    assert reply.data == {"refused": "NotFound"}
    assert [(action.verb, action.args.get("req")) for action in reply.actions[:2]] == [("req show", 1), ("req show", 2)]
    assert tell(verb=reply.actions[1].verb, **reply.actions[1].args).data["req"] == 2


def test_the_only_open_req_needs_no_name(tell):
    opened(tell)
    assert tell("req show").data["req"] == 1


def test_a_number_that_is_not_there_offers_those_that_are(tell):
    opened(tell)
    reply = tell("req show R-11")
    assert reply.data == {"refused": "NotFound"}
    assert reply.actions[0].args == {"req": 1}


@pytest.mark.parametrize("said", ["status", "what's going on?", "any updates"])
def test_how_things_stand_is_told_of_the_threads_req_and_elsewhere_of_all(tell, stateful, said):
    opened(tell)
    opened(tell, '"Data scientist"')
    posted(stateful, 2)
    assert tell(said, place=Place("slack", "C-HIRING", "1700.0002")).data["req"] == 2
    assert tell(said).text == "2 open reqs, 0 candidates"


def test_in_a_reqs_thread_the_req_is_understood_and_the_only_candidate_too(tell, stateful):
    opened(tell)
    opened(tell, '"Data scientist"')
    added(tell, 1)
    posted(stateful, 1)
    assert tell("cand list", place=THREAD).data["req"] == 1
    assert tell("cand move to screen", place=THREAD).data["stage"] == "screen"
    added(tell, 1, "Tom Berg")
    reply = tell("cand move to manager", place=THREAD)
    assert reply.data == {"refused": "NotFound"}
    assert len(reply.actions) == 2


def test_lines_queued_before_the_card_arrived_follow_into_its_thread(tell, stateful):
    opened(tell)
    added(tell, 1)
    posted(stateful, 1)
    assert req(stateful, 1).address["thread"] == "1700.0001"
    assert {line.address.get("thread") for line in rows(stateful, Outbox, Outbox.kind == "history")} == {"1700.0001"}


def test_what_is_said_in_the_thread_is_not_said_there_again(tell, stateful):
    opened(tell)
    added(tell, 1)
    posted(stateful, 1)
    before = len(rows(stateful, Outbox))
    tell("cand move to screen", place=THREAD)
    assert len(rows(stateful, Outbox)) == before


@pytest.mark.parametrize("said", ['"Ana Quiroga"', "ana quiroga", "Ana", "Ana Q.", "quiroga", "AQ", "A.Q.", "C-1", "c1"])
def test_a_candidate_is_known_by_name_initials_and_number(tell, said):
    number = opened(tell)
    added(tell, number)
    added(tell, number, "Tom Berg")
    assert tell(f"cand show {said} R-{number}").data["candidate"] == 1


def test_two_of_the_same_first_name_are_asked_about(tell):
    number = opened(tell)
    added(tell, number)
    added(tell, number, "Ana Costa")
    reply = tell(f"cand show Ana R-{number}")
    assert reply.data == {"refused": "NotFound"}
    assert {action.label for action in reply.actions} == {"Ana Quiroga (C-1, R-1)", "Ana Costa (C-2, R-1)"}
    assert tell(f"cand show Ana Q. R-{number}").data["candidate"] == 1


def test_nearly_right_is_offered_and_not_taken(tell):
    number = opened(tell)
    added(tell, number)
    reply = tell(f'cand reject "Anna Quirogga" R-{number}')
    assert reply.data == {"refused": "NotFound"}
    assert tell(verb=reply.actions[0].verb, **reply.actions[0].args).data["outcome"] == "rejected"


def test_a_loop_of_somebody_nearly_known_is_asked_about_and_adds_nobody(tell, stateful):
    number = opened(tell)
    added(tell, number)
    reply = tell(f'loop done "Anna Quirogga" R-{number}')
    assert reply.data == {"refused": "NotFound"}
    assert kinds(stateful).count("candidate_added") == 1


def test_a_candidate_of_one_req_needs_no_req(tell):
    opened(tell)
    opened(tell, '"Data scientist"')
    added(tell, 2)
    assert tell("cand show Ana Quiroga").data["req"] == 2


@pytest.mark.parametrize("said", ["<@U-RAVI>", "@ravi", "@Ravi", "<@URAVI2|Ravi Menon>"])
def test_a_colleague_is_known_by_mention_and_by_name(tell, said):
    opened(tell)
    met(tell, RAVI)
    reply = tell(f"req team R-1 add {said} as recruiter")
    assert reply.data["joined"]


def test_a_colleague_nobody_has_met_is_not_guessed(tell):
    opened(tell)
    assert tell("req team R-1 add @zoe as recruiter").data == {"refused": "NotFound"}


@pytest.mark.parametrize("said", ["due <@U-ZOE|Zoe>", "report <@U-ZOE|Zoe>"])
def test_who_is_mentioned_and_was_never_met_is_said_to_be_in_no_search(tell, said):
    opened(tell)
    assert tell(said).text == "Zoe is in no search here, and has not written to me yet."


def test_an_unknown_name_is_looked_for_in_all_searches_at_once(tell, stateful):
    def asked():
        with counted(stateful) as run:
            tell("cand note Zzyzx likes cats")
        return len(run)

    for name in ("Ana Quiroga", "Bo Lind"):
        added(tell, opened(tell), name)
    few = asked()
    for name in ("Cleo Marr", "Dov Stern", "Eli Wade"):
        added(tell, opened(tell), name)
    assert asked() == few


@pytest.mark.parametrize(
    "said", ["cand show 'Ana Quiroga' R-1", "cand show ‘Ana Quiroga’ R–1", "cand show “Ana Quiroga” R\u20111"]
)
def test_somebody_in_any_quotation_marks_is_the_same(tell, said):
    added(tell, opened(tell), "Ana Quiroga")
    assert tell(said).data["candidate"] == 1


def test_a_title_in_single_quotation_marks_is_a_title(tell, stateful):
    tell("req open 'MLOps crew' mlops senior remote")
    assert req(stateful, 1).title == "MLOps crew"
