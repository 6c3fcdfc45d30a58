"""Who may do what."""

from __future__ import annotations

import pytest

from handlers.catalog import verbs
from handlers.core.access import TABLE, Part, Role
from storage.models import Event
from tests.conftest import MEI, RAVI
from tests.pipeline.team import EVE, TOM, added, everything, kinds, met, opened, rows

OPEN_TO_ALL = {
    "settings",
    "req list",
    "board",
    "due",
    "snooze",
    "skip",
    "done",
    "reassign",
    "why nudge",
    "show nudge",
    "away",
    "home",
    "page board",
    "undo",
    "share",
    "report",
}
"""Verbs with state that anybody may say: they show or change what is the asker's own, or what the asker may see."""


def test_every_verb_names_a_need_that_the_table_has():
    assert {verb.access for verb in verbs()} <= TABLE.keys()


def test_a_verb_of_the_pipeline_that_everybody_may_say_is_so_on_purpose():
    mine = {verb.name for verb in verbs() if verb.handle.__module__.startswith("handlers.pipeline.verbs")}
    assert {verb.name for verb in verbs() if verb.name in mine and verb.access == "everyone"} <= OPEN_TO_ALL


def test_who_adds_candidates_recruits_or_leads_the_search_and_anybody_asks_about_pay():
    needs = {verb.name: TABLE[verb.access] for verb in verbs()}
    assert needs["cand add"].roles == {Role.ADMIN, Role.RECRUITER}
    assert needs["cand add"].parts == {Part.HIRING_MANAGER, Part.RECRUITER, Part.SPONSOR}
    assert needs["band"].anyone


def test_the_first_person_of_a_workspace_is_its_admin_and_the_second_is_not(tell):
    opened(tell)
    met(tell, RAVI)
    people = {each["name"]: each["roles"] for each in tell("people").data["people"]}
    assert people == {"Mei": ["admin"], "Ravi": []}


def test_an_admin_gives_roles_and_the_last_admin_stays(tell):
    opened(tell)
    met(tell, RAVI)
    assert tell("people role @ravi recruiter").data["roles"] == ["recruiter"]
    assert tell('req open "Data scientist"', by=RAVI).data["req"] == 2
    assert tell("people role remove @me admin").data == {"refused": "Conflict"}
    assert tell("people role @ravi admin", by=RAVI).data == {"refused": "NotAllowed"}


@pytest.mark.parametrize(
    "said",
    [
        'req open "Mine"', "req show R-1", "req health R-1", "req edit R-1 staff", "req hold R-1", "req cancel R-1",
        "req team R-1",
        "cand list R-1", 'cand add "X" R-1', 'cand show "Ana Quiroga" R-1', 'cand move "Ana Quiroga" to screen R-1',
        'cand reject "Ana Quiroga" R-1', 'cand note "Ana Quiroga" R-1 : x', "cand forget C-1", "audit R-1", "export csv",
        "people",
        "people role @mei recruiter", 'offer sent "Ana Quiroga" R-1',
    ],
)  # fmt: skip
def test_somebody_without_a_part_is_refused_and_told_who_may(tell, stateful, said):
    added(tell, opened(tell))
    met(tell, EVE)
    before = everything(stateful)
    reply = tell(said, by=EVE)
    assert reply.data == {"refused": "NotAllowed"}
    assert reply.text.startswith("Only ")
    after = everything(stateful)
    assert [each for place, each in enumerate(after) if place != 3] == [each for place, each in enumerate(before) if place != 3]


def test_ids_in_buttons_are_worth_no_more_than_their_holder(tell, stateful):
    application = added(tell, opened(tell))
    met(tell, EVE)
    for verb in ("cand show", "cand move", "cand reject", "cand withdraw", "cand note", "offer sent"):
        assert tell(verb=verb, application=application, by=EVE).data == {"refused": "NotAllowed"}
    assert kinds(stateful).count("candidate_added") == 1


def test_an_id_of_another_company_is_not_there(tell):
    application = added(tell, opened(tell))
    stranger = type(MEI)("globex", "slack", "U-1", "Eve")
    assert tell(verb="cand show", application=application, by=stranger).data == {"refused": "NotFound"}


def test_a_refusal_is_in_the_trail_in_a_unit_of_its_own(tell, stateful):
    opened(tell)
    met(tell, EVE)
    tell("req hold R-1", by=EVE)
    refused = rows(stateful, Event, Event.kind == "refused")
    assert [event.after for event in refused] == [{"verb": "req hold"}]
    assert refused[0].requisition_id


def test_an_interviewer_sees_the_req_and_not_its_offers(tell):
    number = opened(tell)
    added(tell, number)
    met(tell, TOM)
    tell(f"req team R-{number} add @tom as interviewer")
    assert tell(f"cand list R-{number}", by=TOM).data["candidates"]
    reply = tell(f'offer sent "Ana Quiroga" R-{number}', by=TOM)
    assert reply.data == {"refused": "NotAllowed"}
    assert "hiring manager, recruiter, approver and sponsor" in reply.text
    assert "Mei can add you" in reply.text


def test_a_recruiter_of_another_req_does_not_see_offers(tell):
    number = opened(tell)
    added(tell, number)
    met(tell, RAVI)
    tell("people role @ravi recruiter")
    assert tell(f'cand move "Ana Quiroga" to screen R-{number}', by=RAVI).data["stage"] == "screen"
    assert tell(f'offer sent "Ana Quiroga" R-{number}', by=RAVI).data == {"refused": "NotAllowed"}


def test_lists_hold_what_the_asker_may_see(tell):
    first, second = opened(tell), opened(tell, '"Data scientist"')
    met(tell, TOM)
    tell(f"req team R-{second} add @tom as interviewer")
    assert [each["req"] for each in tell("req list", by=TOM).data["reqs"]] == [second]
    assert [each["req"] for each in tell("board", by=TOM).data["reqs"]] == [second]
    assert [each["req"] for each in tell("board").data["reqs"]] == [first, second]


def test_roles_that_a_door_vouches_for_are_given_at_the_first_meeting(tell):
    opened(tell)
    vouched = type(RAVI)("acme", "console", "ravi", "Ravi", roles=("recruiter",))
    met(tell, vouched)
    assert tell('req open "Data scientist"', by=vouched).data["req"] == 2


def test_who_has_left_the_team_still_hands_in_what_they_saw(tell, stateful):
    added(tell, opened(tell))
    met(tell, TOM)
    tell('interview done "Ana Quiroga" technical R-1 @tom')
    left = tell("req team R-1 remove @tom")
    assert "Tom still owes a scorecard in R-1: what they saw, nobody else writes down." in str(left.elements)
    said = 'scorecard "Ana Quiroga" technical yes because she found the skew'
    assert "refused" not in tell(said, by=TOM).data
    assert "refused" in tell('cand show "Ana Quiroga"', by=TOM).data
