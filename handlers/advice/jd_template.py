"""`jd template`: a job description for a lane and a level, from a few answers, that its own audit passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field as Limited

from handlers.core.answers import cellnames, telling
from handlers.core.answers.cite import cited
from handlers.core.answers.specialties import lane_of
from handlers.core.args import Arguments
from handlers.core.figures import money_range
from handlers.core.markers import Concept
from handlers.core.reply import Action, Bullets, Choice, Document, Element, Field, Form, Heading, Reply, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.papers.jd import Audit, audit
from knowledge.papers.jd_draft import Draft, draft, markdown, needed, parts, questions
from knowledge.pay.adjustments import Cell

say = Wording("jd_template")

DEFAULT_MARKET = "us-remote"
"""Whose base is proposed while no market is named."""
BUTTON_CHARACTERS = 1200
"""Longer answers are not carried by a button: platforms limit what one holds."""
LONG = ("model", "deliverable", "success")

Answer = Annotated[str, Limited(max_length=400)]


class JdTemplateArgs(Arguments):
    """Lane, level and market, and the answers as they were typed; `edit` brings the form back with all of them."""

    lane: Annotated[str | None, Concept("lane")] = None
    level: Annotated[str | None, Concept("level")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    edit: bool = False
    model: Answer = ""
    scale: Answer = ""
    deliverable: Answer = ""
    success: Answer = ""
    stack: Answer = ""
    on_call: Answer = ""
    reliability: Answer = ""
    pay: Answer = ""
    location: Answer = ""

    @property
    def answers(self) -> dict[str, str]:
        """The answers by name."""
        return {name: getattr(self, name).strip() for name in questions()}


TEXTS = ("jd", "job description", "job ad", "job post", "job posting")
"""What it writes, as people call it."""


@verb(
    "jd template",
    JdTemplateArgs,
    summary="Write a job description for a lane from a few answers",
    usage="jd template <lane> <level>",
    examples=("jd template mlops senior", "jd template applied llm staff remote"),
    aliases=("jd write", "jd draft", "write jd", "jd for", "jd new", "jd example", "jd sample", "sample jd", "example jd"),
    cues=(
        "write a jd",
        "write me a jd",
        "write the jd",
        "draft a jd",
        "jd template",
        "write a job description",
        "write me a job description",
        "write a job ad",
        "job description template",
        "template for a job",
        "template for a jd",
        "template for a job ad",
        "draft a job description",
        "jd for a",
        *(f"{want} {text}" for want in ("give me a", "give me", "me a", "i need a", "want a", "make a") for text in TEXTS),
        *(f"{need} {text} for" for need in ("need a", "need", "get a") for text in TEXTS),
    ),
)
def jd_template(asked: JdTemplateArgs, at: Context) -> Reply:
    """The form for what is missing; then the description, as text and as a file."""
    lane, notes = lane_of(at.library, asked.lane, asked.specialty)
    asked = asked.model_copy(update={"lane": lane, "specialty": None})
    wanted = [name for name in questions() if name in needed(asked.lane) and not asked.answers[name]]
    if asked.lane is None or asked.level is None or wanted or asked.edit:
        return _form(asked, notes, at)
    return _written(asked, draft(asked.lane, asked.level, asked.answers), at)


def _form(asked: JdTemplateArgs, notes: list[Element], at: Context) -> Reply:
    """Asks for what is not said; to be changed, everything is asked again."""
    who = cellnames.who(at.library.vocabulary, asked.level, asked.lane) if asked.lane or asked.level else ""
    fields = tuple(_fields(asked, at))
    asked_again = {field.name for field in fields}
    held = asked.model_dump(mode="json", exclude_defaults=True, exclude={"edit"})
    args = {name: value for name, value in held.items() if name not in asked_again}
    lead = say.ask_lead(who=who)
    return Reply(
        lead,
        (Text(lead), *notes),
        form=Form(say.form_title(), "jd template", fields, say.submit(), args),
        data={"lane": asked.lane, "level": asked.level, "needs": [field.name for field in fields if field.required]},
    )


def _fields(asked: JdTemplateArgs, at: Context) -> Iterator[Field]:
    for name, kind in (("lane", "lanes"), ("level", "levels")):
        if getattr(asked, name) is None or asked.edit:
            choices = tuple(Choice(each["id"], each["name"]) for each in at.library.knowledge.vocabulary[kind])
            yield Field(name, say.field(name=name), "select", value=getattr(asked, name) or "", hint=_hint(name), choices=choices)
    proposal, source = _proposal(asked, at)
    # A market that was not named is no place whose range could be posted: then the figure is a hint.
    proposed = {"pay": say.pay(amount=proposal) if proposal and asked.markets else "", "location": _place(asked, at)}
    for name, given in asked.answers.items():
        if not given or asked.edit:
            yield Field(
                name,
                say.field(name=name),
                "paragraph" if name in LONG else "line",
                required=name in needed(asked.lane),
                value=given or proposed.get(name, ""),
                hint=_hint(name, proposal, source),
            )


def _hint(name: str, proposal: str = "", source: str = "") -> str:
    return say.hint(name=name, proposal=proposal, source=source)


def _proposal(asked: JdTemplateArgs, at: Context) -> tuple[str, str]:
    """The range that the band book would post for the cell, and whose figure it is; empty where no guide has a base."""
    if asked.level is None:
        return "", ""
    posting = at.library.bands.band(Cell(asked.level, asked.markets or (DEFAULT_MARKET,), asked.lane)).posting
    if posting is None:
        return "", ""
    source = at.library.knowledge.facts[posting.from_fact].source
    market = at.library.vocabulary.name("market", posting.market)
    return money_range(posting.low, posting.high, posting.currency), say.whose(
        source=at.library.short_names[source], market=market
    )


def _place(asked: JdTemplateArgs, at: Context) -> str:
    """The market that was named, where it was only one."""
    return at.library.vocabulary.name("market", asked.markets[0]) if len(asked.markets) == 1 else ""


def _written(asked: JdTemplateArgs, jd: Draft, at: Context) -> Reply:
    names = {entry["id"]: entry["name"] for entry in at.library.knowledge.vocabulary["lanes"]}
    text = markdown(jd)
    checked = audit(text, names)
    says = [each.says for each in checked.findings]
    lead = say.written_with(title=jd.title, says=says) if says else say.written(title=jd.title)
    own = telling.own_on("jd", library=at.library, lane=jd.lane, level=jd.level)
    elements: list[Element] = [
        Heading(lead),
        *telling.listed(own, at.library),
        Document(say.file(level=jd.level, lane=jd.lane), "text/markdown", text),
    ]
    read = checked.triage.lane if checked.triage else None
    if read and read != jd.lane:
        elements.append(Text(say.another_lane(lane=names[jd.lane], read=names[read])))
    cell = {"level": jd.level, "lane": jd.lane}
    return Reply(
        lead,
        (*elements, *_as_elements(jd)),
        actions=(
            *_change(asked),
            Action(say.band_button(), "band", cell | ({"markets": list(asked.markets)} if asked.markets else {})),
            Action(say.loop_button(), "loop", cell),
        ),
        sources=cited(at.library.knowledge, (fact.source for fact in own)),
        data=_data(jd, text, checked) | {"own": telling.as_data(own)},
    )


def _change(asked: JdTemplateArgs) -> tuple[Action, ...]:
    """The way back to the answers, where a button can carry them."""
    if sum(map(len, asked.answers.values())) > BUTTON_CHARACTERS:
        return ()
    return (Action(say.change_button(), "jd template", asked.model_dump(mode="json", exclude_defaults=True) | {"edit": True}),)


def _as_elements(jd: Draft) -> list[Element]:
    """The description as it will be read: its parts, with their heads."""
    elements: list[Element] = [Text((Strong(jd.title),))]
    for part in parts(jd):
        if part.head:
            elements.append(Text((Strong(part.head),)))
        elements.append(Bullets(part.lines) if part.listed else Text(" ".join(part.lines)))
    return elements


def _data(jd: Draft, text: str, checked: Audit) -> dict[str, Any]:
    return {
        "lane": jd.lane,
        "level": jd.level,
        "title": jd.title,
        "answers": dict(jd.answers),
        "markdown": text,
        "audit": {"clean": checked.clean, "findings": [each.id for each in checked.findings]},
    }
