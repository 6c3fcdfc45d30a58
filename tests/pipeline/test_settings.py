"""What is set in the chat: shown to everybody, changed by admins, taken back, and followed by the clocks in the same breath."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event as statements

from handlers.core.command import Command, NamedChannel, Place
from handlers.core.reply import Table
from handlers.pipeline import settings
from storage.models import Event, Nudge, Person, Requisition, Workspace
from tests.conftest import CHANNEL, MEI, RAVI
from tests.pipeline.team import DM, EVE, kinds, met, opened, rows
from tests.pipeline.test_nudges import heard as told
from tests.sharing import own_library

ENDED = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""A Monday."""


@pytest.fixture
def number(tell):
    """Mei, an admin, hires; a loop ended on Monday. Ravi is nobody's admin."""
    met(tell, MEI, RAVI)
    number = opened(tell)
    tell(f'loop done "Ana Quiroga" R-{number}', at=ENDED)
    return number


def due(house, clock="offer", req=None):
    """When a clock's deadline lies, in hours after the final round ended."""
    ids = {each.id for each in rows(house, Requisition) if req in (None, each.number)}
    live = [each for each in rows(house, Nudge) if each.clock == clock and each.reason is None and each.requisition_id in ids]
    (at,) = {each.deadline_at for each in live}
    return (at - ENDED) / timedelta(hours=1)


def shown(reply):
    """Setting → (now, usually, set by)."""
    (table,) = (each for each in reply.elements if isinstance(each, Table))
    return {name: tuple(cells) for section in table.sections for name, *cells in section.rows}


def say(tell, words, **more):
    return tell(f"settings {words}".strip(), at=ENDED + timedelta(hours=1), **more)


def test_all_settings_are_shown_with_units_and_where_they_come_from(tell, number):
    found = shown(say(tell, "", by=RAVI))
    assert found["offer"] == ("48 h", "48 h", "KORE1")
    assert found["decision"] == ("24 h", "24 h", "house rule")
    assert found["loop"][0] == "14 days"
    assert found["walk-through call"] == ("the same day", "the same day", "KORE1")
    assert found["answer to the offer"] == ("24 h before it expires", "24 h before it expires", "house rule")
    assert found["daily limit"] == ("12 a day", "12 a day", "house rule")
    assert found["names in public"][0] == "off"
    assert found["keep decided"][0] == "nobody is erased by itself"


def test_an_admin_moves_a_clock_for_the_workspace_and_deadlines_follow_in_the_same_breath(tell, stateful, number):
    assert due(stateful) == 48
    reply = say(tell, "offer 36 hours")
    assert (reply.text, due(stateful)) == ("For this workspace, offer: 36 h now, 48 h before.", 36)
    assert shown(say(tell, ""))["offer"][:2] == ("36 h", "48 h")
    assert "Mei" in shown(say(tell, ""))["offer"][2]


def test_why_says_who_set_other_hours_than_the_guide(tell, stateful, number):
    def why():
        nudge = next(each for each in rows(stateful, Nudge) if each.clock == "offer")
        return tell(verb="why nudge", nudge=nudge.id, at=ENDED + timedelta(hours=1)).elements[1].items

    guide = why()[0]
    say(tell, "offer 36 hours")
    assert why()[:2] == (guide, "Set for this workspace instead: 36 h.")
    say(tell, f"R-{number} offer 24 hours")
    assert why()[1] == f"Set for R-{number} instead: 24 h."


def test_one_reqs_own_hours_go_before_the_workspaces(tell, stateful, number):
    other = opened(tell)
    tell(f'loop done "Bo Lind" R-{other}', at=ENDED)
    say(tell, "offer 36 hours")
    say(tell, f"R-{number} offer 24 hours")
    assert (due(stateful, req=number), due(stateful, req=other)) == (24, 36)
    assert shown(say(tell, f"R-{number}"))["offer"] == ("24 h", "48 h", f"R-{number}")
    say(tell, f"R-{number} offer default")
    assert due(stateful, req=number) == 36


