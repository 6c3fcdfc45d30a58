"""`screen`: what stands in one résumé and what to ask about it. No score, lane, rank or recommendation; nothing is kept."""

from __future__ import annotations

from typing import Annotated, Any

from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.errors import NotAllowed
from handlers.core.markers import Document, Flag
from handlers.core.reply import Action, Bullets, Element, Field, Form, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.screening import SHARED, is_on
from knowledge.papers.screening import LEAST_WORDS, Screening
from knowledge.papers.screening import Flag as Found
from knowledge.papers.screening import screen as read
from knowledge.schema import Fact

say = Wording("screen")

COLOURS = ("green", "red")


NOTICE_READ = ("i have read it", "i have read the notice", "notice read")


class ScreenArgs(Arguments):
    """One résumé. `notice_read`: the notice was read, on one's own machine where nobody turned `screen` on for others."""

    text: Annotated[str, Document()] = ""
    notice_read: Annotated[bool, Flag(NOTICE_READ)] = False


@verb(
    "screen",
    ScreenArgs,
    summary="What one résumé shows, quoted, and what to ask about it; never a score",
    usage="screen <one résumé, as text or file>",
    examples=(
        "screen",
        "screen notice read Cut p99 latency from 210 ms to 80 ms for the fraud model, on call one week in five",
    ),
    aliases=("screen cv", "screen resume", "screen résumé"),
    no_verb_before=("length", "time", "duration", "minutes"),
    cues=(
        "screen this",
        "screen resumes",
        "screen cvs",
        "screen a resume",
        "read this resume",
        "read this cv",
        "look at this resume",
        "look at this cv",
        "red flags in this resume",
        "green flags in this",
        "what to ask about this resume",
        "review this resume",
        "review this cv",
    ),
    effect="read",
    heavy=True,
)
def screen(asked: ScreenArgs, at: Context) -> Reply:
    """Flags as quotes with a question each. Raises NotAllowed in a shared workspace where no admin turned it on."""
    if at.command.actor.system in SHARED:
        if not is_on(at.unit):
            raise NotAllowed(say.off(), actions=(Action(say.notice_button(), "screen enable"),))
    elif not asked.notice_read:
        return _notice(asked)
    if _documents(asked, at) > 1:
        return _several()
    found = read(_resume(asked.text))
    if found.kind == "too-little":
        return _ask_for_text(asked)
    if found.kind == "several":
        return _several()
    if found.kind == "job":
        return _said(say.job(), {"kind": found.kind}, Action(say.audit_button(), "jd audit"))
    return _answer(found, at)


def _resume(text: str) -> str:
    """The text without the remark before it that the notice was read: that is no passage to be quoted."""
    begun = text.lstrip()
    said = next((phrase for phrase in NOTICE_READ if begun.casefold().startswith(phrase)), "")
    return begun[len(said) :].lstrip(" \t.,:;") if said else text


def _documents(asked: ScreenArgs, at: Context) -> int:
    """How many came along: every file, and the words beside them where those are more than a remark."""
    files = [file.text for file in at.command.attachments if file.text.strip()]
    beside = len(asked.text.split()) - sum(len(text.split()) for text in files)
    return len(files) + (bool(files) and beside >= 5 * LEAST_WORDS)


def _several() -> Reply:
    return _said(say.several(), {"kind": "several"})


def _said(lead: str, data: dict[str, Any], *actions: Action) -> Reply:
    return Reply(lead, (Text(lead),), actions=actions, data=data)


def _notice(asked: ScreenArgs) -> Reply:
    """The notice, and a form that carries the text on: a press says that it was read."""
    return Reply(
        say.notice_title(),
        (Heading(say.notice_title()), *_paragraphs()),
        form=_form(asked.text, say.have_read()),
        data={"kind": "notice", "notice_read": False},
    )


def _paragraphs() -> tuple[Element, ...]:
    """The notice, a paragraph an element."""
    return tuple(Text(paragraph.strip()) for paragraph in say.notice().split("|"))


def _ask_for_text(asked: ScreenArgs) -> Reply:
    return Reply(
        say.ask_for_text(),
        (Text(say.ask_for_text()),),
        form=_form(asked.text if asked.text.strip() else "", say.submit()),
        data={"kind": "too-little"},
    )


def _form(text: str, submit: str) -> Form:
    field = Field("text", say.field(), "paragraph", hint=say.hint(), value=text)
    return Form(say.form_title(), "screen", (field,), submit, {"notice_read": True})


def _answer(found: Screening, at: Context) -> Reply:
    lead = say.lead(any=bool(found.flags))
    elements: list[Element] = [Heading(lead)]
    for colour in COLOURS:
        flags = found.of(colour)
        if flags:
            elements += [Text((Strong(say.colour(colour=colour)),)), Bullets(tuple(_flag(flag, at) for flag in flags))]
    if found.not_seen:
        elements.append(Text(say.not_seen(topics=found.not_seen)))
    elements.append(Text(say.never(), small=True))
    return Reply(
        lead,
        tuple(elements),
        actions=(Action(say.questions_button(), "questions"),),
        sources=cited(at.library.knowledge, (_fact(flag, at).source for flag in found.flags)),
        data=_data(found, at),
    )


def _flag(flag: Found, at: Context) -> Rich:
    source = at.library.short_names[_fact(flag, at).source]
    return (Strong(flag.says), ": " + say.flag(quotes=flag.quotes, source=source, ask=flag.ask))


def _fact(flag: Found, at: Context) -> Fact:
    known = at.library.knowledge.facts
    return next(known[fact] for fact in flag.facts if fact in known)


def _data(found: Screening, at: Context) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "flags": [
            {
                "id": flag.id,
                "colour": flag.colour,
                "says": flag.says,
                "quotes": [{"quote": quote.text, "line": quote.line} for quote in flag.quotes],
                "question": flag.ask,
                "fact": _fact(flag, at).id,
                "source": _fact(flag, at).source,
            }
            for flag in found.flags
        ],
        "not_seen": list(found.not_seen),
    }
