"""`screen enable` and `screen disable`: an admin turns screening on for a workspace after the notice, or off again."""

from __future__ import annotations

from handlers.core.args import Arguments
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.people import speaker
from handlers.pipeline.screening import is_on, turn

say = Wording("screen")


class ScreenEnableArgs(Arguments):
    """`notice_read`: whoever presses has read the notice; only a button says so."""

    notice_read: bool = False


class ScreenDisableArgs(Arguments):
    """Nothing to say."""


@verb(
    "screen enable",
    ScreenEnableArgs,
    summary="Turn résumé screening on for this workspace, after the notice",
    usage="screen enable",
    examples=("screen enable", "screen on"),
    aliases=("screen on", "enable screen"),
    effect="write",
    access="turn_screening",
)
def screen_enable(asked: ScreenEnableArgs, at: Context) -> Reply:
    """The notice with a button to confirm; pressed, screening is on. Only admins."""
    if is_on(at.unit):
        return _said(say.already_on(), True, Action(say.disable_button(), "screen disable"))
    if asked.notice_read:
        turn(at.unit, True, at.person or speaker(at.unit, at.command), at.command.now)
        return _said(say.enabled(), True, Action(say.disable_button(), "screen disable"))
    paragraphs = tuple(Text(paragraph.strip()) for paragraph in say.notice().split("|"))
    confirmed = Action(say.confirm_button(), "screen enable", {"notice_read": True}, confirm=say.confirm())
    return Reply(say.notice_title(), (Heading(say.notice_title()), *paragraphs), actions=(confirmed,), data={"enabled": False})


@verb(
    "screen disable",
    ScreenDisableArgs,
    summary="Turn résumé screening off for this workspace",
    usage="screen disable",
    examples=("screen disable", "screen off"),
    aliases=("screen off", "disable screen"),
    effect="write",
    access="turn_screening",
)
def screen_disable(_: ScreenDisableArgs, at: Context) -> Reply:
    """Screening is off. Only admins."""
    turn(at.unit, False, at.person or speaker(at.unit, at.command), at.command.now)
    return _said(say.disabled(), False)


def _said(lead: str, enabled: bool, *actions: Action) -> Reply:
    return Reply(lead, (Heading(lead),), actions=actions, data={"enabled": enabled})