def test_the_default_comes_back(tell, stateful, number):
    say(tell, "offer 36 hours")
    say(tell, "offer default")
    assert (due(stateful), shown(say(tell, ""))["offer"]) == (48, ("48 h", "48 h", "KORE1"))


def test_a_looser_clock_than_the_guides_says_so(tell, number):
    assert any("KORE1" in str(each) for each in say(tell, "offer 4 days").elements)
    assert not any("KORE1" in str(each) for each in say(tell, "offer 2 days").elements)


@pytest.mark.parametrize(
    ("words", "clock", "usually", "then"),
    [("call 4 hours", "recruiter_call", 14, 4), ("offer answer 6 hours", "offer_answer", 78 - 24, 78 - 6)],
)
@pytest.mark.parametrize("whose", ["", "R-1 "])
def test_a_clock_that_ends_with_a_date_takes_hours_too(tell, stateful, number, words, clock, usually, then, whose):
    tell(f'offer sent "Ana Quiroga" R-{number} expires thu 16:00', at=ENDED)
    assert round(due(stateful, clock)) == usually
    say(tell, f"{whose}{words}")
    assert due(stateful, clock) == then
    say(tell, f"{whose}{words.rsplit(' ', 2)[0]} default")
    assert round(due(stateful, clock)) == usually


def test_another_day_than_the_guides_for_the_call_says_so(tell, number):
    assert any("KORE1 says the same day" in str(each) for each in say(tell, "walk-through call 30 hours").elements)
    assert not any("KORE1" in str(each) for each in say(tell, "walk-through call 4 hours").elements)


@pytest.mark.parametrize("whose", ["", "R-1 "])
def test_a_clock_that_is_tightened_below_what_has_passed_is_no_outage(tell, stateful, number, whose):
    at = ENDED + timedelta(hours=28)
    for hours in (7, 24):
        told(stateful, ENDED + timedelta(hours=hours))
    tell(f"settings {whose}offer 24 hours", at=at)
    ((_, reply),) = told(stateful, at)
    assert reply.text.startswith("4 h over, Mei: the decision about Ana Quiroga was due Tue 10:00 (R-1).")
    assert "The offer, 4 h over, waits for the decision." in reply.text
    tell(f'decide yes "Ana Quiroga" R-{number}', at=at)
    assert dict(told(stateful, at + timedelta(hours=2)))["Mei"].text.startswith("6 h over, Mei: Ana Quiroga's offer was due")


def test_somebody_rejected_is_still_owed_an_answer_by_the_new_hours(tell, stateful, number):
    tell(f'cand reject "Ana Quiroga" R-{number} because thin', at=ENDED)
    assert due(stateful, "tell_no") == 48
    say(tell, "tell no 24 hours")
    assert due(stateful, "tell_no") == 24


def test_each_change_is_an_event_with_what_was_before_and_raises_the_revision(tell, stateful, number):
    before = rows_of_workspace(stateful).settings_revision
    say(tell, "daily limit 6")
    event = rows(stateful, Event)[-1]
    assert (event.kind, event.entity_id, event.before, event.after["value"]) == (
        "setting_changed",
        "daily_limit",
        {"value": None},
        6,
    )
    assert rows_of_workspace(stateful).settings_revision == before + 1
    say(tell, f"R-{number} offer 24 hours")
    assert next(each for each in rows(stateful, Requisition) if each.number == number).policy_revision == 1


def rows_of_workspace(house):
    return house.database.read_system(lambda unit: unit.get(Workspace, "acme"))


def test_undo_takes_a_setting_back_and_the_deadlines_with_it(tell, stateful, number):
    say(tell, "offer 36 hours")
    say(tell, "offer 30 hours")
    assert say_undo(tell).text.startswith("Taken back") or due(stateful) == 36
    assert due(stateful) == 36
    say(tell, f"R-{number} offer 24 hours")
    say_undo(tell)
    assert due(stateful) == 36


