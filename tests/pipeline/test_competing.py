"""Another company's offer, told anew: the newer word takes the place of the older, and the answer says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline import changes, competing
from storage.models import Application, Disclosure, Event, Nudge, Requisition
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DM, TOM, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR


@pytest.fixture
def tells(tell):
    """Ravi says something of another company's offer to Ana, minutes after her final round on Monday, 13:00."""
    reachable(tell, MEI, RAVI)
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    return lambda words, minutes=1: tell(f"volunteered ana {words}", by=RAVI, at=ENDED + minutes * HOUR / 60)


def ends(house, number=1):
    """The ends of others' offers that stand in a search, by its clocks: end → when it was told."""

    def read(unit):
        found = {changes.req_of(unit, each).number: each for each in unit.all(Application)}
        return dict(changes.story_of(unit, changes.req_of(unit, found[number]), found[number]).competing)

    return house.database.read("acme", read)


def standing(house):
    return [each for each in rows(house, Disclosure) if each.withdrawn_at is None]


@pytest.mark.parametrize(("first", "then"), [("wed 17:00", "fri 17:00"), ("fri 17:00", "wed 17:00")])
def test_the_same_offer_told_with_another_date_takes_the_earlier_ones_place(stateful, tells, first, then):
    tells(f"other offer from Acme 240k expires {first}")
    reply = tells(f"other offer from acme expires {then}", 2)
    (held,) = standing(stateful)
    assert list(ends(stateful)) == [held.expires_at]
    assert (held.details["company"], held.details["amount"]) == ("acme", 240000), "what is not said anew stays"
    assert "takes the place of what was told before: another offer of $240K from Acme, open until" in str(reply.elements)


def test_where_no_company_is_named_the_only_one_is_meant_and_both_can_be_kept(stateful, tell, tells):
    tells("other offer 240k expires fri 17:00")
    before = ends(stateful)
    reply = tells("competing offer expires wed 17:00", 2)
    (keep,) = (each for each in reply.actions if each.label == "Keep both")
    assert len(ends(stateful)) == 1
    later = tell(verb=keep.verb, by=RAVI, at=ENDED + HOUR, **keep.args)
    assert len(later.data["volunteered"]) == 2
    assert before.items() <= ends(stateful).items(), "it is known since it was first told"
    assert tell(verb=keep.verb, by=RAVI, at=ENDED + HOUR, **keep.args).data == {"refused": "NotFound"}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("other offer from Acme expires fri 17:00", "other offer from Hooli expires wed 17:00"),
        ("other offer 240k expires fri 17:00", "other offer 260k expires wed 17:00"),
        ("other offer from Acme 240k expires fri 17:00", "other offer from Hooli 240k expires wed 17:00"),
    ],
)
def test_offers_that_are_told_apart_both_stand(stateful, tells, first, then):
    tells(first)
    reply = tells(then, 2)
    assert len(ends(stateful)) == 2
    assert "Keep both" not in [each.label for each in reply.actions]


def test_of_two_that_may_be_meant_neither_is_replaced(stateful, tells):
    tells("other offer from Acme 240k expires fri 17:00")
    tells("other offer from Hooli 260k expires wed 17:00", 2)
    tells("competing offer expires thu 17:00", 3)
    assert len(ends(stateful)) == 3


def test_the_same_date_told_again_is_no_news(stateful, tells):
    tells("other offer from Acme expires wed 17:00")
    before = ends(stateful)
    tells("other offer from Acme 250k expires wed 17:00", 60)
    assert len(standing(stateful)) == 1
    assert ends(stateful) == before


def test_one_undo_brings_the_earlier_word_back(stateful, tell, tells):
    tells("other offer from Acme expires wed 17:00")
    before = ends(stateful)
    tells("other offer from Acme expires fri 17:00", 2)
    assert "refused" not in tell("undo", by=RAVI, at=ENDED + 2 * HOUR / 60 + timedelta(seconds=20)).data
    assert ends(stateful) == before


def test_the_trail_knows_no_company(stateful, tells):
    tells("other offer from Acme 240k expires wed 17:00")
    assert "Acme" not in str([(each.before, each.after) for each in rows(stateful, Event)])


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ("Acme 240k", "Acme"),
        ("Acme, 240k", "Acme"),
        ("Blue Sky Labs", "Blue Sky Labs"),
        ("$240k", ""),
        ("Web3 Labs, base 240k", "Web3 Labs"),
        ("Acme and €90,000 base", "Acme"),
        ("3M", "3M"),
        ("", ""),
    ],
)
def test_a_company_is_read_without_the_figure_beside_it(said, company):
    assert competing.company_of(said).get("company", "") == company


