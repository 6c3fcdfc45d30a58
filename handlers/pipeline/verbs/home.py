"""`home`: my reqs, my interviews, what I owe; the page that Slack's App Home shows, wherever one asks."""

from __future__ import annotations

from handlers.core.args import Arguments
from handlers.core.reply import Reply
from handlers.core.verb import Context, verb
from handlers.pipeline.messages.home import view


class HomeArgs(Arguments):
    """Nothing: it is always the speaker's own."""


@verb(
    "home",
    HomeArgs,
    summary="My reqs, my interviews, what I owe",
    usage="home",
    examples=("home", "my interviews"),
    aliases=("mine", "my reqs", "my interviews", "my page"),
    effect="read",
    alone=True,
)
def home(asked: HomeArgs, at: Context) -> Reply:
    """The speaker's own page, to them alone."""
    return view(at.unit, at.person, at.library, at.command.now)