def say_undo(tell, **more):
    return tell("undo", at=ENDED + timedelta(hours=1, seconds=20), **more)


def test_a_setting_that_somebody_changed_since_is_not_taken_back(tell, stateful, number):
    mine = say(tell, "offer 36 hours").data["event"]
    tell("people role @ravi admin")
    say(tell, "offer 30 hours", by=RAVI)
    assert tell(verb="undo", event=mine, at=ENDED + timedelta(hours=1, seconds=20)).data["refused"] == "Conflict"
    assert due(stateful) == 30


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ("names in public on", "names_in_public", True),
        ("digest off", "digest", False),
        ("digest at 8", "digest_hour", 8),
        ("keep decided 365 days", "keep_decided_days", 365),
        ("daily limit 6", "daily_limit", 6),
        ("group 5 min", "group_minutes", 5),
    ],
)
def test_the_workspaces_settings_are_changed_in_words(tell, stateful, number, words, key, value):
    assert "refused" not in say(tell, words).data
    assert getattr(stateful.database.read("acme", settings.of), key) == value


def test_new_reqs_go_to_the_channel_that_was_set(tell, stateful, number):
    say(tell, "req channel here")
    opened_there = opened(lambda said: tell(said, place=DM))
    address = next(each for each in rows(stateful, Requisition) if each.number == opened_there).address
    assert address["channel"] == "C-HIRING"


def test_a_channel_that_slack_would_not_know_is_asked_for_there(tell, number):
    assert "settings req channel here" in say(tell, "req channel #hiring").text
    assert "refused" not in say(tell, "req channel #C0123ABCD").data


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("offer 36 parsecs", "hours, days or weeks"),
        ("offer soon", "36 hours"),
        ("offer 9999 hours", "1 h to 60 days"),
        ("daily limit 0", "1 a day to 100 a day"),
        ("digest maybe", "on or off"),
        ("frobnicate 4", "daily limit"),
        ("walk-through call soon", "36 hours"),
        ("answer to the offer 0 hours", "1 h before it expires to 60 days before it expires"),
        ("me offer 24 hours", "not for one person"),
        ("R-1 daily limit 5", "not for one req"),
        ("me quiet 9-17", "18:00-09:00"),
        ("me time zone Mars/Olympus", "Europe/Berlin"),
        ("keep decided 1.5 days", "whole days"),
    ],
)
def test_what_no_setting_takes_is_answered_with_what_it_does(tell, stateful, number, words, says):
    before = len(rows(stateful, Event))
    reply = say(tell, words)
    assert reply.data["refused"] in {"Invalid", "NotFound"}
    assert says in reply.text
    assert len(rows(stateful, Event)) == before


def test_a_misspelt_setting_is_asked_back_with_a_button_that_does_it(tell, stateful, number):
    (button,) = say(tell, "ofer 36 hours").actions
    tell(verb=button.verb, at=ENDED + timedelta(hours=1), **button.args)
    assert due(stateful) == 36


def test_only_admins_change_what_is_everybodys(tell, stateful, number):
    assert say(tell, "offer 36 hours", by=RAVI).data["refused"] == "NotAllowed"
    assert say(tell, f"R-{number} offer 36 hours", by=EVE).data["refused"] == "NotAllowed"
    assert (due(stateful), kinds(stateful)[-1]) == (48, "refused")


def test_what_is_so_already_is_said(tell, number):
    say(tell, "offer 36 hours")
    assert say(tell, "offer 1.5 days").data["refused"] == "Conflict"
    assert say(tell, "digest default").data["refused"] == "Conflict"