@pytest.fixture
def in_two(tell, tells):
    """Ana is in R-2 as well, for which Tom recruits; her final round there was with the first one. Her application there."""
    reachable(tell, TOM)
    tell('req open "Staff ML engineer" production staff remote')
    tell("req team R-2 add @tom as recruiter")
    known = next(each for each in tell('cand add "Ana Quiroga" R-2').actions if "same" in each.args)
    application = tell(verb=known.verb, **known.args).data["application"]
    tell(verb="loop done", application=application, at=ENDED)
    return application


def of_offer(house, number):
    """When the offer's clock in a search is due."""
    found = [each for each in rows(house, Nudge) if each.clock == "offer" and each.voice == "due" and each.reason is None]
    number_of = {each.id: each.number for each in rows(house, Requisition)}
    return {each.deadline_at for each in found if number_of[each.requisition_id] == number}


def owing(house, application):
    return {each.person_id for each in rows(house, Nudge) if each.application_id == application and each.reason is None}


def test_who_is_in_two_searches_has_less_time_in_both(stateful, tell, tells, in_two):
    tell("req team R-2 add @ravi as sponsor")
    reply = tells("other offer from Acme 240k expires wed 10:00 R-1")
    assert "It counts for R-2 too" in str(reply.elements)
    assert ends(stateful, 2) == ends(stateful, 1)
    assert of_offer(stateful, 2) == of_offer(stateful, 1) == {ENDED + 21 * HOUR}
    tells("other offer from Acme expires fri 17:00 R-2", 2)
    assert ends(stateful, 1) == ends(stateful, 2), "told anew in the one, it is told anew in the other"
    assert of_offer(stateful, 2) == of_offer(stateful, 1) == {ENDED + 48 * HOUR}


def test_who_may_not_see_the_other_searchs_offers_tells_its_clocks_the_end_and_nothing_else(stateful, tells, in_two):
    reply = tells("other offer from Acme 240k expires wed 10:00 R-1")
    assert "R-2" not in str(reply)
    assert len(ends(stateful, 2)) == 1
    (there,) = (each for each in standing(stateful) if each.application_id == in_two)
    assert there.details == {}


def test_what_is_dropped_kept_or_undone_is_so_in_both(stateful, tell, tells, in_two):
    tells("other offer from Acme expires wed 10:00 R-1")
    reply = tells("other offer from Acme expires fri 17:00 R-1", 5)
    assert (len(ends(stateful, 1)), ends(stateful, 2)) == (1, ends(stateful, 1))
    (keep,) = (each for each in reply.actions if each.label == "Keep both")
    reply = tell(verb=keep.verb, by=RAVI, at=ENDED + HOUR, **keep.args)
    assert (len(ends(stateful, 1)), ends(stateful, 2)) == (2, ends(stateful, 1))
    drop = next(each for each in reply.more if each.args.get("drop"))
    tell(verb=drop.verb, by=RAVI, at=ENDED + HOUR, **drop.args)
    assert (len(ends(stateful, 1)), ends(stateful, 2)) == (1, ends(stateful, 1))
    owners = owing(stateful, in_two)
    tells("other offer from Hooli expires tue 17:00 R-1", 90)
    assert "refused" not in tell("undo", by=RAVI, at=ENDED + 1.5 * HOUR).data
    assert (len(ends(stateful, 1)), ends(stateful, 2)) == (1, ends(stateful, 1))
    assert owing(stateful, in_two) == owners


