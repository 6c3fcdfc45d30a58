"""No typed question changes anything: it is answered, by a form, by what the verb shows, or by the change as a button."""

from __future__ import annotations

import pytest

from handlers.catalog import verbs
from tests.conftest import RAVI
from tests.pipeline.team import EVE, added, everything, kinds, met, opened, req

CHANGES = [verb for verb in verbs() if verb.effect == "write"]
ENDINGS = ("?", " ?", " how", " help", " yet?", " or not", " what does it do", " now?", " how do I do this", " someone?", "？")
OWN_WORDS = (" because ", " : ", "\n")
"""Behind these a question is somebody's own."""


def changing(tell, stateful, said):
    """Of these messages those that left anything behind."""
    met(tell, RAVI)
    before, found = everything(stateful), []
    for each in said:
        reply = tell(each)
        assert "error" not in reply.data, each
        after = everything(stateful)
        if after != before:
            found.append(each)
        before = after
    return found


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_verb_changes_anything_where_it_is_asked_about(tell, stateful, ending):
    opened(tell)
    assert changing(tell, stateful, [f"{name}{ending}" for verb in CHANGES for name in verb.names]) == []


@pytest.mark.parametrize("ending", ["?", " yet", " or not?"])
def test_no_example_changes_anything_where_it_is_asked_about(tell, stateful, search, ending):
    examples = [example for verb in CHANGES for example in verb.examples if not any(each in example for each in OWN_WORDS)]
    here = [each.replace("R-12", "R-1").replace("A.Q.", "Ana Quiroga").replace("C-31", "C-1") for each in examples]
    assert changing(tell, stateful, [f"{each}{ending}" for each in here]) == []


@pytest.mark.parametrize("said", ["req open?", "open a req?", "req open help", "req open ???", 'req open "?"', "req open 2026"])
def test_a_title_without_a_letter_is_none(tell, said):
    assert tell(said).form.verb == "req open"


@pytest.mark.parametrize(
    "said", ["loop done?", "loop done how", 'loop done "???"', "loop done 48213", "cand add?", "cand add how"]
)
def test_a_name_without_a_letter_is_none(tell, said):
    opened(tell)
    assert tell(said).form.verb == " ".join(said.split()[:2]).rstrip("?")


def test_a_form_that_is_sent_without_a_letter_says_so_at_its_field(tell, search):
    assert set(tell(verb="loop done", candidate="???", req=1).data["errors"]) == {"candidate"}
    assert set(tell(verb="req edit", req=1, title="???").data["errors"]) == {"title"}
    assert set(tell(verb="cand add", req=1, people="???").data["errors"]) == {"people"}


@pytest.mark.parametrize("name", ["张伟", "นภา", "Зоя", "How", "Yến"])
def test_names_of_any_script_are_names(tell, stateful, name):
    assert tell(f'cand add "{name}" R-{opened(tell)}').data["candidate"] == 1
    assert tell(f'loop done "{name}"').data["application"]


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("req fill R-1?", "req fill"),
        ("req fill R-1?!", "req fill"),
        ("req fill R-1 yet", "req fill"),
        ("undo?", "undo"),
        ("cand reject ana?", "cand reject"),
        ("loop done ana?", "loop done"),
        ("loop done bo lind?", "loop done"),
        ("interview book ana technical thu 2pm @ravi?", "interview book"),
        ("away until friday?", "away"),
        ("offer draft ana base 210k?", "offer draft"),
    ],
)
def test_what_is_asked_comes_back_as_the_button_that_does_it(tell, stateful, search, said, verb):
    met(tell, RAVI)
    before = everything(stateful)
    reply = tell(said)
    assert (reply.data, reply.confidential) == ({"refused": "NotDone"}, True)
    assert everything(stateful) == before
    (action,) = reply.actions
    assert action.verb == verb
    assert "refused" not in tell(verb=action.verb, **action.args).data
    assert everything(stateful) != before


def test_a_question_of_somebody_who_may_not_is_refused_and_leaves_nothing_in_the_trail(tell, stateful, search):
    met(tell, EVE)
    before = kinds(stateful)
    assert tell("req fill R-1?", by=EVE).data == {"refused": "NotAllowed"}
    assert kinds(stateful) == before


@pytest.mark.parametrize(("said", "shows"), [("due?", "owe"), ("settings?", "set here"), ("req team R-1?", "team")])
def test_a_question_for_what_a_verb_shows_is_answered(tell, search, said, shows):
    assert shows in tell(said).text


@pytest.mark.parametrize(
    "said",
    [
        'cand note ana "why did she leave?"',
        'cand note "ana" why did she leave?',
        "cand note ana: why did she leave?",
        "note ana why did she leave?",
    ],
)
def test_a_note_may_be_a_question(tell, stateful, search, said):
    assert tell(said).data["application"] == search.application
    assert kinds(stateful)[-1] == "noted"


def test_a_name_that_is_asked_about_is_no_note(tell, stateful, search):
    assert tell("note ana quiroga?").form.verb == "cand note"


def test_a_reason_and_a_title_may_be_a_question(tell, stateful, search):
    tell("cand reject ana because who would not?")
    assert "rejected" in kinds(stateful)
    tell('req edit R-1 title "Why not ML engineer?"')
    assert req(stateful, 1).title == "Why not ML engineer?"


@pytest.mark.parametrize(
    "said",
    ["told the candidate no how soon", "decide between senior and mid", "offer accept rate", "how soon must we decide?"],
)
def test_a_question_that_begins_with_a_verbs_word_goes_to_the_guides(tell, stateful, search, said):
    before = everything(stateful)
    assert "answered" in tell(said).data
    assert everything(stateful) == before


def test_whom_nobody_knows_is_said_to_be_unknown_where_it_is_asked(tell, search):
    assert tell("decide yes bo?").data == {"refused": "NotFound"}
    added(tell, search.req, "Bo Lind")
    assert tell("decide yes bo?").data == {"refused": "Conflict"}


@pytest.mark.parametrize("said", ["cand note ana how?", "note ana why", "note ana quiroga what does it do?", "note ana help"])
def test_a_note_that_only_asks_about_the_verb_is_kept_by_its_button(tell, stateful, search, said):
    before = everything(stateful)
    reply = tell(said)
    assert reply.text.startswith("That was a question, so nothing is changed.")
    assert everything(stateful) == before
    (keep,) = reply.actions
    assert "note" in tell(verb=keep.verb, **keep.args).data