def test_the_form_lists_each_setting_with_its_value_and_says_at_the_field_what_is_wrong(tell, stateful, number):
    form = say(tell, "offer").form
    which, value = form.fields
    assert (which.value, value.name) == ("clock.offer", "value")
    assert {each.value for each in which.choices} >= {"clock.offer", "daily_limit", "names_in_public"}
    wrong = tell(verb="settings", what="clock.offer", value="soon", **form.args)
    assert set(wrong.data["errors"]) == {"value"}
    tell(verb="settings", what="clock.offer", value="36 hours", at=ENDED, **form.args)
    assert due(stateful) == 36


def test_anybody_sets_their_own_hours_zone_limit_and_digest(tell, stateful, number):
    for words in ("me quiet 18:00-09:00", "me daily limit 5", "me digest off", "me time zone Berlin", "me country DE"):
        reply = say(tell, words, by=EVE)
        assert ("refused" in reply.data, reply.public) == (False, False)
    eve = next(each for each in rows(stateful, Person) if each.name == "Eve")
    assert eve.preferences == {"from": "09:00", "until": "18:00", "daily_limit": 5, "digest": False, "zone_chosen": True}
    assert (eve.timezone, eve.country) == ("Europe/Berlin", "DE")
    found = shown(say(tell, "me", by=EVE))
    assert found["time zone"][::2] == ("Europe/Berlin", "you")
    assert shown(say(tell, "me", by=RAVI))["time zone"][::2] == ("America/New_York", "your profile here")
    assert found["working hours"] == ("09:00–18:00", "09:00–18:00", "you")
    assert found["daily limit"] == ("5 a day", "12 a day", "you")
    say(tell, "me daily limit default", by=EVE)
    mine = stateful.database.read("acme", lambda unit: settings.of_person(unit, unit.get(Person, eve.id)))
    assert (mine.daily_limit, mine.digest) == (12, False)


def test_ones_own_hours_move_ones_nudges_and_undo_moves_them_back(tell, stateful, number):
    def said():
        return {each.say_at for each in rows(stateful, Nudge) if each.reason is None and each.voice == "heads_up"}

    before = said()
    say(tell, "me hours 20:00-23:00")
    assert said() != before
    say_undo(tell)
    assert said() == before
    say(tell, "me quiet any time")
    assert say(tell, "me").data["mine"]


def test_audit_says_who_changed_what(tell, number):
    say(tell, f"R-{number} offer 24 hours")
    assert any("clocks" in str(each) for each in tell(f"audit R-{number}").elements)
    say(tell, "daily limit 6")
    assert "daily limit" in say_undo(tell).text


def test_settings_are_read_once_a_unit(tell, stateful, number):
    say(tell, "daily limit 6")
    seen: list[str] = []

    def look(unit):
        engine = unit.session.get_bind()
        statements.listen(engine, "before_cursor_execute", lambda _c, _cursor, said, *_: seen.append(said))
        return [settings.of(unit).daily_limit for _ in range(5)]

    assert stateful.database.read("acme", look) == [6] * 5
    assert sum("setting" in each for each in seen) == 1


def test_a_workspaces_settings_are_not_anothers_within_one_transaction(stateful, tell, number):
    say(tell, "daily limit 6")

    def both(unit):
        return settings.of(unit.within("acme")).daily_limit, settings.of(unit.within("other")).daily_limit

    assert stateful.database.read_system(both) == (6, 12)


def test_the_workspace_goes_before_app_yaml_which_goes_before_the_guides(tell, stateful, number):
    own_library(stateful).within_hours = {"offer": 40.0}
    assert shown(say(tell, ""))["offer"] == ("40 h", "40 h", "app.yaml")
    say(tell, "offer 36 hours")
    assert shown(say(tell, ""))["offer"][:2] == ("36 h", "40 h")
    say(tell, "offer default")
    assert due(stateful) == 40