@pytest.mark.parametrize("sees", [True, False])
def test_who_joins_another_search_has_their_other_offers_count_there_too(stateful, tell, tells, sees):
    """`sees`: whether whoever adds them may see the offers of both searches."""
    reachable(tell, TOM)
    tells("other offer from Acme 240k expires fri 10:00 R-1")
    tells("other offer from Blue expires mon 14:00 R-1", 2)
    tell('req open "Staff ML engineer" production staff remote')
    tell(f"req team R-2 add @{'ravi' if sees else 'tom'} as recruiter")
    by, later = RAVI if sees else TOM, ENDED + 20 * HOUR  # Blue's is over by then
    tell("people role @tom recruiter")
    known = next(each for each in tell('cand add "Ana Quiroga" R-2', by=by, at=later).actions if "same" in each.args)
    there = tell(verb=known.verb, **known.args, by=by, at=later).data["application"]
    (end,) = ends(stateful, 2)
    assert end in ends(stateful, 1)
    (held,) = (each for each in standing(stateful) if each.application_id == there)
    assert held.details.get("company") == ("Acme" if sees else None)
    (carried,) = (each for each in rows(stateful, Event) if each.entity_id == held.id)
    assert (carried.occurred_at, held.volunteered_at) == (later, ENDED + timedelta(minutes=1))
    line = f"{by.name} took along what Ana Quiroga had volunteered on 30 Nov 2026{' (Ravi noted it)' if sees else ''}."
    assert line in str(tell("audit R-2", at=later, place=DM).elements)
    tells("other offer from Acme expires thu 17:00 R-1", 21 * 60)
    assert ends(stateful, 1).keys() >= ends(stateful, 2).keys(), "told anew in the one, it is told anew in the other"
    assert len(ends(stateful, 2)) == 1


def test_who_sees_the_offers_of_one_search_in_which_it_was_told_takes_along_what_was_told_there(stateful, tell):
    reachable(tell, MEI, RAVI, TOM)
    tell('req open "Senior ML engineer" production senior remote')
    tell("req team R-1 add @ravi as recruiter")
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    tell("people role @tom recruiter")
    for number, by in ((2, MEI), (3, TOM)):
        tell(f'req open "Search {number}" production senior remote')
        tell(f"req team R-{number} add @tom as recruiter")
        if number == 3:
            tell("volunteered ana other offer from Acme 240k expires wed 10:00 R-2", by=MEI, at=ENDED + HOUR)
        known = next(each for each in tell(f'cand add "Ana Quiroga" R-{number}', by=by).actions if "same" in each.args)
        tell(verb=known.verb, **known.args, by=by, at=ENDED + 2 * HOUR)
    number_of = {each.id: each.number for each in rows(stateful, Requisition)}
    search_of = {each.id: number_of[each.requisition_id] for each in rows(stateful, Application)}
    told = {search_of[each.application_id]: each.details.get("company") for each in standing(stateful)}
    assert told == {1: "Acme", 2: "Acme", 3: "Acme"}, "Tom sees no offers of R-1"


def test_into_a_search_whose_offers_the_speaker_may_not_see_goes_the_end_alone(stateful, tell, tells):
    tells("other offer from Acme 240k expires fri 10:00 R-1")
    tell("people role @ravi recruiter")
    tell('req open "Staff ML engineer" production staff remote')
    there = tell("cand add C-1 R-2", by=RAVI, at=ENDED + HOUR).data["application"]
    assert ends(stateful, 2).keys() == ends(stateful, 1).keys()
    assert [each.details for each in standing(stateful) if each.application_id == there] == [{}]


@pytest.mark.parametrize("over", ["cand withdraw ana R-1", "req cancel R-1"])
def test_what_was_told_in_a_search_that_is_over_does_not_count_in_the_next(stateful, tell, tells, over):
    tells("other offer from Acme 240k expires fri 10:00 R-1")
    tell(over, at=ENDED + HOUR)
    tell('req open "Staff ML engineer" production staff remote')
    assert "application" in tell("cand add C-1 R-2", at=ENDED + HOUR).data
    assert ends(stateful, 2) == {}


def test_taking_back_that_somebody_joined_takes_back_what_came_with_them(stateful, tell, tells):
    tells("other offer from Acme 240k expires fri 10:00 R-1")
    tell('req open "Staff ML engineer" production staff remote')
    known = next(each for each in tell('cand add "Ana Quiroga" R-2').actions if "same" in each.args)
    tell(verb=known.verb, **known.args, at=ENDED + HOUR)
    assert "event" in tell("undo", at=ENDED + HOUR).data
    assert len(standing(stateful)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "volunteered ana other offer at Acme 240k expires fri 10:00",
        "volunteered ana other offer from Acme, 240k expires fri 10:00",
        "volunteered ana other offer 240k at Acme expires fri 10:00",
        "volunteered ana competing offer with Acme, 240k, expires fri 10:00",
        "volunteered ana other offer expires fri at 10:00 at Acme, 240k",
        "volunteered ana other offer from Acme with 240k base and a deadline on friday",
        "volunteered ana other offer 240k from Acme with deadline fri",
    ],
)
def test_a_company_and_a_figure_are_read_however_they_stand(stateful, tell, tells, said):
    tell(said, by=RAVI, at=ENDED + HOUR)
    (held,) = standing(stateful)
    assert (held.details.get("company"), held.details.get("amount")) == ("Acme", 240000)
    assert held.expires_at is not None


