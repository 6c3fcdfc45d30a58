"""`certs`: certificates by tier, which of them mean anything, and what says more."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from handlers.core.args import Arguments
from handlers.core.cite import cited
from handlers.core.markers import Flag
from handlers.core.reply import Action, Bullets, Element, Heading, Reply, Rich, Section, Strong, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.certs import Certificate, Certificates, certificates
from knowledge.schema import Fact

say = Wording("certs")

SHOWN_STRONGER, SHOWN_NOTES = 3, 1
"""What fits a phone screen; "everything" shows the rest."""
BEST = 1


class CertsArgs(Arguments):
    """`everything` shows all signals and notes."""

    everything: Annotated[bool, Flag(("all", "everything", "show all"))] = False


@verb(
    "certs",
    CertsArgs,
    summary="Which certificates mean anything, and what says more",
    usage="certs",
    examples=("certs", "certs everything"),
    aliases=("certificates", "certifications", "certification", "cert"),
    cues=("certificate", "certificates", "certification", "certifications", "certified", "cka", "certs"),
)
def certs(asked: CertsArgs, at: Context) -> Reply:
    """The tiers in one table, what says more than any certificate, and that lacking one counts against nobody."""
    found = certificates(at.library.knowledge)
    lead = say.lead(count=len(found.tiers[BEST]), names=[each.name for each in found.tiers[BEST]])
    elements: list[Element] = [Heading(lead), _table(found, at) if asked.everything else _tiers(found, at)]
    stronger = found.stronger if asked.everything else _strongest(found)
    elements += [Text((Strong(say.stronger()),)), Bullets(tuple(_line(fact, at) for fact in stronger))]
    if len(found.stronger) > len(stronger):
        elements.append(Text(say.more(count=len(found.stronger) - len(stronger)), small=True))
    if asked.everything:
        elements.append(Bullets(tuple(_line(fact, at) for fact in (*found.advice, *found.named))))
    twice = Counter(each.name for tier in found.tiers.values() for each in tier)
    filed = sorted((each for tier in found.tiers.values() for each in tier), key=lambda each: -twice[each.name])
    notes = dict.fromkeys(say.note(name=each.name, text=each.fact.note) for each in filed if each.fact.note)
    elements += [
        Text(note, small=True) for note in (*list(notes)[: None if asked.everything else SHOWN_NOTES], say.never_against())
    ]
    return Reply(
        lead,
        tuple(elements),
        actions=(
            *(() if asked.everything else (Action(say.everything_button(), "certs", {"everything": True}),)),
            Action(say.tools_button(), "tools"),
        ),
        sources=cited(at.library.knowledge, _sources(found)),
        data=_data(found),
    )


def _strongest(found: Certificates) -> tuple[Fact, ...]:
    """The results first: they carry figures; then the others in the guide's order."""
    return tuple(sorted(found.stronger, key=lambda fact: not any(isinstance(value, dict) for value in fact.values.values())))[
        :SHOWN_STRONGER
    ]


def _tiers(found: Certificates, at: Context) -> Bullets:
    """A line a tier, the first left to the heading."""
    lines: list[Rich] = [
        (Strong(say.tier(number=number)), say.in_tier(names=[each.name for each in tier], source=_whose(tier, at)))
        for number, tier in found.tiers.items()
        if number != BEST
    ]
    return Bullets((*lines, *(_line(fact, at, whole=True) for fact in _without_names(found))))


def _whose(tier: tuple[Certificate, ...], at: Context) -> str:
    return ", ".join(dict.fromkeys(at.library.short_names[each.fact.source] for each in tier))


def _without_names(found: Certificates) -> list[Fact]:
    """What is said of a tier in which no certificate is named."""
    return [fact for fact in found.advice if "tier" in fact.values and int(fact.values["tier"]) not in found.tiers]


def _table(found: Certificates, at: Context) -> Table:
    sections = []
    for number, tier in found.tiers.items():
        rows = tuple((each.name, each.proves or say.not_said(), at.library.short_names[each.fact.source]) for each in tier)
        sections.append(Section(say.tier(number=number), rows))
    sections += [
        Section(
            say.tier(number=fact.values["tier"]), ((fact.statement.split(": ", 1)[-1], "", at.library.short_names[fact.source]),)
        )
        for fact in _without_names(found)
    ]
    return Table(tuple(say.columns().split("|")), tuple(sections))


def _line(fact: Fact, at: Context, whole: bool = False) -> str:
    text = fact.statement if whole else fact.statement.split(": ", 1)[-1]
    return say.line(text=text[:1].upper() + text[1:].rstrip("."), source=at.library.short_names[fact.source])


def _sources(found: Certificates) -> list[str]:
    filed = [each.fact.source for tier in found.tiers.values() for each in tier]
    return [*filed, *(fact.source for fact in (*found.advice, *found.named, *found.stronger))]


def _data(found: Certificates) -> dict[str, Any]:
    return {
        "tiers": {
            str(number): [{"name": each.name, "proves": each.proves, "note": each.fact.note, **_fact(each.fact)} for each in tier]
            for number, tier in found.tiers.items()
        },
        "advice": [_fact(fact) for fact in found.advice],
        "named": [_fact(fact) for fact in found.named],
        "stronger": [_fact(fact) for fact in found.stronger],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"fact": fact.id, "statement": fact.statement, "source": fact.source, "as_of": fact.as_of}