@pytest.mark.parametrize("words", ["names_in_public on", "names in public on", "NAMES_IN_PUBLIC=on", "names_in_public: on"])
def test_a_setting_is_set_by_its_key_as_by_its_name(tell, stateful, number, words):
    reply = say(tell, words)
    assert (reply.data["setting"], reply.data["value"]) == ("names_in_public", True)


@pytest.mark.parametrize(("words", "value"), [("namesinpublic on", "on"), ("names_in_pulic", ""), ("daly_limit 6", "6")])
def test_a_key_nearly_right_is_asked_back_by_what_was_typed(tell, stateful, number, words, value):
    before = kinds(stateful)
    reply = say(tell, words)
    assert reply.data == {"refused": "NotFound"}
    assert reply.text.startswith(f'I have no setting "{words.removesuffix(value).strip().replace("_", " ")}".')
    assert reply.actions[0].args["value"] == value
    assert kinds(stateful) == before


def test_a_channels_name_keeps_its_underscores(tell, number):
    assert "my_channel" in say(tell, "req_channel my_channel").text


def test_a_channel_is_shown_by_the_name_it_was_set_by_and_written_to_by_its_id(stateful, number):
    named = {"hiring": NamedChannel({"system": "slack", "channel": "C0123ABCD"}, joined=True)}
    command = Command(MEI, CHANNEL, ENDED, said="settings req channel #hiring", channels=named)
    assert "req channel: #hiring now" in stateful.router.answer(command).text
    assert shown(stateful.router.answer(replace(command, said="settings")))["req channel"][0] == "#hiring"
    stateful.router.answer(replace(command, said='req open "Staff ML engineer" mlops staff remote'))
    assert rows(stateful, Requisition)[-1].address == {"system": "slack", "channel": "C0123ABCD"}


def test_a_channel_of_which_only_the_id_is_known_shows_no_id(tell, number):
    assert "req channel: this channel now" in say(tell, "req channel here").text
    assert shown(say(tell, ""))["req channel"][0] == "this channel"
    unnamed = "the channel where it was set (Slack did not tell me its name)"
    assert shown(say(tell, "", place=DM))["req channel"][0] == unnamed
    say(tell, "req channel #C0123ABCD")
    assert shown(say(tell, "", place=DM))["req channel"][0] == unnamed


def test_this_channel_is_shown_by_its_name_from_everywhere_where_its_door_says_it(tell, stateful, number):
    named = replace(CHANNEL, name="hiring")
    assert "req channel: #hiring now" in say(tell, "req channel here", place=named).text
    assert shown(say(tell, "", place=DM))["req channel"][0] == "#hiring"
    assert shown(say(tell, "", place=CHANNEL))["req channel"][0] == "#hiring"
    opened_there = opened(lambda said: tell(said, place=DM))
    address = next(each for each in rows(stateful, Requisition) if each.number == opened_there).address
    assert address == {"system": "slack", "channel": "C-HIRING"}


def test_a_channel_set_without_its_name_is_shown_by_the_name_that_it_is_read_under(tell, number):
    say(tell, "req channel here")
    assert shown(say(tell, "", place=replace(CHANNEL, name="hiring")))["req channel"][0] == "#hiring"


def test_a_channel_of_teams_is_shown_as_teams_calls_it(tell, number):
    there = Place("teams", "19:c@thread.tacv2", name="Talent > ML hiring")
    assert "req channel: Talent > ML hiring now" in say(tell, "req channel here", place=there).text


def test_why_of_a_clock_that_was_set_to_its_usual_hours_says_nothing_of_it(tell, stateful, number):
    tell('cand add "Ana Quiroga" R-1')
    tell("settings R-1 offer answer 30 hours")
    tell("settings R-1 offer answer 24 hours")
    tell("offer sent ana expires 2026-12-20 17:00")
    asked, *_ = [each for each in rows(stateful, Nudge) if each.clock == "offer_answer" and each.person_id]
    assert "instead" not in str(tell(verb="why nudge", nudge=asked.id).elements)