def test_notice_that_is_said_with_an_offer_is_noted_too(stateful, tells):
    tells("other offer 250k with 4 weeks notice")
    assert [(each.kind.value, each.details.get("notice")) for each in standing(stateful)] == [
        ("notice", "4 weeks"),
        ("competing_offer", None),
    ]


@pytest.mark.parametrize(
    ("said", "amount"), [("competing offer from 3M expires fri", None), ("other offer from 3M 250k", 250_000)]
)
def test_a_company_that_is_called_by_a_number_is_no_sum(stateful, tells, said, amount):
    tells(said)
    (held,) = standing(stateful)
    assert (held.details["company"], held.details.get("amount")) == ("3M", amount)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("other offer from Acme at 260k with a sign-on of 20k expires thu", "with a sign-on"),
        ("other offer from Acme on friday", "from Acme on friday"),
        ("other offer 250k with 5% equity", "with 5% equity"),
        ("other offer 250k at 3 days a week", "at 3 days a week"),
        ("leaves 400k at google", "google"),
    ],
)
def test_what_is_no_company_is_told_as_not_read(stateful, tells, said, left):
    assert left in tells(said).text
    assert standing(stateful) == []


@pytest.mark.parametrize(
    "said",
    [
        "ana has an offer from Acme 240k until friday",
        "ana has an offer at Acme, 240k until fri",
        "ana got an offer from Acme of 240k",
    ],
)
def test_a_company_and_a_figure_are_read_in_a_sentence(stateful, tell, tells, said):
    button = tell(said, by=RAVI, at=ENDED + HOUR).actions[0]
    tell(verb=button.verb, **button.args, by=RAVI, at=ENDED + HOUR)
    (held,) = standing(stateful)
    assert (held.details.get("company"), held.details.get("amount")) == ("Acme", 240000)


def test_who_signed_is_no_candidate_of_another_search_any_more_and_the_answer_offers_to_say_so(tell, tells):
    tell('req open "Platform engineer" mlops senior remote')
    tell("req team R-2 add @ravi as recruiter")
    tell("cand add C-1 R-2", by=RAVI, at=ENDED)
    tell("decide yes ana R-1", at=ENDED + HOUR / 2)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + HOUR)
    reply = tell("offer accept ana R-1", by=RAVI, at=ENDED + 2 * HOUR)
    assert "R-2 still counts on them: say that they stepped back there." in str(reply.elements)
    (out,) = (each for each in reply.actions if each.label == "Withdrew from R-2")
    assert tell(verb=out.verb, by=RAVI, at=ENDED + 2 * HOUR, **out.args).data["req"] == 2


def test_who_signed_counts_for_no_search_that_is_over_or_that_the_speaker_may_not_see(tell, tells):
    for number, title in ((2, "Platform engineer"), (3, "Data scientist")):
        tell(f'req open "{title}" senior remote')
        tell(f"cand add C-1 R-{number}", at=ENDED)
    tell("req cancel R-2", at=ENDED)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + HOUR)
    reply = tell("offer accept ana R-1", by=RAVI, at=ENDED + 2 * HOUR)
    assert "R-2" not in str(reply) and "R-3" not in str(reply)
    tell("undo", by=RAVI, at=ENDED + 2 * HOUR)
    told = str(tell("offer accept ana R-1", at=ENDED + 2 * HOUR).elements)
    assert "R-3 still counts on them: say that they stepped back there." in told
    assert "R-2" not in told


def test_who_runs_no_candidates_of_another_search_gets_no_button_for_it(tell, tells):
    tell('req open "Platform engineer" mlops senior remote')
    tell("cand add C-1 R-2", at=ENDED)
    tell("req team R-2 add @ravi as interviewer", at=ENDED)
    tell("offer sent ana R-1", by=RAVI, at=ENDED + HOUR)
    reply = tell("offer accept ana R-1", by=RAVI, at=ENDED + 2 * HOUR)
    assert "R-2 still counts on them: whoever recruits there can say that they stepped back there." in str(reply.elements)
    assert "cand withdraw" not in {each.verb for each in reply.actions}


@pytest.mark.parametrize("word", ["x ", "and of "])
def test_what_is_too_long_for_a_company_and_a_sum_is_told_as_not_read(stateful, tells, word):
    reply = tells(f"other offer from {word * 80}expires fri 17:00")
    assert standing(stateful) == []
    assert "refused" in reply.data
