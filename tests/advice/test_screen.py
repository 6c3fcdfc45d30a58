"""`screen` as a person sees it: the notice first, quotes and questions, and nothing kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers.core.command import Actor, Attachment, Command, Place
from handlers.core.reply import Reply
from handlers.router import Router
from storage.database import Database
from storage.models import Event, Setting
from tests.conftest import NOW
from tests.databases import database

RESUME = """Priya N.

Experience
Staff ML Engineer, Northgate Pay, 2020 – present
- On call for the fraud models that score 40 million payments a month
- Cut p99 latency from 210 ms to 80 ms by moving to Triton 24.05
Education
MSc
"""


@pytest.fixture
def db() -> Iterator[Database]:
    with database("sqlite") as opened:
        yield opened


@pytest.fixture
def say(house, db, with_verbs):
    """Say something through a door: on one's own machine, or in a shared workspace by name."""
    router = Router(with_verbs, house.library, lambda: db)

    def say(said: str = "", *files: str, by: str = "U-MEI", system: str = "console", verb: str = "", **args) -> Reply:
        workspace = "console:local" if system == "console" else "acme"
        actor, place = Actor(workspace, system, by, by), Place(system, "C-HIRING")
        attachments = tuple(Attachment(f"cv-{number}", text) for number, text in enumerate(files, start=1))
        return router.answer(Command(actor, place, NOW, said=said, verb=verb, args=args, attachments=attachments))

    return say


@pytest.fixture(scope="module")
def with_verbs():
    """The catalog with these verbs."""
    from handlers.advice.screen import screen
    from handlers.catalog import verbs
    from handlers.pipeline.verbs.screen_enable import screen_disable, screen_enable

    mine = {verb.name: verb for verb in (screen, screen_enable, screen_disable)}
    return (*(verb for verb in verbs() if verb.name not in mine), *mine.values())


def test_on_ones_own_machine_the_notice_comes_first(say, shown):
    reply = say("screen", RESUME)
    text = shown(reply)
    assert "Local Law 144" in text and "California" in text and "Annex III" in text and "counsel" in text
    assert reply.data == {"kind": "notice", "notice_read": False}
    assert reply.form.verb == "screen" and reply.form.args == {"notice_read": True} and reply.form.fields[0].value == RESUME


def test_after_the_notice_flags_are_quoted_with_a_question_each(say, shown):
    reply = say(verb="screen", text=RESUME, notice_read=True)
    ids = {flag["id"] for flag in reply.data["flags"]}
    assert {"production-scale", "quantified-outcome", "production-ownership"} <= ids
    assert all(flag["question"] and flag["quotes"] and flag["fact"] for flag in reply.data["flags"])
    text = shown(reply)
    assert "“Cut p99 latency from 210 ms to 80 ms by moving to Triton 24.05” (line 6)" in text
    assert "counted against nobody" in text and "You decide" in text


def test_the_notice_may_be_read_in_words(say):
    assert say("screen notice read", RESUME).data["kind"] == "resume"


def test_no_score_lane_rank_or_recommendation_is_in_the_answer(say):
    data = say(verb="screen", text=RESUME, notice_read=True).data
    assert set(data) == {"kind", "flags", "not_seen"}
    assert {key for flag in data["flags"] for key in flag} == {"id", "colour", "says", "quotes", "question", "fact", "source"}


def test_two_resumes_are_refused_kindly(say, shown):
    for reply in (
        say("screen notice read", RESUME, RESUME),
        say(verb="screen", notice_read=True, text=f"{RESUME}\n{RESUME}"),
        say("screen notice read " + " ".join(["She worked there too and built models."] * 8), RESUME),
    ):
        assert reply.data == {"kind": "several"} and "One résumé at a time" in shown(reply)


def test_a_remark_beside_a_file_is_no_second_resume(say):
    assert say("screen notice read please, for R-12", RESUME).data["kind"] == "resume"


def test_a_job_description_is_sent_to_the_audit(say):
    reply = say(
        verb="screen",
        notice_read=True,
        text="ML Engineer\nYou will own our ranking model. We are looking for someone who has shipped.",
    )
    assert reply.data == {"kind": "job"} and reply.actions[0].verb == "jd audit"


def test_nothing_said_asks_for_the_text(say):
    assert say(verb="screen", notice_read=True).form.fields[0].name == "text"


@pytest.mark.parametrize("system", ["slack", "teams"])
def test_in_a_shared_workspace_it_is_off_until_an_admin_turns_it_on(say, shown, system):
    off = say("screen", RESUME, system=system)
    assert off.data == {"refused": "NotAllowed"} and off.actions[0].verb == "screen enable"
    assert say("screen notice read", RESUME, system=system).data == {"refused": "NotAllowed"}
    notice = say("screen enable", system=system)
    assert "Local Law 144" in shown(notice) and notice.data == {"enabled": False}
    assert say("screen", RESUME, system=system).data == {"refused": "NotAllowed"}
    confirm = notice.actions[0]
    assert confirm.confirm
    assert say(verb=confirm.verb, system=system, **confirm.args).data == {"enabled": True}
    assert say("screen", RESUME, system=system).data["kind"] == "resume"
    assert say("screen disable", system=system).data == {"enabled": False}
    assert say("screen", RESUME, system=system).data == {"refused": "NotAllowed"}


def test_only_an_admin_turns_it_on(say):
    say("screen enable", system="slack", by="U-MEI")
    assert say(verb="screen enable", system="slack", by="U-TOM", notice_read=True).data == {"refused": "NotAllowed"}
    assert say("screen", RESUME, system="slack", by="U-TOM").data == {"refused": "NotAllowed"}


def test_who_turned_it_on_and_when_is_kept_and_nothing_of_a_resume(say, db):
    say(verb="screen enable", system="slack", notice_read=True)
    say("screen", RESUME, system="slack")
    setting = db.read("acme", lambda unit: unit.get(Setting, "screen.enabled"))
    assert setting.value == {"value": True} and setting.changed_by and setting.changed_at is not None
    assert not any("Triton" in str(event.after) for event in db.read("acme", lambda unit: unit.all(Event)))


def test_no_button_can_repeat_or_share_it(say):
    reply = say(verb="screen", text=RESUME, notice_read=True)
    assert not {action.verb for action in (*reply.actions, *reply.more)} & {"share", "why", "screen"}
